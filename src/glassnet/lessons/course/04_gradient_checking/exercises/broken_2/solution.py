"""Broken backward pass 2: the output layer is right."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    """Return the gradients of the mean squared error for a ReLU layer and an output layer without activation.

    There is a mistake in it. The gradients of W2 and b2 pass their check, those of W1 and b1 do not.

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
    Z1 = X @ W1.T + b1  # (n, hidden)
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2.T + b2  # (n, outputs)
    D2 = 2 * (Z2 - T) / T.size
    arrived = D2 @ W2
    D1 = arrived * (Z1 > 0)
    return D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)
