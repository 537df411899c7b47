"""TensorFlow Playground's data sets, noise and all, for those who know them.

Its noise n is a slider from 0 to 50, divided by 100; here it is `noise`. In most of its sets noise does not move the
points: the label is that of a point which has been moved, so that noise is a blurred border. At noise 0 the sets of
classes equal those of `glassnet.data.shapes`. Its own points are drawn by a generator of JavaScript; these have the
same distribution, except that the classes of "xor" are drawn equally often and not only so on average.

Source: Smilkov et al., "Direct-manipulation visualization of deep networks", 2016; `dataset.ts` of its repository.
"""

from collections.abc import Callable

import numpy as np

from glassnet.data import shapes
from glassnet.data.making import PLANE, Request
from glassnet.data.surfaces import HILLS, RADIUS
from glassnet.data.table import Floats, Labels, Table


def circle(request: Request) -> Table:
    """Class 1 if a point, moved by U(-5, 5)·n along each axis, is nearer than 2.5 to the middle."""
    points = shapes.circle(request.deal(2), request.positions)
    moved = points + request.noise * request.disturbance.uniform(-5.0, 5.0, points.shape)
    return _classes(points, np.hypot(moved[:, 0], moved[:, 1]) < 2.5)


def xor(request: Request) -> Table:
    """Class 1 if x·y ≥ 0 for a point moved by U(-5, 5)·n along each axis."""
    points = shapes.xor(request.deal(2), request.positions)
    moved = points + request.noise * request.disturbance.uniform(-5.0, 5.0, points.shape)
    return _classes(points, moved[:, 0] * moved[:, 1] >= 0)


def gauss(request: Request) -> Table:
    """Two clouds whose variance grows linearly with n: 0.5 at n = 0, 4 at n = 0.5."""
    deal = request.deal(2)
    return _classes(shapes.gauss(deal, request.positions, 0.5 + 7 * request.noise), deal.labels)


def spiral(request: Request) -> Table:
    """Two arms, each point moved by U(-1, 1)·n along each axis."""
    deal = request.deal(2)
    points = shapes.spiral(deal, request.positions)
    shift = request.disturbance.uniform(-1.0, 1.0, points.shape)
    return _classes(points + request.noise * shift, deal.labels)


def plane(request: Request) -> Table:
    """(x + y) / 10 of a point moved by U(-6, 6)·n along each axis."""
    return _values(request, lambda x, y: (x + y) / 10)


def bumps(request: Request) -> Table:
    """± max(0, 1 - d/2) of the nearest of six centres, d its distance from a point moved by U(-6, 6)·n."""
    return _values(request, _cones)


def _cones(x: Floats, y: Floats) -> Floats:
    # The discs of radius 2 round the centres do not overlap, so that the sum has at most one term that is not 0.
    heights = np.array([sign * np.maximum(0.0, 1 - np.hypot(x - a, y - b) / 2) for a, b, sign in HILLS])
    total: Floats = heights.sum(axis=0)
    return total


def _values(request: Request, value: Callable[[Floats, Floats], Floats]) -> Table:
    points = request.positions.uniform(-RADIUS, RADIUS, (request.n, 2))
    moved = points + request.noise * request.disturbance.uniform(-RADIUS, RADIUS, points.shape)
    return Table.of(points, value(moved[:, 0], moved[:, 1]), ("x", "y"), (), PLANE)


def _classes(points: Floats, labels: Labels) -> Table:
    return Table.of(points, labels, ("x", "y"), ("0", "1"), PLANE)


CLASSIC: dict[str, Callable[[Request], Table]] = {
    "classic_circle": circle,
    "classic_xor": xor,
    "classic_gauss": gauss,
    "classic_spiral": spiral,
    "classic_plane": plane,
    "classic_bumps": bumps,
}
