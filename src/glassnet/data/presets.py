"""All data sets by name: one table from the names of `glassnet.spec.PRESETS` to the functions that make them."""

from collections.abc import Callable

import numpy as np

from glassnet.data.classic import CLASSIC
from glassnet.data.library import LIBRARY
from glassnet.data.making import Request
from glassnet.data.shapes import SHAPES
from glassnet.data.surfaces import SURFACES
from glassnet.data.table import Table
from glassnet.spec.data import DataSpec, Preset


def make_preset(name: str, *, n: int, noise: float, balance: float | None = None, seed: int) -> Table:
    """Make a data set.

    Args:
        name: one of `glassnet.spec.PRESETS`.
        n: number of points, 4 to 1,000,000; the sets of fixed size ("xor_points" and scikit-learn's tables) come as
            they are and ignore this, the noise, the balance and the seed.
        noise: 0 to 1. At 0 the points follow the formula of the set exactly. For sets of classes it is the standard
            deviation of the shift of each point, as a share of the shape's size (`Shape.size`; the scikit-learn sets
            have size 1, so that it means there what it means to `make_moons`); points keep the class of where they
            came from. For values it is the standard deviation of what is added. Classic sets follow TensorFlow
            Playground, whose noise is its slider / 100; in "clusters" it is the share of labels drawn anew (`flip_y`).
        balance: share of the first class, 0.01 to 0.99; None for equal shares. Regression ignores it.
        seed: 0 to 2³² − 1.

    Raises:
        SpecError: for an argument that is not allowed.

    Example:
        >>> table = make_preset("circle", n=6, noise=0.0, seed=0)
        >>> table.labels.tolist()
        [0, 1, 0, 1, 0, 1]
        >>> np.hypot(*table.points.T).round(1).tolist()
        [5.0, 2.0, 4.4, 2.5, 4.9, 2.1]
    """
    asked = DataSpec(source=Preset(name), n=n, noise=noise, balance=balance, seed=seed)
    request = Request(n=asked.n, noise=asked.noise, balance=asked.balance, seed=asked.seed)
    return MAKERS[name](request)


def xor_points(request: Request) -> Table:
    """The truth table of exclusive or: (0, 0) and (1, 1) are class 0, (0, 1) and (1, 0) are class 1."""
    points = [(0, 0), (0, 1), (1, 0), (1, 1)]
    return Table.of(points, [0, 1, 1, 0], ("x", "y"), ("0", "1"), (-0.5, 1.5, -0.5, 1.5))


def clusters(request: Request) -> Table:
    """scikit-learn's `make_classification`: two informative features, one cluster a class.

    The points are scikit-learn's for `random_state=seed` and `shuffle=False`. Labels are flipped here, so that more
    noise redraws more labels, but keeps the points and the labels redrawn before.
    """
    from sklearn.datasets import make_classification  # takes a second to import

    deal = request.deal(2)
    sizes = np.bincount(deal.labels, minlength=2)
    # scikit-learn rounds n · weight down; half a point more makes sure of the sizes
    points, labels = make_classification(
        n_samples=request.n, n_features=2, n_informative=2, n_redundant=0, n_clusters_per_class=1,
        weights=list((sizes + 0.5) / request.n), flip_y=0.0, shuffle=False, random_state=request.seed,
    )  # fmt: skip
    order = np.empty(request.n, np.int64)
    order[np.argsort(deal.labels, kind="stable")] = np.arange(request.n)  # class by class, now taking turns
    u = request.disturbance.random((request.n, 2))
    flipped = np.where(u[:, 0] < request.noise, u[:, 1] < 0.5, labels[order])
    return Table.of(points[order], flipped, ("x", "y"), ("0", "1"), (-4.0, 4.0, -4.0, 4.0))


def _fixed(load: Callable[[], Table]) -> Callable[[Request], Table]:
    return lambda request: load()


MAKERS: dict[str, Callable[[Request], Table]] = {
    **{name: shape.make for name, shape in SHAPES.items()},
    **{name: surface.make for name, surface in SURFACES.items()},
    **CLASSIC,
    "clusters": clusters,
    "xor_points": xor_points,
    **{name: _fixed(load) for name, load in LIBRARY.items()},
}
