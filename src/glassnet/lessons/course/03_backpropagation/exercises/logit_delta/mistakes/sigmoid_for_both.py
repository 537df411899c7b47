# expect: sigmoid_for_both
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def logit_delta(kind: str, z: Array, targets: Array) -> Array:
    a = 1 / (1 + np.exp(-z))
    return (a - targets) / (z.size if kind == "sigmoid+bce" else len(z))
