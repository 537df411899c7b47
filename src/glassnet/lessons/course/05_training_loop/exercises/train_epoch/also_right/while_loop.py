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
    start, losses = 0, []
    while start < len(order):
        rows = order[start : start + batch_size]
        loss, slopes = gradients(parameters, X[rows], T[rows])
        parameters = [p + (-rate) * g for p, g in zip(parameters, slopes)]
        losses += [loss] * len(rows)
        start += batch_size
    return parameters, sum(losses) / len(losses)
