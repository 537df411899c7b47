"""XOR to four correct answers."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z) for each entry."""
    return 1 / (1 + np.exp(-z))


def train_xor(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
    """Train a network with one hidden layer on XOR, and return what it answers.

    Hidden layer and output are sigmoid, and the loss of an example is its squared error, (a − t)². One example is one
    batch, and there is no shuffling: (0, 0), (0, 1), (1, 0), (1, 1), with a step after each, then from the beginning.

    Args:
        W1: weights of the hidden layer, (hidden, 2).
        b1: its biases, (hidden,).
        W2: weights of the output, (1, hidden).
        b2: its bias, (1,).
        rate: the learning rate.
        epochs: how many times all four examples are used.

    Returns:
        The outputs for the four examples in that order after the training, (4,).
    """
    # Your turn: two loops, and the five steps of lesson 03 inside.
    raise NotImplementedError
