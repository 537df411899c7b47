# expect: not_shuffled
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Gradients = Callable[[list[Array], Array, Array], tuple[float, list[Array]]]


def train_epoch(
    parameters: list[Array],
    X: Array,
    T: Array,
    order: npt.NDArray[np.int64],
    batch_size: int,
    rate: float,
    gradients: Gradients,
) -> tuple[list[Array], float]:
    total = 0.0
    for first in range(0, len(X), batch_size):
        chosen = order[first : first + batch_size]
        loss, slopes = gradients(parameters, X[first : first + batch_size], T[first : first + batch_size])
        parameters = [p - rate * g for p, g in zip(parameters, slopes, strict=True)]
        total += loss * len(chosen)
    return parameters, total / len(X)
