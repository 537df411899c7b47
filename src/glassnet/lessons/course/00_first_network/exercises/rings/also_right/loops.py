import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def inside(points: Array, radius: float) -> Labels:
    return [1 if (x * x + y * y) ** 0.5 < radius else 0 for x, y in points]
