"""Checks `numerical_gradient`: losses that mix their parameters, vectors and matrices."""

from collections.abc import Callable

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Tolerance, Verdict, judge
from glassnet.lessons.plain import Code

LossOf = Callable[[Array], float]

LOSSES = (
    "lambda w: float((w ** 3).sum() + w.ravel()[0] * w.ravel()[-1])",
    "lambda w: float(np.exp(w).sum() * np.sin(w.ravel()[0]))",
    "lambda w: float(((np.cumsum(w) - 1) ** 2).mean() + (w ** 3).sum())",
)


def cases(rng: Random) -> Cases:
    """Steps large enough for central and one-sided differences to differ."""
    shapes = ((3,), (2, 3), (4,), (3, 1))
    return [
        (Code(LOSSES[i % len(LOSSES)]), rng.normal(size=shape), h)
        for i, (shape, h) in enumerate(zip(shapes, (0.1, 0.2, 0.05, 0.125), strict=True))
    ]


def by_place(one: Callable[[LossOf, Array, Array, float], float]) -> Callable[[LossOf, Array, float], Array]:
    """The gradient that comes of treating each parameter so; the second array is 1 at the parameter."""

    def gradient(loss: LossOf, w: Array, h: float) -> Array:
        units = np.eye(w.size).reshape(w.size, *w.shape)
        return np.array([one(loss, w, unit, h) for unit in units]).reshape(w.shape)

    return gradient


right = by_place(lambda loss, w, unit, h: (loss(w + h * unit) - loss(w - h * unit)) / (2 * h))


def _never_put_back(loss: LossOf, w: Array, h: float) -> Array:
    moved, gradient = w.astype(np.float64), np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        moved[place] += h
        up = loss(moved)
        moved[place] -= 2 * h
        gradient[place] = (up - loss(moved)) / (2 * h)
    return gradient


MISTAKES = (
    Mistake(
        "all_at_once",
        "Every entry is the same number: you move all parameters at once. What comes out is the sum of the gradients. "
        "Move one, and leave the others where they are.",
        lambda loss, w, h: np.full(w.shape, (loss(w + h) - loss(w - h)) / (2 * h)),
    ),
    Mistake(
        "one_sided",
        "These are one-sided differences: up against where you stand. Their error is of the order of h; moved up and "
        "down it is of the order of h².",
        by_place(lambda loss, w, unit, h: (loss(w + h * unit) - loss(w)) / h),
    ),
    Mistake(
        "forgot_two",
        "Your slopes are twice as steep as they should be. How far apart are the two places where you look?",
        by_place(lambda loss, w, unit, h: (loss(w + h * unit) - loss(w - h * unit)) / h),
    ),
    Mistake(
        "not_divided",
        "These are the differences of the losses. A slope is the difference divided by the way.",
        by_place(lambda loss, w, unit, h: loss(w + h * unit) - loss(w - h * unit)),
    ),
    Mistake(
        "wrong_sign",
        "Every value has the wrong sign: up minus down, not down minus up.",
        by_place(lambda loss, w, unit, h: (loss(w - h * unit) - loss(w + h * unit)) / (2 * h)),
    ),
    Mistake(
        "never_put_back",
        "The first parameter is right and the later ones are not: a parameter is moved and not put back before the "
        "next one's turn.",
        _never_put_back,
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Keep it: it finds every one of the broken backward passes of this lesson."
    return judge(answer, cases, right, MISTAKES, tolerance=Tolerance(absolute=1e-8), praise=praise)
