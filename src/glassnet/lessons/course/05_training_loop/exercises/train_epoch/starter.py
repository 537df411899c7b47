"""One epoch."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Gradients = Callable[[list[Array], Array, Array], tuple[float, list[Array]]]


def train_epoch(
    parameters: list[Array],
    X: Array,
    T: Array,
    order: npt.NDArray[np.int64],
    batch_size: int,
    rate: float,
    gradients: Gradients,
) -> tuple[list[Array], float]:
    """Train for one epoch: one step of gradient descent for each batch.

    Args:
        parameters: weights and biases at the beginning; they are not changed.
        X: inputs of all examples, (n, features).
        T: their targets, (n, outputs).
        order: the shuffled order of this epoch, the numbers 0 to n − 1, drawn by the caller. The first batch is the
            examples order[0] to order[batch_size - 1], and so on; the last batch may be smaller.
        batch_size: examples in a batch.
        rate: the learning rate.
        gradients: `gradients(parameters, X, T)` returns the mean loss of a batch and its slope for each parameter.

    Returns:
        The new parameters, and the mean loss over all examples of the epoch, each as it was when its turn came.
    """
    # Your turn: a loop over the batches.
    raise NotImplementedError
