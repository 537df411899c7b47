def rate_at(epoch, epochs, peak, warmup):
    import numpy as np

    if epoch < warmup:
        return np.interp(epoch, [0, warmup], [0, peak])
    return 0.5 * peak * (1 - np.sin(np.pi * ((epoch - warmup) / (epochs - warmup) - 0.5)))
