# expect: sum_for_mean
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    return float(-np.sum(targets * np.log(p) + (1 - targets) * np.log(1 - p)))
