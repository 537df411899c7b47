"""Broken backward pass 1: right as long as there is one output."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    """Return the gradients of the mean squared error for a tanh layer and a sigmoid output layer.

    There is a mistake in it. With one output its gradient check is perfect, with three it is not. The loss is the mean
    of (output − target)² over all examples and all outputs.

    Args:
        X: inputs, (n, features).
        T: targets, (n, outputs).
        W1: weights of the hidden layer, (hidden, features).
        b1: its biases, (hidden,).
        W2: weights of the output layer, (outputs, hidden).
        b2: its biases, (outputs,).

    Returns:
        The gradients of W1, b1, W2 and b2, each of the shape of its parameter.
    """
    A1 = np.tanh(X @ W1.T + b1)  # (n, hidden)
    A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))  # (n, outputs)
    D2 = 2 * (A2 - T) / len(T) * A2 * (1 - A2)
    D1 = D2 @ W2 * (1 - A1**2)
    return D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)
