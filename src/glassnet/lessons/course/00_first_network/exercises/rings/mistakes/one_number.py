# expect: one_number
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def inside(points: Array, radius: float) -> Labels:
    return int((points**2).sum() < radius**2)
