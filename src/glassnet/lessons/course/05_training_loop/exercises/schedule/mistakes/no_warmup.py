# expect: no_warmup
from math import cos, pi


def rate_at(epoch: float, epochs: float, peak: float, warmup: float) -> float:
    share = max(epoch - warmup, 0) / (epochs - warmup)
    return peak / 2 * (1 + cos(pi * share))
