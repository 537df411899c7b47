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


@dataclass
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
    rows: list[tuple[float, ...]] = field(default_factory=list)

    def record(self, cursor: Cursor, evaluation: Evaluation, learning_rate: float) -> None:
        """Add an evaluation."""
        scores = [evaluation.scores.get(part) for part in ("train", "validation", "test")]
        losses = [s.loss if s else np.nan for s in scores]
        marks = [s.score if s else np.nan for s in scores]
        rest = (evaluation.penalty, evaluation.gradient_norm, learning_rate)
        self.rows.append((float(cursor.step), float(cursor.epoch), *losses, *marks, *rest))
        if self.room == 0:
            self.rows = self.rows[::2]
            self.stride *= 2

    @property
    def room(self) -> int:
        """Entries that can be added before the history is thinned."""
        return CAPACITY - len(self.rows)

    def columns(self) -> dict[str, Column]:
        """All columns by name, scores under their own name (`train_accuracy` or `train_r2`)."""
        table = np.array(self.rows, np.float64).reshape(-1, len(COLUMNS))
        return {name.replace("score", self.score): table[:, i] for i, name in enumerate(COLUMNS)}

    def column(self, name: str) -> Column:
        """One column by its general name, such as `test_score`."""
        at = COLUMNS.index(name)
        return np.array([row[at] for row in self.rows], np.float64)

    def __getattr__(self, name: str) -> Column:
        general = name.replace("_accuracy", "_score").replace("_r2", "_score")
        if name.startswith("_") or general not in COLUMNS:
            raise AttributeError(f"a history has no {name!r}; it has " + ", ".join(COLUMNS))
        if general.endswith("_score") and name != general and not name.endswith(self.score):
            raise AttributeError(f"a history has no {name!r}: this run's score is {self.score}")
        return self.column(general)

    def __len__(self) -> int:
        return len(self.rows)

    def copied(self) -> "History":
        """The same history in lists of its own."""
        return History(self.score, self.stride, list(self.rows))

    def to_json(self) -> dict[str, Any]:
        """For a checkpoint: the rows are stored beside it, as an array."""
        return {"score": self.score, "stride": self.stride}
