"""One layer over a batch."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    """Return what a layer z = received @ W.T + b gives back for a batch.

    Args:
        received: what the layer received, (n, fan_in).
        W: its weights, (fan_out, fan_in).
        delta: dL/dz, (n, fan_out). It has the factor 1/n of the loss in it already.

    Returns:
        dL/dW (fan_out, fan_in), dL/db (fan_out,), and dL/dreceived (n, fan_in).
    """
    # Your turn: three lines, one for each thing that is returned.
    raise NotImplementedError
