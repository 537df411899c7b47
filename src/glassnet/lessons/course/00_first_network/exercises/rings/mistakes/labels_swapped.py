# expect: labels_swapped
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def inside(points: Array, radius: float) -> Labels:
    return ((points**2).sum(axis=1) >= radius**2).astype(np.int64)
