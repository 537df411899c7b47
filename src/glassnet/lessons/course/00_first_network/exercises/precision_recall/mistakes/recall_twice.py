# expect: recall_twice
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    recall = matrix[label, label] / matrix[label].sum()
    return recall, recall
