"""The slow, sure gradient."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def numerical_gradient(loss: Callable[[Array], float], w: Array, h: float) -> Array:
    """Return the slope of a loss for each parameter, by central differences.

    Args:
        loss: the loss as a function of the parameters.
        w: the parameters, of any shape. They must be the same after the call as before.
        h: how far each parameter is moved up and down.

    Returns:
        (loss with that parameter at w + h − loss with it at w − h) / 2h for each parameter, of the shape of w.
    """
    gradient = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        moved = np.zeros_like(w)
        moved[place] = h
        gradient[place] = (loss(w + moved) - loss(w - moved)) / (2 * h)
    return gradient
