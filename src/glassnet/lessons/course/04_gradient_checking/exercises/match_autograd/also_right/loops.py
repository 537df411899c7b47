import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def gradients(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    n, outputs = T.shape
    dW1, db1, dW2, db2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2), np.zeros_like(b2)
    for x, t in zip(X, T):
        z = x @ W1 + b1
        h = z * (z > 0)
        d2 = 2 * (h @ W2 + b2 - t) / (n * outputs)
        d1 = (W2 @ d2) * (z > 0)
        dW1 += np.outer(x, d1)
        db1 += d1
        dW2 += np.outer(h, d2)
        db2 += d2
    return dW1, db1, dW2, db2
