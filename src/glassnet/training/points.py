"""Points put in, rubbed out and moved by hand: the same experiment with some of its points changed."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from glassnet.data import PARTS, Dataset
from glassnet.spec import Experiment, SpecError

Point = Sequence[float]


def with_points(experiment: Experiment, points: Sequence[Point]) -> Experiment:
    """The experiment with more own points, each (x, y, label).

    Raises:
        SpecError: if they are no numbers by threes.
    """
    given: object = points
    if not isinstance(given, (Sequence, np.ndarray)) or isinstance(given, str):
        raise SpecError("points", points, "a list of points, each (x, y, label)")
    return with_edits(experiment, (*experiment.data.points, *points), _erased(experiment))


def without_points(experiment: Experiment, data: Dataset, rows: Sequence[int], own: Sequence[int]) -> Experiment:
    """The experiment without some points of the source (by row) and some own ones (by place), counted from 0.

    Raises:
        SpecError: if there is no such point.
    """
    gone, away = {_row(data, row) for row in rows}, {_own(experiment, place) for place in own}
    points = [point for i, point in enumerate(experiment.data.points) if i not in away]
    return with_edits(experiment, points, (*_erased(experiment), *gone))


def with_point_moved(
    experiment: Experiment, data: Dataset, x: float, y: float, row: int | None, own: int | None
) -> Experiment:
    """The experiment with one point somewhere else; one of the source is left out and put in as one's own.

    Raises:
        SpecError: if there is no such point, or not exactly one is meant.
    """
    if (row is None) == (own is None):
        raise SpecError("point", (row, own), "either the row of a point in the source, or the number of an own point")
    on_the_line = len(data.table.inputs) == 1 and data.task == "regression"
    if own is not None:
        place = _own(experiment, own)
        points = [list(point) for point in experiment.data.points]
        points[place] = [x, y, y if on_the_line else points[place][2]]
        return with_edits(experiment, points, _erased(experiment))
    at = _row(data, row)
    label = y if on_the_line else float(data.table.labels[at])
    return with_edits(experiment, (*experiment.data.points, (x, y, label)), (*_erased(experiment), at))


def with_edits(experiment: Experiment, points: Sequence[Point], erased: Sequence[int]) -> Experiment:
    """The experiment with exactly these own points, and exactly these rows of the source left out."""
    changed = experiment.with_setting("data.points", list(points))
    if tuple(erased) == _erased(changed):
        return changed
    return changed.with_setting("data.source.erased", list(erased))


def _erased(experiment: Experiment) -> tuple[int, ...]:
    rows: tuple[int, ...] = getattr(experiment.data.source, "erased", ())
    return rows


def _row(data: Dataset, row: Any) -> int:
    """A row of the source that is still there."""
    there = any(row in data.kept_rows(part) for part in PARTS)
    if isinstance(row, bool) or not isinstance(row, int) or not there:
        raise SpecError("row", row, f"the row of a point that is there, from 0 to {len(data.table.labels) - 1:,}")
    return row


def _own(experiment: Experiment, place: Any) -> int:
    count = len(experiment.data.points)
    if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < count:
        allowed = f"the number of an own point, from 0 to {count - 1}" if count else "none: there are no own points"
        raise SpecError("own", place, allowed)
    return place
