# expect: bias_over_units
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    return delta.T @ received, delta.sum(axis=1), delta @ W
