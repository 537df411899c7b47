import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def confusion(true: Labels, said: Labels, classes: int) -> Labels:
    T, S = np.eye(classes, dtype=np.float32)[true], np.eye(classes, dtype=np.float32)[said]
    return T.T @ S
