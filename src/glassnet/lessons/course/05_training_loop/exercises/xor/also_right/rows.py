import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z) for each entry."""
    return 1 / (1 + np.exp(-z))


def train_xor(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
    for _ in range(epochs):
        for x, y in ((0, 0), (0, 1), (1, 0), (1, 1)):
            X, t = np.array([[x, y]]), x ^ y
            A1 = sigmoid(X @ W1.T + b1)
            A2 = sigmoid(A1 @ W2.T + b2)
            D2 = 2 * (A2 - t) * A2 * (1 - A2)
            D1 = D2 @ W2 * A1 * (1 - A1)
            W1, b1 = W1 - rate * D1.T @ X, b1 - rate * D1[0]
            W2, b2 = W2 - rate * D2.T @ A1, b2 - rate * D2[0]
    return [sigmoid(W2 @ sigmoid(W1 @ np.array(x) + b1) + b2)[0] for x in ((0, 0), (0, 1), (1, 0), (1, 1))]
