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
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W.T + b))))
    output = activations[-1]
    da = 2 * (output - targets) / output.size
    dWs: list[Array] = []
    dbs: list[Array] = []
    for i in reversed(range(len(weights))):
        a = activations[i + 1]
        delta = da * a * (1 - a)
        dWs.insert(0, delta.T @ activations[i])
        dbs.insert(0, delta.sum(axis=0))
        da = delta @ weights[i]
    return dWs, dbs
