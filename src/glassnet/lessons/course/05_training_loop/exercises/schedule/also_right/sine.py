def rate_at(epoch, epochs, peak, warmup):
    import numpy as np

    if warmup and epoch <= warmup:
        return np.float64(peak * epoch / warmup)
    return peak * np.cos(np.pi / 2 * (epoch - warmup) / (epochs - warmup)) ** 2
