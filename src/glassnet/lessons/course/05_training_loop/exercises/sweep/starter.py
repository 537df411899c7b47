"""A learning-rate sweep."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sweep(train: Callable[[float], Array], rates: list[float]) -> tuple[list[str], float]:
    """Train with several learning rates, and say of each what the curve of its loss shows.

    In this order:

    - "too high" if the last loss is not below the first (a loss that is not a number is not below anything), or if the
      loss rises in more than a quarter of its steps from one value to the next;
    - "too low" if more than a tenth of the first loss is left at the end;
    - "right" otherwise.

    Args:
        train: trains from the same start with a learning rate, and returns the losses, the one before training first.
        rates: the learning rates to try.

    Returns:
        The verdict for each rate, in the order of the rates, and the rate whose last loss is the least.
    """
    # Your turn: train with each rate, look at the first loss, the last one, and what is between.
    raise NotImplementedError
