"""The curves of a run: loss and score over the epochs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from glassnet.plots.parts import epochs, name_of
from glassnet.plots.style import PART_LINES, PARTS_SHOWN, heading, legend_below, light, new_axes, titled
from glassnet.training import Trainer, require_run

MARKED = 12
"""Histories of fewer entries also show each entry as a point."""


def curves(run: Trainer, *, log: bool = False) -> tuple[Axes, Axes]:
    """Draw loss and score over the epochs for the training, validation and test set.

    Args:
        run: a run.
        log: whether the loss has a logarithmic scale.

    Returns:
        The axes of the loss and those of the score (accuracy, or R²).

    Raises:
        SpecError: for what is no run.

    Example:
        >>> from glassnet.plots.demo import example
        >>> loss, score = curves(example("gauss", n=40, epochs=5), log=True)
        >>> loss.get_yscale(), score.get_ylabel()
        ('log', 'accuracy')
    """
    require_run(run)
    left, right = new_axes(1, 2, size=(9.6, 4.2))
    history = run.history
    for ax, kind in ((left, "loss"), (right, "score")):
        light(ax)
        for part, look in PART_LINES.items():
            values = history.column(f"{part}_{kind}")
            if len(run.data.parts[part]):
                marker = "o" if len(history) < MARKED else ""
                ax.plot(history.epoch, values, label=PARTS_SHOWN[part], marker=marker, markersize=3.5, **look)
        ax.set_xlabel("epoch")
        ax.margins(x=0.01)
        ax.set_xlim(right=max(1.0, ax.get_xlim()[1]))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    _scale_loss(left, run, log)
    left.set_ylabel(run.settings.loss.label.lower())
    _scale_score(right, run)
    titled(left, "Loss")
    titled(right, "Accuracy" if history.score == "accuracy" else "R²")
    legend_below(left)
    outcome = f", {run.outcome.kind}" if run.outcome else ""
    heading(left, f"{name_of(run)}: {epochs(run)}{outcome}")
    return left, right


def _scale_loss(ax: Axes, run: Trainer, log: bool) -> None:
    values = np.concatenate([run.history.column(f"{part}_loss") for part in PART_LINES])
    if log and (values[np.isfinite(values)] > 0).any():
        ax.set_yscale("log")
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_formatter(_few)
    elif not log:
        ax.set_ylim(bottom=0.0)


def _few(value: float, position: float) -> str:
    """Between powers of ten only 2 and 5 are named."""
    return f"{value:g}" if f"{value:e}"[0] in "25" else ""


def _scale_score(ax: Axes, run: Trainer) -> None:
    if run.history.score == "accuracy":
        ax.yaxis.set_major_formatter(PercentFormatter(1.0))
        ax.set_ylabel("accuracy")
        ax.set_ylim(top=1.02)
        return
    ax.set_ylabel("R²")
    scores = np.concatenate([run.history.column(f"{part}_score") for part in PART_LINES])
    scores = scores[np.isfinite(scores)]
    # R² has no lower bound, and the untrained network's can be far below 0: show from −1 on if it ever gets there
    floor = -1.0 if scores.max(initial=-np.inf) > -1.0 else -np.inf
    ax.set_ylim(max(floor, float(scores.min(initial=0.0)) - 0.05), 1.03)


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate, example

    demonstrate(lambda: curves(example("spiral", noise=0.1, epochs=150)))
