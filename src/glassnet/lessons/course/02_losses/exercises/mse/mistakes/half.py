# expect: half
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def mse(predictions: Array, targets: Array) -> float:
    return float(0.5 * np.mean((predictions - targets) ** 2))
