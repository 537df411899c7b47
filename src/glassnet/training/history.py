"""What a run has recorded: one entry for each evaluation, the untrained network's first."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines import Evaluations
from glassnet.engines.protocol import FOUND

CAPACITY = 8192
"""Entries kept at most: when they are full every other one is dropped, and evaluations become half as frequent."""

COLUMNS = ("step", "epoch", *FOUND, "learning_rate")

Column = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.float64] | npt.NDArray[np.int64]


@dataclass(eq=False, repr=False)
class History:
    """Losses, scores and more over the course of a run, as columns of equal length.

    Each column is an attribute that gives an array of shape (entries,), NaN where there was nothing to record:
    `step`, `epoch`, `train_loss`, `validation_loss`, `test_loss`, `train_accuracy` (or `train_r2`) and so on,
    `penalty`, `gradient_norm`, `learning_rate`.

    Attributes:
        score: what the score columns hold, "accuracy" or "r2".
        stride: grows from 1 in powers of 2 with every thinning; evaluations are as many times rarer than asked for.

    Raises:
        AttributeError: for a column that there is not, naming those that there are.

    Example:
        >>> from glassnet.training import Network, load, train
        >>> run = train(Network([2, 4, 2]), load("gauss", n=100), epochs=3)
        >>> run.history.epoch, run.history.test_accuracy.shape
        (array([0., 1., 2., 3.]), (4,))
    """

    score: str
    stride: int = 1
    _table: Column = field(default_factory=lambda: np.empty((64, len(COLUMNS))))
    _length: int = 0

    def record(self, steps: Numbers, epochs: Numbers, evaluations: Evaluations, learning_rates: Numbers) -> None:
        """Add evaluations, at most as many as there is `room` for.

        Args:
            steps: training steps taken before each, shape (n,).
            epochs: passes made before each, shape (n,).
            evaluations: what was found, n of them.
            learning_rates: of the step before each, shape (n,).
        """
        count = len(evaluations)
        while self._length + count > len(self._table):
            roomier = np.empty((max(64, 2 * len(self._table)), len(COLUMNS)))
            roomier[: self._length] = self.table
            self._table = roomier
        added = self._table[self._length : self._length + count]
        added[:, 0], added[:, 1], added[:, 2:-1], added[:, -1] = steps, epochs, evaluations.table, learning_rates
        self._length += count
        if self.room == 0:
            kept = self.table[::2].copy()
            self._table, self._length = kept, len(kept)
            self.stride *= 2

    @property
    def room(self) -> int:
        """Entries that can be added before the history is thinned."""
        return CAPACITY - self._length

    @property
    def table(self) -> Column:
        """All entries, shape (entries, columns), in the order of `COLUMNS`; a view that later entries leave alone."""
        return self._table[: self._length]

    def columns(self) -> dict[str, Column]:
        """All columns by name, scores under their own name (`train_accuracy` or `train_r2`)."""
        return {name.replace("score", self.score): self.column(name) for name in COLUMNS}

    def column(self, name: str) -> Column:
        """One column by its general name, such as `test_score`."""
        return self.table[:, COLUMNS.index(name)].copy()

    def __getattr__(self, name: str) -> Column:
        general = name.replace("_accuracy", "_score").replace("_r2", "_score")
        if name.startswith("_") or general not in COLUMNS:
            raise AttributeError(f"a history has no {name!r}; it has " + ", ".join(self.columns()))
        if general.endswith("_score") and name != general and not name.endswith(self.score):
            raise AttributeError(f"a history has no {name!r}: this run's score is {self.score}")
        return self.column(general)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.columns()})

    def __repr__(self) -> str:
        return f"History({len(self):,} entries of {', '.join(self.columns())})"

    def __len__(self) -> int:
        return self._length

    def copied(self) -> "History":
        """The same history in a table of its own."""
        return History(self.score, self.stride, self.table.copy(), self._length)

    def to_json(self) -> dict[str, Any]:
        """For a checkpoint: the table is stored beside it, as an array."""
        return {"score": self.score, "stride": self.stride}
