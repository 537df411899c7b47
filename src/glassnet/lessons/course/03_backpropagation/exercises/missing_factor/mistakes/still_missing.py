# expect: still_missing
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def hidden_delta(delta_next: Array, W_next: Array, z: Array) -> Array:
    back = delta_next @ W_next
    return back
