"""XOR to four correct answers."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z) for each entry."""
    return 1 / (1 + np.exp(-z))


def train_xor(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
    """Train a network with one hidden layer on XOR, and return what it answers.

    Hidden layer and output are sigmoid, and the loss of an example is its squared error, (a − t)². One example is one
    batch, and there is no shuffling: (0, 0), (0, 1), (1, 0), (1, 1), with a step after each, then from the beginning.

    Args:
        W1: weights of the hidden layer, (hidden, 2).
        b1: its biases, (hidden,).
        W2: weights of the output, (1, hidden).
        b2: its bias, (1,).
        rate: the learning rate.
        epochs: how many times all four examples are used.

    Returns:
        The outputs for the four examples in that order after the training, (4,).
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    T = [0.0, 1.0, 1.0, 0.0]
    for _ in range(epochs):
        for k in range(4):
            x, t = X[k], T[k]
            a1 = sigmoid(W1 @ x + b1)  # (hidden,)
            a2 = sigmoid(W2 @ a1 + b2)  # (1,)
            delta2 = 2 * (a2 - t) * a2 * (1 - a2)
            delta1 = W2.T @ delta2 * a1 * (1 - a1)
            W2, b2 = W2 - rate * np.outer(delta2, a1), b2 - rate * delta2
            W1, b1 = W1 - rate * np.outer(delta1, x), b1 - rate * delta1
    hidden = sigmoid(X @ W1.T + b1)  # (4, hidden)
    return sigmoid(hidden @ W2.T + b2)[:, 0]
