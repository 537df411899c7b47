# expect: all_four_at_once
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z) for each entry."""
    return 1 / (1 + np.exp(-z))


def train_xor(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    T = np.array([[0.0], [1.0], [1.0], [0.0]])
    for _ in range(epochs):
        A1 = sigmoid(X @ W1.T + b1)
        A2 = sigmoid(A1 @ W2.T + b2)
        D2 = 2 * (A2 - T) / 4 * A2 * (1 - A2)
        D1 = D2 @ W2 * A1 * (1 - A1)
        W2, b2 = W2 - rate * D2.T @ A1, b2 - rate * D2.sum(axis=0)
        W1, b1 = W1 - rate * D1.T @ X, b1 - rate * D1.sum(axis=0)
    return sigmoid(sigmoid(X @ W1.T + b1) @ W2.T + b2)[:, 0]
