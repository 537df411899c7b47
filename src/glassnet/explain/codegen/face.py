"""The face of the code generator: an experiment or a run in, the text of a file out."""

from collections.abc import Callable

from glassnet.explain.codegen.notebook import as_script, notebook
from glassnet.explain.codegen.numpy_script import numpy_script
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.sklearn_script import obstacles, sklearn_script
from glassnet.explain.codegen.torch_script import torch_script
from glassnet.explain.view import View
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer

TARGETS: dict[str, Callable[[Plan], str]] = {
    "numpy": numpy_script,
    "torch": torch_script,
    "sklearn": sklearn_script,
    "notebook": notebook,
}
"""What code can be written, by name."""


def to_code(experiment: Experiment | Trainer, to: str = "numpy") -> str:
    """The program that makes the same run without Glassnet.

    Points, initial weights and batches are drawn by a few lines that give the same numbers, so that the losses it
    prints are Glassnet's: those of the reference engine to the last digits in NumPy and in PyTorch's float64, to about
    five digits in scikit-learn's Adam. Dropout is drawn anew. scikit-learn is the same where every step sees the whole
    training set.

    Args:
        experiment: an experiment, or a run, whose settings are taken as they are now.
        to: "numpy" (from scratch: forward, backward and optimizer written out), "torch", "sklearn", or "notebook"
            (all of them in cells; the text of an .ipynb file).

    Raises:
        SpecError: for another `to`, or for settings that scikit-learn cannot express, named in the message.
        DataError: if the data cannot be read.

    Example:
        >>> print(to_code(Experiment().with_setting("training.epochs", 30)).splitlines()[0])
        \"\"\"Circle, a network of 2-8-8-2 units: NumPy alone, every step written out.
    """
    if to not in TARGETS:
        raise SpecError("to", to, "one of " + ", ".join(TARGETS))
    return TARGETS[to](Plan.of(experiment))


def file_name(experiment: Experiment, to: str) -> str:
    """A name for the file, such as `moons_numpy.py`.

    Example:
        >>> file_name(Experiment(), "torch")
        'circle_torch.py'
    """
    source = experiment.data.source
    stem = source.settings().get("name") or {"csv": "table", "table": "table", "own": "points"}.get(source.kind, "run")
    endings = {"notebook": ".ipynb", "html": ".html"}
    return f"{stem}{endings[to]}" if to in endings else f"{stem}_{to}.py"


def code(run: Trainer, to: str = "numpy") -> View:
    """The code of a run, to be shown and taken away.

    Args:
        run: a run.
        to: one of `TARGETS`.

    Returns:
        `data`: `to`; `name` of the file; `text` to be shown; `file`, its content (the text itself, but for a notebook);
        `missing`, the settings that cannot be expressed (then the texts are empty).
    """
    if to not in TARGETS:
        raise SpecError("code.to", to, "one of " + ", ".join(TARGETS))
    plan = Plan.of(run)
    missing = obstacles(plan) if to == "sklearn" else []
    content = "" if missing else TARGETS[to](plan)
    shown = as_script(plan) if to == "notebook" else content
    return View(
        {
            "to": to,
            "name": file_name(run.experiment, to),
            "text": shown,
            "file": content,
            "missing": [{"where": o.where, "got": str(o.got), "allowed": o.allowed} for o in missing],
        }
    )
