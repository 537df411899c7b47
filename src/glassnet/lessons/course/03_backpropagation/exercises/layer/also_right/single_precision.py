import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    d, r, w = (v.astype(np.float32) for v in (delta, received, W))
    return d.T @ r, d.sum(0), d @ w
