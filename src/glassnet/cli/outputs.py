"""The files of a run: experiment, checkpoint, history, figures, each written whole or not at all."""

import os
import tempfile
from pathlib import Path

from glassnet.training import Trainer, history_csv

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
    from glassnet.plots.files import figures, picture  # Matplotlib takes a second to import

    drawn = figures(run)
    for name in FIGURES:
        if name not in drawn:
            (folder / f"{name}.png").unlink(missing_ok=True)
    for name, draw in drawn.items():
        write_atomically(folder / f"{name}.png", picture(draw()))
