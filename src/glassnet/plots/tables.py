"""Predictions as numbers: the confusion matrix with precision and recall, and a few examples looked at one by one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glassnet.data.table import Floats
from glassnet.plots.parts import asked_task, number, part_of, winners
from glassnet.rng import Purpose, Stream
from glassnet.spec import SpecError
from glassnet.training import Trainer

SHOWN_INPUTS = 4
"""Inputs of an example that a table shows; of more only the first ones."""


@dataclass(frozen=True, eq=False)
class Confusion:
    """Which classes a network takes for which.

    Attributes:
        classes: their names.
        matrix: shape (classes, classes): entry [i, j] counts the examples of class i that were called j.
        precision: shape (classes,): of those called j, the share that are j; NaN where nothing was called j.
        recall: shape (classes,): of those that are i, the share that were called i; NaN for a class without examples.
        support: shape (classes,): examples of each class.
    """

    classes: tuple[str, ...]
    matrix: npt.NDArray[np.int64]
    precision: Floats
    recall: Floats
    support: npt.NDArray[np.int64]

    @property
    def accuracy(self) -> float:
        """The share of examples that were called what they are."""
        return float(np.trace(self.matrix) / self.matrix.sum())

    def __str__(self) -> str:
        head = ["truth", *(f"→ {name}" for name in self.classes), "recall", "support"]
        lines = [
            [name, *map(str, self.matrix[i].tolist()), share(self.recall[i]), str(self.support[i])]
            for i, name in enumerate(self.classes)
        ]
        foot = ["precision", *map(share, self.precision.tolist()), share(self.accuracy), str(self.support.sum())]
        return aligned([head, *lines, foot])


def confusion_table(run: Trainer, part: str = "test") -> Confusion:
    """Count which classes a run's network takes for which.

    Args:
        run: a run that predicts classes.
        part: "train", "validation" or "test".

    Raises:
        SpecError: for a run that predicts values, or a part that it does not have.

    Example:
        >>> from glassnet.plots.demo import example
        >>> print(confusion_table(example("gauss", n=100, noise=0.0, epochs=20)))
        truth          → 0      → 1   recall  support
        0               10        0  100.0 %       10
        1                0       10  100.0 %       10
        precision  100.0 %  100.0 %  100.0 %       20
    """
    asked_task(run, "classification", "there is no confusion of values")
    examples, count = part_of(run, part), len(run.data.classes)
    matrix = np.zeros((count, count), np.int64)
    np.add.at(matrix, (examples.labels, winners(run, examples.X)), 1)
    right, called, support = np.diag(matrix), matrix.sum(axis=0), matrix.sum(axis=1)
    return Confusion(run.data.classes, matrix, _ratio(right, called), _ratio(right, support), support)


def _ratio(parts: npt.NDArray[np.int64], wholes: npt.NDArray[np.int64]) -> Floats:
    return np.where(wholes > 0, parts / np.maximum(wholes, 1), np.nan)


@dataclass(frozen=True)
class Prediction:
    """One example looked at.

    Attributes:
        row: its number in the part.
        point: its raw inputs.
        truth: its class, or its value.
        prediction: the class or the value that the network gives it.
        probability: of the predicted class; None for values.
        right: whether the class is right; None for values.
    """

    row: int
    point: tuple[float, ...]
    truth: str | float
    prediction: str | float
    probability: float | None = None
    right: bool | None = None


class PredictionTable(list[Prediction]):
    """Rows of predictions, which print as a table.

    Args:
        rows: the predictions.
        inputs: the names of the raw inputs.
    """

    def __init__(self, rows: list[Prediction], inputs: tuple[str, ...]) -> None:
        super().__init__(rows)
        self.inputs = inputs

    def __str__(self) -> str:
        more = ["…"] if len(self.inputs) > SHOWN_INPUTS else []
        judged = any(row.right is not None for row in self)
        last = ["probability", "right"] if judged else ["error"]
        head = ["row", *self.inputs[:SHOWN_INPUTS], *more, "truth", "prediction", *last]
        return aligned([head, *([str(row.row), *_inputs(row), *_said(row)] for row in self)])


def prediction_table(run: Trainer, n: int = 5, seed: int = 0, part: str = "test") -> PredictionTable:
    """Look at a few examples that are picked at random.

    Args:
        run: a run.
        n: how many, from 1; all of them if the part has no more.
        seed: another one picks others.
        part: "train", "validation" or "test".

    Raises:
        SpecError: for n below 1, or a part that the run does not have.

    Example:
        >>> from glassnet.plots.demo import example
        >>> print(prediction_table(example("gauss", n=100, noise=0.0, epochs=20), n=2))
        row      x      y  truth  prediction  probability  right
        10   −2.89  −1.40      0           0       99.9 %    yes
        14   −2.20  −0.83      0           0       99.8 %    yes
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise SpecError("n", n, "a whole number from 1")
    examples = part_of(run, part)
    picked = Stream(seed, Purpose.EXPLAIN).permutation(len(examples))[:n]
    points, X, labels = examples.points[picked], examples.X[picked], examples.labels[picked]
    said = run.predict(points)
    rows = []
    for i, row in enumerate(picked.tolist()):
        point = tuple(map(float, points[i]))
        if run.data.task == "regression":
            rows.append(Prediction(row, point, float(labels[i]), float(said[i])))
            continue
        winner, names = int(winners(run, X[i : i + 1])[0]), run.data.classes
        right, chance = winner == labels[i], float(said[i, winner])
        rows.append(Prediction(row, point, names[labels[i]], names[winner], chance, bool(right)))
    return PredictionTable(rows, run.data.table.inputs)


def _inputs(row: Prediction) -> list[str]:
    more = ["…"] if len(row.point) > SHOWN_INPUTS else []
    return [number(value, 2) for value in row.point[:SHOWN_INPUTS]] + more


def _said(row: Prediction) -> list[str]:
    if isinstance(row.truth, str) or isinstance(row.prediction, str):
        chance = "" if row.probability is None else share(row.probability)
        return [str(row.truth), str(row.prediction), chance, "yes" if row.right else "no"]
    return [number(row.truth), number(row.prediction), number(row.prediction - row.truth)]


def share(value: float) -> str:
    """A share in per cent; a dash where there is none.

    Example:
        >>> share(0.975), share(1.0), share(float("nan"))
        ('97.5 %', '100.0 %', '–')
    """
    return "–" if np.isnan(value) else f"{100 * value:.1f} %"


def aligned(rows: list[list[str]]) -> str:
    """Rows of texts as lines, all columns but the first flush right.

    Example:
        >>> print(aligned([["a", "b"], ["long", "1"]]))
        a     b
        long  1
    """
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    first, *others = widths
    return "\n".join(
        "  ".join([row[0].ljust(first), *(text.rjust(w) for text, w in zip(row[1:], others, strict=True))])
        for row in rows
    )
