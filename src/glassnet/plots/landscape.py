"""The loss landscape: contours and a surface over two directions, with the run's path on it."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, LogNorm, Normalize

from glassnet.data.table import Floats
from glassnet.explain import Landscape
from glassnet.explain import landscape as compute
from glassnet.plots.parts import epochs, name_of
from glassnet.plots.style import (
    BLUE,
    INK,
    LINE,
    MIDDLE,
    MUTED,
    ORANGE,
    PAPER,
    Drawn,
    figure_of,
    heading,
    light,
    mixed,
    titled,
)
from glassnet.spec import SpecError
from glassnet.training import Trainer

KINDS = ("contours", "surface", "both")
LEVELS = 16
LOGARITHMIC = 30.0
"""How many times the greatest loss must exceed the least for the colours to follow its logarithm."""
WORDS = {
    "cross_entropy": "cross-entropy", "binary_cross_entropy": "binary cross-entropy", "mse": "mean squared error",
    "half_squared": "half the squared error", "huber": "Huber loss",
}  # fmt: skip


def landscape(
    shown: Trainer | Landscape, plane: str = "random", *, kind: str = "contours", ax: Axes | None = None, **options: Any
) -> Drawn:
    """Draw the loss around the weights of a run.

    Deep blue is low. On the path of the run, where the plane has one, dots are moments; a ring is its first, a star the
    present.

    Args:
        shown: a run, or what `gn.landscape` has computed.
        plane: of a run: "random", "path" or "weights".
        kind: "contours", "surface" (in three dimensions) or "both" side by side.
        ax: axes to draw into instead of a new figure's, for one loss and one kind; for a surface with
            `projection="3d"`.
        **options: of `gn.landscape`, for a run; with `losses=["cross_entropy", "mse"]` the two are drawn side by side.

    Returns:
        The axes; a tuple where there are several.

    Raises:
        SpecError: for what `gn.landscape` refuses, or a kind that there is not.

    Example:
        >>> from glassnet.plots.demo import example
        >>> left, right = landscape(example(n=60, epochs=9), "path", losses=["cross_entropy", "mse"], size=9)
        >>> right.get_title(loc="left")
        'mean squared error'
    """
    if kind not in KINDS:
        raise SpecError("kind", kind, "one of " + ", ".join(KINDS))
    found = shown if isinstance(shown, Landscape) else compute(shown, plane, **options)
    kinds = ("contours", "surface") if kind == "both" else (kind,)
    panels = [(name, look) for look in kinds for name in found.heights]
    if ax is not None:
        if len(panels) > 1:
            raise SpecError("ax", "one pair of axes", f"none: {len(panels)} panels are drawn")
        _draw(ax, found, *panels[0])
        return ax
    axes = _new_axes(panels, columns=max(len(found.heights), len(kinds)))
    for panel, (name, look) in zip(axes, panels, strict=True):
        _draw(panel, found, name, look)
    who = f"{name_of(shown)}, after {epochs(shown)}: " if isinstance(shown, Trainer) else ""
    heading(tuple(axes), f"{who}the loss around the weights\n({found.examples} examples; {_about(found)})")
    return axes[0] if len(axes) == 1 else tuple(axes)


def _new_axes(panels: list[tuple[str, str]], columns: int) -> list[Axes]:
    from matplotlib import pyplot

    rows = -(-len(panels) // columns)
    figure = pyplot.figure(figsize=(5.2 * columns + 0.4, 4.6 * rows + 0.4), layout="constrained")
    axes: list[Axes] = []
    for i, (_, look) in enumerate(panels, start=1):
        projection = {"projection": "3d"} if look == "surface" else {}
        axes.append(figure.add_subplot(rows, columns, i, **projection))
    return axes


def _draw(ax: Any, found: Landscape, name: str, look: str) -> None:
    heights = np.ma.masked_invalid(found.heights[name])
    if heights.count() == 0:
        raise SpecError("loss", f"{name} that is finite nowhere in this window", "a smaller reach")
    scale = _scale(heights)
    if look == "surface":
        if getattr(ax, "name", "") != "3d":
            raise SpecError("ax", "axes of two dimensions", 'axes with projection="3d" for a surface')
        _draw_surface(ax, found, name, heights, scale)
    else:
        _draw_contours(ax, found, heights, scale)
    value = found.here_loss[name]
    titled(ax, WORDS.get(name, name), f"{value:.4g} at the present weights")


def _about(found: Landscape) -> str:
    if found.plane.shares:
        return f"this plane holds {sum(found.plane.shares):.0%} of the path's variance"
    return "all other weights fixed" if found.plane.kind == "weights" else "steps in lengths of each neuron's weights"


def _scale(heights: Any) -> Normalize:
    low, high = float(heights.min()), float(heights.max())
    if low == high:
        return Normalize(low - 0.5, high + 0.5)
    return LogNorm(low, high) if low > 0.0 and high / low > LOGARITHMIC else Normalize(low, high)


def _levels(scale: Normalize) -> Any:
    low, high = float(scale.vmin or 0.0), float(scale.vmax or 1.0)
    return np.geomspace(low, high, LEVELS) if isinstance(scale, LogNorm) else np.linspace(low, high, LEVELS)


def _colours() -> ListedColormap:
    """From deep blue for the least loss to neutral for the greatest."""
    return ListedColormap(mixed(BLUE, MIDDLE, np.linspace(0.0, 1.0, 256)), name="glassnet-loss")


def _draw_contours(ax: Axes, found: Landscape, heights: Any, scale: Normalize) -> None:
    levels = _levels(scale)
    filled = ax.contourf(found.across, found.up, heights, levels=levels, cmap=_colours(), norm=scale, zorder=0)
    ax.contour(found.across, found.up, heights, levels=levels, colors=[INK], linewidths=0.4, alpha=0.45, zorder=1)
    light(ax, grid=False)
    bar = figure_of(ax).colorbar(filled, ax=ax, shrink=0.85, pad=0.02)
    bar.ax.tick_params(colors=MUTED, labelcolor=INK, labelsize=8)
    bar.outline.set_edgecolor(LINE)
    bar.set_ticks(levels[:: (LEVELS - 1) // 5].tolist())
    bar.minorticks_off()
    bar.set_ticklabels([f"{level:.2g}" for level in levels[:: (LEVELS - 1) // 5]])
    if found.path is not None:
        x, y = found.path.T
        ax.plot(x, y, color=INK, linewidth=1.4, marker=".", markersize=5, zorder=3, label="path of the run")
        ax.plot(x[:1], y[:1], color=INK, marker="o", markersize=9, markerfacecolor=PAPER, zorder=4)
    ax.plot(*found.here, color=ORANGE, marker="*", markersize=15, markeredgecolor=PAPER, zorder=5)
    ax.set(xlabel=found.plane.names[0], ylabel=found.plane.names[1])
    ax.set(xlim=found.across[[0, -1]].tolist(), ylim=found.up[[0, -1]].tolist())


def _draw_surface(ax: Any, found: Landscape, name: str, heights: Any, scale: Normalize) -> None:
    logarithmic = isinstance(scale, LogNorm)  # axes in three dimensions have no logarithmic scale of their own
    z = np.ma.filled(np.ma.log10(heights) if logarithmic else heights, np.nan)
    across, up = np.meshgrid(found.across, found.up)
    look = _colours()(scale(heights))
    ax.plot_surface(across, up, z, facecolors=look, rcount=len(found.up), ccount=len(found.across), linewidth=0,
                    antialiased=False, shade=True)  # fmt: skip
    value = found.here_loss[name]
    height = np.log10(value) if logarithmic else value
    ax.plot(*[[c] for c in found.here], [height], color=ORANGE, marker="*", markersize=14, zorder=6)
    if found.path is not None:
        ax.plot(*found.path.T, _heights_at(found, z, found.path), color=INK, linewidth=1.6, marker=".", zorder=5)
    ax.set_xlabel(found.plane.names[0], fontsize=9)
    ax.set_ylabel(found.plane.names[1], fontsize=9)
    ax.set_zlabel("log₁₀ of the loss" if logarithmic else "loss", fontsize=9)
    ax.tick_params(labelsize=8, colors=MUTED, labelcolor=INK)
    ax.view_init(elev=38, azim=-60)
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.pane.set_facecolor(PAPER)
        axis.pane.set_edgecolor(LINE)


def _heights_at(found: Landscape, heights: Floats, places: Floats) -> Floats:
    """The height of the drawn surface at places (n, 2), between its grid points in proportion: (n,)."""
    last = len(found.up) - 1
    columns = np.interp(places[:, 0], found.across, np.arange(last + 1.0))
    rows = np.interp(places[:, 1], found.up, np.arange(last + 1.0))
    i, j = np.minimum(rows.astype(int), last - 1), np.minimum(columns.astype(int), last - 1)
    u, v = rows - i, columns - j
    below = heights[i, j] * (1 - v) + heights[i, j + 1] * v
    above = heights[i + 1, j] * (1 - v) + heights[i + 1, j + 1] * v
    between: Floats = below * (1 - u) + above * u
    return between


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: landscape(example("moons"), "path", kind="both", losses=["cross_entropy", "mse"]))
