# expect: swapped
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    hits = matrix[label, label]
    return float(hits / matrix[label].sum()), float(hits / matrix[:, label].sum())
