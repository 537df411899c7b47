import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def inside(points: Array, radius: float) -> Labels:
    return np.linalg.norm(points, axis=1) < radius
