# expect: outputs_only
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    A1 = np.tanh(X @ W1.T + b1)  # (n, hidden)
    A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))  # (n, outputs)
    D2 = 2 * (A2 - T) / T.shape[1] * A2 * (1 - A2)
    D1 = D2 @ W2 * (1 - A1**2)
    return D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)
