import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    return np.array([[int(np.sum((true == i) & (said == j))) for j in range(classes)] for i in range(classes)])
