"""Adam."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def adam(
    w: Array, gradient: Callable[[Array], Array], rate: float, beta1: float, beta2: float, eps: float, steps: int
) -> Array:
    """Descend with Adam, and return the places on the way.

    m and s are zero at first. In step t, counted from 1, with the gradient g:

    m becomes β₁ m + (1 − β₁) g, and s becomes β₂ s + (1 − β₂) g²;
    w becomes w − η m̂ / (√ŝ + ε), where m̂ = m / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ).

    Args:
        w: where it begins, (parameters,).
        gradient: the gradient of the loss at a place.
        rate: the learning rate η.
        beta1: how much of the mean m is kept.
        beta2: how much of the mean of the squares s is kept.
        eps: ε, which keeps the divisor above zero.
        steps: how many steps to take.

    Returns:
        The places after each step, (steps, parameters); the beginning is not among them.
    """
    mean, square = np.zeros_like(w), np.zeros_like(w)
    path = []
    for t in range(1, steps + 1):
        g = gradient(w)
        mean = beta1 * mean + (1 - beta1) * g
        square = beta2 * square + (1 - beta2) * g**2
        fair_mean, fair_square = mean / (1 - beta1**t), square / (1 - beta2**t)
        w = w - rate * fair_mean / (np.sqrt(fair_square) + eps)
        path.append(w)
    return np.array(path)
