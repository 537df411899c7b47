# expect: no_slope
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    Z1 = X @ W1.T + b1  # (n, hidden)
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2.T + b2  # (n, outputs)
    D2 = 2 * (Z2 - T) / T.size
    arrived = D2 @ W2
    D1 = arrived
    return D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)
