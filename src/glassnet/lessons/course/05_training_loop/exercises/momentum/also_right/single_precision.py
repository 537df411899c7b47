from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def momentum(w: Array, gradient: Callable[[Array], Array], rate: float, mu: float, steps: int) -> Array:
    v, places = np.zeros_like(w, dtype=np.float32), []
    for _ in range(steps):
        v = (mu * v + gradient(w)).astype(np.float32)
        w = (w - rate * v).astype(np.float32)
        places.append(w)
    return np.stack(places)
