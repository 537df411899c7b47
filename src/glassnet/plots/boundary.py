"""The decision boundary: what the network predicts over the plane, under the points."""

from typing import overload

from matplotlib.axes import Axes

from glassnet.plots.field import draw_classes, draw_field, draw_values, value_bar
from glassnet.plots.function import draw_function
from glassnet.plots.parts import epochs, name_of, part_of, plane_inputs, score_text
from glassnet.plots.style import PARTS_SHOWN, Drawn, heading, legend_below, new_axes, titled
from glassnet.training import Trainer


@overload
def boundary(run: Trainer, *, part: None = None, ax: None = None) -> tuple[Axes, ...]: ...
@overload
def boundary(run: Trainer, *, part: str, ax: Axes | None = None) -> Axes: ...
@overload
def boundary(run: Trainer, *, part: str | None = None, ax: Axes) -> Axes: ...
def boundary(run: Trainer, *, part: str | None = None, ax: Axes | None = None) -> Drawn:
    """Draw what the network predicts over the plane, and the points: the same picture as the page's.

    Classes: the colour of each place is that of the most probable class, paler where the network is less sure; lines
    separate the classes; points have a shape for each class, and a dark edge where the network is wrong. Values of two
    inputs: a map, with points in the same colours, so that a point that fits vanishes in it. One input: the learned
    function.

    Args:
        run: a run whose data has one or two inputs.
        part: "train", "validation" or "test"; None shows training and test set side by side, or with `ax` the
            training set.
        ax: axes to draw into instead of a new figure's.

    Returns:
        The axes of the part; with neither `part` nor `ax` a tuple: those of the training and of the test set (if there
        is one).

    Raises:
        SpecError: for data with more inputs, or a part that the run does not have.

    Example:
        >>> from glassnet.plots.demo import example
        >>> left, right = boundary(example("gauss", n=40, epochs=5))
        >>> right.get_title(loc="left")
        'Test set'
    """
    plane_inputs(run)
    if part is not None or ax is not None:
        part = part or "train"
        part_of(run, part)
        title = f"{name_of(run)}: {PARTS_SHOWN[part]}"
        return _draw([ax] if ax is not None else new_axes(size=(5.2, 5.4)), run, {part: title})[0]
    titles = {name: PARTS_SHOWN[name].capitalize() for name in ("train", "test") if len(run.data.parts[name])}
    panels = _draw(new_axes(1, len(titles), size=(4.9 * len(titles) + 0.4, 5.4)), run, titles)
    heading(panels, f"{name_of(run)}: what the network predicts after {epochs(run)}")
    return panels


def _draw(axes: list[Axes], run: Trainer, titles: dict[str, str]) -> tuple[Axes, ...]:
    """One panel for each part, with one legend or colour bar for all."""
    on_line, values = plane_inputs(run) == 1, run.data.task == "regression"
    image = None
    for ax, (name, title) in zip(axes, titles.items(), strict=True):
        part = run.data.parts[name]
        if on_line:
            draw_function(ax, run, (name,))
        else:
            image = draw_field(ax, run)
            if values:
                draw_values(ax, run, part.points, part.labels)
            else:
                draw_classes(ax, run, part)
        titled(ax, title, f"{len(part)} points, {score_text(run, name)}")
    if on_line:
        lowest, highest = min(ax.get_ylim()[0] for ax in axes), max(ax.get_ylim()[1] for ax in axes)
        for ax in axes:
            ax.set_ylim(lowest, highest)
    elif values:
        value_bar(run, image, axes)
    else:
        legend_below(axes[0])
    return tuple(axes)


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: boundary(example("circle")))
