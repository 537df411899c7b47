# expect: classes_swapped
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    return float(-np.mean((1 - targets) * np.log(p) + targets * np.log(1 - p)))
