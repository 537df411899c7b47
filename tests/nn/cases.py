"""The grid of small problems on which gradients are checked: activation x loss x depth.

Everything that takes part in a gradient is switched on: an L1 and an L2 penalty, dropout masks,
settings other than the defaults. Without a hidden layer the activation stands at the output.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from glassnet.nn import ACTIVATIONS, LOSSES, MLP, Array, Dense, dropout_mask

ACTIVATION_SETTINGS = {"leaky_relu": {"slope": 0.1}, "elu": {"alpha": 0.7}}
LOSS_SETTINGS = {"huber": {"delta": 0.5}}
KINKED = ("relu", "leaky_relu", "elu")
DEPTHS = range(5)
FEATURES, WIDTH, EXAMPLES = 3, 4, 6
CLEARANCE = 1e-3
"""No weighted sum and no weight comes closer to a kink than this."""


@dataclass(frozen=True)
class Case:
    """A network with data, penalties and dropout."""

    activation: str
    loss: str
    depth: int
    network: MLP
    X: Array
    T: Array
    masks: list[Array | None]
    l1: float = 0.03
    l2: float = 0.05

    @property
    def loss_settings(self) -> dict[str, float]:
        return LOSS_SETTINGS.get(self.loss, {})

    def __str__(self) -> str:
        return f"{self.activation}, {self.loss}, {self.depth} hidden layers"


def targets(loss: str, outputs: int, rng: np.random.Generator) -> Array:
    if loss == "cross_entropy":
        return np.eye(outputs)[rng.integers(outputs, size=EXAMPLES)]
    if loss == "binary_cross_entropy":
        return rng.integers(2, size=(EXAMPLES, outputs)).astype(float)
    return rng.normal(size=(EXAMPLES, outputs))


def _attempt(activation: str, loss: str, depth: int, outputs: int, seed: int) -> Case:
    rng = np.random.default_rng(seed)
    sizes = [FEATURES, *[WIDTH] * depth, outputs]
    layers = []
    for number, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        at_output = number == depth
        name = activation if not at_output or depth == 0 else "identity"
        W = rng.normal(scale=1.2 / np.sqrt(fan_in), size=(fan_out, fan_in))
        b = rng.normal(scale=0.3, size=fan_out)
        layers.append(Dense(W, b, name, ACTIVATION_SETTINGS.get(name, {})))
    # One hidden layer goes without dropout, so that a None among the masks is tried too.
    masks: list[Array | None] = [
        None if number == 1 else dropout_mask(rng.uniform(size=(EXAMPLES, WIDTH)), p=0.25) for number in range(depth)
    ]
    X = rng.normal(size=(EXAMPLES, FEATURES))
    T = targets(loss, outputs, rng)
    return Case(activation, loss, depth, MLP(layers), X, T, masks)


def _is_clear_of_kinks(case: Case) -> bool:
    distances = [np.abs(layer.W).min() for layer in case.network.layers]  # |w| has a kink at 0
    tape = case.network.forward(case.X, case.masks)
    for layer, z in zip(case.network.layers, tape.z, strict=True):
        if layer.activation in KINKED:
            distances.append(np.abs(z).min())
    return bool(min(distances) > CLEARANCE)


def make_case(activation: str, loss: str, depth: int, outputs: int) -> Case:
    """The first seed whose network stays clear of all kinks."""
    attempts = (_attempt(activation, loss, depth, outputs, seed) for seed in range(100))
    return next(case for case in attempts if _is_clear_of_kinks(case))


def cases_of(activation: str) -> Iterator[Case]:
    """Every loss and every depth; binary cross-entropy with one output and with several."""
    assert activation in ACTIVATIONS
    for loss in LOSSES:
        for outputs in {"binary_cross_entropy": (1, 2), "cross_entropy": (3,)}.get(loss, (2,)):
            for depth in DEPTHS:
                yield make_case(activation, loss, depth, outputs)
