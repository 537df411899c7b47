"""Prediction beside truth: the same examples twice, once as they are and once as the network sees them."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from glassnet.explain import value_range
from glassnet.plots.field import VALUES, area, draw_classes, draw_field, draw_values, frame, value_bar
from glassnet.plots.function import draw_function
from glassnet.plots.parts import epochs, name_of, number, part_of, plane_inputs, score_text, truth, usual_part, winners
from glassnet.plots.style import (
    BLUE,
    MUTED,
    PAPER,
    PARTS_SHOWN,
    diverging,
    heading,
    legend_below,
    light,
    new_axes,
    titled,
)
from glassnet.training import Trainer

DASHED: dict[str, Any] = {"color": MUTED, "linestyle": (0, (4, 2)), "linewidth": 1.2}


def prediction_beside_truth(run: Trainer, *, part: str | None = None) -> tuple[Axes, Axes]:
    """Draw what is true at the left and what the network predicts at the right.

    Classes on the plane: points in the colour of their true class, then in that of the predicted one over the
    prediction for every place; wrong ones have a dark edge. Values on the plane: the values, over the surface without
    noise where a formula makes it, then the network's surface. Values of one input: the learned function, then
    prediction against truth. Values of more inputs: prediction against truth, then the errors.

    Args:
        run: a run that predicts values, or classes of one or two inputs.
        part: "train", "validation" or "test"; None is the test set where there is one.

    Returns:
        The axes of the truth and those of the prediction.

    Raises:
        SpecError: for classes of more than two inputs, or a part that the run does not have.

    Example:
        >>> from glassnet.plots.demo import example
        >>> left, right = prediction_beside_truth(example("plane", n=40, epochs=5))
        >>> left.get_title(loc="left"), right.get_title(loc="left")
        ('Truth', 'Prediction')
    """
    part = part or usual_part(run)
    part_of(run, part)
    inputs = len(run.data.table.inputs)
    if run.data.task == "classification":
        plane_inputs(run)
    left, right = new_axes(1, 2, size=(10.2, 5.4 if inputs == 2 else 4.8))
    if inputs == 2:
        draw = _classes if run.data.task == "classification" else _values
        draw(left, right, run, part)
        titled(left, "Truth", _said_of_truth(run))
        titled(right, "Prediction", score_text(run, part))
    elif inputs == 1:
        draw_function(left, run, (part,))
        titled(left, "Learned function", f"after {epochs(run)}")
        _beside(right, run, part)
    else:
        _against(left, run, part)
        _errors(right, run, part)
    count = len(run.data.parts[part])
    heading(left, f"{name_of(run)}: prediction beside truth, {PARTS_SHOWN[part]} ({count} points)")
    return left, right


def _said_of_truth(run: Trainer) -> str:
    if run.data.task == "classification":
        return "the class of each point"
    return "points with their noise, surface without" if truth(run) else "the value of each point"


def _classes(left: Axes, right: Axes, run: Trainer, part: str) -> None:
    examples = run.data.parts[part]
    frame(left, run)
    draw_classes(left, run, examples, judged=False)
    draw_field(right, run)
    draw_classes(right, run, examples, colours=winners(run, examples.X))
    legend_below(right)


def _values(left: Axes, right: Axes, run: Trainer, part: str) -> None:
    examples = run.data.parts[part]
    known, (low, high) = truth(run), value_range(run)
    if known is not None:
        points, values = known
        left.tripcolor(
            points[:, 0], points[:, 1], values, cmap=diverging(VALUES), vmin=low, vmax=high, shading="gouraud", zorder=0
        )
    frame(left, run)
    draw_values(left, run, examples.points, examples.labels)
    image = draw_field(right, run)
    draw_values(right, run, examples.points, run.predict(examples.points))
    value_bar(run, image, [left, right])


def _beside(ax: Axes, run: Trainer, part: str) -> None:
    if run.data.task == "regression":
        _against(ax, run, part)
        return
    draw_function(ax, run, (part,))
    titled(ax, "Prediction", score_text(run, part))


def _against(ax: Axes, run: Trainer, part: str) -> None:
    """Predicted over true values: on the diagonal they agree."""
    examples = run.data.parts[part]
    said = run.predict(examples.points)
    light(ax)
    ax.axline((0.0, 0.0), slope=1.0, label="prediction = truth", **DASHED, zorder=2)
    size, name = area(len(examples)), PARTS_SHOWN[part]
    ax.scatter(examples.labels, said, c=BLUE, s=size, edgecolors=PAPER, linewidths=0.5, label=name, zorder=3)
    ax.set(xlabel="true value", ylabel="predicted value")
    titled(ax, "Prediction against truth", score_text(run, part))
    legend_below(ax)


def _errors(ax: Axes, run: Trainer, part: str) -> None:
    examples = run.data.parts[part]
    errors = run.predict(examples.points) - examples.labels
    errors = errors[np.isfinite(errors)]
    light(ax)
    ax.hist(errors, bins=min(30, max(5, len(errors) // 8)), color=BLUE, edgecolor=PAPER, linewidth=1.0, zorder=2)
    ax.axvline(0.0, **DASHED, zorder=3)
    ax.set(xlabel="prediction − truth", ylabel="examples")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    titled(
        ax,
        "Errors",
        f"mean {number(errors.mean())}, spread {number(errors.std())}" if len(errors) else "no finite ones",
    )


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: prediction_beside_truth(example("bumps", n=800, epochs=60)))
