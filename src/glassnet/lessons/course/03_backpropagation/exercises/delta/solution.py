"""The delta of an output layer."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    """Return dL/dz for an output layer of sigmoid units under the mean squared error.

    Args:
        z: weighted sums of the output layer, (n, outputs).
        targets: what the outputs should be, (n, outputs).

    Returns:
        dL/dz, (n, outputs), where L is the mean of (a - targets)² over all examples and outputs, and a = sigmoid(z).
    """
    a = 1 / (1 + np.exp(-z))
    dL_da = 2 * (a - targets) / a.size  # the mean has a.size terms
    slope = a * (1 - a)  # sigmoid'(z), written with a
    return dL_da * slope
