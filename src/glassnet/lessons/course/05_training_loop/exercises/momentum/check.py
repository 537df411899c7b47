"""Checks `momentum` against Glassnet's own, which agrees with PyTorch's."""

from collections.abc import Callable

import numpy as np

from glassnet.lessons.checking import Answer, Array, Case, Cases, Mistake, Random, Verdict, judge
from glassnet.lessons.plain import Code
from glassnet.nn import OPTIMIZERS, step_scalars

Gradient = Callable[[Array], Array]

GRADIENTS = ("lambda w: 2 * w", "lambda w: np.arange(1, len(w) + 1) * w", "lambda w: np.sin(w) + 0.3 * w")
"""Of the sum of the squares, of a valley, and of a wavy one."""


def cases(rng: Random) -> Cases:
    """The descent of the lesson, then others."""
    drawn: list[Case] = [(np.array([1.0, -2.0]), Code(GRADIENTS[0]), 0.1, 0.9, 5)]
    for k, size in enumerate((3, 1, 4)):
        rate, mu = float(rng.uniform(0.05, 0.3)), float(rng.uniform(0.3, 0.95))
        drawn.append((rng.normal(size=size), Code(GRADIENTS[(k + 1) % 3]), rate, mu, 4 + k))
    return drawn


def by(name: str) -> Callable[..., Array]:
    """Descent with Glassnet's optimizer of that name."""

    def descend(w: Array, gradient: Gradient, rate: float, mu: float, steps: int) -> Array:
        slots, path = OPTIMIZERS[name].initial_slots(w), []
        for t in range(1, steps + 1):
            scalars = step_scalars(name, rate, t=t, momentum=mu)
            w, slots = OPTIMIZERS[name].update(w, gradient(w), slots, scalars, momentum=mu)
            path.append(w)
        return np.array(path)

    return descend


right = by("momentum")


def _old(w: Array, gradient: Gradient, rate: float, mu: float, steps: int) -> Array:
    velocities, path = [np.zeros_like(w)], []
    for _ in range(steps):
        velocities.append(mu * velocities[-1] + gradient(w))
        w = w - rate * velocities[-2]
        path.append(w)
    return np.array(path)


MISTAKES = (
    Mistake(
        "weighted_mean",
        "The gradient comes in with the weight 1 − μ. That convention exists too, and it makes the steps 1 / (1 − μ) "
        "times shorter; here the whole gradient is added.",
        lambda w, g, rate, mu, steps: right(w, g, rate * (1 - mu), mu, steps),
    ),
    Mistake(
        "nesterov",
        "This looks one step ahead, which is Nesterov's variation. Here the step is the velocity itself.",
        by("nesterov"),
    ),
    Mistake(
        "no_memory",
        "The velocity forgets what was before: this is plain gradient descent.",
        lambda w, g, rate, mu, steps: right(w, g, rate, 0.0, steps),
    ),
    Mistake(
        "old_velocity",
        "The step is taken with the velocity of the step before: the first one goes nowhere. Renew it first.",
        _old,
    ),
    Mistake(
        "nothing_lost",
        "All of the velocity is kept, for ever. Where is μ?",
        lambda w, g, rate, mu, steps: right(w, g, rate, 1.0, steps),
    ),
    Mistake(
        "beginning_included",
        "The first row is the place where it begins. The places after the steps are wanted.",
        lambda w, *rest: np.vstack([w, right(w, *rest)]),
    ),
    Mistake(
        "uphill",
        "The steps go up the slope.",
        lambda w, g, rate, mu, steps: right(w, g, -rate, mu, steps),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "The first descent is that of the lesson: it shoots beyond the lowest point and swings back."
    return judge(answer, cases, right, MISTAKES, praise=praise)
