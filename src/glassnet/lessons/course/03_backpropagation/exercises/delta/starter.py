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
    # Your turn: the activation, dL/da, the slope of the sigmoid, and their product.
    raise NotImplementedError
