"""Broken backward pass 3: right as long as there is one example."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    """Return the gradients of the mean squared error for a tanh layer and an output layer without activation.

    There is a mistake in it. With one example everything passes; with a batch the weights pass and the biases do not.

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
    Z2 = A1 @ W2.T + b2  # (n, outputs)
    D2 = 2 * (Z2 - T) / T.size
    D1 = D2 @ W2 * (1 - A1**2)
    return D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)
