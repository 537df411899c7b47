"""Checks `precision_recall`."""

import numpy as np
import numpy.typing as npt

from glassnet.lessons.checking import Answer, Cases, Mistake, Random, Verdict, judge

Labels = npt.NDArray[np.int64]
Two = tuple[float, float]


def cases(rng: Random) -> Cases:
    """Matrices of two to four classes; every class was met and named at least once."""
    found: list[tuple[Labels, int]] = [(np.array([[90, 10], [1, 9]]), 1), (np.array([[90, 10], [1, 9]]), 0)]
    found += [(rng.integers(1, 30, (k, k)), label) for k, label in ((2, 1), (3, 0), (4, 2))]
    return found


def right(matrix: Labels, label: int) -> Two:
    """Along the column, and along the row."""
    column, row = [r[label] for r in matrix.tolist()], matrix.tolist()[label]
    return column[label] / sum(column), row[label] / sum(row)


MISTAKES = (
    Mistake(
        "swapped",
        "The two have changed places. Precision looks at everything that was *called* so, which is a column here.",
        lambda matrix, label: right(matrix, label)[::-1],
    ),
    Mistake(
        "recall_twice",
        "Both are the recall. For the precision divide by another sum: everything that was called so.",
        lambda matrix, label: (right(matrix, label)[1],) * 2,
    ),
    Mistake(
        "precision_twice",
        "Both are the precision. For the recall divide by another sum: everything that is so.",
        lambda matrix, label: (right(matrix, label)[0],) * 2,
    ),
    Mistake(
        "accuracy",
        "That is the accuracy, over all classes. Here only one class is asked for.",
        lambda matrix, label: (np.trace(matrix) / matrix.sum(),) * 2,
    ),
    Mistake(
        "share_of_all",
        "You divide by all examples. Precision and recall each divide by a part of them.",
        lambda matrix, label: (matrix[label, label] / matrix.sum(),) * 2,
    ),
    Mistake(
        "errors_for_hits",
        "These are the shares that are wrong. You want what is left of 1.",
        lambda matrix, label: tuple(1 - each for each in right(matrix, label)),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "In the first case nine tenths of everything is right, and yet of the alarms fewer than half are true."
    return judge(answer, cases, right, MISTAKES, praise=praise)
