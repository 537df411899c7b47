import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def delta(z: Array, targets: Array) -> Array:
    z32, t32 = z.astype(np.float32), targets.astype(np.float32)
    a = np.float32(1) / (np.float32(1) + np.exp(-z32))
    return np.float32(2) * (a - t32) * a * (np.float32(1) - a) / np.float32(a.size)
