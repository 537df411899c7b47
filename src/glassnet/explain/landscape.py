"""The loss landscape: the loss over two directions around the weights of a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from numbers import Real
from typing import Any

import numpy as np

from glassnet.engines import predict
from glassnet.engines.reference.engine import build_network
from glassnet.engines.state import Array
from glassnet.explain.directions import KINDS, Plane, path, path_plane, random_plane, weights_plane
from glassnet.explain.polygons import Floats, Ints
from glassnet.nn import ACTIVATIONS, LOSSES
from glassnet.spec import SpecError, require
from glassnet.training import Trainer, require_run

MAX_SIZE = 201
FAR = "a number above 0, at most 1,000,000"
LEAST_CHANCE = 1e-12
"""Cross-entropy of a network that was not trained for it: a probability of 0 counts as this."""
MARGIN = 0.25
"""How far the window goes beyond the path, as a share of its length."""


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss over a plane of weights.

    Attributes:
        plane: the plane.
        across, up: coordinates of the grid, shape (size,) each, ascending.
        heights: for each loss its values, shape (size, size), row by row from the lowest `up`; not finite where it is
            not.
        here: the coordinates of the present weights.
        here_loss: for each loss its value there.
        path: coordinates of the run's path on the plane, shape (moments, 2), the present last; None for a random
            plane, across which a path is hardly seen.
        path_steps: training steps at these moments, shape (moments,).
        own: the loss that the run is trained with.
        part: whose examples.
        examples: how many of them.
    """

    plane: Plane
    across: Floats
    up: Floats
    heights: dict[str, Floats]
    here_loss: dict[str, float]
    path: Floats | None
    path_steps: Ints | None
    own: str
    part: str
    examples: int

    def __repr__(self) -> str:
        losses = ", ".join(f"{name} here {value:.4g}" for name, value in self.here_loss.items())
        return f"Landscape({self.plane.kind} plane, {len(self.across)} × {len(self.up)} places; {losses})"

    @property
    def here(self) -> tuple[float, float]:
        """The coordinates of the present weights."""
        return self.plane.here

    def to_json(self) -> dict[str, Any]:
        """As plain values; numbers that are not finite are null."""
        return {
            "plane": self.plane.kind,
            "axes": list(self.plane.names),
            "shares": list(self.plane.shares) if self.plane.shares else None,
            "across": self.across.tolist(),
            "up": self.up.tolist(),
            "loss": {name: [_finite(row) for row in rows] for name, rows in self.heights.items()},
            "here": list(self.here),
            "here_loss": {name: _finite(np.array([value]))[0] for name, value in self.here_loss.items()},
            "path": None if self.path is None else self.path.tolist(),
            "path_steps": None if self.path_steps is None else self.path_steps.tolist(),
            "own": self.own,
            "part": self.part,
            "examples": self.examples,
        }


def landscape(
    run: Trainer, plane: str = "random", *, weights: Sequence[str] | None = None,
    losses: Sequence[str] | str | None = None, size: int = 31, reach: float | None = None, zoom: float = 1.0,
    seed: int = 0, part: str = "train", examples: int | None = None, exact: bool = True,
) -> Landscape:  # fmt: skip
    """Compute the loss around the weights of a run.

    Args:
        run: a run with finite weights.
        plane: "random": two random directions, normalised neuron by neuron (Li et al. 2018); "path": the first two
            principal components of the run's own path; "weights": two weights, the exact surface if the network has
            no others.
        weights: for "weights" the names of two, such as ["W1[1,2]", "b2[1]"]; the first two of the network if left out.
        losses: one name or several: "own" (what the run is trained with; the default), and for classes
            "cross_entropy" and "mse" of the probabilities that the network says, to be compared.
        size: places along each side, 2 to 201.
        reach: how far the window goes. Random: in lengths of each neuron's weights (1). Path: in sizes of the path (1).
            Weights: in units of the weights (twice the larger one, at least 2).
        zoom: how many times as far as that: 0.001 to 1,000.
        seed: of the random directions.
        part: whose examples: "train", "validation" or "test".
        examples: at most so many of them, evenly spaced; all if left out.
        exact: whether to compute in float64; else in the precision of the run's engine, which is faster.

    Returns:
        The grid of values with the plane, the present place and the path. Penalties are not part of the loss.

    Raises:
        SpecError: for a plane, name, loss, part or number that is not allowed, weights that are not finite, or a path
            that is too short.

    Example:
        >>> from glassnet.spec import Experiment
        >>> run = Trainer(Experiment().with_setting("data.n", 50))
        >>> run.advance_epochs(5)
        15
        >>> around = landscape(run, "path", size=5)
        >>> around.heights["cross_entropy"].shape, around.path.shape
        ((5, 5), (6, 2))
        >>> bool(np.isclose(around.here_loss["cross_entropy"], run.history.train_loss[-1]))
        True

    Source: Li, Xu, Taylor, Studer and Goldstein 2018, Visualizing the Loss Landscape of Neural Nets.
    """
    require_run(run)
    if isinstance(size, bool) or not isinstance(size, int) or not 2 <= size <= MAX_SIZE:
        raise SpecError("size", size, f"a whole number from 2 to {MAX_SIZE}")
    require(reach, (Real, type(None)), "reach", FAR)
    if reach is not None and not 0.0 < reach <= 1e6:
        raise SpecError("reach", reach, FAR)
    require(zoom, Real, "zoom", "a number from 0.001 to 1,000")
    if not 1e-3 <= zoom <= 1e3:
        raise SpecError("zoom", zoom, "a number from 0.001 to 1,000")
    if examples is not None and examples < 1:
        raise SpecError("examples", examples, "a whole number from 1")
    measured = _Measured(run, _names(run, losses), part, examples, exact)
    chosen, way = _chosen(run, plane, weights, seed), None
    if plane != "random":
        moments, steps = path(run)
        way = chosen.place_of(moments)
    across, up = _window(chosen, way, reach, zoom, size)
    places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    values = np.array([measured(chosen.weights_at(place)) for place in places])  # (size², losses)
    heights = {name: values[:, i].reshape(size, size) for i, name in enumerate(measured.names)}
    here = dict(zip(measured.names, measured(chosen.origin), strict=True))
    return Landscape(
        chosen, across, up, heights, here, way, None if way is None else steps, run.settings.loss.kind, part,
        measured.examples,
    )  # fmt: skip


def _chosen(run: Trainer, plane: str, weights: Sequence[str] | None, seed: int) -> Plane:
    match plane:
        case "random":
            return random_plane(run, seed)
        case "path":
            return path_plane(run)
        case "weights":
            if weights is not None and (isinstance(weights, str) or len(weights) != 2):
                raise SpecError("weights", weights, "the names of two weights")
            return weights_plane(run, (weights[0], weights[1]) if weights else None)
    raise SpecError("plane", plane, "one of " + ", ".join(KINDS))


def _names(run: Trainer, losses: Sequence[str] | str | None) -> tuple[str, ...]:
    """The losses asked for, by their own names."""
    own = run.settings.loss.kind
    compared = ("cross_entropy", "mse") if run.data.task == "classification" else ()
    asked = ["own"] if losses is None else [losses] if isinstance(losses, str) else list(losses)
    names = []
    for name in asked:
        if name not in ("own", own, *compared):
            allowed = ", ".join(dict.fromkeys(("own", own, *compared)))
            raise SpecError("loss", name, f"one of {allowed} for this run")
        # for one output a class, or a single output for two, this is the same number
        same = name == "own" or (name == "cross_entropy" and own == "binary_cross_entropy")
        names.append(own if same else name)
    return tuple(dict.fromkeys(names))


class _Measured:
    """The losses of a run's network at any weights, on the examples of one part."""

    def __init__(self, run: Trainer, names: tuple[str, ...], part: str, most: int | None, exact: bool) -> None:
        if part not in run.problem.parts:
            raise SpecError("part", part, "one of " + ", ".join(run.problem.parts))
        chosen = run.problem.parts[part]
        count = min(len(chosen.X), most or len(chosen.X))
        rows = np.linspace(0, len(chosen.X) - 1, count).astype(np.int64)
        layers = build_network(run.settings, run.state).layers
        dtype = np.dtype(np.float64) if exact else layers[0].W.dtype
        self._X, self._T = chosen.X[rows].astype(dtype), chosen.T[rows].astype(dtype)
        self._labels = chosen.labels[rows]
        self._shapes = [layer.W.shape for layer in layers]
        self._activations = [partial(ACTIVATIONS[layer.activation].value, **layer.settings) for layer in layers]
        self._loss, self._encoding = run.settings.loss, run.problem.encoding
        self._own = LOSSES[self._loss.kind]
        self.names, self.examples = names, count

    def __call__(self, weights: Floats) -> tuple[float, ...]:
        """One value for each loss."""
        at, outputs = 0, self._X
        with np.errstate(all="ignore"):  # far out the numbers may overflow, and the loss says so
            numbers = weights.astype(self._X.dtype)
            # As MLP.forward, without keeping anything: making thousands of networks would take longer than this does.
            for (fan_out, fan_in), activate in zip(self._shapes, self._activations, strict=True):
                W = numbers[at : at + fan_out * fan_in].reshape(fan_out, fan_in)
                at += fan_out * fan_in
                outputs = activate(outputs @ W.T + numbers[at : at + fan_out])
                at += fan_out
            return tuple(self._value(name, outputs) for name in self.names)

    def _value(self, name: str, outputs: Array) -> float:
        if name == self._own.name:
            return self._own.value(outputs, self._T, **self._loss.settings())
        chances = predict(outputs, self._loss, self._encoding).astype(np.float64)  # (n, classes)
        rows = np.arange(len(chances))
        if name == "mse":
            right = np.zeros_like(chances)
            right[rows, self._labels] = 1.0
            return float(np.mean(np.square(chances - right)))
        return float(-np.mean(np.log(np.clip(chances[rows, self._labels], LEAST_CHANCE, None))))


def _window(plane: Plane, way: Floats | None, reach: float | None, zoom: float, size: int) -> tuple[Floats, Floats]:
    """The coordinates of the grid along both axes."""
    middle, half = np.array(plane.here), np.full(2, reach or 1.0)
    if plane.kind == "weights" and reach is None:
        half = np.full(2, max(2.0, 2.0 * float(np.abs(middle).max())))
        if way is not None:  # the path and the present are in the window
            half = np.maximum(half, 1.1 * np.abs(way - middle).max(axis=0))
    if plane.kind == "path" and way is not None:
        low, high = way.min(axis=0), way.max(axis=0)
        longest = float((high - low).max())
        middle = (low + high) / 2
        half = np.maximum((high - low) / 2, longest / 4) + MARGIN * longest
        half *= reach or 1.0
    across, up = (np.linspace(m - h, m + h, size) for m, h in zip(middle, half * zoom, strict=True))
    return across, up


def _finite(values: Floats) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]
