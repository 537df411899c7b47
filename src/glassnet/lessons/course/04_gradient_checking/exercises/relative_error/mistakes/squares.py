# expect: squares
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def relative_error(a: Array, b: Array) -> float:
    size = (a**2).sum() + (b**2).sum()
    return float(((a - b) ** 2).sum() / size) if size else 0.0
