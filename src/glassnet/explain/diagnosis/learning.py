"""Faults of the steps: learning rate, batches, their order."""

from math import inf, isfinite, log10

from glassnet.explain.diagnosis.facts import Facts
from glassnet.explain.diagnosis.finding import Evidence, Finding, diagnosis, set_to
from glassnet.explain.diagnosis.symptoms import (
    ENTRIES,
    PROMISED,
    harm,
    how_far,
    losing,
    middle_update,
    promising,
    rounded,
    shown,
)

MUCH_BETTER, BETTER, USELESS = 0.7, 0.9, 0.98
"""A trial is much better if its loss is below the first share of the other's; below the second is enough where the run
has never had a loss below the third share of that of the best constant answer."""

SPIKED = 3.0
"""The loss has spiked if it is now so many times its least."""

THROWN = 0.5
"""A step throws a layer's weights about if it changes them by more than this share of their size."""

SLOW, USUAL = 6e-4, 1e-3
"""Steps are small if |ΔW| / |W| stays below the first in the middle layer of all; about the second is usual."""

BIG_BATCH, FEW_STEPS, FEW = 0.2, 6, 400
PURE = 0.12
LEVEL, IDLE, TINY, BELOW = 0.03, 0.15, 0.03, 0.08


@diagnosis(
    title="The learning rate is too high",
    why="Each step goes farther than the slope at its beginning is good for, so it lands higher up on the other side. "
    "The weights are thrown about, often so far that activations saturate or ReLUs fall silent for good.",
    rule="the run is worse than its nearest neighbours or diverged, and a trial from the same start with a tenth or a "
    f"hundredth of the learning rate ends below {MUCH_BETTER:g} of the loss of the same trial at the run's own rate "
    f"({BETTER:g} where the run was never better than the best constant answer), or of the run's present loss where "
    f"that is {SPIKED:g} times its least; or the first step changed the weights of a layer by more than {THROWN:g} of "
    "their size and the loss has hardly fallen",
    source="LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4; Bengio 2012, Practical recommendations "
    "for gradient-based training of deep architectures, section 3.1.1",
)
def learning_rate_too_high(facts: Facts) -> Finding | None:
    """Worse than a trial with smaller steps from the same start."""
    if not losing(facts):
        return None
    trials = {t.factor: t for t in facts.trials if t.start}
    step, heavy = _first_update(facts), min(layer.weight for layer in facts.start.layers) > TINY
    rate = facts.experiment.training.learning_rate
    evidence = [Evidence.of("|ΔW| / |W| of the first step, largest of the layers", step, THROWN)]
    strength, best = 0.0, rounded(rate / 10)
    if (heavy and step > THROWN and not facts.curve.last <= MUCH_BETTER * facts.curve.trivial) or (
        facts.diverged is not None and not trials
    ):
        strength = 1.0
    spiked = facts.curve.last > SPIKED * facts.curve.best
    if trials:
        own, lower = trials[1.0], min((trials[f] for f in (0.1, 0.01)), key=lambda t: how_far(t.after))
        early = facts.diverged is not None and facts.diverged <= own.epochs * facts.steps_per_epoch
        reached = inf if early else how_far(own.after)
        here = reached if facts.diverged is not None else min(reached, how_far(facts.curve.last))
        useless = facts.curve.best >= USELESS * facts.curve.trivial
        share = BETTER if useless else MUCH_BETTER
        if how_far(lower.after) < share * here:
            ratio = reached / max(how_far(lower.after), 1e-9)
            strength = 0.9 + min(0.6, 0.3 * log10(max(1.0, ratio))) if isfinite(ratio) else 1.3
            best = rounded(rate * lower.factor)
        elif spiked and how_far(lower.after) < MUCH_BETTER * how_far(facts.curve.last):
            strength = max(strength, 1.0)
        evidence += [
            Evidence.of(
                f"training loss after {own.epochs} epochs from the start at the run's learning rate", own.after
            ),
            Evidence.of(f"the same with {lower.factor:g} times the learning rate", lower.after, share * own.after),
        ]
    if not strength:
        return None
    cures = [set_to(f"Set the learning rate to {best:g} and start again", "training.learning_rate", best, restart=True)]
    if facts.diverged is not None:
        clip = set_to("Clip the gradients at a norm of 1 and start again", "training.clip_norm", 1.0, restart=True)
        cures.append(clip)
    return Finding(strength, tuple(evidence), tuple(cures))


@diagnosis(
    title="The learning rate is too low",
    why="Every step changes the weights by a tiny share of their size, so that the training ends long before the "
    "valley does. Nothing is broken: the loss falls smoothly, only far too slowly.",
    rule=f"the run is worse than its nearest neighbours or {PROMISED}; and |ΔW| / |W| is below {SLOW:g} in the middle "
    "layer, and a trial with ten times the learning rate reaches a lower loss from the start or from here, or the "
    f"ratio is below half of that and the loss falls by less than {LEVEL:.0%} in the last third of the run, without "
    "jumps; or the learning rate is 0",
    source="Bengio 2012, section 3.1.1; for the ratio: Karpathy 2016, CS231n notes, Neural networks 3, about 1e-3",
)
def learning_rate_too_low(facts: Facts) -> Finding | None:
    """Better with greater steps, from the start and from here."""
    if not (harm(facts) and facts.under >= BELOW / 4) and not promising(facts):
        return None
    start = {t.factor: t for t in facts.trials if t.start}
    here = {t.factor: t for t in facts.trials if not t.start}
    ratio = middle_update(facts)
    faster = bool(start) and how_far(start[10.0].after) < 0.97 * how_far(start[1.0].after)
    onward = bool(here) and how_far(here[10.0].after) < 0.99 * how_far(here[1.0].after)
    creeping = ratio < SLOW / 2 and abs(facts.curve.slope) < LEVEL and facts.curve.rough < LEVEL
    still = facts.experiment.training.learning_rate == 0.0
    if not still and (not 0.0 < ratio < SLOW or not (faster or onward or creeping)):
        return None
    strength = 0.75 + min(0.5, 0.25 * log10(SLOW / max(ratio, 1e-9))) + 0.1 * (faster and onward)
    rate = facts.experiment.training.learning_rate
    greater = rounded(min(1.0, rate * max(10.0, min(1e4, USUAL / max(ratio, 1e-9))))) or 0.01
    evidence = [
        Evidence.of("|ΔW| / |W| of the coming step, middle of the layers", ratio, SLOW),
        Evidence.of("share by which the loss fell in the last third of the run", facts.curve.slope),
    ]
    if faster:
        evidence += [
            Evidence.of(f"training loss after {start[1.0].epochs} epochs from the start", start[1.0].after),
            Evidence.of("the same with ten times the learning rate", start[10.0].after, start[1.0].after),
        ]
    return Finding(strength, tuple(evidence), (
        set_to(
            f"Set the learning rate to {greater:g} and start again", "training.learning_rate", greater, restart=True
        ),
        set_to("Train ten times as long", "training.epochs", min(100_000, 10 * facts.experiment.training.epochs)),
    ))  # fmt: skip


@diagnosis(
    title="The batch is too large for the data",
    why="A step costs one batch, however large; with the data in a few batches an epoch has hardly a step. The average "
    "over many examples is a better direction, but not so much better that it makes up for the steps not taken.",
    rule=f"the run is worse than its nearest neighbours or {PROMISED}; a batch holds {BIG_BATCH:.0%} of the training "
    f"set or more, an epoch has {FEW_STEPS} steps or fewer, and the loss is still falling or fewer than {FEW} steps "
    "have been taken",
    source="Keskar et al. 2017, On large-batch training for deep learning; Masters and Luschi 2018, Revisiting small "
    "batch training for deep neural networks",
)
def batch_too_large(facts: Facts) -> Finding | None:
    """Few steps an epoch, and not done yet."""
    share = facts.batch / facts.examples
    if (
        not (harm(facts) or promising(facts))
        or share < BIG_BATCH
        or facts.steps_per_epoch > FEW_STEPS
        or facts.examples < 16
    ):
        return None
    here = {t.factor: t for t in facts.trials if not t.start}
    moving = facts.curve.slope > 0.02 or (here and how_far(here[10.0].after) < 0.9 * how_far(here[1.0].after))
    if not moving and facts.steps > FEW:
        return None
    size = max(1, min(16, facts.examples // 16))
    evidence = (
        Evidence.of("share of the training set in a batch", share, BIG_BATCH),
        Evidence.of("training steps in an epoch", facts.steps_per_epoch, FEW_STEPS),
        Evidence.of("training steps taken", facts.steps, FEW),
    )
    return Finding(1.0 + 0.2 * share, evidence, (
        set_to(f"Set the batch size to {size} and start again", "training.batch_size", size, restart=True),
    ))  # fmt: skip


@diagnosis(
    title="The batches are not shuffled",
    why="The examples come sorted, so that a batch shows one class only and each step forgets what the steps before "
    "have taught. The average over an epoch may be right, but no single step is.",
    rule=f"shuffling is off, and the most frequent class fills {PURE:.0%} more of a batch than it would shuffled",
    source="Bengio 2012, section 3.1.3; Bottou 2012, Stochastic gradient descent tricks, section 5.1",
)
def unshuffled(facts: Facts) -> Finding | None:
    """Batches purer than chance."""
    extra = facts.about.purity - facts.about.usual_purity
    if facts.experiment.training.shuffle or not isfinite(extra) or extra < PURE or not losing(facts):
        return None
    what = "class" if facts.task == "classification" else "fifth of the values"
    evidence = (
        Evidence.of(f"share of a batch that is of one {what}", facts.about.purity, facts.about.usual_purity + PURE),
        Evidence.of("the same if the examples were shuffled", facts.about.usual_purity),
    )
    return Finding(
        1.6, evidence, (set_to("Shuffle the batches and start again", "training.shuffle", True, restart=True),)
    )


@diagnosis(
    title="The learning has come to a plateau",
    why="Where the weights are nearly 0, or units do nearly the same, the slope is nearly flat in all directions, and "
    "training stays there for long. It is a saddle, not a valley: there is a way down, but no step sees it.",
    rule=f"the training score is {BELOW:.0%} or more below that of nearest neighbours, and the loss fell by less than "
    f"{LEVEL:.0%} in the last third of the run; or the run suffers, and the loss stayed where it began for "
    f"{IDLE:.0%} of the run, with initial weights below {TINY:g}",
    source="Saad and Solla 1995, On-line learning in soft committee machines; Dauphin et al. 2014, Identifying and "
    "attacking the saddle point problem in high-dimensional non-convex optimization",
)
def plateau(facts: Facts) -> Finding | None:
    """No movement, at the level of those who do not look."""
    curve = facts.curve
    weight = min((layer.weight for layer in facts.start.layers), default=1.0)
    saddle = weight < TINY and curve.idle > IDLE
    flat = abs(curve.slope) < LEVEL and facts.under > BELOW
    if not harm(facts) or facts.curve.entries < ENTRIES or not (flat or saddle):
        return None
    strength = 0.5 + (0.9 if weight < TINY else 0.0)
    evidence = (
        Evidence.of("share by which the loss fell in the last third of the run", curve.slope, LEVEL),
        Evidence.of("share of the run that passed before the loss moved from its start", curve.idle, IDLE),
        Evidence.of("root mean square of the initial weights, smallest of the layers", weight, TINY),
    )
    scheme = "he_normal" if shown(facts) == "relu" else "xavier_uniform"
    return Finding(strength, evidence, (
        set_to("Draw the weights larger, by the scheme made for the activation", "network.initializer", scheme),
        set_to(
            "Take Adam, which scales small gradients up, and start again", "training.optimizer", "adam", restart=True
        ),
        set_to(
            "Train ten times as long: some plateaus end by themselves", "training.epochs",
            min(100_000, 10 * facts.experiment.training.epochs),
        ),
    ))  # fmt: skip


def _first_update(facts: Facts) -> float:
    found = [layer.update for layer in facts.start.layers if isfinite(layer.update)]
    return max(found, default=0.0)
