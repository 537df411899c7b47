# expect: quarter_wave
from math import cos, pi


def rate_at(epoch: float, epochs: float, peak: float, warmup: float) -> float:
    if epoch < warmup:
        return peak * epoch / warmup
    share = (epoch - warmup) / (epochs - warmup)
    return peak * cos(pi / 2 * share)
