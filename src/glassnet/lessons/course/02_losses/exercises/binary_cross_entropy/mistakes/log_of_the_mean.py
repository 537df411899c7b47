# expect: log_of_the_mean
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    return float(-np.log(np.mean(targets * p + (1 - targets) * (1 - p))))
