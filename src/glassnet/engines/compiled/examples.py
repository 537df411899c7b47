"""The examples as a kernel reads them: float32, rows padded to vectors, or only what is not zero."""

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from glassnet.engines.compiled.layout import Layout, aligned
from glassnet.engines.protocol import Examples

SPARSE_FROM = 32
"""Inputs from which a network may skip zeros; with fewer there is nothing to gain."""

DENSE_FROM = 0.35
"""Share of inputs other than zero from which skipping costs more than it saves."""


class Rows(Protocol):
    """Inputs somewhere in memory."""

    @property
    def address(self) -> int:
        """What the kernel is given."""


class DenseRows:
    """One row after another, as long as the layout says.

    Args:
        X: inputs, (n, features).
        stride: floats from one row to the next.
    """

    def __init__(self, X: npt.NDArray[Any], stride: int) -> None:
        self._rows = aligned(len(X) * stride).reshape(len(X), stride)
        self._rows[:, : X.shape[1]] = X

    @property
    def address(self) -> int:
        """The first row."""
        return int(self._rows.ctypes.data)


class SparseRows:
    """The inputs that are not zero, with their columns; a row without any keeps one zero, so that none is empty.

    Args:
        X: inputs, (n, features).
    """

    def __init__(self, X: npt.NDArray[Any]) -> None:
        kept = X != 0.0
        kept[:, 0] |= ~kept.any(axis=1)
        self._values = X[kept].astype(np.float32)
        self._columns = np.nonzero(kept)[1].astype(np.int32)
        self._starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int64)
        places = (self._values, self._columns, self._starts)
        self._table = np.array([place.ctypes.data for place in places], np.int64)

    @property
    def address(self) -> int:
        """A table of three addresses: values, columns, where each row starts."""
        return int(self._table.ctypes.data)


def rows_of(X: npt.NDArray[Any], layout: Layout) -> Rows:
    """Inputs as a kernel of some layout reads them."""
    return SparseRows(X) if layout.shape.sparse else DenseRows(X, layout.input_stride)


def worth_skipping(X: npt.NDArray[Any]) -> bool:
    """Whether so many inputs are zero that it pays to skip them."""
    return X.shape[1] >= SPARSE_FROM and bool(np.count_nonzero(X) < DENSE_FROM * X.size)


class Part:
    """A part of the problem as a kernel reads it.

    Args:
        part: the examples.
        layout: where the kernel has what.

    Attributes:
        n: how many examples.
        inputs: their inputs.
        classes: their class numbers, int32; zeros for values.
        weights: how much each counts, float32: 1 if the problem does not say.
        Y: what the loss compares with: class numbers or targets.
    """

    def __init__(self, part: Examples, layout: Layout) -> None:
        self.n = len(part.X)
        self.inputs = rows_of(part.X, layout)
        by_label = layout.shape.by_label
        self.classes = np.zeros(self.n, np.int32)
        if by_label:
            self.classes[:] = part.T.argmax(axis=1)
        elif np.issubdtype(part.labels.dtype, np.integer):
            self.classes[:] = part.labels
        self.Y: npt.NDArray[Any] = self.classes if by_label else np.ascontiguousarray(part.T, np.float32)
        self.weights = np.ones(self.n, np.float32)
        if part.weights is not None:
            self.weights[:] = part.weights
        values = part.labels.astype(np.float64)
        self._total = float(np.sum((values - values.mean()) ** 2))  # for R²

    def scores(self, found: npt.NDArray[np.float64], *, by_value: bool) -> npt.NDArray[np.float64]:
        """Accuracy or R² of each row (loss, right, residual) that the kernel found: (n, 3) → (n,)."""
        if not by_value:
            return found[:, 1] / self.n
        if self._total == 0.0:
            return np.where(found[:, 2] == 0.0, 1.0, 0.0)
        return 1.0 - found[:, 2] / self._total
