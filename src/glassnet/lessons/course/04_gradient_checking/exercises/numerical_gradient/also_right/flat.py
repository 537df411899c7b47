from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def numerical_gradient(loss: Callable[[Array], float], w: Array, h: float) -> Array:
    flat = [
        (loss((w.ravel() + h * e).reshape(w.shape)) - loss((w.ravel() - h * e).reshape(w.shape))) / h / 2
        for e in np.eye(w.size)
    ]
    return np.array(flat).reshape(w.shape)
