# expect: slope_of_sigmoid
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def hidden_delta(delta_next: Array, W_next: Array, z: Array) -> Array:
    a = np.tanh(z)
    return delta_next @ W_next * a * (1 - a)
