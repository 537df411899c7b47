# expect: class_numbers_as_distance
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def accuracy(true: Labels, said: Labels) -> float:
    return float(1 - np.abs(true - said).mean())
