import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def hidden_delta(delta_next: Array, W_next: Array, z: Array) -> Array:
    a = np.tanh(z.astype(np.float32))
    return np.dot(delta_next.astype(np.float32), W_next.astype(np.float32)) * (1 - a * a)
