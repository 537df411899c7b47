"""The exact pieces of a network of ReLUs: an exact subdivision of the plane, on each part of which it is linear.

A hidden neuron of ReLU or leaky ReLU has a kink where its weighted sum z is zero. Where all neurons before it keep
their state, z is a linear function of the place, so the kink is a straight line there. The window is cut by these
lines, neuron by neuron and layer by layer; no grid is involved. A piece is what has one pattern of states, on or off.

Source: Montúfar, Pascanu, Cho and Bengio 2014, On the Number of Linear Regions of Deep Neural Networks.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.table import Domain
from glassnet.explain.affine import PlaneMap, plane_map
from glassnet.explain.polygons import FRAME, Floats, Ints, Polygon, cut
from glassnet.spec import Activation, SpecError
from glassnet.spec.choices import Identity, LeakyReLU, ReLU
from glassnet.training import Trainer, require_run

MOST = 20_000
"""Pieces that are drawn up at most unless more are asked for."""

ROUNDING = 64 * np.finfo(np.float64).eps
"""A weighted sum is zero at a corner if it is smaller than this times the sum of its terms' sizes."""

States = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pieces:
    """The pieces of a network over a window.

    Attributes:
        polygons: the pieces; their edges are owned by hidden neurons, counted through all layers.
        patterns: shape (pieces, hidden neurons): which neurons are on (z > 0). Neurons without a kink always are.
        slopes: shape (pieces, outputs, 2): by how much each output's weighted sum rises along x and y.
        offsets: shape (pieces, outputs): its value at the origin of the plane.
        counts: pieces that the neurons up to each hidden layer make.
        widths: neurons of each hidden layer.
        domain: the window.
        inputs: raw inputs, 1 or 2; with one, pieces are upright strips.
    """

    polygons: tuple[Polygon, ...]
    patterns: States
    slopes: Floats
    offsets: Floats
    counts: tuple[int, ...]
    widths: tuple[int, ...]
    domain: Domain
    inputs: int
    _network: tuple[PlaneMap, tuple[Floats, ...], tuple[Floats, ...], tuple[float, ...]]

    def __repr__(self) -> str:
        return f"Pieces({len(self):,} pieces by {self.patterns.shape[1]} hidden neurons)"

    def __len__(self) -> int:
        return len(self.polygons)

    @property
    def areas(self) -> Floats:
        """The area of each piece, shape (pieces,)."""
        return np.array([polygon.area for polygon in self.polygons])

    @property
    def limit(self) -> int | None:
        """The most pieces that a network of one hidden layer can have: n lines make at most 1 + n + n(n − 1)/2.

        On the line n points make at most n + 1. None for deeper networks, whose limit is no simple number.
        """
        if len(self.widths) != 1:
            return None
        lines = int(self.widths[0] if self._network[3][0] != 1.0 else 0)
        return 1 + lines + (comb(lines, 2) if self.inputs == 2 else 0)

    def states(self, points: npt.ArrayLike) -> States:
        """Which neurons are on at some points of the plane: (n, 2) → (n, hidden neurons)."""
        mapped, weights, biases, slopes = self._network
        a, states = mapped(points), []
        size = _reach(mapped, self.domain)
        for W, b, slope in zip(weights[:-1], biases[:-1], slopes, strict=True):
            size = np.abs(W) @ size + np.abs(b)
            z = _rounded(a @ W.T + b, size)  # a sum that is zero on a whole piece is not on for its rounding error
            states.append(z > 0.0 if slope != 1.0 else np.ones(z.shape, bool))
            a = np.where(states[-1], z, slope * z)
        return np.concatenate(states, axis=1) if states else np.zeros((len(a), 0), bool)

    def piece_at(self, points: npt.ArrayLike) -> Ints:
        """The number of the piece on which each point lies, −1 where no piece has its pattern: (n, 2) → (n,)."""
        known = self._by_pattern
        return np.array([known.get(states.tobytes(), -1) for states in self.states(points)], np.int64)

    @cached_property
    def _by_pattern(self) -> dict[bytes, int]:
        return {pattern.tobytes(): i for i, pattern in enumerate(self.patterns)}

    @cached_property
    def kinks(self) -> tuple[Floats, Ints]:
        """The lines between pieces, each once: segments (n, 4) as x₀, y₀, x₁, y₁, and the neuron of each (n,)."""
        segments, owners = [], []
        for polygon, pattern in zip(self.polygons, self.patterns, strict=True):
            ends = np.concatenate([polygon.corners, np.roll(polygon.corners, -1, axis=0)], axis=1)  # (n, 4)
            # every line has a piece on each side; it is taken from the one on which its neuron is on
            mine = (polygon.owners != FRAME) & pattern[polygon.owners] if len(pattern) else np.zeros(len(ends), bool)
            segments.append(ends[mine])
            owners.append(polygon.owners[mine])
        return np.concatenate(segments), np.concatenate(owners)

    def level(self, difference: npt.ArrayLike, value: float = 0.0) -> Floats:
        """Where a weighted sum of the outputs has a value, exactly: segments (n, 4).

        Args:
            difference: one factor for each output, such as (−1, 1) for where two outputs are equal.
            value: what the weighted sum is to be there.
        """
        factors = np.asarray(difference, np.float64)
        segments = []
        for polygon, slope, offset in zip(self.polygons, self.slopes, self.offsets, strict=True):
            heights = polygon.corners @ (factors @ slope) + factors @ offset - value
            if heights.min() < 0.0 < heights.max():
                upper, _ = cut(polygon, heights, len(self.patterns[0]))
                at = int(np.flatnonzero(upper.owners == len(self.patterns[0]))[0])
                segments.append([*upper.corners[at], *upper.corners[(at + 1) % len(upper.corners)]])
        return np.array(segments).reshape(-1, 4)

    def to_json(self) -> dict[str, Any]:
        """As plain values: each piece with its corners, its pattern by layer, its area, and its outputs' slopes."""
        ends = np.cumsum((0, *self.widths)).tolist()
        listed = []
        for i, (polygon, pattern) in enumerate(zip(self.polygons, self.patterns, strict=True)):
            on = pattern.tolist()
            listed.append(
                {
                    "corners": polygon.corners.tolist(),
                    "on": [on[a:b] for a, b in pairwise(ends)],
                    "area": polygon.area,
                    "slopes": self.slopes[i].tolist(),
                    "offsets": self.offsets[i].tolist(),
                }
            )
        return {
            "count": len(self),
            "counts": list(self.counts),
            "limit": self.limit,
            "widths": list(self.widths),
            "domain": list(self.domain),
            "pieces": listed,
        }

    def layer_of(self, owner: int) -> tuple[int, int]:
        """Layer and unit, both from 1, of a hidden neuron that is counted through all layers from 0."""
        for layer, width in enumerate(self.widths, start=1):
            if owner < width:
                return layer, owner + 1
            owner -= width
        raise IndexError("there are not so many hidden neurons")


@dataclass(frozen=True, eq=False)
class _Part:
    """A piece while the layers are gone through: what the layer before computes there is A x + c."""

    polygon: Polygon
    pattern: tuple[States, ...]
    A: Floats
    c: Floats
    size: Floats  # (units,): upper bound of the terms that its numbers are sums of, to judge rounding by


def pieces(run: Trainer, *, domain: Domain | None = None, most: int = MOST) -> Pieces:
    """Find the exact pieces of a run's network.

    Args:
        run: its hidden layers must be ReLU, leaky ReLU or linear, its features the inputs as they are.
        domain: the window (x from, x to, y from, y to); the data's own if left out.
        most: pieces, above which it gives up: 1 or more.

    Returns:
        The pieces with their polygons and patterns, counted by layer.

    Raises:
        SpecError: for a layer of another activation, a feature that is a formula, data of more than two inputs,
            weights that are not finite, a window without area, a number of pieces that is none, or too many.

    Example:
        >>> from glassnet.spec import Experiment
        >>> run = Trainer(Experiment.from_json({"network": {"layers": [{"units": 4, "activation": "relu"}]}}))
        >>> found = pieces(run)
        >>> len(found) <= found.limit
        True
        >>> round(float(found.areas.sum()), 6) == round(Polygon.window(found.domain).area, 6)
        True
    """
    require_run(run)
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise SpecError("most", most, "a whole number from 1")
    slopes = tuple(_slope(i, layer.activation) for i, layer in enumerate(run.settings.layers, start=1))
    mapped = plane_map(run)
    state = run.state
    for i, array in enumerate(state.parameters):
        if not np.isfinite(array).all():
            what = f"layer {i // 2 + 1} with numbers that are not finite"
            raise SpecError("weights", what, "finite weights: go back to before the run diverged")
    window = _window(domain or run.data.table.domain)
    weights = tuple(W.astype(np.float64) for W in state.weights)
    biases = tuple(b.astype(np.float64) for b in state.biases)
    parts = [_Part(Polygon.window(window), (), mapped.A, mapped.c, _reach(mapped, window))]
    counts, first = [], 0
    for W, b, slope in zip(weights[:-1], biases[:-1], slopes, strict=True):
        parts = _cut_by_layer(parts, W, b, slope, first, most)
        counts.append(len(parts))
        first += len(b)
    patterns = np.array([np.concatenate(part.pattern) if part.pattern else np.zeros(0, bool) for part in parts])
    return Pieces(
        polygons=tuple(part.polygon for part in parts),
        patterns=patterns.astype(bool).reshape(len(parts), first),
        slopes=np.array([weights[-1] @ part.A for part in parts]),
        offsets=np.array([weights[-1] @ part.c + biases[-1] for part in parts]),
        counts=tuple(counts),
        widths=tuple(len(b) for b in biases[:-1]),
        domain=window,
        inputs=mapped.inputs,
        _network=(mapped, weights, biases, slopes),
    )  # fmt: skip


def border(run: Trainer, found: Pieces) -> Floats:
    """Where a run of two classes finds both equally probable, exactly: segments (n, 4); none for other runs."""
    if len(run.data.classes) != 2:
        return np.zeros((0, 4))
    if run.settings.sizes[-1] == 2:
        return found.level((-1.0, 1.0))
    middle = 0.5 if run.problem.encoding == "class" and run.settings.loss.kind != "binary_cross_entropy" else 0.0
    match run.settings.output.kind:  # the weighted sum at which the output is in the middle of its range
        case "sigmoid":
            middle = np.log(middle / (1.0 - middle)) if middle else -np.inf
        case "tanh":
            middle = np.arctanh(middle)
    return found.level((1.0,), middle) if np.isfinite(middle) else np.zeros((0, 4))


def _slope(number: int, activation: Activation) -> float:
    """The slope of an activation below zero; above it is 1."""
    match activation:
        case ReLU():
            return 0.0
        case LeakyReLU(slope=slope):
            return slope
        case Identity():
            return 1.0
    allowed = "relu, leaky_relu or identity: others bend everywhere, so there are no pieces"
    raise SpecError(f"layer {number}", activation.kind, allowed)


def _window(domain: Domain) -> Domain:
    x0, x1, y0, y1 = domain
    if not (np.isfinite(domain).all() and x0 < x1 and y0 < y1):
        raise SpecError("domain", domain, "x from, x to, y from, y to, finite and in ascending order")
    return domain


def _reach(mapped: PlaneMap, window: Domain) -> Floats:
    """How large the terms of the network's inputs can be over a window, (features,)."""
    corners = Polygon.window(window).corners
    reach: Floats = np.abs(mapped.A) @ np.abs(corners).max(axis=0) + np.abs(mapped.c)
    return reach


def _cut_by_layer(parts: list[_Part], W: Floats, b: Floats, slope: float, first: int, most: int) -> list[_Part]:
    """All pieces cut by the kinks of one more layer, whose neurons are counted from `first`."""
    finer: list[_Part] = []
    for part in parts:
        G, h = W @ part.A, W @ part.c + b  # z = G x + h on this piece: (units, 2), (units,)
        size = np.abs(W) @ part.size + np.abs(b)
        straight = part.polygon, np.ones(len(b), bool)  # where there are no kinks
        for polygon, on in _cut_by_units(part.polygon, G, h, size, first, most) if slope != 1.0 else [straight]:
            factor = np.where(on, 1.0, slope)
            finer.append(_Part(polygon, (*part.pattern, on), factor[:, None] * G, factor * h, size))
        if len(finer) > most:
            allowed = f"at most {most:,}: take a smaller network or a smaller window, or allow more"
            raise SpecError("pieces", f"more than {most:,}", allowed)
    return finer


def _cut_by_units(
    polygon: Polygon, G: Floats, h: Floats, size: Floats, first: int, most: int
) -> list[tuple[Polygon, States]]:
    """A piece cut by the lines G x + h = 0 of one layer's neurons, and which of them are on in each part."""
    heights = _rounded(polygon.corners @ G.T + h, size)  # (corners, units)
    rises, falls = (heights > 0.0).any(axis=0), (heights < 0.0).any(axis=0)
    states: States = np.asarray(rises & ~falls, bool)
    found = [(polygon, states)]
    for unit in np.flatnonzero(rises & falls):
        finer: list[tuple[Polygon, States]] = []
        for part, on in found:
            height = _rounded(part.corners @ G[unit] + h[unit], size[unit])
            turned_on = on.copy()
            turned_on[unit] = True
            if height.min() < 0.0 < height.max():
                above, below = cut(part, height, first + int(unit))
                finer += [(above, turned_on), (below, on)]
            else:
                finer.append((part, turned_on if height.max() > 0.0 else on))
        found = finer
        if len(found) > most:
            break  # the caller says so
    return found


def _rounded(heights: Floats, size: Floats) -> Floats:
    """Heights, with zero for those that differ from it by no more than rounding may."""
    rounded: Floats = np.where(np.abs(heights) <= ROUNDING * size, 0.0, heights)
    return rounded
