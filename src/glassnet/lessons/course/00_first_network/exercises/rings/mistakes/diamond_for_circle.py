# expect: diamond_for_circle
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def inside(points: Array, radius: float) -> Labels:
    return (np.abs(points).sum(axis=1) < radius).astype(np.int64)
