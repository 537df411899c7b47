"""The confusion matrix."""

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    """Return the confusion matrix.

    Args:
        true: number of the true class of each example, (n,).
        said: number of the class that the network named, (n,).
        classes: how many classes there are; their numbers go from 0 to classes - 1.

    Returns:
        (classes, classes): entry [i, j] counts the examples of class i that were called j.
    """
    matrix = np.zeros((classes, classes), dtype=np.int64)
    for i, j in zip(true, said, strict=True):
        matrix[i, j] += 1
    return matrix
