"""What can be taken away from a run as a file: experiment, link, history, points, figures."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from glassnet.data import PARTS, write_csv
from glassnet.explain import View
from glassnet.spec import Experiment, SpecError, to_link
from glassnet.training import Trainer, history_csv

FIGURES = ("boundary", "function", "curves", "confusion")
FORMATS = {"png": "image/png", "svg": "image/svg+xml"}
_drawing = threading.Lock()
"""Matplotlib's figures are drawn one at a time, whatever sessions ask for them."""


@dataclass(frozen=True)
class Taken:
    """A file by its name, its type, and what makes its content."""

    name: str
    type: str
    make: Callable[[Trainer], bytes]


def with_weights(run: Trainer) -> Experiment:
    """The experiment that starts with the weights as they are now."""
    return run.experiment.with_(network=run.net.with_given_weights())


def points_csv(run: Trainer) -> str:
    """All points that are used, each with its part: what `read_csv` reads, but for the last column."""
    file = io.StringIO()
    table = run.data.table
    parts = [run.data.parts[name] for name in PARTS]
    points, labels = (np.concatenate([getattr(part, name) for part in parts]) for name in ("points", "labels"))
    write_csv(file, points, labels, inputs=table.inputs, classes=table.classes)
    names = [name for name, part in zip(PARTS, parts, strict=True) for _ in range(len(part))]
    lines = file.getvalue().splitlines()
    mark = ";" if lines[0].count(";") > lines[0].count(",") else ","
    return "".join(f"{line}{mark}{name}\n" for line, name in zip(lines, ["part", *names], strict=True))


def figure(run: Trainer, name: str, kind: str) -> bytes:
    """One of the figures of `glassnet.plots` as PNG or SVG.

    Raises:
        SpecError: if the run has no such figure.
    """
    from glassnet.plots.files import figures, picture  # Matplotlib takes a second to import

    with _drawing:
        drawn = figures(run)
        if name not in drawn:
            raise SpecError("file", f"{name}.{kind}", "for this data: " + ", ".join(drawn))
        return picture(drawn[name](), kind)


def _figure(name: str, kind: str) -> Taken:
    return Taken(f"{name}.{kind}", FORMATS[kind], lambda run: figure(run, name, kind))


FILES: dict[str, Taken] = {
    "experiment": Taken("experiment.json", "application/json", lambda run: run.experiment.dumps().encode()),
    "trained": Taken("trained.json", "application/json", lambda run: with_weights(run).dumps().encode()),
    "link": Taken("link.txt", "text/plain", lambda run: to_link(with_weights(run)).encode()),
    "history": Taken("history.csv", "text/csv", lambda run: history_csv(run.history).encode()),
    "points": Taken("points.csv", "text/csv", lambda run: points_csv(run).encode()),
} | {f"{name}.{kind}": _figure(name, kind) for name in FIGURES for kind in FORMATS}


def file(run: Trainer, what: str = "experiment") -> View:
    """A file of the run.

    Args:
        run: a run.
        what: one of `FILES`; figures with their format, such as "boundary.svg".

    Returns:
        `data`: what, name and type; one uint8 array, the content.

    Raises:
        SpecError: for another name, or a figure that this run has not.
    """
    if what not in FILES:
        raise SpecError("file.what", what, "one of " + ", ".join(FILES))
    taken = FILES[what]
    return View({"what": what, "name": taken.name, "type": taken.type}, (np.frombuffer(taken.make(run), np.uint8),))
