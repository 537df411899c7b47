"""What the network computes over the whole plane: its output, and every neuron's activation.

Computed in float32: it is for looking at. The window is the data's own, cut into square pixels row by row from the
top left; a pixel shows the value at its middle.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from glassnet.explain import planes
from glassnet.explain.planes import grid
from glassnet.explain.sheet import sheet_of
from glassnet.explain.view import View
from glassnet.spec import SpecError
from glassnet.training import Trainer

MAX_SIZE = 400

__all__ = ["boundary", "grid", "neurons", "value_range"]


def boundary(run: Trainer, size: int = 100, plane: str = "") -> View:
    """What the network predicts over the plane.

    Args:
        run: a run.
        size: pixels along each side, 2 to 400.
        plane: which plane is laid through more than two inputs (see `glassnet.explain.sheet`).

    Returns:
        `data`: size, domain, axes (what is drawn across and up), and mode with its arrays: "diverging" (one uint8
        plane from `low` to `high`: the probability of class 1, or the value), "classes" (two uint8 planes: the winning
        class, its probability), or "curve" (float32: the value at `size` places on the line).
    """
    inputs = _inputs(run, size)
    sheet = sheet_of(run.data, plane)
    shown: dict[str, Any] = {"size": size, "domain": list(sheet.domain), "axes": list(sheet.names)}
    shown |= {"low": 0.0, "high": 1.0}
    if inputs == 1:
        return View(shown | {"mode": "curve"}, (planes.curve(run, size),))
    if run.data.task == "regression":
        shown["low"], shown["high"] = value_range(run)
    mode = "diverging" if len(run.data.classes) in (0, 2) else "classes"
    return View(shown | {"mode": mode}, planes.outputs(run, size, shown["low"], shown["high"], plane))


def value_range(run: Trainer) -> tuple[float, float]:
    """The least and the greatest value in the training set, for the colour scale of a regression."""
    labels = run.data.train.labels
    low, high = float(labels.min()), float(labels.max())
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def neurons(run: Trainer, size: int = 32, plane: str = "") -> View:
    """The activation of every neuron over the plane: inputs first, then the hidden layers, then the outputs.

    Args:
        run: a run.
        size: pixels along each side, 2 to 400.
        plane: which plane is laid through more than two inputs (see `glassnet.explain.sheet`).

    Returns:
        `data`: size and for each layer the scale of each neuron; one uint8 array (neurons · size²) in which ±scale
        are 0 and 255 and 0 lies in the middle. The scale is 1 for neurons that stay within ±1, else their greatest
        size on the plane.
    """
    inputs = _inputs(run, size)
    pixels, scales = planes.units(run, size, plane)
    if inputs == 1:  # the line is drawn as stripes
        pixels = np.repeat(pixels[:, None, :], size, axis=1)
    ends = np.cumsum((0, *run.settings.sizes)).tolist()
    by_layer = [scales[first:end].tolist() for first, end in pairwise(ends)]
    return View({"size": size, "layers": by_layer}, (np.ascontiguousarray(pixels).reshape(-1),))


def _inputs(run: Trainer, size: int) -> int:
    if not 2 <= size <= MAX_SIZE:
        raise SpecError("size", size, f"a whole number from 2 to {MAX_SIZE}")
    return len(run.data.table.inputs)
