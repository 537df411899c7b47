import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def hidden_delta(delta_next: Array, W_next: Array, z: Array) -> Array:
    result = np.zeros_like(z)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            back = 0.0
            for k in range(W_next.shape[0]):
                back += W_next[k, j] * delta_next[i, k]
            result[i, j] = back * (1 - np.tanh(z[i, j]) ** 2)
    return result
