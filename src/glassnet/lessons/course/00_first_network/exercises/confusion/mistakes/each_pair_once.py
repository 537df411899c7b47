# expect: each_pair_once
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    matrix = np.zeros((classes, classes), dtype=np.int64)
    matrix[true, said] += 1
    return matrix
