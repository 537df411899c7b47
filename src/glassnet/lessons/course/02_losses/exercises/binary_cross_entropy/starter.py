"""Binary cross-entropy."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binary_cross_entropy(p: Array, targets: Array) -> float:
    """Return the binary cross-entropy.

    Args:
        p: the probability that was given to class 1, strictly between 0 and 1, (n,).
        targets: 1 or 0, (n,).

    Returns:
        The mean over the examples of -log(probability that was given to the true class).
    """
    # Your turn: what was the true class given? Its logarithm, the mean, the sign.
    raise NotImplementedError
