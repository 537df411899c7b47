"""The files of a run: experiment, checkpoint, history, figures, each written whole or not at all."""

import tempfile
from errno import ENOTDIR
from pathlib import Path

from glassnet.training import Trainer, history_csv
from glassnet.training.files import write_atomically

EXPERIMENT = "experiment.json"
CHECKPOINT = "checkpoint.npz"
HISTORY = "history.csv"
FIGURES = ("boundary", "confusion", "curves", "function")


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: if it cannot be written.
    """
    write_atomically(path, lambda file: file.write(content))


def prepare(folder: Path) -> None:
    """Make the folder, and see before the training whether files can be written there.

    Raises:
        OSError: if not.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(ENOTDIR, "it is a file, not a folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def write(folder: Path, run: Trainer) -> None:
    """Write experiment, checkpoint, history and figures; figures of an earlier run that this one lacks are removed.

    Raises:
        OSError: if something cannot be written.
    """
    write_file(folder / EXPERIMENT, run.experiment.dumps().encode())
    run.save(folder / CHECKPOINT)
    write_file(folder / HISTORY, history_csv(run.history).encode())
    from glassnet.plots.files import figures, picture  # Matplotlib takes a second to import

    drawn = figures(run)
    for name in FIGURES:
        if name not in drawn:
            (folder / f"{name}.png").unlink(missing_ok=True)
    for name, draw in drawn.items():
        write_file(folder / f"{name}.png", picture(draw()))
