# expect: share_of_all
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    hits = matrix[label, label] / matrix.sum()
    return hits, hits
