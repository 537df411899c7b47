import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    e = np.exp(-np.asarray(z))
    slope = e / (1 + e) ** 2
    error = 1 / (1 + e) - np.asarray(targets)
    n, outputs = error.shape
    return slope * error * (2 / n / outputs)
