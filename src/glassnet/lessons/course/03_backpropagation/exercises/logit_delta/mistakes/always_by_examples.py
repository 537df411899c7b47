# expect: always_by_examples
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def logit_delta(kind: str, z: Array, targets: Array) -> Array:
    a = 1 / (1 + np.exp(-z))
    if kind == "sigmoid+bce":
        return (a - targets) / len(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return (p - targets) / len(z)
