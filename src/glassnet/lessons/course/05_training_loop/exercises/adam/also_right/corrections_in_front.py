from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def adam(
    w: Array, gradient: Callable[[Array], Array], rate: float, beta1: float, beta2: float, eps: float, steps: int
) -> Array:
    m = s = np.zeros(len(w))
    places = []
    for k in range(steps):
        g = np.asarray(gradient(w))
        m, s = m + (1 - beta1) * (g - m), s + (1 - beta2) * (g * g - s)
        size = np.sqrt(s / (1 - beta2 ** (k + 1))) + eps
        w = w - rate / (1 - beta1 ** (k + 1)) * m / size
        places.append(w)
    return places
