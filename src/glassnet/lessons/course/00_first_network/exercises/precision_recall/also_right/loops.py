import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def precision_recall(matrix: Labels, label: int) -> tuple[float, float]:
    called, there = 0, 0
    for i in range(len(matrix)):
        called += matrix[i][label]
        there += matrix[label][i]
    return matrix[label][label] / called, matrix[label][label] / there
