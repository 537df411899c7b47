"""Checks `accuracy`."""

import numpy as np
import numpy.typing as npt

from glassnet.lessons.checking import Answer, Cases, Mistake, Random, Verdict, judge

Labels = npt.NDArray[np.int64]


def cases(rng: Random) -> Cases:
    """Two classes and several, mostly right and mostly wrong ones, none of them balanced."""
    found: list[tuple[Labels, Labels]] = []
    for n, classes, share in ((5, 2, 0.8), (10, 2, 0.3), (7, 3, 0.7), (40, 4, 0.6)):
        true = np.minimum(rng.integers(0, classes, n), rng.integers(0, classes, n))
        said = np.where(rng.random(n) < share, true, (true + rng.integers(1, classes, n)) % classes)
        found.append((true, said))
    return found


def right(true: Labels, said: Labels) -> float:
    """Counted one by one."""
    return sum(int(t) == int(s) for t, s in zip(true, said, strict=True)) / len(true)


MISTAKES = (
    Mistake("error_rate", "That is the share that is wrong.", lambda true, said: 1 - right(true, said)),
    Mistake(
        "count",
        "That is how many are right. A share divides by how many there are, so that test sets of any size compare.",
        lambda true, said: right(true, said) * len(true),
    ),
    Mistake("percent", "That is in percent. A share goes from 0 to 1.", lambda true, said: 100 * right(true, said)),
    Mistake(
        "both_positive",
        "You count the examples where both are class 1. Agreeing on class 0 is right as well.",
        lambda true, said: ((true == 1) & (said == 1)).mean(),
    ),
    Mistake(
        "class_numbers_as_distance",
        "You measure how far apart the class numbers are. They are names: calling a 0 a 3 is as wrong as calling it "
        "a 1.",
        lambda true, said: 1 - np.abs(true - said).mean(),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    return judge(
        answer, cases, right, MISTAKES, praise="One number for everybody. The next exercise shows what it hides."
    )
