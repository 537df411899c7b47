"""Curves and surfaces for regression: the value at each position before any noise.

Inputs are uniform on [-6, 6] or [-6, 6]²; values lie within about [-1, 1] (those with a trend up to ±4), and noise is
added to the value.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from glassnet.data.making import PLANE, Request
from glassnet.data.table import Domain, Floats, Table

Value: TypeAlias = Callable[..., Floats]

RADIUS = 6.0
LINE: Domain = (-RADIUS, RADIUS, -1.75, 1.75)
SLOPE: Domain = (-RADIUS, RADIUS, -4.5, 4.5)

# Centres of TensorFlow Playground's hills (+1) and hollows (-1): x, y, sign.
HILLS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


def line(x: Floats) -> Floats:
    """A line: x / 6."""
    return x / 6


def plane(x: Floats, y: Floats) -> Floats:
    """A tilted plane: (x + y) / 12."""
    return (x + y) / 12


def hill(x: Floats) -> Floats:
    """One hill: exp(-x² / 4)."""
    return np.exp(-x * x / 4)


def hills(x: Floats, y: Floats) -> Floats:
    """Hills and hollows: Σ ± exp(-d² / 2) over six centres, d the distance from each."""
    terms = np.array([sign * np.exp(-((x - a) ** 2 + (y - b) ** 2) / 2) for a, b, sign in HILLS])
    total: Floats = terms.sum(axis=0)
    return total


def sine(x: Floats) -> Floats:
    """A wave: sin(x)."""
    return np.sin(x)


def sines(x: Floats, y: Floats) -> Floats:
    """A wave along each axis: (sin(x) + sin(y)) / 2."""
    return (np.sin(x) + np.sin(y)) / 2


def trend(x: Floats) -> Floats:
    """A wave on a slope: sin(x) + x/2."""
    return np.sin(x) + x / 2


def trends(x: Floats, y: Floats) -> Floats:
    """A wave across a slope: sin(x) + y/2."""
    return np.sin(x) + y / 2


def step(x: Floats) -> Floats:
    """A jump: -1 where x < 0, else 1."""
    return np.where(x < 0, -1.0, 1.0)


def edge(x: Floats, y: Floats) -> Floats:
    """An edge: -1 where x + y < 0, else 1."""
    return np.where(x + y < 0, -1.0, 1.0)


@dataclass(frozen=True)
class Surface:
    """A data set of values over one input or two."""

    value: Value
    inputs: int
    domain: Domain

    def make(self, request: Request) -> Table:
        """Positions and values; noise is the standard deviation of what is added to the value."""
        points = request.positions.uniform(-RADIUS, RADIUS, (request.n, self.inputs))
        shift = request.disturbance.normal(0.0, 1.0, request.n)
        values = self.value(*points.T) + request.noise * shift
        return Table.of(points, values, ("x", "y")[: self.inputs], (), self.domain)


SURFACES: dict[str, Surface] = {
    "plane": Surface(plane, 2, PLANE),
    "bumps": Surface(hills, 2, PLANE),
    "sine": Surface(sine, 1, LINE),
    "trend": Surface(trend, 1, SLOPE),
    "step": Surface(step, 1, LINE),
    "plane1": Surface(line, 1, LINE),
    "bumps1": Surface(hill, 1, LINE),
    "sine2": Surface(sines, 2, PLANE),
    "trend2": Surface(trends, 2, PLANE),
    "step2": Surface(edge, 2, PLANE),
}
