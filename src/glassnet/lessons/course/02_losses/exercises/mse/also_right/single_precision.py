import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def mse(predictions: Array, targets: Array) -> float:
    e = predictions.astype(np.float32) - targets.astype(np.float32)
    return np.mean(e * e)
