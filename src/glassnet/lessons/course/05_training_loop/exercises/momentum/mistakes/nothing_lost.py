# expect: nothing_lost
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def momentum(w: Array, gradient: Callable[[Array], Array], rate: float, mu: float, steps: int) -> Array:
    velocity = np.zeros_like(w)
    path = []
    for _ in range(steps):
        velocity = velocity + gradient(w)
        w = w - rate * velocity
        path.append(w)
    return np.array(path)
