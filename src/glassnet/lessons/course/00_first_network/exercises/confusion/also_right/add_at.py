import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (true, said), 1)
    return matrix
