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
    for rows in np.split(order, range(batch_size, len(order), batch_size)):
        loss, slopes = gradients(parameters, X[rows], T[rows])
        parameters = [(p - rate * g).astype(np.float32) for p, g in zip(parameters, slopes)]
        total += loss * len(rows) / len(X)
    return parameters, np.float32(total)
