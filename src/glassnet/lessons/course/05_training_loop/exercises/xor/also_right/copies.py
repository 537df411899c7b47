import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z) for each entry."""
    return 1 / (1 + np.exp(-z))


def train_xor(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
    W1, b1, W2, b2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()
    examples = [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 0.0)]
    for step in range(4 * epochs):
        x, t = examples[step % 4]
        a1 = sigmoid(W1 @ x + b1)
        a2 = sigmoid(W2 @ a1 + b2)
        d2 = 2 * (a2 - t) * a2 * (1 - a2)
        d1 = d2 @ W2 * a1 * (1 - a1)
        W2 -= rate * np.outer(d2, a1)
        b2 -= rate * d2
        W1 -= rate * np.outer(d1, x)
        b1 -= rate * d1
    return np.array([sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2)[0] for x, _ in examples]).astype(np.float32)
