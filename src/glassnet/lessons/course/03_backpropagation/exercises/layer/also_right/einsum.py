import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    return np.einsum("ei,ej->ij", delta, received), np.einsum("ei->i", delta), np.einsum("ei,ij->ej", delta, W)
