"""Inverted dropout: the mask, and its forward beside its backward.

In training every unit is dropped with probability p, and the kept ones are scaled by 1/(1-p), so
that the next layer receives the same on average. In evaluation nothing is done at all: the mask
is None. The random numbers are handed in, so that a step can be repeated exactly.

Source: Srivastava et al. 2014, scaled in training ("inverted") as in torch.nn.Dropout.
"""

from .common import Array


def dropout_mask(uniform: Array, p: float) -> Array:
    """Turn uniform random numbers in [0, 1) into a mask of 0 and 1/(1-p).

    Args:
        uniform: One number for each example and unit, (n, units).
        p: The probability of dropping a unit, 0 ≤ p < 1.

    Returns:
        The mask, (n, units), in the dtype of `uniform`: 0 where `uniform` < p.

    Raises:
        ValueError: p is out of its range.

    Example:
        >>> import numpy as np
        >>> dropout_mask(np.array([[0.1, 0.5, 0.9]]), p=0.5)
        array([[0., 2., 2.]])
    """
    if not 0.0 <= p < 1.0:
        raise ValueError(f"dropout p is {p}: it must be at least 0 and less than 1")
    return (uniform >= p).astype(uniform.dtype) / (1.0 - p)


def dropout(a: Array, mask: Array | None) -> Array:
    """`a · mask`, element by element, (n, units); a itself where there is no mask.

    Example:
        >>> import numpy as np
        >>> dropout(np.array([[1.0, 2.0]]), mask=np.array([[0.0, 2.0]]))
        array([[0., 4.]])
    """
    return a if mask is None else a * mask


def dropout_backward(da: Array, mask: Array | None) -> Array:
    """Go back through `dropout`: a dropped unit had no influence, a kept one 1/(1-p) of it."""
    return da if mask is None else da * mask
