# expect: wrong_sign
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    a = 1 / (1 + np.exp(-z))
    return 2 * (targets - a) / a.size * a * (1 - a)
