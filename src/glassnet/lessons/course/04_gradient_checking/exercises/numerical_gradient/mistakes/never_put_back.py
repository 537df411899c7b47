# expect: never_put_back
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def numerical_gradient(loss: Callable[[Array], float], w: Array, h: float) -> Array:
    moved = w.copy()
    gradient = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        moved[place] += h
        up = loss(moved)
        moved[place] -= 2 * h
        gradient[place] = (up - loss(moved)) / (2 * h)
    return gradient
