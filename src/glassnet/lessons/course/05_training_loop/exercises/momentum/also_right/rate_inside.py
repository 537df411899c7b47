from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def momentum(w: Array, gradient: Callable[[Array], Array], rate: float, mu: float, steps: int) -> Array:
    step, places = np.zeros(len(w)), [w]
    for _ in range(steps):
        step = mu * step - rate * gradient(places[-1])
        places.append(places[-1] + step)
    return places[1:]
