import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def accuracy(true: Labels, said: Labels) -> float:
    return np.float32(1) - np.mean((true != said).astype(np.float32))
