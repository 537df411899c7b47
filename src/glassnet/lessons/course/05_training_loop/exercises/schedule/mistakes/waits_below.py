# expect: waits_below
from math import cos, pi


def rate_at(epoch: float, epochs: float, peak: float, warmup: float) -> float:
    if epoch < warmup:
        return 0.0
    share = (epoch - warmup) / (epochs - warmup)
    return peak / 2 * (1 + cos(pi * share))
