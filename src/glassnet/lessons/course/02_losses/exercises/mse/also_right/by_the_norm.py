import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def mse(predictions: Array, targets: Array) -> float:
    return np.linalg.norm(predictions - targets) ** 2 / predictions.size
