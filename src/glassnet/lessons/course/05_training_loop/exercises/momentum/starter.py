"""Momentum."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def momentum(w: Array, gradient: Callable[[Array], Array], rate: float, mu: float, steps: int) -> Array:
    """Descend with momentum, and return the places on the way.

    In each step the velocity v, which is zero at first, becomes μ v + g, and then w becomes w − η v.

    Args:
        w: where it begins, (parameters,).
        gradient: the gradient g of the loss at a place.
        rate: the learning rate η.
        mu: how much of the velocity is kept, μ, from 0 to below 1.
        steps: how many steps to take.

    Returns:
        The places after each step, (steps, parameters); the beginning is not among them.
    """
    # Your turn.
    raise NotImplementedError
