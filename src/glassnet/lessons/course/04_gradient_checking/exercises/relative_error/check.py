"""Checks `relative_error`: the distance of two gradients against their lengths."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge


def cases(rng: Random) -> Cases:
    """Large and tiny gradients, close ones and far ones, a matrix, and two that are nothing at all."""
    drawn = []
    for shape, scale, away in (((3,), 1.0, 0.5), ((2, 3), 1e-6, 0.1), ((4,), 1e4, 2.0), ((2,), 1.0, 1e-3)):
        a = rng.normal(size=shape)
        drawn.append((scale * a, scale * (a + away * rng.normal(size=shape))))
    return [*drawn, (np.zeros(3), np.zeros(3)), (np.array([0.0, 2.0]), np.zeros(2))]


def length(a: Array) -> float:
    """The length of an array as a vector."""
    return float(np.linalg.norm(a.ravel()))


def right(a: Array, b: Array) -> float:
    """With the norm of NumPy."""
    return length(a - b) / (length(a) + length(b)) if a.any() or b.any() else 0.0


def _by_entry(a: Array, b: Array) -> float:
    size = np.abs(a) + np.abs(b)
    return float((np.abs(a - b) / np.where(size > 0, size, 1)).max())


MISTAKES = (
    Mistake(
        "absolute",
        "This is the distance itself. A distance of a millionth is tiny for a gradient of 1 and huge for one of a "
        "millionth: compare it with the lengths of the two.",
        lambda a, b: length(a - b),
    ),
    Mistake(
        "zero_by_zero",
        "Two gradients that are all zeros agree, and yet this divides zero by zero. A dead unit brings that about.",
        lambda a, b: length(a - b) / np.float64(length(a) + length(b)),
    ),
    Mistake(
        "one_length_only",
        "You divide by the length of one of the two only. The measure should be the same whichever comes first.",
        lambda a, b: length(a - b) / length(a) if a.any() else 0.0,
    ),
    Mistake(
        "lengths_subtracted",
        "You compare the lengths. Two gradients of the same length may point in opposite directions: subtract first, "
        "then take the length.",
        lambda a, b: abs(length(a) - length(b)) / (length(a) + length(b)) if a.any() or b.any() else 0.0,
    ),
    Mistake(
        "squares",
        "The root is missing: you compare the sums of the squares.",
        lambda a, b: length(a - b) ** 2 / (length(a) ** 2 + length(b) ** 2) if a.any() or b.any() else 0.0,
    ),
    Mistake(
        "worst_entry",
        "This is the greatest error of a single entry. Entries near zero make it jump; here the whole is wanted.",
        _by_entry,
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    return judge(answer, cases, right, MISTAKES, praise="The one number that a gradient check reports.")
