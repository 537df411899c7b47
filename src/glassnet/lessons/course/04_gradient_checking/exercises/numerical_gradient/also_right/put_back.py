from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def numerical_gradient(loss: Callable[[Array], float], w: Array, h: float) -> Array:
    gradient = np.empty_like(w)
    moved = w.copy()
    for place in np.ndindex(w.shape):
        before = moved[place]
        moved[place] = before + h
        up = loss(moved)
        moved[place] = before - h
        down = loss(moved)
        moved[place] = before
        gradient[place] = (up - down) / (2 * h)
    return gradient
