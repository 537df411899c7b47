"""What all makers of data sets share: what is asked of them, and how points are dealt out to classes.

Positions come from one stream of random numbers and the noise from another. So the noise slider moves every point
along a direction of its own and changes nothing else, and at noise 0 a point lies exactly where its formula says.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from glassnet.data.table import Domain, Floats
from glassnet.rng import Purpose, Stream

PLANE: Domain = (-6.0, 6.0, -6.0, 6.0)


@dataclass(frozen=True)
class Deal:
    """Which class each point belongs to, the classes taking turns.

    Attributes:
        labels: shape (n,), class numbers from 0.
        place: shape (n,), i / m for the i-th of the m points of its class: from 0 up to but not including 1.
        count: shape (n,), m for each point.
    """

    labels: npt.NDArray[np.int64]
    place: Floats
    count: npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a maker is asked for.

    Attributes:
        n: number of points.
        noise: 0 to 1; each data set says what 1 means for it.
        balance: share of the first class, or None for equal shares.
        seed: 0 to 2³² − 1; positions and noise have separate streams of it.
    """

    n: int
    noise: float
    balance: float | None
    seed: int

    @cached_property
    def positions(self) -> Stream:
        """Random numbers for where the points are."""
        return Stream(self.seed, Purpose.DATA)

    @cached_property
    def disturbance(self) -> Stream:
        """Random numbers for the noise."""
        return Stream(self.seed, Purpose.NOISE)

    def deal(self, classes: int) -> Deal:
        """Deal the points out to the classes."""
        return deal(class_sizes(self.n, classes, self.balance))


def class_sizes(n: int, classes: int, balance: float | None = None) -> list[int]:
    """How many points each class gets.

    Without a balance the sizes differ by at most one, and the last classes are the larger ones (as in scikit-learn's
    `make_moons`). With one the first class gets `balance · n`, rounded, but at least one point and not all of them; the
    others share the rest equally.

    Example:
        >>> class_sizes(7, 3)
        [2, 2, 3]
        >>> class_sizes(10, 3, balance=0.5)
        [5, 2, 3]
    """
    if balance is None:
        return [(n + k) // classes for k in range(classes)]
    first = min(max(round(balance * n), 1), n - 1)
    return [first, *class_sizes(n - first, classes - 1)]


def deal(sizes: list[int]) -> Deal:
    """Interleave classes of the given sizes evenly, so that the order of the points does not follow the classes.

    Example:
        >>> deal([2, 4]).labels.tolist()
        [1, 0, 1, 1, 0, 1]
    """
    labels = np.repeat(np.arange(len(sizes)), sizes)
    count = np.repeat(np.asarray(sizes, np.int64), sizes)
    rank = np.concatenate([np.arange(size) for size in sizes])
    # The i-th of m points belongs at (i + ½) / m of the way; equal places go in the order of the classes.
    order = np.argsort((rank + 0.5) / count, kind="stable")
    return Deal(labels[order], (rank / np.maximum(count, 1))[order], count[order])


def polar(radius: npt.ArrayLike, angle: npt.ArrayLike) -> Floats:
    """Points (r sin t, r cos t), shape (n, 2): the angle runs clockwise from the top, as in TensorFlow Playground."""
    direction: Floats = np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    points: Floats = np.asarray(radius, np.float64)[..., None] * direction
    return points
