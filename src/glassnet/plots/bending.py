"""The plane bent by each layer: a grid and the points, one panel for each stage of the network."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from glassnet.explain import Stage
from glassnet.explain import bending as carry
from glassnet.plots.parts import epochs, name_of
from glassnet.plots.style import (
    BLUE,
    LINE,
    MARKER_SCALE,
    MARKERS,
    MUTED,
    PAPER,
    class_colour,
    diverging,
    heading,
    legend_below,
    light,
    new_axes,
    titled,
)
from glassnet.training import Trainer

COLUMNS = 6


def bending(run: Trainer, **options: Any) -> tuple[Axes, ...]:
    """Draw the plane as every layer of a network sees it, from the inputs to the output.

    Args:
        run: its data has one or two inputs.
        **options: of `gn.bending`: `part`, `lines`, `places`, `domain`.

    Returns:
        The axes, one for each stage.

    Raises:
        SpecError: for what `gn.bending` refuses.

    Example:
        >>> from glassnet.plots.demo import example
        >>> [ax.get_title(loc="left") for ax in bending(example(n=60, epochs=5, hidden=(2, 3)))]
        ['inputs', 'layer 1', 'layer 2', 'output']
    """
    bent = carry(run, **options)
    count = len(bent.stages)
    columns = min(count, COLUMNS)
    rows = -(-count // columns)
    axes = new_axes(rows, columns, size=(2.9 * columns, 4.1 * rows + 0.3))
    for ax in axes[count:]:
        ax.remove()
    for ax, stage in zip(axes, bent.stages, strict=False):
        _draw(ax, stage, bent.upright)
        _points(ax, run, stage, bent.labels)
    if run.data.task == "classification":
        legend_below(axes[columns * (rows - 1)])
    heading(axes[0], f"{name_of(run)}: the plane bent by each layer after {epochs(run)}")
    return tuple(axes[:count])


def _draw(ax: Axes, stage: Stage, upright: int) -> None:
    for lines, colour in ((stage.lines[:upright], MUTED), (stage.lines[upright:], BLUE)):
        ax.add_collection(LineCollection(list(lines), colors=colour, linewidths=0.7, alpha=0.6, zorder=1))
    seen = f"{stage.width} neurons" if stage.name != "inputs" else f"{stage.width} inputs"
    if stage.width == 1:
        seen = seen.removesuffix("s")
    if stage.seen == "principal components":
        seen += f", 2 components: {stage.share:.0%}"
    titled(ax, stage.name, seen)
    light(ax, grid=False)
    for spine in ax.spines.values():
        spine.set(visible=True, color=LINE)
    ax.tick_params(labelsize=8)
    ax.autoscale_view()
    ax.set_box_aspect(1)


def _points(ax: Axes, run: Trainer, stage: Stage, labels: Any) -> None:
    x, y = stage.points.T
    if run.data.task == "regression":
        ax.scatter(x, y, c=labels, cmap=diverging(1.0), s=14, edgecolors=PAPER, linewidths=0.3, zorder=2)
        return
    for number, name in enumerate(run.data.classes):
        at = labels == number
        place = number % len(MARKERS)
        ax.scatter(x[at], y[at], color=class_colour(number), marker=MARKERS[place], s=16 * MARKER_SCALE[place],
                   edgecolors=PAPER, linewidths=0.3, zorder=2, label=f"class {name}")  # fmt: skip


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: bending(example("circle", hidden=(4, 3, 2))))
