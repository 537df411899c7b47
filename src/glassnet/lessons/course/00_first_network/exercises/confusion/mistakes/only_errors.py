# expect: only_errors
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    matrix = np.zeros((classes, classes), dtype=np.int64)
    for i, j in zip(true, said, strict=True):
        if i != j:
            matrix[i, j] += 1
    return matrix
