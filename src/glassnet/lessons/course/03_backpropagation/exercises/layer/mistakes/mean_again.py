# expect: mean_again
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    n = len(delta)
    return delta.T @ received / n, delta.sum(axis=0) / n, delta @ W
