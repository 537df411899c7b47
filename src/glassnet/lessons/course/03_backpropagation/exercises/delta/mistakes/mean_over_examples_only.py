# expect: mean_over_examples_only
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    a = 1 / (1 + np.exp(-z))
    return 2 * (a - targets) / len(a) * a * (1 - a)
