"""The flow through each layer: over the epochs, or across the layers as they are now."""

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from glassnet.explain.flow import STATISTICS, Flow
from glassnet.explain.flow import flow as measured
from glassnet.plots.parts import epochs, name_of
from glassnet.plots.style import BLUE, INK, MUTED, ORANGE, heading, legend_below, light, mixed, new_axes, titled
from glassnet.spec import SpecError
from glassnet.training import Trainer

USUAL = ("gradient", "delta", "spread", "saturated", "dead", "update")
LONGEST = 36
BRIEF = {
    "gradient": "norm of dL/dW", "delta": "root mean square of dL/dz", "spread": "deviation of activations",
    "mean": "of the activations", "saturated": "share of activations", "dead": "share of units",
    "update": "|ΔW| / |W| of the next step", "weight": "root mean square of W",
}  # fmt: skip
LEVELS = {"xavier": ("Xavier", (0, (5, 2))), "he": ("He", (0, (1.5, 1.5)))}


def flow(run: Trainer, statistics: Sequence[str] = USUAL, *, by: str = "epoch") -> tuple[Axes, ...]:
    """Draw what flows through each layer of a run; nothing is averaged over layers.

    Args:
        run: a run.
        statistics: names of `glassnet.explain.STATISTICS`: "gradient", "delta", "spread", "mean", "saturated",
            "dead", "update", "weight".
        by: "epoch" draws a line for each layer over the moments that the run has kept, with a mark where a setting
            was changed; "layer" draws the present moment across the layers, and the spreads and deltas that Xavier's
            and He's theory predict for an untrained network as dashed lines.

    Returns:
        The axes, one for each statistic.

    Raises:
        SpecError: for a name that no statistic has, no name at all, or another `by`.

    Example:
        >>> from glassnet.plots.demo import example
        >>> axes = flow(example("gauss", n=40, epochs=5), ["gradient", "update"])
        >>> [ax.get_title(loc="left") for ax in axes]
        ['Gradient', 'Update']
    """
    if by not in ("epoch", "layer"):
        raise SpecError("by", by, "epoch or layer")
    for name in statistics or [""]:
        if name not in STATISTICS:
            raise SpecError("statistics", name, "names of " + ", ".join(STATISTICS))
    found, columns = measured(run), min(3, len(statistics))
    rows = ceil(len(statistics) / columns)
    axes = new_axes(rows, columns, size=(3.5 * columns + 0.3, 2.9 * rows + 0.6))
    for ax, name in zip(axes, statistics, strict=False):
        light(ax)
        titled(ax, STATISTICS[name].label, BRIEF[name])
        if by == "epoch":
            _over_epochs(ax, run, found, name, words=ax is axes[0])
        else:
            _across_layers(ax, found, name)
        _scale(ax, name)
    for ax in axes[len(statistics) :]:
        ax.remove()
    _legend(axes[: len(statistics)], axes[(rows - 1) * columns])
    heading(axes[0], f"{name_of(run)}: {epochs(run)}, {len(found.names)} layers")
    return tuple(axes[: len(statistics)])


def colours(layers: int) -> npt.NDArray[np.float64]:
    """A colour for each layer, from orange, the first, over ink to blue, the output: shape (layers, 3)."""
    places = np.linspace(0.0, 1.0, layers)
    first, second = mixed(ORANGE, INK, places * 2), mixed(INK, BLUE, places * 2 - 1)
    return np.where(places[:, None] < 0.5, first, second)


def _over_epochs(ax: Axes, run: Trainer, found: Flow, name: str, *, words: bool) -> None:
    x = found.steps / run.steps_per_epoch
    values = _drawable(found.column(name), name)
    for i, (layer, colour) in enumerate(zip(found.names, colours(len(found.names)), strict=True)):
        y = values[:, i]
        if not np.isfinite(y).any():
            continue
        ax.plot(x, y, color=tuple(colour), linewidth=1.5, label=layer, marker="o" if len(x) < 8 else "", markersize=3)
        at = int(np.flatnonzero(np.isfinite(y))[-1])
        short = "out" if layer == "output" else str(i + 1)
        ax.annotate(
            short, (x[at], y[at]), (3, 0), textcoords="offset points", va="center", fontsize=8, color=tuple(colour)
        )
    for change in found.changes:
        ax.axvline(change.step / run.steps_per_epoch, color=MUTED, linewidth=1.0, linestyle=(0, (2, 2)), zorder=1)
        if not words:
            continue
        text = change.text if len(change.text) <= LONGEST else change.text[: LONGEST - 1] + "…"
        note = ax.annotate(
            text, (change.step / run.steps_per_epoch, 1.0), (3, -3), xycoords=("data", "axes fraction"),
            textcoords="offset points", rotation=90, va="top", fontsize=7, color=MUTED,
        )  # fmt: skip
        note.set_in_layout(False)
    ax.set_xlabel("epoch")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    ax.set_xlim(0.0, max(1.0, 1.06 * float(x[-1])))


def _legend(axes: Sequence[Axes], at: Axes) -> None:
    """One legend for all axes, below the first of the last row."""
    known = set(at.get_legend_handles_labels()[1])
    for ax in axes:
        for line in ax.get_lines():
            label = str(line.get_label())
            if not label.startswith("_") and label not in known:
                known.add(label)
                (shown,) = at.plot([], [], label=label)
                shown.update_from(line)
                shown.set_label(label)
    legend_below(at)


def _across_layers(ax: Axes, found: Flow, name: str) -> None:
    places = np.arange(len(found.names))
    ax.plot(places, _drawable(found.column(name)[-1:], name)[0], color=INK, linewidth=1.6, marker="o", label="measured")
    if name in ("spread", "delta"):
        for scheme, (label, dashes) in LEVELS.items():
            level = getattr(found.levels[scheme], name)
            ax.plot(places, level, color=MUTED, linewidth=1.3, linestyle=dashes, label=f"{label}, untrained")
    ax.set_xticks(places, ["out" if n == "output" else n.removeprefix("layer ") for n in found.names])
    ax.set_xlabel("layer")


def _drawable(values: npt.NDArray[np.float64], name: str) -> npt.NDArray[np.float64]:
    """What a logarithmic axis can show: nothing at 0, nothing that is not finite."""
    shown = np.where(np.isfinite(values), values, np.nan)
    return np.where(shown > 0, shown, np.nan) if STATISTICS[name].log else shown


def _scale(ax: Axes, name: str) -> None:
    row = STATISTICS[name]
    if row.log:
        ax.set_yscale("log")
    elif name in ("saturated", "dead"):
        ax.set_ylim(-0.03, 1.03)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0))
    if row.usual is not None:
        ax.axhline(
            row.usual, color=MUTED, linewidth=1.2, linestyle=(0, (5, 2)), label=f"usual, {row.usual:g}", zorder=1
        )


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: flow(example("spiral", noise=0.1, epochs=150)))
