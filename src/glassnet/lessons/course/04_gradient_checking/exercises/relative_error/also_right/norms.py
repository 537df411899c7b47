import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def relative_error(a: Array, b: Array) -> float:
    size = float(np.linalg.norm(a) + np.linalg.norm(b))
    return float(np.linalg.norm(a - b)) / size if size > 0 else 0.0
