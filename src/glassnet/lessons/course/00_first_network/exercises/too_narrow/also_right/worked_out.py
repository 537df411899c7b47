import numpy as np


def width() -> int:
    bends = 3
    return int(np.floor(bends + 0.5))
