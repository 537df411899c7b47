import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    rows = [[0] * classes for _ in range(classes)]
    for t, s in zip(true, said):
        rows[t][s] += 1
    return rows
