# expect: biases_stay
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z) for each entry."""
    return 1 / (1 + np.exp(-z))


def train_xor(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    T = [0.0, 1.0, 1.0, 0.0]
    for _ in range(epochs):
        for k in range(4):
            x, t = X[k], T[k]
            a1 = sigmoid(W1 @ x + b1)  # (hidden,)
            a2 = sigmoid(W2 @ a1 + b2)  # (1,)
            delta2 = 2 * (a2 - t) * a2 * (1 - a2)
            delta1 = W2.T @ delta2 * a1 * (1 - a1)
            W2 = W2 - rate * np.outer(delta2, a1)
            W1 = W1 - rate * np.outer(delta1, x)
    hidden = sigmoid(X @ W1.T + b1)  # (4, hidden)
    return sigmoid(hidden @ W2.T + b2)[:, 0]
