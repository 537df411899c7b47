# expect: all_at_once
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def numerical_gradient(loss: Callable[[Array], float], w: Array, h: float) -> Array:
    slope = (loss(w + h) - loss(w - h)) / (2 * h)
    return np.full_like(w, slope)
