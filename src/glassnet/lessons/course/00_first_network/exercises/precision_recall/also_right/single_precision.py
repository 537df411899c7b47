import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    m = matrix.astype(np.float32)
    return [m[label, label] / m[:, label].sum(), m[label, label] / m[label, :].sum()]
