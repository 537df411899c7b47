# expect: uphill
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def step(
    X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float
) -> tuple[Array, Array, Array, Array]:
    A1 = np.tanh(X @ W1.T + b1)  # (n, hidden)
    D2 = 2 * (A1 @ W2.T + b2 - T) / T.size
    D1 = D2 @ W2 * (1 - A1**2)
    W2_new = W2 + rate * D2.T @ A1
    b2_new = b2 + rate * D2.sum(axis=0)
    W1_new = W1 + rate * D1.T @ X
    b1_new = b1 + rate * D1.sum(axis=0)
    return W1_new, b1_new, W2_new, b2_new
