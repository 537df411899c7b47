"""Checks `mse`."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import LOSSES


def cases(rng: Random) -> Cases:
    """One output and several; errors of both signs."""
    return [(rng.normal(size=shape), rng.normal(size=shape)) for shape in ((1, 1), (4, 1), (3, 2), (5, 4))]


def right(predictions: Array, targets: Array) -> float:
    """As the reference does it."""
    return LOSSES["mse"].value(predictions, targets)


MISTAKES = (
    Mistake(
        "sum_for_mean",
        "You add the squares up. A mean divides by how many there are; else the loss grows with the batch.",
        lambda p, t: right(p, t) * p.size,
    ),
    Mistake(
        "mean_over_examples_only",
        "You divide by the number of examples. This loss averages over the outputs too.",
        lambda p, t: right(p, t) * p.shape[1],
    ),
    Mistake(
        "half",
        "Yours is half of it. There is a convention with ½, which makes the slope prettier; this one is without.",
        lambda p, t: right(p, t) / 2,
    ),
    Mistake(
        "absolute",
        "That is the mean absolute error: the square is missing.",
        lambda p, t: np.abs(p - t).mean(),
    ),
    Mistake("root", "That is the root of the mean squared error.", lambda p, t: right(p, t) ** 0.5),
    Mistake(
        "errors_cancel",
        "Errors above and below cancel each other here: square each one before you average.",
        lambda p, t: (p - t).mean() ** 2,
    ),
    Mistake(
        "no_square",
        "That is the mean of the errors. Those above and below cancel, and a bad model can have zero.",
        lambda p, t: (p - t).mean(),
    ),
    Mistake(
        "one_for_each_example",
        "You return a number for each example. The loss is one number for the whole batch.",
        lambda p, t: ((p - t) ** 2).mean(axis=1),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    return judge(
        answer, cases, right, MISTAKES, praise="The same as `torch.nn.MSELoss`: mean over examples and outputs."
    )
