# expect: errors_for_hits
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    hits = matrix[label, label]
    return float(1 - hits / matrix[:, label].sum()), float(1 - hits / matrix[label].sum())
