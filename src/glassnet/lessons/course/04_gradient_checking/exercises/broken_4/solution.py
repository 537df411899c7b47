"""Broken backward pass 4: nothing is right."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    """Return the gradients of the cross-entropy for a tanh layer and a softmax output layer.

    There is a mistake in it. The signs are mostly right, most sizes are far too small, and the more certain the
    network is, the worse it gets. The loss is −log of the probability of the true class, averaged over the examples.

    Args:
        X: inputs, (n, features).
        T: targets, (n, outputs), one-hot rows.
        W1: weights of the hidden layer, (hidden, features).
        b1: its biases, (hidden,).
        W2: weights of the output layer, (outputs, hidden).
        b2: its biases, (outputs,).

    Returns:
        The gradients of W1, b1, W2 and b2, each of the shape of its parameter.
    """
    A1 = np.tanh(X @ W1.T + b1)  # (n, hidden)
    Z2 = A1 @ W2.T + b2  # (n, outputs)
    powers = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    P = powers / powers.sum(axis=1, keepdims=True)
    D2 = (P - T) / len(T)
    D1 = D2 @ W2 * (1 - A1**2)
    return D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)
