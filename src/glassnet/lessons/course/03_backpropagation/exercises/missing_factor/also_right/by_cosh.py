import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def hidden_delta(delta_next: Array, W_next: Array, z: Array) -> Array:
    back = (W_next.T @ delta_next.T).T
    return back / np.cosh(z) ** 2
