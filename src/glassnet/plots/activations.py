"""The activation functions, each with its derivative."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from matplotlib.axes import Axes

from glassnet.nn import ACTIVATIONS
from glassnet.plots.style import BLUE, LINE, MUTED, ORANGE, legend_below, light, new_axes, titled
from glassnet.spec import Activation, SpecError

REACH = 5.0
HEIGHT = (-1.6, 2.6)
COLUMNS = 4


def activations(names: Sequence[str] | None = None) -> tuple[Axes, ...]:
    """Draw activation functions with their derivatives, with their usual settings.

    Args:
        names: of activations, such as ["tanh", "relu"]; all of them by default.

    Returns:
        The axes, one for each function.

    Raises:
        SpecError: for a name that no activation has, or no name at all.

    Example:
        >>> [ax.get_title(loc="left") for ax in activations(["relu", "silu"])]
        ['ReLU', 'SiLU']
    """
    chosen = list(ACTIVATIONS) if names is None else list(names)
    for name in chosen or [""]:
        if name not in ACTIVATIONS:
            raise SpecError("names", name, "names of " + ", ".join(ACTIVATIONS))
    columns = min(COLUMNS, len(chosen))
    rows = ceil(len(chosen) / columns)
    axes = new_axes(rows, columns, size=(2.6 * columns + 0.4, 2.3 * rows + 0.5))
    for ax, name in zip(axes, chosen, strict=False):
        _draw(ax, name)
    for ax in axes[len(chosen) :]:
        ax.remove()
    for ax in axes[(rows - 1) * columns : len(chosen)]:
        ax.set_xlabel("z")
    legend_below(axes[(rows - 1) * columns])
    return tuple(axes[: len(chosen)])


def _draw(ax: Axes, name: str) -> None:
    row = ACTIVATIONS[name]
    z = np.linspace(-REACH, REACH, 801)
    light(ax)
    ax.axhline(0.0, color=MUTED, linewidth=0.8, zorder=1)
    ax.axvline(0.0, color=MUTED, linewidth=0.8, zorder=1)
    derivative = row.derivative(z)
    jumps = np.abs(np.diff(derivative)) > 0.5  # a line across a jump would show values that are not there
    slopes = np.where(np.append(jumps, False), np.nan, derivative)
    ax.plot(z, row.value(z), color=BLUE, linewidth=2.0, label="a(z), the function", zorder=3)
    ax.plot(z, slopes, color=ORANGE, linewidth=1.6, linestyle=(0, (5, 2)), label="a′(z), its derivative", zorder=2)
    ax.set(xlim=(-REACH, REACH), ylim=HEIGHT, xticks=[-4, -2, 0, 2, 4], yticks=[-1, 0, 1, 2])
    for side in ("left", "bottom"):
        ax.spines[side].set_color(LINE)
    settings = ", ".join(f"{key} {value:g}" for key, value in row.settings.items())
    titled(ax, Activation.choices()[name].label)
    if settings:
        ax.set_title(settings, loc="right", color=MUTED, fontsize=9, pad=8)


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate

    demonstrate(activations)
