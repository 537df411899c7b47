# expect: one_step
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
    loss, slopes = gradients(parameters, X[order], T[order])
    return [p - rate * g for p, g in zip(parameters, slopes)], loss
