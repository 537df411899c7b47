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
    X, T, new = X[order], T[order], [p.copy() for p in parameters]
    weights, losses = [], []
    for i in range(0, len(X), batch_size):
        loss, slopes = gradients(new, X[i : i + batch_size], T[i : i + batch_size])
        for p, g in zip(new, slopes):
            p -= rate * g
        weights.append(len(X[i : i + batch_size]))
        losses.append(loss)
    return tuple(new), np.average(losses, weights=weights)
