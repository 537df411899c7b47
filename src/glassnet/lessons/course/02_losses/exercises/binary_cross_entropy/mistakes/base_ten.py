# expect: base_ten
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    return float(-np.mean(targets * np.log10(p) + (1 - targets) * np.log10(1 - p)))
