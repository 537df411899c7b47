import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    n, outputs = z.shape
    result = np.zeros((n, outputs))
    for i in range(n):
        for k in range(outputs):
            a = 1 / (1 + np.exp(-z[i, k]))
            result[i, k] = 2 * (a - targets[i, k]) * a * (1 - a) / (n * outputs)
    return result
