# expect: derivative_of_activation
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(v: Array) -> Array:
    return 1 / (1 + np.exp(-v))


def delta(z: Array, targets: Array) -> Array:
    a = sigmoid(z)
    slope = sigmoid(a) * (1 - sigmoid(a))
    return 2 * (a - targets) / a.size * slope
