import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def mse(predictions: Array, targets: Array) -> float:
    total, count = 0.0, 0
    for row, wanted in zip(predictions, targets):
        for p, t in zip(row, wanted):
            total += (p - t) ** 2
            count += 1
    return total / count
