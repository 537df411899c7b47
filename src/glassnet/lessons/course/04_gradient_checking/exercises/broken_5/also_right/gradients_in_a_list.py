import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def step(
    X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float
) -> tuple[Array, Array, Array, Array]:
    A1 = np.tanh(X @ W1.T + b1)
    D2 = 2 * (A1 @ W2.T + b2 - T) / T.size
    D1 = D2 @ W2 * (1 - A1**2)
    gradients = [D1.T @ X, D1.sum(axis=0), D2.T @ A1, D2.sum(axis=0)]
    return tuple(p - rate * g for p, g in zip((W1, b1, W2, b2), gradients))
