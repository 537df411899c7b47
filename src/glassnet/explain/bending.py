"""The plane bent by each layer: a grid of lines and the points, carried through the network stage by stage.

A layer of two neurons is shown as it is: its activations are the two coordinates. A wider one is seen from the side
from which the points are spread the most, its first two principal components, turned so that the picture looks as
much as it can like the one before. A layer of one neuron is a line.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from glassnet.data.table import Domain
from glassnet.explain.polygons import Floats, Ints
from glassnet.spec import SpecError
from glassnet.training import Trainer, require_run

MAX_LINES, MAX_PLACES = 101, 1001


@dataclass(frozen=True, eq=False)
class Stage:
    """What one layer makes of the plane, seen in two dimensions.

    Attributes:
        name: "inputs", "layer 1" and so on, or "output".
        width: numbers that the layer computes for each point.
        seen: "as it is" (one or two numbers), or "principal components" (more).
        share: of the points' variance that can be seen; 1 where nothing is left out.
        lines: the lines of the grid, shape (lines, places, 2).
        points: the examples, shape (n, 2).
    """

    name: str
    width: int
    seen: Literal["as it is", "principal components"]
    share: float
    lines: Floats
    points: Floats


@dataclass(frozen=True, eq=False)
class Bending:
    """The plane as every layer sees it.

    Attributes:
        stages: the network's inputs, each hidden layer's activations, the outputs.
        labels: class numbers or values of the points, shape (n,).
        upright: how many of the lines run upward (x constant); they come first.
    """

    stages: tuple[Stage, ...]
    labels: Ints | Floats
    upright: int

    def __repr__(self) -> str:
        return f"Bending({', '.join(stage.name for stage in self.stages)}; {len(self.labels):,} points)"


def bending(
    run: Trainer, *, part: str = "train", lines: int = 17, places: int = 65, domain: Domain | None = None
) -> Bending:
    """Carry a grid of the plane, and the points, through the layers of a run's network.

    Args:
        run: its data has one or two inputs.
        part: which points: "train", "validation" or "test".
        lines: in each direction, 2 to 101.
        places: along each line, 2 to 1001.
        domain: the window (x from, x to, y from, y to); the data's own if left out.

    Raises:
        SpecError: for data of more inputs, a part without points, numbers out of range, or activations that are not
            finite.

    Example:
        >>> from glassnet.spec import Experiment
        >>> run = Trainer(Experiment.from_json({"network": {"layers": [{"units": 2}, {"units": 5}]}}))
        >>> [(stage.name, stage.width, stage.seen) for stage in bending(run).stages]
        [('inputs', 2, 'as it is'), ('layer 1', 2, 'as it is'), ('layer 2', 5, 'principal components'),
         ('output', 2, 'as it is')]
    """
    require_run(run)
    inputs = len(run.data.table.inputs)
    if inputs > 2:
        raise SpecError("data", f"{inputs} inputs", "data with one or two inputs, which can be drawn on the plane")
    _within("lines", lines, MAX_LINES)
    _within("places", places, MAX_PLACES)
    present = [name for name, examples in run.data.parts.items() if len(examples)]
    if part not in present:
        raise SpecError("part", part, "one of " + ", ".join(present))
    if domain is not None and len(domain) != 4:
        raise SpecError("domain", domain, "four numbers: x from, x to, y from, y to")
    raw, upright = _grid(domain or run.data.table.domain, lines, places, inputs)
    examples = run.data.parts[part]
    grid = run.data.transform(raw.reshape(-1, inputs))
    grids, clouds = [grid, *run.forward(grid)], [examples.X, *run.forward(examples.X)]
    stages: list[Stage] = []
    hidden = [f"layer {i}" for i in range(1, len(grids) - 1)]
    for name, on_grid, on_points in zip(["inputs", *hidden, "output"], grids, clouds, strict=True):
        if not (np.isfinite(on_grid).all() and np.isfinite(on_points).all()):
            raise SpecError("run", f"activations of {name} that are not finite", "go back to before the run diverged")
        before = stages[-1].points if stages else None
        stages.append(_seen(name, on_grid.astype(np.float64), on_points.astype(np.float64), before, raw.shape[:2]))
    return Bending(tuple(stages), examples.labels, upright)


def _within(where: str, number: int, most: int) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not 2 <= number <= most:
        raise SpecError(where, number, f"a whole number from 2 to {most}")


def _grid(domain: Domain, lines: int, places: int, inputs: int) -> tuple[Floats, int]:
    """The lines of the grid, (lines, places, inputs), and how many of them run upward; on the line there is just it."""
    x0, x1, y0, y1 = domain
    along, fixed = np.linspace(0.0, 1.0, places), np.linspace(0.0, 1.0, lines)
    if inputs == 1:
        return (x0 + along * (x1 - x0)).reshape(1, places, 1), 0
    upright = np.stack(np.broadcast_arrays(fixed[:, None], along[None, :]), axis=-1)
    level = upright[:, :, ::-1]
    grid: Floats = np.array([x0, y0]) + np.concatenate([upright, level]) * np.array([x1 - x0, y1 - y0])
    return grid, lines


def _seen(name: str, grid: Floats, points: Floats, before: Floats | None, shape: tuple[int, ...]) -> Stage:
    """One layer's numbers, for the grid (m, width) and for the points (n, width), seen in two dimensions."""
    width = points.shape[1]
    lines = (*shape, 2)
    if width <= 2:
        beside = ((0, 0), (0, 2 - width))  # a single number is drawn along a line
        return Stage(name, width, "as it is", 1.0, np.pad(grid, beside).reshape(lines), np.pad(points, beside))
    mean = points.mean(axis=0)
    _, sizes, axes = np.linalg.svd(points - mean, full_matrices=False)
    axes = _two(axes)
    total = float(np.square(sizes).sum())
    share = float(np.square(sizes[:2]).sum()) / total if total > 0.0 else 1.0
    flat: npt.NDArray[np.float64] = (points - mean) @ axes.T
    turn = _turn(flat, before) if before is not None else np.eye(2)
    return Stage(
        name, width, "principal components", share, ((grid - mean) @ axes.T @ turn).reshape(lines), flat @ turn
    )  # fmt: skip


def _two(axes: Floats) -> Floats:
    """The first two axes, (2, width); a single point has but one, whose companion is zero."""
    return np.pad(axes[:2], ((0, max(0, 2 - len(axes))), (0, 0)))


def _turn(points: Floats, before: Floats) -> Floats:
    """The rotation or reflection that brings points closest to where they were: orthogonal Procrustes.

    Source: Schönemann 1966, A generalized solution of the orthogonal Procrustes problem.
    """
    left, _, right = np.linalg.svd(points.T @ (before - before.mean(axis=0)))
    turn: Floats = left @ right
    return turn
