"""Faults of the data: scale, balance, labels, leaks."""

from math import isfinite, log10

from glassnet.explain.diagnosis.facts import Facts
from glassnet.explain.diagnosis.finding import Cure, Evidence, Finding, diagnosis, set_to
from glassnet.explain.diagnosis.symptoms import losing

LARGE, UNLIKE, HUGE = 10.0, 10.0, 1e4
RARE = 0.35
NOISY, MIXED, WORSE, ENOUGH = 0.05, 0.35, 1.03, 100
UNKNOWN, APART = 0.6, 0.3
TWICE = 0.05


@diagnosis(
    title="The inputs are not scaled",
    why="An input that is large makes all weighted sums large and its weights' gradients with them, so that no "
    "learning rate suits all weights. Activations saturate, or steps overshoot in one direction and creep in the "
    "others.",
    rule=f"the run suffers, and an input's spread or mean is beyond {LARGE:g}, or one input's spread is {UNLIKE:g} "
    f"times another's; or, suffering or not, one is beyond {HUGE:g}",
    source="LeCun et al. 1998, Efficient BackProp, section 4.3",
)
def inputs_not_scaled(facts: Facts) -> Finding | None:
    """Inputs much larger than 1, or of unlike sizes."""
    sizes = [s for s in facts.about.spreads if s > 0]
    if not sizes:
        return None
    largest = max(abs(c) + s for c, s in zip(facts.about.centres, facts.about.spreads, strict=True))
    unlike = max(sizes) / min(sizes)
    if (largest <= LARGE and unlike <= UNLIKE) or not (losing(facts) or largest > HUGE):
        return None
    evidence = (
        Evidence.of("largest size of an input: mean and spread together", largest, LARGE),
        Evidence.of("largest spread of an input over the smallest", unlike, UNLIKE),
    )
    cure = set_to("Scale the inputs to mean 0 and spread 1", "data.scaling", "standardize")
    return Finding(1.55 + 0.05 * min(6.0, log10(max(largest / LARGE, unlike / UNLIKE))), evidence, (cure,))


@diagnosis(
    title="The values to be predicted are not scaled",
    why="The output is a sum of a few activations of size 1, so values far from 0 need weights that are as large, and "
    "a step changes a weight by little more than the learning rate. On the way there, what tells the examples apart "
    "is nothing beside what is wrong with all of them.",
    rule=f"the run suffers, and the values' spread or mean is beyond {LARGE:g}",
    source="Sarle 2002, Neural Network FAQ, part 2: Should I standardize the target variables?",
)
def values_not_scaled(facts: Facts) -> Finding | None:
    """Values to be predicted that are much larger than 1."""
    size = abs(facts.about.value_centre) + facts.about.value_spread
    if size <= LARGE or not losing(facts):
        return None
    evidence = (
        Evidence.of("size of the values: mean and spread together", size, LARGE),
        Evidence.of("spread of the values", facts.about.value_spread),
    )
    cure = set_to("Scale the values to mean 0 and spread 1", "data.value_scaling", "standardize")
    return Finding((1.9 if facts.diverged is None else 2.6) + 0.05 * min(6.0, log10(size / LARGE)), evidence, (cure,))


@diagnosis(
    title="A class is rare",
    why="The loss is a mean over examples, so a class with few of them hardly counts. The network can be right nearly "
    "always and yet miss most of that class.",
    rule=f"a class has less than {RARE:.0%} of the examples that it would have if all were alike, and on held-out or "
    "training examples the classes' mean recall is 2 points or more below 100 %",
    source="He and Garcia 2009, Learning from imbalanced data; Buda, Maki and Mazurowski 2018, A systematic study "
    "of the class imbalance problem in convolutional neural networks",
)
def class_imbalance(facts: Facts) -> Finding | None:
    """A class with few examples, and it is missed."""
    if facts.task != "classification" or not facts.about.shares:
        return None
    share = min(facts.about.shares)
    relative = share * len(facts.about.shares)
    if relative >= RARE:
        return None
    rare = facts.about.shares.index(share)
    seen = facts.held_score if isfinite(facts.held_score) else facts.score
    if min(seen, facts.score) > 0.98 and share * facts.examples > 20:
        return None
    evidence = (
        Evidence.of(f"share of the training examples that are of class {rare}", share, RARE / len(facts.about.shares)),
        Evidence.of("number of its training examples", share * facts.examples),
        Evidence.of("mean recall of the classes on held-out examples", seen, 0.98),
        Evidence.of(f"recall of class {rare} on the training set", facts.recalls[rare]),
    )
    cures = [set_to("Draw all classes alike", "data.balance", None)]
    if facts.about.copies:
        points = [list(point) for point in facts.about.copies]
        again = {"do": "add_points", "points": points}
        cures.append(Cure("Put the rare examples in again and again, until all classes count alike", (again,)))
    cures.append(Cure("Collect more examples of the rare class, and judge by the mean recall of the classes"))
    return Finding(1.3 + 0.2 * (1 - relative / RARE), evidence, tuple(cures))


@diagnosis(
    title="Labels look wrong",
    why="Many examples have another label than nearly all their neighbours, all over the data and not only where "
    "classes meet. A network that fits them learns noise; the best it can do is to overlook them.",
    rule=f"fewer than {MIXED:.0%} of the neighbourhoods are of one class, more than {NOISY:.0%} of the labels "
    "differ from those of 8 of their 10 neighbours, and the nearest neighbour alone is wrong more often than 15 "
    "together (where classes merely overlap, or examples are sparse, it is not so); for values, 15 neighbours have "
    f"an R² below {UNKNOWN:g} and the nearest alone one that is {APART:g} less",
    source="Wilson 1972, Asymptotic properties of nearest neighbor rules using edited data; Northcutt, Jiang and "
    "Chuang 2021, Confident learning",
)
def label_noise(facts: Facts) -> Finding | None:
    """Examples surrounded by another class."""
    around = facts.neighbours
    if facts.examples < ENOUGH:
        return None
    if facts.task == "regression":
        if not (around.crowd < UNKNOWN and around.single < around.crowd - APART):
            return None
        evidence: tuple[Evidence, ...] = (
            Evidence.of("R² of the mean of the 15 nearest neighbours", around.crowd, UNKNOWN),
            Evidence.of("R² of the nearest neighbour alone", around.single, around.crowd - APART),
        )
        return Finding(1.4, evidence, _NOISE_CURES)
    single, crowd = 1.0 - around.single, 1.0 - around.crowd
    if not (around.pure < MIXED and around.surrounded > NOISY and crowd > NOISY and single > WORSE * crowd):
        return None
    evidence = (
        Evidence.of("share of neighbourhoods that are of one class", around.pure, MIXED),
        Evidence.of("share of labels that differ from those of 8 of their 10 neighbours", around.surrounded, NOISY),
        Evidence.of("share of labels that are not those of most of their 15 neighbours", crowd),
        Evidence.of("share of labels that are not that of the nearest neighbour", single, WORSE * crowd),
    )
    return Finding(1.25 + min(0.2, crowd), evidence, _NOISE_CURES)


_NOISE_CURES = (
    Cure("Look at the examples that differ from their neighbours, and label them anew"),
    set_to("Hold the weights small, so that single examples count less", "training.l2", 0.001, restart=True),
    set_to(
        "Start again, and stop when the validation loss has not improved for 20 epochs",
        "training.patience",
        20,
        restart=True,
    ),
)


@diagnosis(
    title="Test examples are in the training set",
    why="An example that was trained on is answered from memory, so the score on it says nothing about new ones. The "
    "run looks better than it is.",
    rule=f"{TWICE:.0%} of the held-out examples or more stand in the training set, inputs and label alike, and more "
    "often than training examples have doubles among themselves",
    source="Kaufman, Rosset and Perlich 2011, Leakage in data mining: formulation, detection, and avoidance",
)
def leak(facts: Facts) -> Finding | None:
    """Held-out examples that the network was trained on."""
    if facts.about.doubles < TWICE or facts.about.doubles < 2 * facts.about.inner_doubles:
        return None
    evidence = (
        Evidence.of("share of held-out examples that stand in the training set", facts.about.doubles, TWICE),
        Evidence.of("share of training examples with a double in the training set", facts.about.inner_doubles),
    )
    cures = [Cure("Take the doubles out before the examples are split")]
    if facts.about.doubled_rows:
        erase = {"do": "erase_points", "rows": list(facts.about.doubled_rows)}
        cures.insert(0, Cure("Leave the doubles out of validation and test set", (erase,)))
    return Finding(2.2, evidence, tuple(cures))
