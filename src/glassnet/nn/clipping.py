"""Gradient clipping by the global norm."""

import math
from collections.abc import Sequence

import numpy as np

from .common import Array


def clip_by_global_norm(gradients: Sequence[Array], max_norm: float | None) -> tuple[float, list[Array]]:
    """Shrink all gradients by one factor so that their common norm is at most `max_norm`.

    The norm is √Σg² over all numbers of all arrays, added up in float64. Longer gradients are
    multiplied by exactly max_norm / norm. (`torch.nn.utils.clip_grad_norm_` divides by
    norm + 1e-6 instead, against a division by 0 that cannot occur here; its gradients are
    shorter by that millionth.) A norm that is infinite or NaN leaves the gradients as they
    are: scaling would hide which of them went wrong.

    Args:
        gradients: Arrays of any shapes.
        max_norm: A positive number, or None for no clipping.

    Returns:
        The norm before clipping, and the gradients after it (new arrays where they were scaled).

    Raises:
        ValueError: max_norm is not positive.

    Example:
        >>> norm, clipped = clip_by_global_norm([np.array([3.0]), np.array([4.0])], max_norm=1.0)
        >>> norm, np.round(clipped, 3).ravel().tolist()
        (5.0, [0.6, 0.8])

    Source: Pascanu, Mikolov and Bengio 2013, On the difficulty of training recurrent neural
        networks, algorithm 1.
    """
    if max_norm is not None and not max_norm > 0:
        raise ValueError(f"max_norm is {max_norm}: it must be positive, or None for no clipping")
    norm = math.sqrt(sum(float(np.square(g, dtype=np.float64).sum()) for g in gradients))
    if max_norm is None or not max_norm < norm < math.inf:
        return norm, list(gradients)
    return norm, [g * (max_norm / norm) for g in gradients]
