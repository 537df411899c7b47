# expect: absolute
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def relative_error(a: Array, b: Array) -> float:
    return float(np.sqrt(((a - b) ** 2).sum()))
