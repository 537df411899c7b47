from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def numerical_gradient(loss: Callable[[Array], float], w: Array, h: float) -> Array:
    numbers = []
    for k in range(w.size):
        up, down = w.flatten(), w.flatten()
        up[k] += h
        down[k] -= h
        numbers.append((loss(up.reshape(w.shape)) - loss(down.reshape(w.shape))) / (up[k] - down[k]))
    return np.reshape(numbers, w.shape)
