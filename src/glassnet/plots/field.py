"""The plane of a run: the picture of what the network predicts, and the points upon it."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from glassnet.data import Part
from glassnet.data.table import Floats
from glassnet.explain import boundary as boundary_view
from glassnet.explain import grid, value_range
from glassnet.plots.parts import plane_inputs, winners
from glassnet.plots.style import (
    INK,
    LINE,
    MARKER_SCALE,
    MARKERS,
    MUTED,
    PAPER,
    POINT_AREA,
    class_colour,
    diverging,
    figure_of,
    light,
    ramps,
)
from glassnet.spec import SpecError
from glassnet.training import Trainer

PIXELS = 200
"""Pixels along each side of the picture."""

VALUES = 0.85
"""The strength of a map of values: the same for surface and points, so that a point that fits vanishes in it."""


def draw_field(ax: Axes, run: Trainer) -> Any:
    """What the network predicts over the plane: the view that the page shows too, with a line between the classes.

    Returns:
        The picture (an `AxesImage`).
    """
    if plane_inputs(run) < 2:
        raise SpecError("run", "data with one input", "data with two inputs; a line is drawn by gn.plot.function")
    view = boundary_view(run, PIXELS)
    extent = tuple(view.data["domain"])
    settings: dict[str, Any] = {"extent": extent, "origin": "upper", "interpolation": "nearest", "zorder": 0}
    planes = [plane.reshape(PIXELS, PIXELS) for plane in view.arrays]
    if view.data["mode"] == "classes":
        image = ax.imshow(ramps(len(run.data.classes))[planes[0], planes[1]], **settings)
    else:
        strength = VALUES if run.data.task == "regression" else None
        colours = diverging(strength) if strength else diverging()
        image = ax.imshow(planes[0], cmap=colours, vmin=0, vmax=255, **settings)
    if run.data.task == "classification":
        _draw_border(ax, run)
    frame(ax, run)
    return image


def frame(ax: Axes, run: Trainer) -> None:
    """The window of the data, with the names of its inputs."""
    x_from, x_to, y_from, y_to = run.data.table.domain
    names = run.data.table.inputs
    ax.set(xlim=(x_from, x_to), ylim=(y_from, y_to), aspect="equal" if _square(run) else "auto")
    ax.set(xlabel=names[0], ylabel=names[1])
    light(ax, grid=False)
    for spine in ax.spines.values():
        spine.set(visible=True, color=LINE)
    ax.yaxis.label.set_rotation(0 if len(names[1]) < 3 else 90)


def _square(run: Trainer) -> bool:
    x_from, x_to, y_from, y_to = run.data.table.domain
    return 0.5 < (x_to - x_from) / (y_to - y_from) < 2.0


def _draw_border(ax: Axes, run: Trainer) -> None:
    """The line on which two classes are as probable as each other and more so than any other."""
    domain = run.data.table.domain
    said = run.predict(grid(domain, PIXELS, 2))
    if not np.isfinite(said).all():
        return
    across = grid(domain, PIXELS, 1)[:, 0]
    up = grid(domain, PIXELS, 2)[::PIXELS, 1]
    for number in range(1 if said.shape[1] == 2 else 0, said.shape[1]):
        lead = said[:, number] - np.delete(said, number, axis=1).max(axis=1)
        if lead.min() < 0.0 < lead.max():
            height = lead.reshape(PIXELS, PIXELS)
            ax.contour(across, up, height, levels=[0.0], colors=[INK], linewidths=0.9, alpha=0.75, zorder=1)


def draw_classes(
    ax: Axes, run: Trainer, part: Part, *, colours: npt.NDArray[np.int64] | None = None, judged: bool = True
) -> None:
    """The points of a part, each class in its colour and shape.

    Args:
        ax: where to draw.
        run: whose network judges.
        part: the points.
        colours: class numbers (n,) to be shown by colour instead of the true ones; shapes still say the truth.
        judged: whether the points that the network gets wrong have a dark edge.
    """
    shown = part.labels if colours is None else colours
    wrong = (winners(run, part.X) != part.labels) & judged
    size = area(len(part))
    for number, name in enumerate(run.data.classes):
        marker: Any = MARKERS[number % len(MARKERS)]
        scale = MARKER_SCALE[number % len(MARKERS)]
        for mistaken in (False, True):
            at = (part.labels == number) & (wrong == mistaken)
            ax.scatter(
                part.points[at, 0], part.points[at, 1], c=[class_colour(int(c)) for c in shown[at]], s=size * scale,
                marker=marker, edgecolors=INK if mistaken else PAPER, linewidths=1.3 if mistaken else 0.5,
                zorder=3 if mistaken else 2,
            )  # fmt: skip
        ax.scatter([], [], c=class_colour(number), s=POINT_AREA * scale, marker=marker, label=f"class {name}")
    if judged:
        ax.scatter([], [], c=PAPER, s=POINT_AREA, edgecolors=INK, linewidths=1.3, label="wrong")


def draw_values(ax: Axes, run: Trainer, points: Floats, values: Floats) -> Any:
    """Points coloured by a value, on the scale of the training set's values."""
    low, high = value_range(run)
    return ax.scatter(
        points[:, 0], points[:, 1], c=values, cmap=diverging(VALUES), vmin=low, vmax=high,
        s=1.2 * area(len(points)), edgecolors=INK, linewidths=0.5, zorder=2,
    )  # fmt: skip


def area(count: int) -> float:
    """The size of each of many points: smaller where there are more."""
    return float(np.clip(POINT_AREA * np.sqrt(300 / max(count, 1)), 4.0, POINT_AREA))


def value_bar(run: Trainer, image: Any, axes: list[Axes]) -> None:
    """A colour bar for a map of values that is drawn in bytes."""
    low, high = value_range(run)
    bar = figure_of(axes[0]).colorbar(image, ax=axes, shrink=0.85, pad=0.02, aspect=30)
    ticks = [tick for tick in MaxNLocator(6).tick_values(low, high) if low <= tick <= high]
    bar.set_ticks([(tick - low) / (high - low) * 255 for tick in ticks], labels=[f"{tick:g}" for tick in ticks])
    bar.set_label("value", color=INK, fontsize=10)
    bar.ax.spines["outline"].set_edgecolor(LINE)
    bar.ax.tick_params(colors=MUTED, labelcolor=INK, labelsize=9)
