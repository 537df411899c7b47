import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    n, outputs = T.shape
    dW1, db1, dW2, db2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2), np.zeros_like(b2)
    for x, t in zip(X, T):
        a1 = np.tanh(W1 @ x + b1)
        a2 = 1 / (1 + np.exp(-(W2 @ a1 + b2)))
        d2 = 2 * (a2 - t) * a2 * (1 - a2) / (n * outputs)
        d1 = W2.T @ d2 * (1 - a1**2)
        dW1 += np.outer(d1, x)
        db1 += d1
        dW2 += np.outer(d2, a1)
        db2 += d2
    return dW1, db1, dW2, db2
