"""The landscape, the pieces, the bending and the neurons' lines as views: what the page's panels draw.

Where there is nothing to draw a view says why, in `problem`, instead of failing: the panel shows the sentence.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.explain.affine import plane_map
from glassnet.explain.bending import bending
from glassnet.explain.directions import weight_names
from glassnet.explain.landscape import landscape
from glassnet.explain.pieces import border, pieces
from glassnet.explain.view import View
from glassnet.spec import SpecError
from glassnet.training import Trainer

MOST_PIECES = 4_000
EXAMPLES = 300
"""Examples that a landscape on the page is computed with at most: it is to come while one looks."""
POINTS = 400
LINES, PLACES = 13, 41

Array32 = npt.NDArray[np.float32]


def landscape_view(
    run: Trainer, plane: str = "random", loss: str = "own", seed: int = 0, first: str = "", second: str = "",
    size: int = 25, zoom: float = 1.0,
) -> View:  # fmt: skip
    """The loss around the weights.

    Args:
        run: a run.
        plane: "random", "path" or "weights".
        loss: one of `gn.landscape`'s, or "both" for cross-entropy beside squared error.
        seed: of random directions.
        first: name of a weight; empty for the usual one.
        second: the same for the other axis.
        size: places along each side.
        zoom: how many times as far as usual the window goes.

    Returns:
        `data`: axes, extent, what is shown for each loss, or `problem`; float32 arrays: for each loss its heights
        (size², from the lowest row up), then the path (moments, 2).
    """
    both = loss == "both" and run.data.task == "classification"
    names = ["cross_entropy", "mse"] if both else ["own" if loss == "both" else loss]
    chosen = [first or _usual(run, 0), second or _usual(run, 1)] if plane == "weights" else None
    try:
        found = landscape(
            run, plane, weights=chosen, losses=names, size=size, zoom=zoom, seed=seed, examples=EXAMPLES,
            exact=False,
        )  # fmt: skip
    except SpecError as error:
        return _problem(error)
    heights = [rows.reshape(-1) for rows in found.heights.values()]
    losses = [
        {"name": name, "low": _lowest(rows), "high": _highest(rows), "here": _number(found.here_loss[name])}
        for name, rows in found.heights.items()
    ]
    data: dict[str, Any] = {
        "problem": None,
        "plane": plane,
        "axes": list(found.plane.names),
        "shares": list(found.plane.shares) if found.plane.shares else None,
        "extent": [float(found.across[0]), float(found.across[-1]), float(found.up[0]), float(found.up[-1])],
        "here": list(found.here),
        "size": size,
        "losses": losses,
        "own": found.own,
        "examples": found.examples,
        "of": len(run.data.train),
        "steps": [] if found.path_steps is None else found.path_steps.tolist(),
    }
    way = np.zeros((0, 2)) if found.path is None else found.path
    return View(data, tuple(_float32(array) for array in (*heights, way.reshape(-1))))


def pieces_view(run: Trainer) -> View:
    """The exact pieces over the plane.

    Returns:
        `data`: counts by layer, limit, widths and domain, or `problem`; float32 arrays: kinks (n, 6) as x₀, y₀, x₁, y₁,
        layer, neuron; the border between two classes (n, 4); corners of all pieces (n, 2); corners of each piece
        (pieces,); neurons that are on in each hidden layer (pieces, layers).
    """
    try:
        found = pieces(run, most=MOST_PIECES)
        edge = border(run, found)
    except SpecError as error:
        return _problem(error)
    segments, owners = found.kinks
    places = np.array([found.layer_of(int(owner)) for owner in owners]).reshape(-1, 2)
    layers = pairwise(np.cumsum((0, *found.widths)))
    on = np.array([found.patterns[:, a:b].sum(axis=1) for a, b in layers]).T.reshape(len(found), -1)
    arrays = (
        np.concatenate([segments, places], axis=1),
        edge,
        np.concatenate([polygon.corners for polygon in found.polygons]),
        np.array([len(polygon.corners) for polygon in found.polygons]),
        on,
    )
    data = {
        "problem": None,
        "pieces": len(found),
        "counts": list(found.counts),
        "limit": found.limit,
        "widths": list(found.widths),
        "domain": list(found.domain),
    }
    return View(data, tuple(_float32(array.reshape(-1)) for array in arrays))


def bending_view(run: Trainer) -> View:
    """The plane bent by each layer.

    Returns:
        `data`: for each stage its name, width, how it is seen and its share; how many lines of how many places; or
        `problem`. float32 arrays: for each stage its lines (lines, places, 2) and points (n, 2); then the labels (n,).
    """
    try:
        bent = bending(run, lines=LINES, places=PLACES)
    except SpecError as error:
        return _problem(error)
    count = len(bent.labels)
    rows = np.linspace(0, count - 1, min(count, POINTS)).astype(np.int64)
    stages = [{"name": s.name, "width": s.width, "seen": s.seen, "share": s.share} for s in bent.stages]
    arrays = [array for s in bent.stages for array in (s.lines, s.points[rows])] + [bent.labels[rows]]
    data = {"problem": None, "stages": stages, "lines": len(bent.stages[0].lines), "places": PLACES,
            "upright": bent.upright}  # fmt: skip
    return View(data, tuple(_float32(array.reshape(-1)) for array in arrays))


def lines_view(run: Trainer) -> View:
    """How the first layer's neurons lie on the plane: a neuron is zero where (w A) x + w c + b = 0.

    Returns:
        `data`: A (features, 2), c (features,), `back` (2, features) by which the weights change when the slopes w A do,
        and the number of raw inputs, or `problem`.
    """
    try:
        mapped = plane_map(run)
    except SpecError as error:
        return _problem(error)
    data = {"A": mapped.A.tolist(), "c": mapped.c.tolist(), "back": mapped.back.tolist(), "inputs": mapped.inputs}
    return View({"problem": None} | data)


def _problem(error: SpecError) -> View:
    return View({"problem": _in_words(error)})


def _in_words(error: SpecError) -> str:
    """Why there is nothing to draw, as a learner reads it."""
    match error.where.split()[0]:
        case "layer":
            return f"{error.where.capitalize()} bends everywhere ({error.got}), so that nothing is flat. ReLU, leaky " \
                "ReLU and identity are made of straight pieces."  # fmt: skip
        case "pieces":
            return f"There are {error.got}: too many to draw. A smaller network has fewer."
        case "plane":
            return "There is no path yet: train the run for some epochs, or look along random directions."
    return f"{error.where}: {error.got}. Needed: {error.allowed}."


def _usual(run: Trainer, number: int) -> str:
    return weight_names(run)[number]


def _float32(array: npt.NDArray[Any]) -> Array32:
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(array, np.float32)


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _lowest(values: npt.NDArray[np.float64]) -> float | None:
    finite = values[np.isfinite(values)]
    return float(finite.min()) if len(finite) else None


def _highest(values: npt.NDArray[np.float64]) -> float | None:
    finite = values[np.isfinite(values)]
    return float(finite.max()) if len(finite) else None
