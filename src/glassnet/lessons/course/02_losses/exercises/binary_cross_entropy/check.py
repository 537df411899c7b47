"""Checks `binary_cross_entropy`."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import LOSSES


def cases(rng: Random) -> Cases:
    """Both classes, hedged and sure predictions; the first case has class 0 only."""
    first = (np.array([0.3]), np.array([0.0]))
    return [first, *((rng.uniform(0.02, 0.98, n), np.arange(n) % 3 // 2 * 1.0) for n in (3, 5, 8))]


def right(p: Array, targets: Array) -> float:
    """As the reference does it, from the logits that belong to the probabilities."""
    logits = np.log(p / (1 - p))
    return LOSSES["binary_cross_entropy"].value(logits[:, None], targets[:, None])


MISTAKES = (
    Mistake(
        "only_class_one",
        "Examples of class 0 count for nothing here. For them the true class was given the probability 1 − p.",
        lambda p, t: -np.mean(t * np.log(p)),
    ),
    Mistake(
        "wrong_sign",
        "It is negative. The logarithm of a probability is, so the loss puts a minus before it.",
        lambda p, t: -right(p, t),
    ),
    Mistake("sum_for_mean", "That is the sum over the examples, not the mean.", lambda p, t: right(p, t) * len(p)),
    Mistake(
        "classes_swapped",
        "The two classes have changed places: you take the probability of the class that was *not* true.",
        lambda p, t: right(p, 1 - t),
    ),
    Mistake("base_two", "That is in bits, with the logarithm to base two.", lambda p, t: right(p, t) / np.log(2)),
    Mistake("base_ten", "That is with the logarithm to base ten.", lambda p, t: right(p, t) / np.log(10)),
    Mistake(
        "log_of_the_mean",
        "You average the probabilities and then take the logarithm. Each example has its own logarithm; the mean comes "
        "last.",
        lambda p, t: -np.log(np.mean(np.where(t == 1, p, 1 - p))),
    ),
    Mistake(
        "no_logarithm",
        "There is no logarithm in it. This is the mean probability of the wrong class, which barely minds a sure "
        "mistake.",
        lambda p, t: np.mean(np.where(t == 1, 1 - p, p)),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "It reads the truth off the targets and asks only how much was bet on it."
    return judge(answer, cases, right, MISTAKES, praise=praise)
