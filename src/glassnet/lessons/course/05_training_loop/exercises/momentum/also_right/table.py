from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def momentum(w: Array, gradient: Callable[[Array], Array], rate: float, mu: float, steps: int) -> Array:
    places, v = np.empty((steps, len(w))), 0.0
    for k in range(steps):
        v = v * mu + gradient(w)
        places[k] = w = w - v * rate
    return places
