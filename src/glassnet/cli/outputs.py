"""The files of a run: experiment, checkpoint, history, figures, each written whole or not at all."""

import csv
import io
import os
import tempfile
from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from glassnet.training import History, Trainer

if TYPE_CHECKING:
    from glassnet.plots.style import Drawn

EXPERIMENT = "experiment.json"
CHECKPOINT = "checkpoint.npz"
HISTORY = "history.csv"
FIGURES = ("boundary", "confusion", "curves", "function")


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never half of one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())  # a temporary file is its owner's alone, an ordinary one is not
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def prepare(folder: Path) -> None:
    """Make the folder, and see before the training whether files can be written there.

    Raises:
        OSError: if not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def write(folder: Path, run: Trainer) -> None:
    """Write experiment, checkpoint, history and figures; figures of an earlier run that this one lacks are removed.

    Raises:
        OSError: if something cannot be written.
    """
    write_atomically(folder / EXPERIMENT, run.experiment.dumps().encode())
    run.save(folder / CHECKPOINT)
    write_atomically(folder / HISTORY, history_csv(run.history).encode())
    drawn = figures(run)
    for name in FIGURES:
        if name not in drawn:
            (folder / f"{name}.png").unlink(missing_ok=True)
    for name, draw in drawn.items():
        write_atomically(folder / f"{name}.png", _png(draw()))


def history_csv(history: History) -> str:
    """The history as CSV: one row for each evaluation, cells empty where there was nothing to record."""
    columns = history.columns()
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*(column.tolist() for column in columns.values()), strict=True):
        writer.writerow(_cell(name, value) for name, value in zip(columns, row, strict=True))
    return file.getvalue()


def _cell(name: str, value: float) -> str:
    if isnan(value):
        return ""
    return str(int(value)) if name in ("step", "epoch") else repr(value)


def figures(run: Trainer) -> "dict[str, Callable[[], Drawn]]":
    """The figures that make sense for a run, by name: each a function that draws one."""
    import matplotlib

    matplotlib.use("Agg")  # files only: no window opens, and none is needed
    from glassnet import plots

    inputs, classes = len(run.data.table.inputs), run.data.task == "classification"
    drawn: dict[str, Callable[[], Drawn]] = {"curves": lambda: plots.curves(run)}
    if inputs == 1 and not classes:
        drawn["function"] = lambda: plots.function(run)
    elif inputs <= 2:
        drawn["boundary"] = lambda: plots.boundary(run)
    if classes:
        part = "test" if len(run.data.test) else "train"
        drawn["confusion"] = lambda: plots.confusion(run, part=part)
    return drawn


def _png(drawn: "Drawn") -> bytes:
    """The picture of what a plot has returned; its figure is closed."""
    from matplotlib import pyplot
    from matplotlib.figure import Figure

    from glassnet import plots

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figure.png"
        plots.save(drawn, path)
        content = path.read_bytes()
    figure = (drawn[0] if isinstance(drawn, tuple) else drawn).get_figure(root=True)
    if isinstance(figure, Figure):
        pyplot.close(figure)
    return content
