import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    q, t = p.astype(np.float32), targets.astype(np.float32)
    return -(t * np.log(q) + (1 - t) * np.log(1 - q)).mean()
