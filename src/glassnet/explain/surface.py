"""What the network computes over the whole plane: its output, and every neuron's activation.

Computed in float32: it is for looking at. The window is the data's own, cut into square pixels row by row from the
top left; a pixel shows the value at its middle.
"""

from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from glassnet.data import Transform
from glassnet.data.table import Domain
from glassnet.engines import predict
from glassnet.engines.state import Array
from glassnet.explain.view import View
from glassnet.spec import SpecError
from glassnet.training import Trainer

Bytes: TypeAlias = npt.NDArray[np.uint8]

MAX_SIZE = 400
ROWS = 1000
"""Pixels computed at a time: their activations stay in the processor's cache, which is up to three times as fast."""


def grid(domain: Domain, size: int, inputs: int) -> npt.NDArray[np.float64]:
    """The middles of size × size pixels, (size², 2), top row first; on the line `size` places from left to right.

    Example:
        >>> grid((0.0, 2.0, 0.0, 2.0), 2, inputs=2).tolist()
        [[0.5, 1.5], [1.5, 1.5], [0.5, 0.5], [1.5, 0.5]]
    """
    across = domain[0] + (np.arange(size) + 0.5) / size * (domain[1] - domain[0])
    if inputs == 1:
        return across[:, None]
    up = domain[3] - (np.arange(size) + 0.5) / size * (domain[3] - domain[2])
    return np.stack([np.tile(across, size), np.repeat(up, size)], axis=1)


def boundary(run: Trainer, size: int = 100) -> View:
    """What the network predicts over the plane.

    Args:
        run: a run whose data has one or two inputs.
        size: pixels along each side, 2 to 400.

    Returns:
        `data`: size, domain, and mode with its arrays: "diverging" (one uint8 plane from `low` to `high`: the
        probability of class 1, or the value), "classes" (two uint8 planes: the winning class, its probability), or
        "curve" (float32: the value at `size` places on the line).
    """
    inputs = _inputs(run, size)
    shown = {"size": size, "domain": list(run.data.table.domain)}
    said = predict(_outputs(run, size), run.settings.loss, run.problem.encoding)
    if inputs == 1:
        column = said[:, -1]
        return View(shown | {"mode": "curve", "low": 0.0, "high": 1.0}, (column.astype(np.float32),))
    if run.data.task == "regression":
        low, high = value_range(run)
        return View(shown | {"mode": "diverging", "low": low, "high": high}, (_bytes(said[:, 0], low, high),))
    if len(run.data.classes) == 2:
        return View(shown | {"mode": "diverging", "low": 0.0, "high": 1.0}, (_bytes(said[:, 1], 0.0, 1.0),))
    winner = np.argmax(said, axis=1).astype(np.uint8)
    return View(shown | {"mode": "classes", "low": 0.0, "high": 1.0}, (winner, _bytes(said.max(axis=1), 0.0, 1.0)))


def value_range(run: Trainer) -> tuple[float, float]:
    """The least and the greatest value in the training set, for the colour scale of a regression."""
    labels = run.data.train.labels
    low, high = float(labels.min()), float(labels.max())
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def neurons(run: Trainer, size: int = 32) -> View:
    """The activation of every neuron over the plane: inputs first, then the hidden layers, then the outputs.

    Args:
        run: a run whose data has one or two inputs.
        size: pixels along each side, 2 to 400.

    Returns:
        `data`: size and for each layer the scale of each neuron; one uint8 array (neurons · size²) in which ±scale
        are 0 and 255 and 0 lies in the middle. The scale is 1 for neurons that stay within ±1, else their greatest
        size on the plane.
    """
    inputs = _inputs(run, size)
    layers = [_features(run.data.transform, run.data.table.domain, size), *_activations(run, size)]
    pictures: list[Bytes] = []
    scales: list[list[float]] = []
    for values in layers:
        scale = np.maximum(np.where(np.isfinite(values), np.abs(values), 0.0).max(axis=0), 1.0)  # (units,)
        pixels = _bytes(values / scale, -1.0, 1.0).T  # (units, pixels)
        if inputs == 1:  # the line is drawn as stripes
            pixels = np.repeat(pixels[:, None, :], size, axis=1)
        pictures.append(pixels.reshape(-1))
        scales.append([float(s) for s in scale])
    return View({"size": size, "layers": scales}, (np.concatenate(pictures),))


def _inputs(run: Trainer, size: int) -> int:
    inputs = len(run.data.table.inputs)
    if inputs > 2:
        raise SpecError("data", f"{inputs} inputs", "data with one or two inputs, which can be drawn on the plane")
    if not 2 <= size <= MAX_SIZE:
        raise SpecError("size", size, f"a whole number from 2 to {MAX_SIZE}")
    return inputs


def _outputs(run: Trainer, size: int) -> Array:
    """The network's outputs over the plane, some rows at a time."""
    X = _features(run.data.transform, run.data.table.domain, size)
    return np.concatenate([run.forward(X[i : i + ROWS])[-1] for i in range(0, len(X), ROWS)])


def _activations(run: Trainer, size: int) -> list[Array]:
    return run.forward(_features(run.data.transform, run.data.table.domain, size))


@lru_cache(maxsize=64)
def _features(transform: Transform, domain: Domain, size: int) -> npt.NDArray[np.float32]:
    """The network's inputs over the plane, NaN where a formula has no value; computed once while the data stays."""
    return transform(grid(domain, size, len(transform.inputs)), finite=False).astype(np.float32)


def _bytes(values: Array, low: float, high: float) -> Bytes:
    """Values from low to high as 0 to 255; what lies outside is clipped, NaN is the middle."""
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.nan_to_num((values - low) * (255.0 / (high - low)), nan=127.5)
        rounded: Bytes = (np.clip(scaled, 0.0, 255.0) + 0.5).astype(np.uint8)
    return rounded
