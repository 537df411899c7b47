# expect: wrong_sign
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def logit_delta(kind: str, z: Array, targets: Array) -> Array:
    a = 1 / (1 + np.exp(-z))
    if kind == "sigmoid+bce":
        return (targets - a) / z.size
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return (targets - p) / len(z)
