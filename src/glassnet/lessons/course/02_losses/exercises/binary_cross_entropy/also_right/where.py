import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    return -np.log(np.where(targets == 1, p, 1 - p)).mean()
