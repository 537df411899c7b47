"""Checks `by_hand`: five numbers, only the first wrong one is looked at."""

from collections.abc import Callable
from math import log2, log10

import numpy as np

from glassnet.lessons.checking import Answer, Mistake, Tolerance, Verdict, judge

Losses = dict[str, float]


def mse(p: list[float], t: list[float]) -> float:
    """Mean squared error."""
    return float(np.mean((np.array(p) - t) ** 2))


def bce(p: list[float], t: list[float]) -> float:
    """Binary cross-entropy."""
    said, true = np.array(p), np.array(t)
    return float(-np.mean(true * np.log(said) + (1 - true) * np.log(1 - said)))


HEDGED, SURE, TRUE = [0.6, 0.4, 0.6], [0.1, 0.9, 0.1], [1.0, 0.0, 1.0]


def right() -> Losses:
    """The five numbers."""
    return {
        "mse": mse([0.5, 0.8, 0.2, 0.9], [0, 1, 0, 1]),
        "bce hedged": bce(HEDGED, TRUE),
        "bce sure and wrong": bce(SURE, TRUE),
        "times": bce(SURE, TRUE) / bce(HEDGED, TRUE),
        "times for mse": mse(SURE, TRUE) / mse(HEDGED, TRUE),
    }


def but(step: str, value: Callable[[Losses], float]) -> Callable[[], Losses]:
    """The right numbers with one of them made wrongly."""
    return lambda: {**right(), step: value(right())}


MISTAKES = (
    Mistake(
        "sum_for_mean",
        "That is the sum of the squares. The mean divides by how many there are.",
        but("mse", lambda all_: all_["mse"] * 4),
    ),
    Mistake(
        "forgot_square",
        "That is the mean of the distances, without the square.",
        but("mse", lambda _: (0.5 + 0.2 + 0.2 + 0.1) / 4),
    ),
    Mistake(
        "took_the_root",
        "That is the root of the mean squared error. It is used for reports; here it is the mean itself.",
        but("mse", lambda all_: all_["mse"] ** 0.5),
    ),
    Mistake(
        "probability_of_the_wrong_class",
        "You took the logarithm of the probability of the *other* class. The loss asks what was said of the "
        "true one: "
        "for the target 0 that is one minus the prediction.",
        but("bce hedged", lambda _: -float(np.log(0.4))),
    ),
    Mistake(
        "logarithm_of_base_ten",
        "That is the logarithm to base ten. The cross-entropy has the natural one, `math.log`.",
        but("bce hedged", lambda _: -log10(0.6)),
    ),
    Mistake(
        "logarithm_of_base_two",
        "That is the logarithm to base two, which counts bits. Here it is the natural one.",
        but("bce hedged", lambda _: -log2(0.6)),
    ),
    Mistake(
        "sum_of_logarithms",
        "That is the sum over the three predictions. The loss is their mean.",
        but("bce hedged", lambda all_: all_["bce hedged"] * 3),
    ),
    Mistake(
        "forgot_the_minus",
        "A logarithm of a probability is negative. The loss has a minus before it.",
        but("bce hedged", lambda all_: -all_["bce hedged"]),
    ),
    Mistake(
        "ratio_of_errors",
        "That is the ratio of the errors, 0.9 to 0.4. The loss squares them.",
        but("times for mse", lambda _: 0.9 / 0.4),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer; two decimals are enough for the ratios."""
    praise = (
        "And did you notice? By the ratio alone the squared error is the stricter one. The difference is elsewhere."
    )
    tolerance = Tolerance(relative=1.5e-3, absolute=6e-5)
    return judge(answer, [()], right, MISTAKES, tolerance=tolerance, show_expected=False, stepwise=True, praise=praise)
