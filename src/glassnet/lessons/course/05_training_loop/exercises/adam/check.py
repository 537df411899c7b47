"""Checks `adam` against Glassnet's own, which agrees with PyTorch's."""

from collections.abc import Callable

import numpy as np

from glassnet.lessons.checking import Answer, Array, Case, Cases, Mistake, Random, Verdict, judge
from glassnet.lessons.plain import Code
from glassnet.nn import OPTIMIZERS, step_scalars

Gradient = Callable[[Array], Array]

GRADIENTS = ("lambda w: 2 * w", "lambda w: np.arange(1, len(w) + 1) * w", "lambda w: np.sin(5 * w) + 0.3 * w")
"""Of the sum of the squares, of a valley, and of a wavy one."""


def cases(rng: Random) -> Cases:
    """The descent of the lesson, then others, with an ε that can be seen."""
    drawn: list[Case] = [(np.array([1.0, -2.0]), Code(GRADIENTS[0]), 0.1, 0.9, 0.999, 1e-8, 5)]
    for k, (size, eps) in enumerate(((3, 0.1), (1, 1e-8), (4, 0.5))):
        rate, beta1, beta2 = (float(rng.uniform(*ends)) for ends in ((0.05, 0.5), (0.5, 0.8), (0.9, 0.99)))
        drawn.append((rng.normal(size=size), Code(GRADIENTS[(k + 1) % 3]), rate, beta1, beta2, eps, 4 + k))
    return drawn


def right(w: Array, gradient: Gradient, rate: float, beta1: float, beta2: float, eps: float, steps: int) -> Array:
    """With the optimizer of Glassnet."""
    optimizer, path = OPTIMIZERS["adam"], []
    slots, settings = optimizer.initial_slots(w), {"beta1": beta1, "beta2": beta2, "eps": eps}
    for t in range(1, steps + 1):
        w, slots = optimizer.update(w, gradient(w), slots, step_scalars("adam", rate, t=t, **settings), **settings)
        path.append(w)
    return np.array(path)


def slipped(slip: str) -> Callable[..., Array]:
    """Adam with a slip in it."""

    def made(w: Array, gradient: Gradient, rate: float, beta1: float, beta2: float, eps: float, steps: int) -> Array:
        m, s, path = np.zeros_like(w), np.zeros_like(w), []
        for t in range(steps) if slip == "zero" else range(1, steps + 1):
            g = gradient(w)
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * (m if slip == "mean" else g) ** 2
            one, two = np.float64(1 - beta1**t), np.float64(1 - beta2**t)
            fair_m = m if slip == "none" else g if slip == "gradient" else m / one
            fair_s = s if slip in ("none", "first") else s / two
            if slip == "kept":
                m, s = fair_m, fair_s
            size = fair_s if slip == "root" else np.sqrt(fair_s + (eps if slip == "eps" else 0.0))
            w = w - rate * fair_m / (size + (0.0 if slip == "eps" else eps))
            path.append(w)
        return np.array(path)

    return made


MISTAKES = (
    Mistake(
        "no_correction",
        "The means begin at zero and are too small at first; that is not corrected for. Look at the first step: with "
        "the correction it is as long as the learning rate.",
        slipped("none"),
    ),
    Mistake(
        "correction_kept",
        "The first step is right, the later ones are not: the corrected means are carried on, and corrected again. "
        "Give them names of their own.",
        slipped("kept"),
    ),
    Mistake(
        "counted_from_zero",
        "In the first step 1 − βᵗ is zero, and it divides by it. The steps are counted from 1.",
        slipped("zero"),
    ),
    Mistake(
        "square_of_the_mean",
        "The second mean is of the squares of the *gradients*, not of the squares of the first mean.",
        slipped("mean"),
    ),
    Mistake("root_missing", "It divides by the mean of the squares. The root makes a size of it.", slipped("root")),
    Mistake(
        "eps_in_the_root",
        "The ε is inside the root. For a small ε one hardly sees it; it belongs behind the root.",
        slipped("eps"),
    ),
    Mistake(
        "mean_corrected_only",
        "Only the mean is corrected, the mean of the squares is not: the first steps come out far too long.",
        slipped("first"),
    ),
    Mistake(
        "betas_swapped",
        "The two β are swapped: β₁ belongs to the mean, β₂ to the mean of the squares.",
        lambda w, g, rate, beta1, beta2, *rest: right(w, g, rate, beta2, beta1, *rest),
    ),
    Mistake(
        "no_mean",
        "It steps along the gradient of the moment, not along its mean. That is RMSprop with a correction.",
        slipped("gradient"),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "The first descent is that of the lesson. Look at its steps: each is about as long as the learning rate."
    return judge(answer, cases, right, MISTAKES, praise=praise)
