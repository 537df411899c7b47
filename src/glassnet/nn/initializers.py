"""Initial weights: how wide to scatter them, so that signals neither fade nor explode.

`fan_in` is how many numbers a unit receives, `fan_out` how many units there are. The widths follow
from one thought: a sum of fan_in terms has fan_in times the variance of one term.

`rng` is any source with the two methods of `numpy.random.Generator` that are named in `Random`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .common import Array, keyword_defaults


class Random(Protocol):
    """What an initializer needs of a random generator; `numpy.random.Generator` has it."""

    def uniform(self, low: float, high: float, size: tuple[int, ...], /) -> Array:
        """Numbers in [low, high), of shape `size`."""
        ...

    def normal(self, loc: float, scale: float, size: tuple[int, ...], /) -> Array:
        """Numbers with mean `loc` and standard deviation `scale`, of shape `size`."""
        ...


def uniform(fan_out: int, fan_in: int, rng: Random, *, limit: float = 0.5) -> Array:
    """U(-limit, limit), the same for every size of layer; ±0.5 is TensorFlow Playground's."""
    return rng.uniform(-limit, limit, (fan_out, fan_in))


def normal(fan_out: int, fan_in: int, rng: Random, *, std: float = 1.0) -> Array:
    """N(0, std²), the same for every size of layer."""
    return rng.normal(0.0, std, (fan_out, fan_in))


def lecun_normal(fan_out: int, fan_in: int, rng: Random) -> Array:
    """N(0, 1/fan_in). LeCun et al. 1998, Efficient BackProp, equation 16."""
    return rng.normal(0.0, math.sqrt(1.0 / fan_in), (fan_out, fan_in))


def xavier_uniform(fan_out: int, fan_in: int, rng: Random) -> Array:
    """U(±√(6/(fan_in + fan_out))). Glorot and Bengio 2010, equation 16."""
    limit = math.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_out, fan_in))


def xavier_normal(fan_out: int, fan_in: int, rng: Random) -> Array:
    """N(0, 2/(fan_in + fan_out)). Glorot and Bengio 2010, equation 12."""
    return rng.normal(0.0, math.sqrt(2.0 / (fan_in + fan_out)), (fan_out, fan_in))


def he_uniform(fan_out: int, fan_in: int, rng: Random) -> Array:
    """U(±√(6/fan_in)), which has the variance 2/fan_in. He et al. 2015, as `he_normal`."""
    limit = math.sqrt(6.0 / fan_in)
    return rng.uniform(-limit, limit, (fan_out, fan_in))


def he_normal(fan_out: int, fan_in: int, rng: Random) -> Array:
    """N(0, 2/fan_in), for ReLU, which lets half through. He et al. 2015, equation 10."""
    return rng.normal(0.0, math.sqrt(2.0 / fan_in), (fan_out, fan_in))


def orthogonal(fan_out: int, fan_in: int, rng: Random, *, gain: float = 1.0) -> Array:
    """`gain · Q`: the rows (or, of a tall matrix, the columns) are orthonormal.

    Q comes from the QR decomposition of a normal matrix. Where R's diagonal is negative the column
    changes its sign; otherwise the signs would follow the algorithm's habit and Q would not be
    uniformly distributed. Saxe, McClelland and Ganguli 2014; the signs: Mezzadri 2007.
    """
    tall = rng.normal(0.0, 1.0, (max(fan_out, fan_in), min(fan_out, fan_in)))
    Q, R = np.linalg.qr(tall)
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return gain * (Q if fan_out >= fan_in else Q.T)


def zeros(fan_out: int, fan_in: int, rng: Random) -> Array:
    """All 0: every unit of a layer then learns the same. For showing that this does not work."""
    return np.zeros((fan_out, fan_in))


def pytorch(fan_out: int, fan_in: int, rng: Random) -> Array:
    """U(±1/√fan_in), as torch.nn.Linear (there written kaiming_uniform with a = √5)."""
    limit = 1.0 / math.sqrt(fan_in)
    return rng.uniform(-limit, limit, (fan_out, fan_in))


def pytorch_biases(fan_out: int, fan_in: int, rng: Random) -> Array:
    """U(±1/√fan_in) for the biases too, as torch.nn.Linear."""
    limit = 1.0 / math.sqrt(fan_in)
    return rng.uniform(-limit, limit, (fan_out,))


@dataclass(frozen=True)
class Initializer:
    """One row of `INITIALIZERS`.

    Attributes:
        name: Its key in the table.
        weights: `weights(fan_out, fan_in, rng, **settings)` -> (fan_out, fan_in), float64 if the
            generator gives float64.
        biases: `biases(fan_out, fan_in, rng)` -> (fan_out,), drawn after the layer's weights;
            None where the scheme says nothing about biases, which then start at 0 or at another
            constant.

    Example:
        >>> rng = np.random.default_rng(0)
        >>> INITIALIZERS["xavier_uniform"].weights(3, 2, rng).shape
        (3, 2)
        >>> INITIALIZERS["uniform"].settings
        {'limit': 0.5}
    """

    name: str
    weights: Callable[..., Array]
    biases: Callable[[int, int, Random], Array] | None = None

    @property
    def settings(self) -> dict[str, float]:
        """The names of its settings with their defaults."""
        return keyword_defaults(self.weights)


INITIALIZERS: dict[str, Initializer] = {
    row.name: row
    for row in (
        Initializer("uniform", uniform),
        Initializer("normal", normal),
        Initializer("lecun_normal", lecun_normal),
        Initializer("xavier_uniform", xavier_uniform),
        Initializer("xavier_normal", xavier_normal),
        Initializer("he_uniform", he_uniform),
        Initializer("he_normal", he_normal),
        Initializer("orthogonal", orthogonal),
        Initializer("zeros", zeros),
        Initializer("pytorch", pytorch, pytorch_biases),
    )
}
"""Every initializer by name."""
