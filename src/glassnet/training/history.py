"""What a run has recorded: one entry for each evaluation, the untrained network's first."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines import Cursor, Evaluation

CAPACITY = 8192
"""Entries kept at most: when they are full every other one is dropped, and evaluations become half as frequent."""

COLUMNS = (
    "step", "epoch", "train_loss", "validation_loss", "test_loss", "train_score", "validation_score", "test_score",
    "penalty", "gradient_norm", "learning_rate",
)  # fmt: skip

Column = npt.NDArray[np.float64]


@dataclass(eq=False)
class History:
    """Losses, scores and more over the course of a run, as columns of equal length.

    Each column is an attribute that gives an array of shape (entries,), NaN where there was nothing to record:
    `step`, `epoch`, `train_loss`, `validation_loss`, `test_loss`, `train_accuracy` (or `train_r2`) and so on,
    `penalty`, `gradient_norm`, `learning_rate`.

    Attributes:
        score: what the score columns hold, "accuracy" or "r2".
        stride: grows from 1 in powers of 2 with every thinning; evaluations are as many times rarer than asked for.
    """

    score: str
    stride: int = 1
    _table: Column = field(default_factory=lambda: np.empty((64, len(COLUMNS))))
    _length: int = 0

    def record(self, cursor: Cursor, evaluation: Evaluation, learning_rate: float) -> None:
        """Add an evaluation."""
        scores = [evaluation.scores.get(part) for part in ("train", "validation", "test")]
        losses = [s.loss if s else np.nan for s in scores]
        marks = [s.score if s else np.nan for s in scores]
        rest = (evaluation.penalty, evaluation.gradient_norm, learning_rate)
        if self._length == len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        self._table[self._length] = (cursor.step, cursor.epoch, *losses, *marks, *rest)
        self._length += 1
        if self.room == 0:
            kept = self._table[: self._length : 2].copy()
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
            raise AttributeError(f"a history has no {name!r}; it has " + ", ".join(COLUMNS))
        if general.endswith("_score") and name != general and not name.endswith(self.score):
            raise AttributeError(f"a history has no {name!r}: this run's score is {self.score}")
        return self.column(general)

    def __len__(self) -> int:
        return self._length

    def copied(self) -> "History":
        """The same history in lists of its own."""
        return History(self.score, self.stride, self.table.copy(), self._length)

    def to_json(self) -> dict[str, Any]:
        """For a checkpoint: the table is stored beside it, as an array."""
        return {"score": self.score, "stride": self.stride}
