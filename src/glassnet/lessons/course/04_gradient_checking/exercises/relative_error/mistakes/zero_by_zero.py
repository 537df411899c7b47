# expect: zero_by_zero
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def relative_error(a: Array, b: Array) -> float:
    size = np.sqrt((a**2).sum()) + np.sqrt((b**2).sum())
    apart = np.sqrt(((a - b) ** 2).sum())
    return float(apart / size)
