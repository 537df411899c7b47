# expect: forgot_factor_two
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    a = 1 / (1 + np.exp(-z))
    return (a - targets) / a.size * a * (1 - a)
