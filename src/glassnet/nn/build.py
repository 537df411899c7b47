"""The short way to an untrained network."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .common import look_up
from .dense import Dense
from .initializers import INITIALIZERS, Random
from .network import MLP


def initial_network(
    sizes: Sequence[int],
    rng: Random,
    *,
    hidden: str = "tanh",
    output: str = "identity",
    initializer: str = "xavier_uniform",
) -> MLP:
    """Make an untrained network with one activation for all hidden layers.

    Networks of any other kind are made of `Dense` layers directly.

    Args:
        sizes: Features, units of each hidden layer, outputs.
        rng: The source of the weights, such as `numpy.random.default_rng(seed)`.
        hidden: Activation of the hidden layers.
        output: Activation of the output layer.
        initializer: A name in `INITIALIZERS`. Biases start at 0 if it says nothing about them.

    Raises:
        ValueError: Fewer than two sizes, a size below 1, or an unknown name.

    Example:
        >>> initial_network([2, 8, 8, 2], np.random.default_rng(0)).parameter_count
        114
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes are {list(sizes)}: at least two numbers, each 1 or more")
    scheme = look_up(INITIALIZERS, initializer, "initializer")
    layers = []
    for number, (fan_in, fan_out) in enumerate(pairwise(sizes), start=1):
        W = scheme.weights(fan_out, fan_in, rng)
        b = scheme.biases(fan_out, fan_in, rng) if scheme.biases else np.zeros(fan_out)
        layers.append(Dense(W, b, output if number == len(sizes) - 1 else hidden))
    return MLP(layers)
