"""Shapes for classification: where the points of each class lie before any noise.

Every function here takes who belongs to which class and a stream of random numbers, and returns positions of shape
(n, 2). Shapes live on the plane [-6, 6]² unless they are scikit-learn's. Class 1 is where TensorFlow Playground has +1.

Sources: circle, xor, gauss and spiral are those of TensorFlow Playground (Smilkov et al., 2016, `dataset.ts`); moons
and circles are scikit-learn's `make_moons` and `make_circles`; the pinwheel is that of Johnson et al., "Composing
graphical models with neural networks", 2016.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from glassnet.data.making import PLANE, Deal, Request, polar
from glassnet.data.table import Domain, Floats, Table
from glassnet.rng import Stream

Positions: TypeAlias = Callable[[Deal, Stream], Floats]

TURN = 2 * np.pi


def circle(deal: Deal, draw: Stream) -> Floats:
    """A disc, r ~ U(0, 2.5), which is class 1, inside a ring, r ~ U(3.5, 5), class 0; angle ~ U(0, 2π)."""
    u = draw.random((len(deal.labels), 2))
    radius = np.where(deal.labels == 1, 2.5 * u[:, 0], 3.5 + 1.5 * u[:, 0])
    return polar(radius, TURN * u[:, 1])


def xor(deal: Deal, draw: Stream) -> Floats:
    """Class 1 where x·y > 0: |x| and |y| ~ U(0, 5), then pushed 0.3 away from the axes."""
    u = draw.random((len(deal.labels), 3))
    right = np.where(u[:, 2] < 0.5, -1.0, 1.0)
    above = np.where(deal.labels == 1, right, -right)
    return np.stack([right, above], axis=1) * (5 * u[:, :2] + 0.3)


def gauss(deal: Deal, draw: Stream, variance: float = 0.5) -> Floats:
    """Normal clouds round (-2, -2), class 0, and (2, 2), class 1, with the given variance along each axis."""
    centre = np.where(deal.labels == 1, 2.0, -2.0)[:, None]
    return centre + draw.normal(0.0, np.sqrt(variance), (len(deal.labels), 2))


def spiral(deal: Deal, draw: Stream) -> Floats:
    """Two arms: r = 5·i/m, t = 1.75·(i/m)·2π for the i-th of the m points of class 1, half a turn more for class 0.

    Nothing is drawn: the arms are curves.
    """
    angle = 1.75 * TURN * deal.place + np.where(deal.labels == 1, 0.0, np.pi)
    return polar(5 * deal.place, angle)


def checkerboard(deal: Deal, draw: Stream) -> Floats:
    """4×4 squares of side 2.5 on [-5, 5]², uniform in each but for a rim of 0.15; class = (column + row) mod 2."""
    u = draw.random((len(deal.labels), 4))
    column = np.floor(4 * u[:, 2])
    row = 2 * np.floor(2 * u[:, 3]) + (column + deal.labels) % 2
    return -5 + 2.5 * np.stack([column, row], axis=1) + 0.15 + 2.2 * u[:, :2]


def blobs(deal: Deal, draw: Stream) -> Floats:
    """Three normal clouds of variance 0.5, their centres at distance 3 from the middle, a third of a turn apart."""
    centres = polar(3.0, TURN * deal.labels / 3)
    return centres + draw.normal(0.0, np.sqrt(0.5), (len(deal.labels), 2))


def spirals3(deal: Deal, draw: Stream) -> Floats:
    """Three arms: r = 0.5 + 4.5·i/m, t = 1.1·(i/m)·2π, the arm of class k turned by k/3 of a turn."""
    return polar(0.5 + 4.5 * deal.place, TURN * (1.1 * deal.place + deal.labels / 3))


def curve(deal: Deal, draw: Stream) -> Floats:
    """Above the wave 2 sin(x), class 1, or below it: x ~ U(-5.5, 5.5), at a height of U(0.4, 3.4) from the wave."""
    u = draw.random((len(deal.labels), 2))
    x = 11 * u[:, 0] - 5.5
    side = np.where(deal.labels == 1, 1.0, -1.0)
    return np.stack([x, 2 * np.sin(x) + side * (0.4 + 3 * u[:, 1])], axis=1)


def pinwheel(deal: Deal, draw: Stream) -> Floats:
    """Five blades: (a, b) with a ~ N(1, 0.25²), b ~ N(0, 0.08²), turned by k/5 of a turn + eᵃ/4, times 3."""
    normal = draw.normal(0.0, 1.0, (len(deal.labels), 2))
    a, b = 1 + 0.25 * normal[:, 0], 0.08 * normal[:, 1]
    angle = TURN * deal.labels / 5 + 0.25 * np.exp(a)
    cos, sin = np.cos(angle), np.sin(angle)
    return 3 * np.stack([a * cos - b * sin, a * sin + b * cos], axis=1)


def moons(deal: Deal, draw: Stream) -> Floats:
    """Half circles of radius 1 over t from 0 to π: (cos t, sin t), class 0; (1 - cos t, ½ - sin t), class 1."""
    # np.linspace(0, π, m) reaches π at the last point and is computed as i · (π / (m - 1))
    index, gaps = np.rint(deal.place * deal.count), deal.count - 1
    angle = np.where(index < gaps, index * (np.pi / np.maximum(gaps, 1)), np.where(gaps > 0, np.pi, 0.0))
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 1 - np.sin(angle) - 0.5], axis=1)
    return np.where(deal.labels[:, None] == 1, lower, upper)


def circles(deal: Deal, draw: Stream) -> Floats:
    """Two rings, radius 1, class 0, outside, and 0.8, class 1, inside; the points of each evenly spaced."""
    angle = np.rint(deal.place * deal.count) * (TURN / deal.count)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.where(deal.labels[:, None] == 1, 0.8 * ring, ring)


@dataclass(frozen=True)
class Shape:
    """A data set of classes: its positions, and what its noise means.

    Attributes:
        positions: where the points lie at noise 0.
        classes: number of classes.
        size: the standard deviation, along each axis, of the shift at noise 1.
        domain: the window in which it is drawn; it does not depend on the points, so that noise does not move it.
    """

    positions: Positions
    classes: int = 2
    size: float = 2.5
    domain: Domain = PLANE

    def make(self, request: Request) -> Table:
        """Positions, each moved along its own direction; a point keeps its class wherever the noise takes it."""
        deal = request.deal(self.classes)
        points = self.positions(deal, request.positions)
        shift = request.disturbance.normal(0.0, self.size, points.shape)
        names = tuple(str(k) for k in range(self.classes))
        return Table.of(points + request.noise * shift, deal.labels, ("x", "y"), names, self.domain)


# `size` is half the radius of the shape, or about half its finest detail where that is smaller: noise 0.1 leaves
# every shape learnable, noise 1 leaves none.
SHAPES: dict[str, Shape] = {
    "circle": Shape(circle),
    "xor": Shape(xor),
    "gauss": Shape(gauss),
    "spiral": Shape(spiral, size=1.25),
    "moons": Shape(moons, size=1.0, domain=(-1.5, 2.5, -1.75, 2.25)),
    "checkerboard": Shape(checkerboard, size=1.25),
    "blobs": Shape(blobs, classes=3),
    "spirals3": Shape(spirals3, classes=3, size=1.25),
    "curve": Shape(curve, size=1.5),
    "pinwheel": Shape(pinwheel, classes=5, size=1.5),
    "circles": Shape(circles, size=1.0, domain=(-1.75, 1.75, -1.75, 1.75)),
}
