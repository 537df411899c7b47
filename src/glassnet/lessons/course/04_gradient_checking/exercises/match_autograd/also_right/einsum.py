import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def gradients(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    Z1 = X @ W1 + b1  # (n, hidden)
    H = np.maximum(Z1, 0)
    D2 = 2 * (H @ W2 + b2 - T) / T.size  # (n, outputs)
    D1 = D2 @ W2.T * (Z1 > 0)
    return np.einsum("ni,nh->ih", X, D1), D1.sum(axis=0), np.einsum("nh,no->ho", H, D2), D2.sum(axis=0)
