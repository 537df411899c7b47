import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    return float(np.mean(-np.log(1 - np.abs(targets - p))))
