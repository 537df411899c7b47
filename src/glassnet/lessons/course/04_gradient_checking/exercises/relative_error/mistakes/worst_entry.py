# expect: worst_entry
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def relative_error(a: Array, b: Array) -> float:
    size = np.abs(a) + np.abs(b)
    return float(np.max(np.abs(a - b) / np.where(size > 0, size, 1)))
