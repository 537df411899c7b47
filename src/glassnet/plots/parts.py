"""What figures ask of a run: a part of its data, what the network says about it, and how it is called."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data import PARTS, Part, make_preset
from glassnet.data.table import Floats
from glassnet.engines import classify
from glassnet.spec import PRESETS, CsvFile, CsvText, Preset, SpecError
from glassnet.training import Trainer, require_run

TRUTH_POINTS = 12_000


def part_of(run: Trainer, name: str) -> Part:
    """A part of the data that has examples.

    Raises:
        SpecError: if there is no such part, or the split has left it empty; for what is no run.
    """
    require_run(run)
    present = [part for part in PARTS if len(run.data.parts[part])]
    if name not in present:
        missing = f" (this run has no {name} set)" if name in PARTS else ""
        raise SpecError("part", name, "one of " + ", ".join(present) + missing)
    return run.data.parts[name]


def usual_part(run: Trainer) -> str:
    """The test set where there is one, else the training set."""
    require_run(run)
    return "test" if len(run.data.test) else "train"


def asked_task(run: Trainer, task: str, what: str) -> None:
    """Refuse a run of another task.

    Raises:
        SpecError: if the run is not of this task, or no run.
    """
    require_run(run)
    if run.data.task != task:
        wanted = {"classification": "a run that predicts classes", "regression": "a run that predicts values"}[task]
        raise SpecError("run", run.data.task, f"{wanted}: {what}")


def plane_inputs(run: Trainer, most: int = 2) -> int:
    """The number of raw inputs, if there are few enough to be drawn.

    Raises:
        SpecError: if there are more; for what is no run.
    """
    require_run(run)
    count = len(run.data.table.inputs)
    if count > most:
        kind = "one input" if most == 1 else "one or two inputs"
        raise SpecError("run", f"data with {count} inputs", f"data with {kind}, which can be drawn on the plane")
    return count


def winners(run: Trainer, X: Floats) -> npt.NDArray[np.int64]:
    """The class that the network chooses for its inputs (n, features): shape (n,)."""
    return classify(run.forward(X)[-1], run.settings.loss, run.problem.encoding)


def name_of(run: Trainer) -> str:
    """What the data is called."""
    source = run.data.spec.source
    if isinstance(source, Preset):
        return PRESETS[source.name].label
    if isinstance(source, CsvFile):
        return Path(source.path).stem
    return "Pasted table" if isinstance(source, CsvText) else "Own points"


def score_text(run: Trainer, part: str) -> str:
    """The score of a part in words: `accuracy 97.5 %` or `R² 0.912`."""
    return format_score(run.history.score, run.evaluate().scores[part].score)


def format_score(kind: str, score: float) -> str:
    """A score in words.

    Example:
        >>> format_score("accuracy", 0.975), format_score("r2", 0.5)
        ('accuracy 97.5 %', 'R² 0.500')
    """
    return f"accuracy {100 * score:.1f} %" if kind == "accuracy" else f"R² {number(score)}"


def epochs(run: Trainer) -> str:
    """How long the run has been trained, in words."""
    return "1 epoch" if run.epoch == 1 else f"{run.epoch} epochs"


def number(value: float, digits: int = 3) -> str:
    """A number with so many digits after the point; a run that has diverged may have numbers too long for that.

    Example:
        >>> number(-0.12345), number(2.5, 1), number(-1e200), number(float("nan"))
        ('−0.123', '2.5', '−1.0e+200', 'nan')
    """
    text = f"{value:.{digits}f}" if not abs(value) >= 1e6 else f"{value:.1e}"
    return text.replace("-", "−", 1) if text.startswith("-") else text


def truth(run: Trainer) -> tuple[Floats, Floats] | None:
    """Many points of a data set of values without its noise, where a formula makes it: (m, inputs) and (m,)."""
    source: Any = run.data.spec.source
    if not isinstance(source, Preset) or run.data.task != "regression":
        return None
    table = make_preset(source.name, n=TRUTH_POINTS, noise=0.0, seed=0)
    order = np.argsort(table.points[:, 0])
    return table.points[order], table.labels[order]
