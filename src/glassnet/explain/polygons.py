"""Convex polygons of the plane that are cut by lines, each edge remembering which line made it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FRAME = -1
"""The owner of an edge of the window."""


@dataclass(frozen=True, eq=False)
class Polygon:
    """A convex polygon.

    Attributes:
        corners: shape (n, 2), in order round it.
        owners: shape (n,): which line made the edge from each corner to the next; `FRAME` for the window's.
    """

    corners: Floats
    owners: Ints

    @classmethod
    def window(cls, domain: tuple[float, float, float, float]) -> "Polygon":
        """The rectangle (x from, x to, y from, y to)."""
        x0, x1, y0, y1 = domain
        return cls(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]), np.full(4, FRAME, np.int64))

    @property
    def area(self) -> float:
        """Its area, by the shoelace formula round its first corner (so that a small one far away is exact, too).

        Example:
            >>> Polygon.window((0.0, 2.0, 0.0, 3.0)).area
            6.0
        """
        x, y = (self.corners - self.corners[0]).T
        return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)) / 2)

    @property
    def middle(self) -> Floats:
        """The mean of its corners, which lies inside."""
        mean: Floats = self.corners.mean(axis=0)
        return mean


def cut(polygon: Polygon, values: Floats, owner: int) -> tuple[Polygon, Polygon]:
    """Cut a polygon along the line on which an affine function is zero.

    A corner at which the function is exactly zero becomes a corner of both halves; so no edge is cut twice at almost
    the same place.

    Args:
        polygon: what is cut; the function must be positive at one of its corners and negative at another.
        values: the function at the corners, shape (n,).
        owner: who makes the new edge.

    Returns:
        The half on which the function is positive, and the one on which it is negative.

    Example:
        >>> right, left = cut(Polygon.window((0.0, 4.0, 0.0, 1.0)), np.array([-1.0, 3.0, 3.0, -1.0]), owner=7)
        >>> right.corners.tolist(), right.owners.tolist()
        ([[1.0, 0.0], [4.0, 0.0], [4.0, 1.0], [1.0, 1.0]], [-1, -1, -1, 7])
        >>> left.area
        1.0
    """
    corners, owners = polygon.corners.tolist(), polygon.owners.tolist()
    signs, heights = np.sign(values).astype(int).tolist(), values.tolist()
    halves: dict[int, tuple[list[list[float]], list[int]]] = {1: ([], []), -1: ([], [])}
    count = len(corners)
    for i in range(count):
        j = (i + 1) % count
        here, there = signs[i], signs[j]
        for side, (kept, made) in halves.items():
            if here in (side, 0):
                kept.append(corners[i])
                # where the edge leaves this half, the new edge begins: at this corner or at the crossing below
                made.append(owner if here == 0 and there != side else owners[i])
        if here * there < 0:
            share = heights[i] / (heights[i] - heights[j])
            (x0, y0), (x1, y1) = corners[i], corners[j]
            crossing = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)]
            for side, (kept, made) in halves.items():
                kept.append(crossing)
                made.append(owner if here == side else owners[i])
    positive, negative = (Polygon(np.array(kept), np.array(made, np.int64)) for kept, made in halves.values())
    return positive, negative
