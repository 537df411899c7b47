"""Broken backward pass 5: the smaller the learning rate, the smaller the error."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def step(
    X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float
) -> tuple[Array, Array, Array, Array]:
    """Return the parameters after a step of gradient descent: a tanh layer, and an output layer without activation.

    There is a mistake in it. (W1 − new W1) / rate should be the gradient of W1. It is not quite, and the difference
    shrinks with the learning rate.

    Args:
        X: inputs, (n, features).
        T: targets, (n, outputs).
        W1: weights of the hidden layer, (hidden, features).
        b1: its biases, (hidden,).
        W2: weights of the output layer, (outputs, hidden).
        b2: its biases, (outputs,).
        rate: the learning rate.

    Returns:
        The new W1, b1, W2 and b2; the given ones are not changed.
    """
    A1 = np.tanh(X @ W1.T + b1)  # (n, hidden)
    D2 = 2 * (A1 @ W2.T + b2 - T) / T.size
    W2 = W2 - rate * D2.T @ A1
    b2 = b2 - rate * D2.sum(axis=0)
    D1 = D2 @ W2 * (1 - A1**2)
    W1 = W1 - rate * D1.T @ X
    b1 = b1 - rate * D1.sum(axis=0)
    return W1, b1, W2, b2
