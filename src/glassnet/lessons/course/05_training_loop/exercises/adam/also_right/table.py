from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def adam(
    w: Array, gradient: Callable[[Array], Array], rate: float, beta1: float, beta2: float, eps: float, steps: int
) -> Array:
    places = np.zeros((steps + 1, len(w)))
    places[0], m, s, p1, p2 = w, 0, 0, 1, 1
    for k in range(steps):
        g = gradient(places[k])
        m, s, p1, p2 = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2, p1 * beta1, p2 * beta2
        places[k + 1] = places[k] - rate * (m / (1 - p1)) / ((s / (1 - p2)) ** 0.5 + eps)
    return places[1:]
