"""What all figures share: colours, marker shapes, light axes. The colours and shapes are those of the page."""

from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure, SubFigure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.path import Path as Outline
from matplotlib.transforms import ScaledTranslation

from glassnet.spec import SpecError, require

Drawn: TypeAlias = Axes | tuple[Axes, ...]

INK, MUTED, LINE, MIDDLE, PAPER = "#1d2430", "#667085", "#e3e1db", "#f3f2ef", "#ffffff"
ORANGE, BLUE = "#d9660b", "#1f6fd6"

CLASS_COLOURS = (
    ORANGE, BLUE, "#00876c", "#b8449a", "#a88500", "#3a9bc9", "#8a4b2a", "#6a4fb3", "#6b7280", "#c22f3d",
)  # fmt: skip
"""Ten classes that colour-blind eyes tell apart; further classes begin again."""

_BAR = Outline([(-0.35, -1), (0.35, -1), (0.35, 1), (-0.35, 1), (-0.35, -1)], closed=True)
MARKERS: tuple[str | Outline, ...] = ("o", "D", "s", "^", "X", "*", "v", "h", _BAR, "P")
"""The second cue beside the colour."""

MARKER_SCALE = (1.0, 0.8, 0.9, 1.1, 1.15, 1.8, 1.1, 1.2, 1.2, 1.2)  # areas that look alike

PARTS_SHOWN = {"train": "training set", "validation": "validation set", "test": "test set"}
PART_LINES: dict[str, dict[str, Any]] = {
    "train": {"color": INK, "linestyle": "-", "linewidth": 1.6},
    "validation": {"color": BLUE, "linestyle": (0, (5, 2)), "linewidth": 1.6},
    "test": {"color": ORANGE, "linestyle": "-", "linewidth": 1.6},
}

FIELD = 0.66
"""How far a surface goes towards the full colour: points must stand out from it."""

POINT_AREA = 30.0  # square points

LEGEND_DROP = 40.0  # points from the axes down to the legend: room for tick labels and the label of the axis


def mixed(start: str, end: str, share: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Colours on the way from one to the other: shares of shape (n,) → RGB of shape (n, 3).

    Example:
        >>> mixed("#000000", "#ffffff", [0.0, 0.5]).tolist()
        [[0.0, 0.0, 0.0], [0.5, 0.5, 0.5]]
    """
    low, high = np.array(to_rgb(start)), np.array(to_rgb(end))
    shares = np.asarray(share, np.float64)[..., None]
    colours: npt.NDArray[np.float64] = low + (high - low) * shares
    return colours


def diverging(strength: float = FIELD) -> ListedColormap:
    """256 colours from orange (low, class 0) over a neutral middle to blue (high, class 1)."""
    t = np.arange(256) / 127.5 - 1.0
    low, high = mixed(MIDDLE, ORANGE, -t * strength), mixed(MIDDLE, BLUE, t * strength)
    return ListedColormap(np.where(t[:, None] < 0, low, high), name="glassnet")


def ramps(classes: int, strength: float = FIELD) -> npt.NDArray[np.float64]:
    """For each class 256 colours from neutral to its own: shape (classes, 256, 3)."""
    shares = np.arange(256) / 255.0 * strength
    return np.stack([mixed(MIDDLE, class_colour(c), shares) for c in range(classes)])


def class_colour(number: int) -> str:
    """The colour of a class."""
    return CLASS_COLOURS[number % len(CLASS_COLOURS)]


def new_axes(
    rows: int = 1, columns: int = 1, *, size: tuple[float, float], heights: list[float] | None = None
) -> list[Axes]:
    """Axes of a new figure (inches), row by row; pyplot knows it, so that notebooks and `plt.show` show it."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        rows, columns, figsize=size, layout="constrained", squeeze=False, height_ratios=heights
    )
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(w_pad=0.1, h_pad=0.08)
    return [ax for row in axes for ax in row]


def light(ax: Axes, *, grid: bool = True) -> Axes:
    """Axes that step back behind the data."""
    ax.set_axisbelow(True)
    ax.grid(False)
    if grid:
        ax.grid(True, color=LINE, linewidth=0.8)
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(MUTED)
        spine.set_linewidth(0.8)
    ax.tick_params(which="both", colors=MUTED, labelcolor=INK, labelsize=9, width=0.8)
    for label in (ax.xaxis.label, ax.yaxis.label):
        label.set(color=INK, fontsize=10)
    return ax


def titled(ax: Axes, title: str, below: str = "", *, lift: float = 0.0) -> None:
    """A title at the left, and under it a line of smaller text; `lift` points higher than usual."""
    ax.set_title(title, loc="left", color=INK, fontsize=11, fontweight="bold", pad=lift + (22 if below else 8), y=1.0)
    if below:
        ax.annotate(
            below, (0, 1), (0, lift + 8), xycoords="axes fraction", textcoords="offset points", color=MUTED, fontsize=9,
            annotation_clip=False,
        )  # fmt: skip


def legend_below(ax: Axes) -> None:
    """A legend beneath the axes, where it covers no data, in as many columns as fit."""
    handles, labels = ax.get_legend_handles_labels()
    if not handles:
        return
    figure = figure_of(ax)
    room = 1.1 * ax.get_position().width * figure.get_figwidth()  # inches; the layout will widen the axes a little
    widths = [0.46 + 0.062 * len(label) for label in labels]
    columns = len(labels) if sum(widths) <= room else max(1, int(room / max(widths)))
    down = ScaledTranslation(0.0, -LEGEND_DROP / 72, figure.dpi_scale_trans)
    ax.legend(
        handles, labels, loc="upper left", bbox_to_anchor=(0.0, 0.0), bbox_transform=ax.transAxes + down, frameon=False,
        ncols=columns, fontsize=9, labelcolor=INK, handletextpad=0.4, columnspacing=1.3, borderaxespad=0.0,
        borderpad=0.0,
    )  # fmt: skip


def heading(drawn: Drawn, text: str) -> None:
    """What a figure of several panels shows as a whole."""
    figure_of(drawn).suptitle(text, x=0.01, ha="left", fontsize=12, color=INK)


def figure_of(drawn: Drawn) -> Figure:
    """The figure in which something was drawn."""
    one = drawn[0] if isinstance(drawn, tuple) and drawn else drawn
    require(one, Axes, "axes", "what a plot has returned: axes, or several in a tuple")
    figure: Figure | SubFigure | None = (drawn[0] if isinstance(drawn, tuple) else drawn).get_figure(root=True)
    if not isinstance(figure, Figure):
        raise SpecError("axes", drawn, "axes that belong to a figure")
    return figure


def save(drawn: Drawn, path: str | Path, *, dpi: int = 150) -> None:
    """Write a figure to a file; the ending says in which format: .png, .svg, .pdf.

    Args:
        drawn: what a plot has returned.
        path: where to.
        dpi: pixels per inch, 10 to 1,200; a figure is 4 to 10 inches wide.

    Raises:
        SpecError: for an ending that names no format of pictures, a resolution that is not allowed, or what is no
            plot.
        OSError: if the file cannot be written.

    Example:
        >>> import tempfile
        >>> from glassnet.plots import activations
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(activations(["relu"]), Path(folder, "relu.png"))
        ...     [file.name for file in Path(folder).iterdir()]
        ['relu.png']
    """
    require(path, (str, Path), "path", "a name that ends in .png, .svg or .pdf")
    figure, ending = figure_of(drawn), Path(path).suffix.lower().lstrip(".")
    formats = figure.canvas.get_supported_filetypes()
    if ending not in formats:
        raise SpecError("path", str(path), "a name that ends in one of " + ", ".join(f".{name}" for name in formats))
    if not 10 <= dpi <= 1200:
        raise SpecError("dpi", dpi, "a number from 10 to 1,200")
    figure.savefig(path, dpi=dpi, facecolor=PAPER)
