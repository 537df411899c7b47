"""What several rules ask: does the run suffer at all, and where."""

from math import inf, isfinite, isnan

import numpy as np

from glassnet.explain.diagnosis.facts import Facts
from glassnet.explain.measure import LayerFlow

ENTRIES = 10
"""Entries that a history must have before anything is concluded from its course."""

SHORT = 0.04
"""A run suffers if its training score stays by this much below that of nearest neighbours."""

WELL, PROMISING = 0.95, 0.85
"""There is something to gain below the first score; ten times the learning rate promises it if it brings the loss below
the second share."""

PROMISED = (
    f"has a score below {WELL:g} and a trial from here with ten times the learning rate ends below {PROMISING:g} of "
    "the loss without"
)


def losing(facts: Facts) -> bool:
    """Whether the run suffers, or has diverged."""
    return facts.diverged is not None or harm(facts)


def harm(facts: Facts) -> bool:
    """Whether the run has learned its training set worse than nearest neighbours, left out themselves, know it.

    Or the held-out set, by more than twice the standard error.
    """
    if facts.diverged is not None or isnan(facts.score) or facts.steps == 0:
        return False
    beyond = isfinite(facts.short) and facts.short > max(SHORT, 2 * facts.error) and facts.under > -SHORT / 2
    return facts.under > SHORT or bool(beyond)


def promising(facts: Facts) -> bool:
    """Whether steps ten times as long do much better from here, and there is something left to gain.

    It tells slow runs where nearest neighbours do no better, as with noisy values.
    """
    here = {trial.factor: trial.after for trial in facts.trials if not trial.start}
    return bool(here) and facts.score < WELL and how_far(here[10.0]) < PROMISING * how_far(here[1.0])


def settled(facts: Facts) -> bool:
    """Whether the run is long enough to judge its course, and the loss falls no more than slowly."""
    return facts.curve.entries >= ENTRIES and facts.curve.slope < 0.15


def how_far(loss: float) -> float:
    """A loss for comparing: what is not finite is worse than everything."""
    return loss if isfinite(loss) else inf


def hidden(facts: Facts, *, start: bool = False) -> tuple[LayerFlow, ...]:
    """The hidden layers at present or at the start."""
    return (facts.start if start else facts.now).layers[:-1]


def middle_update(facts: Facts) -> float:
    """|ΔW| / |W| of the coming step, the median of the layers."""
    found = [layer.update for layer in facts.now.layers if isfinite(layer.update)]
    return float(np.median(found)) if found else 0.0


def shown(facts: Facts) -> str:
    """The activation of the first hidden layer."""
    layers = facts.experiment.network.layers
    return layers[0].activation.kind if layers else "identity"


def rounded(number: float) -> float:
    """A number with two digits, for settings.

    Example:
        >>> rounded(0.0123456)
        0.012
    """
    return float(f"{number:.2g}")
