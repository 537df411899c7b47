"""Actions on points: put in with a click or a brush, rubbed out, moved.

Actions of one stroke of the brush or the eraser bear its number, and are undone together; 0 is a single click.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from glassnet.spec import Effect
from glassnet.training import Trainer

LIVE = frozenset({Effect.LIVE})


@dataclass(frozen=True)
class AddPoints:
    """Put points into the training set, each (x, y, label)."""

    do: ClassVar[str] = "add_points"
    points: tuple[tuple[float, ...], ...]
    stroke: int = 0

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Add the points to the run's training set."""
        run.add_points(self.points)
        return LIVE

    def text(self) -> str:
        """`add a point at (1.00, 2.00)`, `add 12 points`."""
        if len(self.points) == 1:
            x, y, _ = self.points[0]
            return f"add a point at ({x:.2f}, {y:.2f})"
        return f"add {len(self.points)} points"

    def python(self) -> str:
        """`run.add_point(1.0, 2.0, label=1.0)`."""
        if len(self.points) == 1:
            x, y, label = self.points[0]
            return f"run.add_point({x!r}, {y!r}, label={label!r})"
        return f"run.add_points({_listed(self.points)})"

    def to_json(self) -> dict[str, Any]:
        """The points."""
        return {"do": self.do, "points": [list(point) for point in self.points], "stroke": self.stroke}


@dataclass(frozen=True)
class ErasePoints:
    """Leave points out: rows of the source, and own points by their number; both count from 0."""

    do: ClassVar[str] = "erase_points"
    rows: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
    stroke: int = 0

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Leave the points out of the run's data."""
        run.erase_points(self.rows, self.own)
        return LIVE

    def text(self) -> str:
        """`erase a point`, `erase 12 points`."""
        count = len(self.rows) + len(self.own)
        return "erase a point" if count == 1 else f"erase {count} points"

    def python(self) -> str:
        """`run.erase_points(rows=(3,), own=(0,))`."""
        given = [f"{name}={value!r}" for name, value in (("rows", self.rows), ("own", self.own)) if value]
        return f"run.erase_points({', '.join(given)})"

    def to_json(self) -> dict[str, Any]:
        """Which points."""
        return {"do": self.do, "rows": list(self.rows), "own": list(self.own), "stroke": self.stroke}


@dataclass(frozen=True)
class MovePoint:
    """Put a point somewhere else, either a row of the source or an own point."""

    do: ClassVar[str] = "move_point"
    x: float
    y: float
    row: int | None = None
    own: int | None = None

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Move the point."""
        run.move_point(self.x, self.y, row=self.row, own=self.own)
        return LIVE

    def text(self) -> str:
        """`move a point to (1.00, 2.00)`."""
        return f"move a point to ({self.x:.2f}, {self.y:.2f})"

    def python(self) -> str:
        """`run.move_point(1.0, 2.0, own=0)`."""
        which = f"row={self.row}" if self.own is None else f"own={self.own}"
        return f"run.move_point({self.x!r}, {self.y!r}, {which})"

    def to_json(self) -> dict[str, Any]:
        """Which point, and where to."""
        which = {"row": self.row} if self.own is None else {"own": self.own}
        return {"do": self.do, "x": self.x, "y": self.y} | which


@dataclass(frozen=True)
class SetPoints:
    """Have exactly these own points, and exactly these rows of the source left out: what takes the others back."""

    do: ClassVar[str] = "set_points"
    points: tuple[tuple[float, ...], ...] = ()
    erased: tuple[int, ...] = ()

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Set the points of the run."""
        run.set_points(self.points, self.erased)
        return LIVE

    def text(self) -> str:
        """`set 3 own points, 2 erased`."""
        return f"set {len(self.points)} own points, {len(self.erased)} erased"

    def python(self) -> str:
        """`run.set_points([(1.0, 2.0, 0.0)], erased=(3,))`."""
        return f"run.set_points({_listed(self.points)}, erased={self.erased!r})"

    def to_json(self) -> dict[str, Any]:
        """The points and the rows."""
        return {"do": self.do, "points": [list(point) for point in self.points], "erased": list(self.erased)}


def _listed(points: Sequence[tuple[float, ...]]) -> str:
    return f"[{', '.join(repr(point) for point in points)}]"
