# expect: one_for_each_example
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def mse(predictions: Array, targets: Array) -> float:
    return np.mean((predictions - targets) ** 2, axis=1)
