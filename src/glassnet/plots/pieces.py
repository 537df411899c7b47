"""The exact pieces of a network of ReLUs, as lines over what it predicts."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from glassnet.explain import Pieces, border
from glassnet.explain import pieces as find
from glassnet.plots.field import draw_classes, draw_field, draw_values
from glassnet.plots.parts import epochs, name_of, plane_inputs
from glassnet.plots.style import INK, PAPER, legend_below, new_axes, titled
from glassnet.spec import SpecError
from glassnet.training import Trainer

LAYERS = ("#1d2430", "#00876c", "#b8449a", "#a88500", "#6a4fb3")
"""Colours of the lines of each layer; further layers begin again."""


def pieces(run: Trainer, *, points: bool = True, ax: Axes | None = None, **options: Any) -> Axes:
    """Draw the pieces of the plane on which a network of ReLUs is linear, and count them.

    A line is where a neuron turns on or off; its colour says in which layer, and it is thinner in later ones. The lines
    of the first layer are straight through; later ones bend where they cross a line of an earlier layer. The thick line
    is where two classes are equally probable, exactly.

    Args:
        run: its data has two inputs, its hidden layers are ReLU, leaky ReLU or linear.
        points: whether the training set is drawn, too.
        ax: axes to draw into instead of a new figure's.
        **options: of `gn.pieces`.

    Returns:
        The axes.

    Raises:
        SpecError: for what `gn.pieces` refuses, or data of another number of inputs.

    Example:
        >>> from glassnet.spec import Experiment
        >>> network = {"layers": [{"units": 3, "activation": "relu"}]}
        >>> pieces(Trainer(Experiment.from_json({"network": network}))).get_xlabel()
        'x'
    """
    if plane_inputs(run) != 2:
        raise SpecError("run", "data with one input", "data with two inputs, which make a plane")
    found = find(run, **options)
    if ax is None:
        (ax,) = new_axes(size=(6.0, 6.4))
    draw_field(ax, run)
    draw_lines(ax, found)
    edge = border(run, found)
    if len(edge):
        rim = LineCollection(list(edge.reshape(-1, 2, 2)), colors=PAPER, linewidths=4.4, zorder=1.4)
        line = LineCollection(list(edge.reshape(-1, 2, 2)), colors=INK, linewidths=2.4, zorder=1.5)
        ax.add_collection(rim)
        ax.add_collection(line)
    if points:
        part = run.data.train
        if run.data.task == "classification":
            draw_classes(ax, run, part, judged=False)
        else:
            draw_values(ax, run, part.points, part.labels)
    counted = f"{len(found):,} pieces" + (f" of at most {found.limit:,}" if found.limit else "")
    titled(ax, f"{name_of(run)}: {counted}", f"on each the network is linear; after {epochs(run)}")
    x0, x1, y0, y1 = found.domain
    ax.set(xlim=(x0, x1), ylim=(y0, y1))
    legend_below(ax)
    return ax


def draw_lines(ax: Axes, found: Pieces) -> None:
    """The lines between the pieces, layer by layer."""
    segments, owners = found.kinks
    start = 0
    for layer, (width, count) in enumerate(zip(found.widths, found.counts, strict=True), start=1):
        mine = segments[(owners >= start) & (owners < start + width)]
        start += width
        thickness = max(0.5, 1.5 - 0.4 * (layer - 1))
        colour = LAYERS[(layer - 1) % len(LAYERS)]
        label = f"layer {layer}: {count:,} pieces so far"
        ends = list(mine.reshape(-1, 2, 2))
        ax.add_collection(LineCollection(ends, colors=colour, linewidths=thickness, zorder=1.2, label=label))


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate
    from glassnet.training import Network, load, train

    def _example() -> Axes:
        net = Network([2, 8, 4, 2], activation="relu")
        return pieces(train(net, load("moons", n=300), epochs=80, lr=0.02))

    demonstrate(_example)
