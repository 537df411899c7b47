"""A few examples looked at one by one: what goes in, what the network says, what is true."""

from math import ceil, isqrt
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from glassnet.explain import value_range
from glassnet.plots.field import draw_field
from glassnet.plots.function import draw_function
from glassnet.plots.parts import name_of, number
from glassnet.plots.style import (
    BLUE,
    INK,
    LINE,
    MUTED,
    ORANGE,
    PAPER,
    PARTS_SHOWN,
    class_colour,
    heading,
    light,
    new_axes,
    titled,
)
from glassnet.plots.tables import SHOWN_INPUTS, Prediction, prediction_table
from glassnet.spec import SpecError
from glassnet.training import Trainer

COLUMNS = 5
MOST = 25

TRUTH: dict[str, Any] = {"c": ORANGE, "marker": "D", "s": 34, "edgecolors": PAPER, "linewidths": 0.5}
SAID: dict[str, Any] = {"c": BLUE, "marker": "o", "s": 44, "edgecolors": PAPER, "linewidths": 0.5}


def predictions(run: Trainer, n: int = 5, seed: int = 0, part: str = "test") -> tuple[Axes, ...]:
    """Draw a few examples that are picked at random: each one's input, and below it what the network says.

    Classes: a bar for the probability of each; the true one has a dark edge. Values: truth and prediction on a line.
    `prediction_table` gives the same examples as numbers.

    Args:
        run: a run.
        n: how many, 1 to 25; all of them if the part has no more.
        seed: another one picks others.
        part: "train", "validation" or "test".

    Returns:
        The axes: for each example those of the input and those of the answer.

    Raises:
        SpecError: for an n that is not allowed, or a part that the run does not have.

    Example:
        >>> from glassnet.plots.demo import example
        >>> len(predictions(example("gauss", n=40, epochs=5), n=3))
        6
    """
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= MOST:
        raise SpecError("n", n, f"a whole number from 1 to {MOST}")
    table = prediction_table(run, n, seed, part)
    columns, blocks = min(COLUMNS, len(table)), ceil(len(table) / COLUMNS)
    bars = max(2, len(run.data.classes))
    width, answer = max(2.2 * columns + 0.3, 5.6), 0.7 + 0.17 * bars
    figure_size = (width, 0.6 + blocks * (2.5 + answer))
    axes = new_axes(2 * blocks, columns, size=figure_size, heights=[2.2, answer] * blocks)
    drawn: list[Axes] = []
    for i, row in enumerate(table):
        at = 2 * (i // columns) * columns + i % columns
        _draw_input(axes[at], run, row)
        draw_answer = _draw_value if run.data.task == "regression" else _draw_probabilities
        draw_answer(axes[at + columns], run, row)
        drawn += [axes[at], axes[at + columns]]
    for ax in axes:
        if ax not in drawn:
            ax.remove()
    heading(drawn[0], f"{name_of(run)}: {len(table)} random predictions, {PARTS_SHOWN[part]}")
    return tuple(drawn)


def _draw_input(ax: Axes, run: Trainer, row: Prediction) -> None:
    """A picture as a picture, a point in its plane or on its line, other inputs as text."""
    inputs, point = run.data.table.inputs, np.array(row.point)
    side = isqrt(len(inputs))
    if len(inputs) == 2:
        draw_field(ax, run)
        ax.scatter(point[0], point[1], s=70, c=PAPER, edgecolors=INK, linewidths=1.6, zorder=5)
    elif len(inputs) == 1:
        draw_function(ax, run, ())
        legend = ax.get_legend()
        if legend is not None:
            legend.remove()
        if isinstance(row.truth, str):
            ax.axvline(point[0], color=INK, linewidth=1.2, zorder=5)
        else:
            said = float(row.prediction)
            ax.plot([point[0], point[0]], [row.truth, said], color=MUTED, linewidth=1.2, zorder=5)
            ax.scatter(point[0], row.truth, zorder=6, **TRUTH)
            ax.scatter(point[0], said, zorder=6, **SAID)
    elif side * side == len(inputs) and inputs[:2] == ("p0", "p1"):
        ax.imshow(point.reshape(side, side), cmap="gray_r", vmin=0.0, vmax=1.0, interpolation="nearest")
    else:
        lines = [f"{name} = {value:.3g}" for name, value in zip(inputs, row.point, strict=True)][: 2 * SHOWN_INPUTS]
        more = ["…"] if len(inputs) > len(lines) else []
        ax.text(0.08, 0.92, "\n".join(lines + more), va="top", color=INK, fontsize=9, transform=ax.transAxes)
    ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
    for spine in ax.spines.values():
        spine.set(visible=True, color=LINE)
    if isinstance(row.truth, str):
        titled(ax, f"class {row.truth}", "right" if row.right else f"taken for {row.prediction}")
    else:
        titled(ax, f"value {number(row.truth, 2)}", f"predicted {number(float(row.prediction), 2)}")


def _draw_probabilities(ax: Axes, run: Trainer, row: Prediction) -> None:
    chances = run.predict([row.point])[0]
    names = run.data.classes
    light(ax, grid=False)
    edges = [INK if name == row.truth else PAPER for name in names]
    ax.barh(range(len(names)), chances, color=[class_colour(c) for c in range(len(names))], edgecolor=edges, height=0.8)
    ax.set(xlim=(0.0, 1.0), ylim=(len(names) - 0.4, -0.6), xticks=[0.0, 0.5, 1.0], xlabel="probability")
    ax.set_xticklabels(["0", "½", "1"])
    ax.set_yticks(range(len(names)), names)
    for label, name in zip(ax.get_yticklabels(), names, strict=True):
        label.set_fontweight("bold" if name == row.truth else "normal")


def _draw_value(ax: Axes, run: Trainer, row: Prediction) -> None:
    low, high = value_range(run)
    light(ax, grid=False)
    true, said = float(row.truth), float(row.prediction)
    ax.plot([true, said], [0, 0], color=MUTED, linewidth=1.2, zorder=1)
    ax.scatter(true, 0, zorder=2, **TRUTH)
    ax.scatter(said, 0, zorder=3, **SAID)
    ax.set(xlim=(low, high), ylim=(-1, 1), yticks=[], xlabel="◆ truth   ● prediction")
    ax.spines["left"].set_visible(False)


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: predictions(example("digits", epochs=2)))
