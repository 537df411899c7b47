"""A schedule."""

from math import cos, pi


def rate_at(epoch: float, epochs: float, peak: float, warmup: float) -> float:
    """Return the learning rate at a moment of the training: first a warm-up, then half a cosine wave.

    During the warm-up it rises in a straight line from 0 to its peak. From there to the end of the training it falls as
    half a wave of the cosine does: from the peak down to 0, slowly at first, fastest in the middle, slowly at the end.

    Args:
        epoch: the moment, counted in epochs from the beginning; it need not be whole.
        epochs: length of the training with the warm-up.
        peak: the greatest learning rate.
        warmup: length of the warm-up, from 0 to below `epochs`.
    """
    # Your turn: which share of the falling part is over at this moment?
    raise NotImplementedError
