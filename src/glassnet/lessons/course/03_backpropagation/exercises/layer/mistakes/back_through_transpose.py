# expect: back_through_transpose
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    return delta.T @ received, delta.sum(axis=0), delta @ W.T
