"""Checks `confusion`."""

import numpy as np
import numpy.typing as npt

from glassnet.lessons.checking import Answer, Cases, Mistake, Random, Verdict, judge

Labels = npt.NDArray[np.int64]


def cases(rng: Random) -> Cases:
    """Two to five classes; one that is never true, one that is never said."""
    found = [(np.array([0, 0, 1, 0]), np.array([0, 1, 1, 1]), 2), (np.array([0, 2, 2, 0]), np.array([0, 0, 2, 1]), 3)]
    for n, classes in ((30, 2), (25, 3), (60, 5)):
        true = np.minimum(rng.integers(0, classes, n), rng.integers(0, classes, n))
        found.append((true, np.where(rng.random(n) < 0.6, true, rng.integers(0, classes, n)), classes))
    return found


def right(true: Labels, said: Labels, classes: int) -> Labels:
    """Each pair as one number, counted."""
    return np.bincount(true * classes + said, minlength=classes**2).reshape(classes, classes)


def _written(true: Labels, said: Labels, classes: int) -> Labels:
    matrix = np.zeros((classes, classes), dtype=np.int64)
    matrix[true, said] += 1
    return matrix


def _one_row_for_all(true: Labels, said: Labels, classes: int) -> list[list[int]]:
    matrix = [[0] * classes] * classes
    for is_, called in zip(true, said, strict=True):
        matrix[is_][called] += 1
    return matrix


def _only_hits(true: Labels, said: Labels, classes: int) -> Labels:
    return np.diag(np.diag(right(true, said, classes)))


def _only_errors(true: Labels, said: Labels, classes: int) -> Labels:
    return right(true, said, classes) - _only_hits(true, said, classes)


MISTAKES = (
    Mistake(
        "transposed",
        "Rows and columns have changed places: the row is what it *is*, the column what it was *called*.",
        lambda true, said, classes: right(true, said, classes).T,
    ),
    Mistake(
        "each_pair_once",
        "No entry is above 1: `matrix[true, said] += 1` on whole arrays adds to each place once, however often it "
        "comes up.",
        _written,
    ),
    Mistake(
        "one_row_for_all",
        "All rows are equal: `[[0] * classes] * classes` holds the *same* row several times, so a count shows in all "
        "of them. Make each row anew.",
        _one_row_for_all,
    ),
    Mistake("only_hits", "Only the diagonal is filled: the examples that were called wrongly are missing.", _only_hits),
    Mistake("only_errors", "The diagonal is empty: count the examples that were called rightly too.", _only_errors),
    Mistake(
        "shares",
        "These are shares. The matrix holds counts; shares can be worked out of it, but not the other way round.",
        lambda true, said, classes: right(true, said, classes) / len(true),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    return judge(answer, cases, right, MISTAKES, praise="Every mistake of a network has its place in this table.")
