# expect: accuracy
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    share = np.trace(matrix) / matrix.sum()
    return share, share
