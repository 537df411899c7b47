import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    hits = np.diag(matrix)
    return (hits / matrix.sum(axis=0))[label], (hits / matrix.sum(axis=1))[label]
