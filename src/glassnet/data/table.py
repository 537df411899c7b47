"""Examples as they come, before any split or scaling: points, labels, and what they are called."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from glassnet.spec import SpecError
from glassnet.spec.presets import Task

Floats: TypeAlias = npt.NDArray[np.float64]
Labels: TypeAlias = npt.NDArray[Any]

Domain: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Raw examples.

    Attributes:
        points: shape (n, inputs), rounded to float32 (and held as float64), so that all engines start equal.
        labels: shape (n,): class numbers from 0 (int64), or values (float64, rounded to float32).
        inputs: names of the columns of `points`: ("x", "y") on the plane, ("x",) on the line.
        classes: names of the classes; empty for regression.
        task: classification or regression.
        domain: the window in which the points are drawn: x from, x to, y from, y to.
        columns: names of all input columns of the source, those that are not used among them.
        value_mean, value_spread: values are (value in the source − mean) / spread; 0 and 1 unless they were scaled.
    """

    points: Floats
    labels: Labels
    inputs: tuple[str, ...]
    classes: tuple[str, ...]
    task: Task
    domain: Domain
    columns: tuple[str, ...]
    value_mean: float = 0.0
    value_spread: float = 1.0

    def __repr__(self) -> str:
        what = f"{len(self.classes)} classes" if self.classes else "values"
        inputs = f"{len(self.inputs)} input{'s' * (len(self.inputs) != 1)}"
        return f"Table({len(self.labels):,} points, {inputs}, {what})"

    @classmethod
    def of(
        cls, points: npt.ArrayLike, labels: npt.ArrayLike, inputs: tuple[str, ...], classes: tuple[str, ...],
        domain: Domain | None = None, columns: tuple[str, ...] = (),
    ) -> "Table":  # fmt: skip
        """A table from arrays: rounds to float32, finds the domain if none is given; empty `columns` are the inputs."""
        rounded = np.asarray(points, np.float64).astype(np.float32).astype(np.float64)
        if classes:
            kept: Labels = np.asarray(labels, np.int64)
        else:
            kept = np.asarray(labels, np.float64).astype(np.float32).astype(np.float64)
        task: Task = "classification" if classes else "regression"
        return cls(rounded, kept, inputs, classes, task, domain or window(rounded, kept, task), columns or inputs)

    def only(self, columns: Sequence[str]) -> "Table":
        """The same examples by some of their columns, in the order asked for; by all of them if none is named.

        Raises:
            SpecError: if a column is not there, or named twice.
        """
        if not columns:
            return self
        for i, name in enumerate(columns):
            if name not in self.inputs or name in columns[:i]:
                raise SpecError(f"data.columns.{i}", name, "each of these at most once: " + ", ".join(self.inputs))
        kept = tuple(columns)
        if kept == self.inputs:
            return self
        points = self.points[:, [self.inputs.index(name) for name in kept]]
        return replace(self, points=points, inputs=kept, domain=window(points, self.labels, self.task))

    def standardized(self, rows: npt.NDArray[np.int64]) -> "Table":
        """The same examples with values of mean 0 and spread 1 over some rows; classes, and no rows, stay as they are.

        Example:
            >>> Table.of([[0], [1], [2]], [10, 20, 90], ("x",), ()).standardized(np.array([0, 1])).labels.tolist()
            [-1.0, 1.0, 15.0]
        """
        if self.classes or len(rows) == 0:
            return self
        mean, spread = float(self.labels[rows].mean()), float(self.labels[rows].std()) or 1.0
        labels = ((self.labels - mean) / spread).astype(np.float32).astype(np.float64)
        shown = window(self.points, labels, self.task) if len(self.inputs) == 1 else self.domain
        return replace(self, labels=labels, domain=shown, value_mean=mean, value_spread=spread)


def float_array(values: npt.ArrayLike, where: str, allowed: str) -> Floats:
    """Numbers that somebody hands in, as float64.

    Args:
        values: anything that NumPy makes an array of.
        where: what they are, for the message.
        allowed: what would be right.

    Raises:
        SpecError: if there is anything but numbers, or rows of different lengths.

    Example:
        >>> float_array([["a", "b"]], "points", "an array of shape (n, 2)")
        Traceback (most recent call last):
        glassnet.spec.fields.SpecError: points: got [['a', 'b']], allowed: an array of shape (n, 2)
    """
    try:
        found: Floats = np.asarray(values, np.float64)
    except (TypeError, ValueError):
        raise SpecError(where, values, allowed) from None
    return found


def window(points: Floats, labels: Labels, task: Task) -> Domain:
    """The rectangle that shows all points with a margin of 8 %; on the line, y is the value."""
    if len(points) == 0:
        return (-6.0, 6.0, -6.0, 6.0)
    across = points[:, 0]
    up = points[:, 1] if points.shape[1] > 1 else (labels if task == "regression" else np.zeros(1))
    return (*_margins(across), *_margins(np.asarray(up, np.float64)))


def _margins(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = 0.08 * (high - low) or 1.0
    return low - margin, high + margin
