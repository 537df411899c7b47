import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def logit_delta(kind: str, z: Array, targets: Array) -> Array:
    if kind == "sigmoid+bce":
        a = 1 / (1 + np.exp(-z))
        dL_da = ((1 - targets) / (1 - a) - targets / a) / z.size
        return dL_da * a * (1 - a)
    result = np.zeros_like(z)
    for i, row in enumerate(z):
        e = np.exp(row - np.max(row))
        p = e / np.sum(e)
        hot = int(np.argmax(targets[i]))
        result[i] = p / len(z)
        result[i, hot] -= 1 / len(z)
    return result
