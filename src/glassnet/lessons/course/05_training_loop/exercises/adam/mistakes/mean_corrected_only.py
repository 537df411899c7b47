# expect: mean_corrected_only
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def adam(
    w: Array, gradient: Callable[[Array], Array], rate: float, beta1: float, beta2: float, eps: float, steps: int
) -> Array:
    mean, square = np.zeros_like(w), np.zeros_like(w)
    path = []
    for t in range(1, steps + 1):
        g = gradient(w)
        mean = beta1 * mean + (1 - beta1) * g
        square = beta2 * square + (1 - beta2) * g**2
        fair_mean, fair_square = mean / (1 - beta1**t), square
        w = w - rate * fair_mean / (np.sqrt(fair_square) + eps)
        path.append(w)
    return np.array(path)
