"""The learned function over a single input: the curve, the points, and the truth where it is known."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from glassnet.data import PARTS
from glassnet.explain import boundary as boundary_view
from glassnet.explain import grid
from glassnet.plots.field import area
from glassnet.plots.parts import epochs, name_of, part_of, plane_inputs, score_text, truth, usual_part
from glassnet.plots.style import (
    BLUE,
    INK,
    MARKER_SCALE,
    MARKERS,
    MUTED,
    ORANGE,
    PAPER,
    PARTS_SHOWN,
    class_colour,
    legend_below,
    light,
    new_axes,
    titled,
)
from glassnet.training import Trainer

PLACES = 400
RUG = -0.06
"""Height at which the points of classes lie, under the probabilities."""


def function(run: Trainer, *, ax: Axes | None = None) -> Axes:
    """Draw the learned function over a single input.

    Values: the network's curve, the points of the training and the test set, and for presets the formula without noise.
    Classes: the probability of each class, with the points in a strip underneath.

    Args:
        run: a run whose data has one input.
        ax: axes to draw into instead of a new figure's.

    Returns:
        The axes.

    Raises:
        SpecError: for data with more inputs.

    Example:
        >>> from glassnet.plots.demo import example
        >>> function(example("sine", n=40, epochs=5)).get_ylabel()
        'value'
    """
    plane_inputs(run, most=1)
    if ax is None:
        (ax,) = new_axes(size=(7.2, 4.6))
    draw_function(ax, run, tuple(part for part in ("train", "test") if len(run.data.parts[part])))
    part = usual_part(run)
    below = f"after {epochs(run)}; {PARTS_SHOWN[part]}: {score_text(run, part)}"
    titled(ax, f"{name_of(run)}: the learned function", below)
    return ax


def draw_function(ax: Axes, run: Trainer, parts: tuple[str, ...]) -> None:
    """The curve and the points of some parts, without a title."""
    for part in parts:
        part_of(run, part)
    light(ax)
    if run.data.task == "regression":
        _draw_values(ax, run, parts)
    else:
        _draw_probabilities(ax, run, parts)
    ax.set(xlabel=run.data.table.inputs[0], xlim=run.data.table.domain[:2])
    legend_below(ax)


def _draw_values(ax: Axes, run: Trainer, parts: tuple[str, ...]) -> None:
    looks = {"train": (MUTED, "o"), "validation": (BLUE, "s"), "test": (ORANGE, "D")}
    for name in sorted(parts, key=PARTS.index):
        part, (colour, marker) = run.data.parts[name], looks[name]
        ax.scatter(
            part.points[:, 0], part.labels, c=colour, s=area(len(part)) * 0.8, marker=marker, edgecolors=PAPER,
            linewidths=0.5, label=PARTS_SHOWN[name], zorder=2,
        )  # fmt: skip
    known = truth(run)
    if known is not None:
        ax.plot(
            known[0][:, 0], known[1], color=INK, linestyle=(0, (4, 2)), linewidth=1.2, label="without noise", zorder=3
        )
    curve = boundary_view(run, PLACES).arrays[0]
    places = grid(run.data.table.domain, PLACES, 1)[:, 0]
    ax.plot(places, curve, color=BLUE, linewidth=2.2, label="network", zorder=4)
    ax.set_ylabel("value")


def _draw_probabilities(ax: Axes, run: Trainer, parts: tuple[str, ...]) -> None:
    places = grid(run.data.table.domain, PLACES, 1)
    chances = run.predict(places)
    for number, name in enumerate(run.data.classes):
        colour, marker = class_colour(number), MARKERS[number % len(MARKERS)]
        looks: dict[str, Any] = {"color": colour, "linewidth": 2.0, "marker": marker, "markevery": []}  # for the legend
        ax.plot(places[:, 0], chances[:, number], label=f"class {name}", zorder=3, **looks)
        for part in (run.data.parts[name] for name in parts):
            at = part.labels == number
            height = np.full(int(at.sum()), RUG * (1 + 0.5 * (number % 4)))
            size = area(len(part)) * MARKER_SCALE[number % len(MARKERS)]
            ax.scatter(part.points[at, 0], height, c=colour, s=size, marker=marker, linewidths=0, alpha=0.6, zorder=2)
    ax.set(ylabel="probability", ylim=(RUG * 3.5, 1.04), yticks=np.linspace(0.0, 1.0, 6))


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: function(example("sine", n=200, noise=0.15)))
