"""Write backpropagation."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, targets: Array, weights: list[Array], biases: list[Array]) -> tuple[list[Array], list[Array]]:
    """Return the gradients of the mean squared error of a network whose layers all have sigmoid units.

    Args:
        X: a batch of examples, (n, features).
        targets: what the outputs should be, (n, outputs).
        weights: W of each layer, (fan_out, fan_in), the output layer's last.
        biases: b of each layer, (fan_out,).

    Returns:
        dL/dW of each layer and dL/db of each layer, in the same order and shapes as the parameters. L is the mean of
        (a - targets)² over all examples and outputs.
    """
    # Your turn: forward first, keeping every layer's activation; then from the last layer to the first.
    raise NotImplementedError
