"""What theory says of a signal on its way through an untrained network: how large it stays, forward and backward.

With weights of variance v and mean 0, a weighted sum over fan_in inputs has the variance q = fan_in · v · E[a²]
(Glorot and Bengio 2010, equation 5; He et al. 2015, equation 7), and the deltas going back are multiplied by
fan_out · v · E[f′(z)²] in each layer (equations 6 and 13). E is taken over z ~ N(0, q), by the trapezoidal rule, as
in Poole et al. 2016, "Exponential expressivity in deep neural networks through transient chaos". For ReLU this is
He's factor ½, for tanh near 0 Xavier's linear case. Biases are taken as 0.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from glassnet.engines.protocol import Floats
from glassnet.nn import ACTIVATIONS

REACH, NODES = 9.0, 1801
"""Where the normal density is cut off, and the nodes between; 0, where kinks lie, is one of them."""

SCHEMES = {
    "xavier": "Glorot and Bengio 2010, equation 12: Var W = 2 / (fan_in + fan_out)",
    "he": "He et al. 2015, equation 10: Var W = 2 / fan_in",
}
"""The variances of the weights that keep a signal's size, with their source."""


def prescribed(scheme: str, fan_in: int, fan_out: int) -> float:
    """The variance of the weights that a scheme prescribes.

    Example:
        >>> prescribed("xavier", 4, 8), prescribed("he", 4, 8)
        (0.16666666666666666, 0.5)
    """
    return 2.0 / (fan_in + fan_out) if scheme == "xavier" else 2.0 / fan_in


def suited(activation: str) -> str:
    """The scheme made for an activation: He's for those that pass about one half, Xavier's for the others.

    Example:
        >>> suited("relu"), suited("tanh")
        ('he', 'xavier')
    """
    return "he" if activation in ("relu", "leaky_relu", "elu", "gelu", "silu", "softplus") else "xavier"


@lru_cache(maxsize=1)
def _nodes() -> tuple[Floats, Floats]:
    x = np.linspace(-REACH, REACH, NODES)
    weight = np.exp(-0.5 * x**2)
    return x, weight / weight.sum()


def through(activation: str, q: float, settings: dict[str, float] | None = None) -> tuple[float, float, float]:
    """What becomes of weighted sums z ~ N(0, q): E[a], E[a²] and E[f′(z)²].

    Example:
        >>> [round(float(m), 3) for m in through("relu", 2.0)[1:]]
        [1.0, 0.5]
    """
    row, (x, weight) = ACTIVATIONS[activation], _nodes()
    z = x * sqrt(q)
    a, slope = row.value(z, **(settings or {})), row.derivative(z, **(settings or {}))
    return float(weight @ a), float(weight @ a**2), float(weight @ slope**2)


@dataclass(frozen=True)
class Levels:
    """The sizes that a scheme predicts, one for each layer, the output's last.

    Attributes:
        spread: standard deviation of the activations.
        delta: root mean square of the deltas, those of the output layer being as given.
    """

    spread: tuple[float, ...]
    delta: tuple[float, ...]


def levels(
    sizes: tuple[int, ...], activations: list[tuple[str, dict[str, float]]], scheme: str, inputs: float, delta: float
) -> Levels:
    """Predict a signal's size through a network whose weights are drawn by a scheme.

    Args:
        sizes: units of each layer, inputs first.
        activations: name and settings for each layer, the output's last.
        scheme: "xavier" or "he".
        inputs: mean square of the inputs.
        delta: root mean square of the deltas at the output.

    Example:
        ReLU under He's scheme: the signal stays as large as it was.

        >>> found = levels((100, 100, 100, 1), [("relu", {})] * 2 + [("identity", {})], "he", 1.0, 1.0)
        >>> [round(s, 2) for s in found.spread]
        [0.83, 0.83, 1.41]
    """
    square, spreads, slopes = inputs, [], []
    for (name, settings), fan_in, fan_out in zip(activations, sizes, sizes[1:], strict=False):
        q = fan_in * prescribed(scheme, fan_in, fan_out) * square
        mean, square, slope = through(name, q, settings)
        spreads.append(sqrt(max(0.0, square - mean**2)))
        slopes.append(slope)
    deltas = [delta]
    for i in range(len(sizes) - 2, 0, -1):  # from layer i + 1 back to layer i
        fan_in, fan_out = sizes[i], sizes[i + 1]
        deltas.append(deltas[-1] * sqrt(fan_out * prescribed(scheme, fan_in, fan_out) * slopes[i - 1]))
    return Levels(tuple(spreads), tuple(deltas[::-1]))
