# expect: percent
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def accuracy(true: Labels, said: Labels) -> float:
    return float(100 * (true == said).mean())
