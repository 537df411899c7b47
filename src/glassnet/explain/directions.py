"""Planes through the space of weights: in which two directions a loss landscape is looked at.

All weights and biases of a network form one long vector θ, in the order W₁, b₁, W₂, b₂, …. A plane is θ + α u + β v.
"""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from glassnet.explain.measure import present
from glassnet.explain.polygons import Floats, Ints
from glassnet.rng import Purpose, Stream
from glassnet.spec import SpecError
from glassnet.training import Keyframe, Trainer

Kind = Literal["random", "path", "weights"]
KINDS: tuple[Kind, ...] = ("random", "path", "weights")
FEWEST_MOMENTS = 3
NAME = re.compile(r"\s*(?:W(\d+)\[(\d+),\s*(\d+)\]|b(\d+)\[(\d+)\])\s*")


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane through the weights of a run.

    Attributes:
        kind: "random", "path" or "weights".
        origin: the present weights, flat, shape (parameters,).
        axes: the directions u and v, shape (2, parameters).
        names: what each axis shows.
        here: the coordinates of the present weights: their own values for "weights", else 0.
        shares: of the variance along the path that u and v hold; None for other planes.
    """

    kind: Kind
    origin: Floats
    axes: Floats
    names: tuple[str, str]
    here: tuple[float, float] = (0.0, 0.0)
    shares: tuple[float, float] | None = None

    def weights_at(self, place: Floats) -> Floats:
        """The weights at some coordinates: (n, 2) → (n, parameters)."""
        weights: Floats = self.origin + (place - np.array(self.here)) @ self.axes
        return weights

    def place_of(self, weights: Floats) -> Floats:
        """The coordinates of weights, or of what lies closest to them on the plane: (n, parameters) → (n, 2)."""
        place: Floats = np.array(self.here) + (weights - self.origin) @ np.linalg.pinv(self.axes)
        return place


def random_plane(run: Trainer, seed: int = 0) -> Plane:
    """Two random directions, normalised neuron by neuron.

    The part of a direction that belongs to one neuron's incoming weights is as long as these weights are, so that a
    step of 1 means the same to every neuron, however its weights are scaled. Biases stay as they are.

    Source: Li, Xu, Taylor, Studer and Goldstein 2018, Visualizing the Loss Landscape of Neural Nets, section 4 (a
        filter there is a neuron here; biases as in their code).
    """
    if isinstance(seed, bool) or not 0 <= seed < 2**32:
        raise SpecError("seed", seed, "a whole number from 0 to 4,294,967,295")
    now = present(run)
    axes = []
    for which in range(2):
        stream = Stream(seed, Purpose.EXPLAIN, which)
        parts = []
        for parameter in now.state.parameters:
            direction = np.zeros(parameter.shape)
            if parameter.ndim == 2:
                direction = stream.normal(0.0, 1.0, parameter.shape)  # (fan_out, fan_in)
                length = np.linalg.norm(direction, axis=1, keepdims=True)
                direction *= np.linalg.norm(parameter.astype(np.float64), axis=1, keepdims=True) / length
            parts.append(direction.reshape(-1))
        axes.append(np.concatenate(parts))
    return Plane("random", flat(now), np.array(axes), ("random direction 1", "random direction 2"))


def path_plane(run: Trainer) -> Plane:
    """The plane in which the run's own path through the weights is spread the most: its first two principal components.

    Raises:
        SpecError: if the run has been at fewer than three moments that were kept.

    Source: Li et al. 2018, section 7.
    """
    way, _ = path(run)
    if len(way) < FEWEST_MOMENTS or not np.ptp(way, axis=0).any():
        got = f"path, of {len(way)} moment{'s' if len(way) > 1 else ''}"
        raise SpecError("plane", got, "random or weights, until the run has been trained for some epochs")
    _, sizes, axes = np.linalg.svd(way - way.mean(axis=0), full_matrices=False)
    shares = np.square(sizes) / np.square(sizes).sum()
    if shares[1] < 1e-12:  # a straight path: any direction across it will do
        axes[1] = _across(axes[0])
    # the run comes from the left, and from above: otherwise the sign of a component means nothing
    signs = np.where((way[0] - way[-1]) @ axes[:2].T * np.array([1.0, -1.0]) > 0.0, -1.0, 1.0)
    names = ("path, component 1", "path, component 2")
    shown = float(shares[0]), float(shares[1])
    return Plane("path", way[-1], axes[:2] * signs[:, None], names, shares=shown)


def _across(axis: Floats) -> Floats:
    """A unit vector at right angles to another."""
    other = np.zeros_like(axis)
    other[np.argmin(np.abs(axis))] = 1.0
    other -= axis * (axis @ other)
    across: Floats = other / np.linalg.norm(other)
    return across


def weights_plane(run: Trainer, names: tuple[str, str] | None = None) -> Plane:
    """The plane of two chosen weights, all others as they are.

    Args:
        run: a run.
        names: such as ("W1[1,2]", "b2[1]"): row and column, or neuron, from 1. The first two weights if left out.

    Raises:
        SpecError: if there is no weight of that name, or both are the same.
    """
    now = present(run)
    first, second = names or _usual(run)
    places = [_index(run, "weights", name) for name in (first, second)]
    if places[0] == places[1]:
        raise SpecError("weights", f"{first} and {second}", "two different ones")
    origin = flat(now)
    axes = np.zeros((2, len(origin)))
    axes[[0, 1], places] = 1.0
    here = float(origin[places[0]]), float(origin[places[1]])
    return Plane("weights", origin, axes, (first.strip(), second.strip()), here)


def weight_names(run: Trainer) -> list[str]:
    """The names of all weights and biases, in the order of the flat vector: W1[1,1], W1[1,2], …, b1[1], …."""
    names = []
    for layer, W in enumerate(run.state.weights, start=1):
        rows, columns = W.shape
        names += [f"W{layer}[{j},{k}]" for j in range(1, rows + 1) for k in range(1, columns + 1)]
        names += [f"b{layer}[{j}]" for j in range(1, rows + 1)]
    return names


def path(run: Trainer) -> tuple[Floats, Ints]:
    """Where the run has been, the present last: weights (moments, parameters) and steps (moments,).

    Only moments since the network got its present shape belong to it.
    """
    now = present(run)
    frames = [frame for frame in run.trail.frames if frame is not now]
    shapes = [p.shape for p in now.state.parameters]
    way: list[Keyframe] = [now]
    for frame in reversed(frames):
        if [p.shape for p in frame.state.parameters] != shapes:
            break
        if frame.step != way[-1].step or not np.array_equal(flat(frame), flat(way[-1])):
            way.append(frame)
    way.reverse()
    return np.array([flat(frame) for frame in way]), np.array([frame.step for frame in way], np.int64)


def flat(frame: Keyframe) -> Floats:
    """All weights of a moment as one vector.

    Raises:
        SpecError: if they are not all finite.
    """
    vector: Floats = np.concatenate([p.reshape(-1) for p in frame.state.parameters]).astype(np.float64)
    if not np.isfinite(vector).all():
        raise SpecError("run", "weights that are not finite", "finite ones: go back to before the run diverged")
    return vector


def _usual(run: Trainer) -> tuple[str, str]:
    names = weight_names(run)
    return names[0], names[1]


def _index(run: Trainer, where: str, name: str) -> int:
    """The place of a weight in the flat vector."""
    matched = NAME.fullmatch(name)
    shapes = [W.shape for W in run.state.weights]
    if matched:
        layer, row, column, bias_layer, bias = (int(n) if n else 0 for n in matched.groups())
        number = layer or bias_layer  # 0 where the name has no such part
        if 1 <= number <= len(shapes):
            start = sum((fan_in + 1) * fan_out for fan_out, fan_in in shapes[: number - 1])
            fan_out, fan_in = shapes[number - 1]
            if layer and 1 <= row <= fan_out and 1 <= column <= fan_in:
                return int(start + (row - 1) * fan_in + column - 1)
            if bias_layer and 1 <= bias <= fan_out:
                return int(start + fan_out * fan_in + bias - 1)
    last, (fan_out, fan_in) = len(shapes), shapes[-1]
    raise SpecError(where, name, f"names from W1[1,1] and b1[1] to W{last}[{fan_out},{fan_in}] and b{last}[{fan_out}]")
