# expect: weights_transposed
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    return received.T @ delta, delta.sum(axis=0), delta @ W
