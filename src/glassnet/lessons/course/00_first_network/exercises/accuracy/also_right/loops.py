import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def accuracy(true: Labels, said: Labels) -> float:
    hits = 0
    for t, s in zip(true, said):
        if t == s:
            hits += 1
    return hits / len(true)
