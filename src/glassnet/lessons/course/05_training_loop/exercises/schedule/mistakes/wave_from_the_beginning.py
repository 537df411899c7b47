# expect: wave_from_the_beginning
from math import cos, pi


def rate_at(epoch: float, epochs: float, peak: float, warmup: float) -> float:
    if epoch < warmup:
        return peak * epoch / warmup
    share = epoch / epochs
    return peak / 2 * (1 + cos(pi * share))
