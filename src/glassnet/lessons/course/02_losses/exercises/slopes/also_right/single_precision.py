import numpy as np


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    p32 = np.float32(p)
    t = np.float32(target)
    s = p32 * (1 - p32)
    return 2 * (p32 - t), 2 * (p32 - t) * s, (p32 - t) / s, p32 - t
