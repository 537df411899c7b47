"""Pixels of pictures of a network over the plane: by machine code where the run has any, else in NumPy.

For a run of the compiled engine the pictures are machine code too: dozens of times faster, so that they cost less than
sending them does. A pixel may then differ by one grey level from the one that NumPy makes.
"""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from glassnet.data import Transform
from glassnet.data.table import Domain
from glassnet.engines import WITHOUT_COMPILER, predict
from glassnet.engines.state import Array
from glassnet.explain.kept import kept
from glassnet.explain.sheet import Sheet, sheet_of
from glassnet.training import Trainer

if TYPE_CHECKING:
    from glassnet.engines.compiled.grid import Pictures, Points

Bytes: TypeAlias = npt.NDArray[np.uint8]
Floats32: TypeAlias = npt.NDArray[np.float32]

ROWS = 1000
"""Pixels computed at a time in NumPy: their activations stay in the processor's cache, which is up to three times as
fast."""


KEPT = 12 << 20
"""Bytes of inputs over planes that are kept at most, of each kind: those of a hundred pages as they usually ask."""


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


def outputs(run: Trainer, size: int, low: float, high: float, plane: str = "") -> tuple[Bytes, ...]:
    """What the network says at size × size pixels as grey levels: low is 0, high is 255.

    Returns:
        Of classes one plane (the probability of class 1), of more than two classes two (the winning class, and its
        probability), of values one; each (size²,).
    """
    classes = len(run.data.classes)
    if _has_code(run) and classes != 1:
        from glassnet.engines.compiled.grid import activation_settings, compile_grid

        kernel, functions = compile_grid(run.settings, run.problem.encoding), activation_settings(run.settings)
        return kernel.boundary(run.state.parameters, _points(*_window(run, size, plane)), low, high, functions)
    said = _said(run, size, plane)
    if classes in (0, 2):
        return (_bytes(said[:, -1], low, high),)
    return np.argmax(said, axis=1).astype(np.uint8), _bytes(said.max(axis=1), low, high)


def curve(run: Trainer, size: int) -> Floats32:
    """What the network says along the line of its only input: the probability of the last class or the value."""
    said: Floats32 = _said(run, size, "")[:, -1].astype(np.float32)
    return said


def units(run: Trainer, size: int, plane: str = "") -> tuple[Bytes, Floats32]:
    """All units over the plane as grey levels: inputs first, then the hidden layers, then the outputs.

    Returns:
        Pixels (units, pixels), in which ±scale are 0 and 255, and scales (units,): 1 for units that stay within ±1,
        else their greatest size.
    """
    window = _window(run, size, plane)
    if _has_code(run):
        from glassnet.engines.compiled.grid import activation_settings, compile_grid

        kernel, functions = compile_grid(run.settings, run.problem.encoding), activation_settings(run.settings)
        inputs, others = _inputs(*window), kernel.neurons(run.state.parameters, _points(*window), functions)
        both = np.concatenate([inputs.pixels, others.pixels]), np.concatenate([inputs.scales, others.scales])
        return both
    layers = [_features(*window), *run.forward(_features(*window))]
    values = np.concatenate([layer.T for layer in layers])  # (units, pixels)
    scales = np.maximum(np.where(np.isfinite(values), np.abs(values), 0.0).max(axis=1), 1.0).astype(np.float32)
    return _bytes(values / scales[:, None], -1.0, 1.0), scales


def _has_code(run: Trainer) -> bool:
    return run.engine == "compiled" and not WITHOUT_COMPILER


Window: TypeAlias = tuple[Transform, Sheet, int]


def _window(run: Trainer, size: int, plane: str) -> Window:
    return run.data.transform, sheet_of(run.data, plane), size


@kept(KEPT, lambda found: found.nbytes)
def _features(transform: Transform, sheet: Sheet, size: int) -> Floats32:
    """The network's inputs over the plane, NaN where a formula has no value; computed once while the data stays."""
    places = grid(sheet.domain, size, min(len(transform.inputs), 2))
    return transform(sheet.raw(places), finite=False).astype(np.float32)


@kept(KEPT, lambda found: found.planes.nbytes)
def _points(transform: Transform, sheet: Sheet, size: int) -> "Points":
    """The same as machine code takes it."""
    from glassnet.engines.compiled.grid import points_of

    return points_of(_features(transform, sheet, size))


@kept(KEPT, lambda found: found.pixels.nbytes)
def _inputs(transform: Transform, sheet: Sheet, size: int) -> "Pictures":
    """The pictures of the inputs."""
    from glassnet.engines.compiled.grid import Pictures

    values = _features(transform, sheet, size).T
    scales = np.maximum(np.where(np.isfinite(values), np.abs(values), 0.0).max(axis=1), 1.0).astype(np.float32)
    return Pictures(_bytes(values / scales[:, None], -1.0, 1.0), scales)


def _said(run: Trainer, size: int, plane: str) -> Array:
    """Probabilities or values over the plane, some rows at a time: (pixels, classes) or (pixels, 1)."""
    X = _features(*_window(run, size, plane))
    found = np.concatenate([run.forward(X[i : i + ROWS])[-1] for i in range(0, len(X), ROWS)])
    return predict(found, run.settings.loss, run.problem.encoding)


def _bytes(values: Array, low: float, high: float) -> Bytes:
    """Values from low to high as 0 to 255; what lies outside is clipped, NaN is the middle."""
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.nan_to_num((values - low) * (255.0 / (high - low)), nan=127.5)
        rounded: Bytes = (np.clip(scaled, 0.0, 255.0) + 0.5).astype(np.uint8)
    return rounded
