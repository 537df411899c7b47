"""The confusion matrix, with precision and recall in its margins."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from glassnet.plots.parts import name_of
from glassnet.plots.style import BLUE, INK, MIDDLE, MUTED, ORANGE, PAPER, PARTS_SHOWN, light, mixed, new_axes, titled
from glassnet.plots.tables import Confusion, confusion_table, share
from glassnet.training import Trainer


def confusion(run: Trainer, part: str = "test", *, ax: Axes | None = None) -> Axes:
    """Draw which classes the network takes for which: truth downwards, prediction across.

    Blue fields count what is right, orange ones what is wrong; the stronger the colour, the greater the share of the
    class (by its square root, so that rare mistakes can be seen). The right margin has the recall of each class, the
    lower one its precision, the corner the accuracy.

    Args:
        run: a run that predicts classes.
        part: "train", "validation" or "test".
        ax: axes to draw into instead of a new figure's.

    Returns:
        The axes.

    Raises:
        SpecError: for a run that predicts values, or a part that it does not have.

    Example:
        >>> from glassnet.plots.demo import example
        >>> confusion(example("blobs", n=60, epochs=5)).get_xlabel()
        'predicted class'
    """
    table = confusion_table(run, part)
    count = len(table.classes)
    if ax is None:
        side = 2.2 + 0.62 * (count + 1)
        (ax,) = new_axes(size=(side, side + 0.2))
    light(ax, grid=False)
    _draw_fields(ax, table)
    _draw_margins(ax, table)
    ax.set(xlim=(-0.5, count + 0.5), ylim=(count + 0.5, -0.5), aspect="equal")
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xticks(range(count + 1), [*table.classes, "recall"])
    ax.set_yticks(range(count + 1), [*table.classes, "precision"])
    ax.tick_params(length=0)
    ax.set(xlabel="predicted class", ylabel="true class")
    for spine in ax.spines.values():
        spine.set_visible(False)
    below = f"{PARTS_SHOWN[part]}, {int(table.support.sum())} examples"
    titled(ax, f"{name_of(run)}: which class is taken for which", below, lift=34)
    return ax


def _draw_fields(ax: Axes, table: Confusion) -> None:
    count = len(table.classes)
    shares = np.sqrt(table.matrix / np.maximum(table.support, 1)[:, None])
    colours = np.where(np.eye(count, dtype=bool)[..., None], mixed(MIDDLE, BLUE, shares), mixed(MIDDLE, ORANGE, shares))
    edges = np.arange(count + 1) - 0.5
    ax.pcolormesh(edges, edges, colours, edgecolors=PAPER, linewidth=2.0)
    for i in range(count):
        for j in range(count):
            number = int(table.matrix[i, j])
            colour = PAPER if shares[i, j] > 0.6 else INK if number else MUTED
            _write(ax, j, i, str(number), colour, fontsize=11, fontweight="bold" if i == j else "normal")


def _draw_margins(ax: Axes, table: Confusion) -> None:
    count = len(table.classes)
    for i in range(count):
        _write(ax, count, i, share(table.recall[i]))
        _write(ax, i, count, share(table.precision[i]))
    _write(ax, count, count - 0.1, share(table.accuracy), fontweight="bold")
    _write(ax, count, count + 0.22, "accuracy", MUTED, fontsize=7.5)


def _write(ax: Axes, x: float, y: float, text: str, colour: str = INK, **look: Any) -> None:
    ax.text(x, y, text, ha="center", va="center", color=colour, **({"fontsize": 9} | look))


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: confusion(example("pinwheel", noise=0.2, epochs=30)))
