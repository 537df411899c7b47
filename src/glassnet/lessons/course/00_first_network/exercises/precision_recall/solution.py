"""Read a confusion matrix."""

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    """Return precision and recall of one class.

    Args:
        matrix: a confusion matrix, (classes, classes): entry [i, j] counts the examples of class i that were called j.
        label: the class.

    Returns:
        Precision: of the examples that were called `label`, the share that are. Recall: of those that are, the share
        that were called so.
    """
    hits = matrix[label, label]
    return float(hits / matrix[:, label].sum()), float(hits / matrix[label].sum())
