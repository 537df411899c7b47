"""How well a run does, in more than one number: the confusion matrix, or the errors of predicted values."""

from math import isfinite
from typing import Any

import numpy as np

from glassnet.data import PARTS
from glassnet.explain import View
from glassnet.plots.tables import confusion_table
from glassnet.spec import SpecError
from glassnet.training import Trainer

WORST = 5


def scores(run: Trainer, part: str = "test") -> View:
    """Scores of one part.

    Args:
        run: a run.
        part: "train", "validation" or "test"; one that the run does not have gives `problem`.

    Returns:
        `data`, for classes: matrix (row: truth, column: said), precision, recall, support and accuracy; for values:
        r2, rmse (root of the mean squared error), mae (mean absolute error) and the worst predictions. Numbers that
        are not finite are None.

    Raises:
        SpecError: for another name of a part.
    """
    if part not in PARTS:
        raise SpecError("scores.part", part, "one of " + ", ".join(PARTS))
    if not len(run.data.parts[part]):
        return View({"problem": f"there is no {part} set: the split gives it no points", "part": part})
    data: dict[str, Any] = {"problem": None, "part": part, "task": run.data.task, "n": len(run.data.parts[part])}
    return View(data | (_of_classes(run, part) if run.data.task == "classification" else _of_values(run, part)))


def _of_classes(run: Trainer, part: str) -> dict[str, Any]:
    table = confusion_table(run, part)
    return {
        "classes": list(table.classes),
        "matrix": table.matrix.tolist(),
        "precision": [_finite(value) for value in table.precision],
        "recall": [_finite(value) for value in table.recall],
        "support": table.support.tolist(),
        "accuracy": _finite(table.accuracy),
    }


def _of_values(run: Trainer, part: str) -> dict[str, Any]:
    examples = run.data.parts[part]
    with np.errstate(over="ignore", invalid="ignore"):  # a diverged run has predictions without bounds
        said = run.predict(examples.points)
        errors = said - examples.labels
        spread = float(np.sum((examples.labels - examples.labels.mean()) ** 2))
        r2 = 1.0 - float(np.sum(errors**2)) / spread if spread else float("nan")
        worst = np.argsort(-np.abs(np.nan_to_num(errors, nan=np.inf)))[:WORST]
        return {
            "r2": _finite(r2),
            "rmse": _finite(float(np.sqrt(np.mean(errors**2)))),
            "mae": _finite(float(np.mean(np.abs(errors)))),
            "inputs": list(run.data.table.inputs[:4]),
            "worst": [
                {
                    "inputs": examples.points[i, :4].tolist(),
                    "truth": float(examples.labels[i]),
                    "said": _finite(float(said[i])),
                }
                for i in worst.tolist()
            ],
        }


def _finite(value: float) -> float | None:
    return float(value) if isfinite(value) else None
