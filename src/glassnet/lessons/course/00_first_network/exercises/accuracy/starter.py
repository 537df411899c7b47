"""Accuracy."""

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def accuracy(true: Labels, said: Labels) -> float:
    """Return the share of examples that were called what they are.

    Args:
        true: number of the true class of each example, (n,).
        said: number of the class that the network named, (n,).

    Returns:
        A number from 0 to 1.
    """
    # Your turn.
    raise NotImplementedError
