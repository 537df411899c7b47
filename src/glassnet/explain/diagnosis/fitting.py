"""Faults of the fit, and what is said when nothing is wrong."""

from math import isfinite

from glassnet.explain.diagnosis.facts import Facts
from glassnet.explain.diagnosis.finding import Cure, Evidence, Finding, diagnosis, set_to, smaller
from glassnet.explain.diagnosis.symptoms import WELL, harm, losing, settled

NARROW = 4
GAP, WIDE, GROWN = 0.05, {"classification": 0.15, "regression": 0.2}, 0.22
DROPPED = 0.5
PULL, SHRUNK = 0.3, 0.6
STILL, EARLY = 0.05, 8
FEWEST, LEARNED = 10, 0.05


@diagnosis(
    title="The network is too small",
    why="Too few neurons can draw too few lines: the network has found the best that it can represent, and that is not "
    "enough. More training does not help, more neurons do.",
    rule=f"the training score stays below that of nearest neighbours, and the loss no longer falls fast, and the "
    f"narrowest hidden layer has {NARROW} units or fewer, or there is none",
    source="Goodfellow, Bengio and Courville 2016, Deep Learning, section 5.2; Cybenko 1989 and Hornik 1991 for what "
    "enough neurons can do",
)
def capacity_too_small(facts: Facts) -> Finding | None:
    """A narrow network that has learned all it can."""
    narrowest = min(facts.hidden, default=0)
    if narrowest > NARROW or not harm(facts) or not settled(facts) or facts.symmetric:
        return None
    wider = 12
    layers = [{"units": wider, "activation": "tanh"}] * 2
    evidence = (
        Evidence.of("units of the narrowest hidden layer (0: none)", narrowest, NARROW),
        Evidence.of("training score below that of nearest neighbours", facts.under, 0.04),
        Evidence.of("share by which the loss fell in the last third of the run", facts.curve.slope, STILL),
    )
    return Finding(1.15 - 0.05 * narrowest, evidence, (
        set_to(f"Take two hidden layers of {wider} neurons and start again", "network.layers", layers, restart=True),
    ))  # fmt: skip


@diagnosis(
    title="The network overfits",
    why="It has learned its training examples by heart, noise included, and the rule behind them less well than it "
    "could. It has more freedom than so few examples can bind.",
    rule=f"the training score is {WIDE['classification']:.0%} or more above the held-out score "
    f"({WIDE['regression']:g} for R²), or {GAP:.0%} or more and, times the validation loss over its least, {GROWN:g} "
    f"or more; and always more than twice the standard error, with {FEWEST} held-out examples at least, and not below "
    "nearest neighbours on the training set",
    source="Geman, Bienenstock and Doursat 1992, Neural networks and the bias/variance dilemma; Prechelt 1998, Early "
    "stopping – but when?",
)
def overfitting(facts: Facts) -> Finding | None:
    """Better on what it has seen, and worse on the rest than it has been."""
    if facts.diverged is not None or not isfinite(facts.gap) or facts.held < FEWEST or facts.steps == 0:
        return None
    grown = facts.gap * (1.0 + facts.curve.rises)
    plain = facts.gap >= WIDE[facts.task] or grown >= GROWN
    if facts.under > LEARNED or facts.gap < max(GAP, 2 * facts.error) or not plain:
        return None
    evidence = (
        Evidence.of("training score above held-out score", facts.gap, WIDE[facts.task]),
        Evidence.of("the same times the validation loss over its least", grown, GROWN),
        Evidence.of("epoch of the least validation loss", facts.curve.rises_at),
        Evidence.of("weights and biases for each training example", facts.parameters / facts.examples),
    )
    return Finding(1.0 + min(0.3, facts.gap), evidence, (
        set_to("Hold the weights small with an L2 penalty, and start again", "training.l2", 0.01, restart=True),
        set_to(
            "Start again, and stop when the validation loss has not improved for 20 epochs", "training.patience", 20,
            restart=True,
        ),
        smaller("Take a third of the neurons and start again", facts, width=1 / 3),
        Cure("Collect more examples"),
    ))  # fmt: skip


@diagnosis(
    title="Regularisation or dropout is too strong",
    why="The penalty pulls the weights to 0 as strongly as the data push them away, or dropout leaves too few neurons "
    "for a step to learn from. The network is held below what it could do on its own training set.",
    rule=f"the run suffers, and the gradient of the penalty is {PULL:.0%} or more of the data's or it has made the "
    f"weights smaller than {SHRUNK:g} of what they were, or a layer drops {DROPPED:.0%} or more of its units; or the "
    f"penalty has done both, and the training score is below {WELL:.0%}",
    source="Krogh and Hertz 1992, A simple weight decay can improve generalization; Srivastava et al. 2014, Dropout",
)
def too_strong_regularisation(facts: Facts) -> Finding | None:
    """Held below what the network could do."""
    rate = max((layer.dropout for layer in facts.experiment.network.layers), default=0.0)
    pulled, shrunk = facts.penalty >= PULL, facts.penalty > 0.0 and facts.small_weights < SHRUNK
    held_down = pulled and shrunk and facts.score < WELL
    if not held_down and not (losing(facts) and (pulled or shrunk or rate >= DROPPED)):
        return None
    cures = []
    training = facts.experiment.training
    for name, label in (("l2", "L2 penalty"), ("l1", "L1 penalty")):
        value = getattr(training, name)
        if value and (pulled or shrunk):
            cures.append(
                set_to(f"Set the {label} to a hundredth and start again", f"training.{name}", value / 100, restart=True)
            )
    if rate >= DROPPED:
        less = [{"do": "set", "path": f"network.layers.{i}.dropout", "value": 0.1} for i in range(len(facts.hidden))]
        cures.append(Cure("Drop no more than a tenth of the units, and start again", (*less, {"do": "restart"})))
    evidence = (
        Evidence.of("gradient of the penalty over that of the data", facts.penalty, PULL),
        Evidence.of("largest dropout of a layer", rate, DROPPED),
        Evidence.of("weights now over weights at the start", facts.small_weights, SHRUNK),
    )
    return Finding(1.5, evidence, tuple(cures))


@diagnosis(
    title="Nothing wrong: it is still learning",
    why="The loss is still falling at a good pace. Give it more epochs.",
    rule=f"no fault was found, and the training loss fell by {STILL:.0%} or more in the last third of the run, or it "
    f"has been measured fewer than {EARLY} times",
    source="Prechelt 1998, Early stopping – but when?",
    kind="fine",
)
def still_learning(facts: Facts) -> Finding | None:
    """No fault, and on its way."""
    early = facts.curve.entries < EARLY
    if facts.diverged is not None or (not early and facts.curve.slope < STILL):
        return None
    if not facts.steps:
        why = "Its settings and its first weights show no fault. Train it for some epochs, and more can be said."
        return Finding(0.2, (), title="Nothing wrong: it has not been trained yet", why=why)
    if early:
        why = "It has been trained too little to tell whether its loss still falls. Give it more epochs."
        return Finding(0.2, (Evidence.of("times that the loss was measured", facts.curve.entries, EARLY),), why=why)
    evidence = (Evidence.of("share by which the loss fell in the last third of the run", facts.curve.slope, STILL),)
    epochs = max(100, 2 * facts.experiment.training.epochs)
    return Finding(0.2, evidence, (set_to(f"Train for {epochs} epochs", "training.epochs", epochs),))


@diagnosis(
    title="Nothing wrong: it has converged",
    why="The loss has settled, and no rule has found a fault. Compare the score with what nearest neighbours reach: "
    "where it is as good, there is little left to gain.",
    rule="no fault was found, and the loss hardly falls any more",
    source="Bottou, Curtis and Nocedal 2018, Optimization methods for large-scale machine learning",
    kind="fine",
)
def converged(facts: Facts) -> Finding | None:
    """No fault, and done."""
    if facts.diverged is not None:
        return None
    evidence = (
        Evidence.of("share by which the loss fell in the last third of the run", facts.curve.slope, STILL),
        Evidence.of("held-out score", facts.held_score),
        Evidence.of("what nearest neighbours reach there", facts.neighbours.held),
    )
    return Finding(0.1, evidence)
