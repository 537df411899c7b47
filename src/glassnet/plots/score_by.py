"""Score against a setting, with its spread over seeds: does it matter, and more than luck does?"""

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator, PercentFormatter

from glassnet.data import make_dataset
from glassnet.data.table import Floats
from glassnet.plots.parts import part_of
from glassnet.plots.style import BLUE, INK, PAPER, PARTS_SHOWN, legend_below, light, new_axes, titled
from glassnet.spec import Experiment, SpecError, Variant, entries, get_at, plain, require
from glassnet.training import Trainer

SEEDS = ("data.seed", "data.split.seed", "network.seed", "training.seed", "training.dropout_seed")
WIDE = 20.0
"""Numbers that span more than this factor get a logarithmic scale."""

TICKS = 12
"""As many values have a tick each."""

Table = Mapping[Any, Sequence[float]]


def score_by(
    source: Experiment | Table, path: str, values: Iterable[Any] = (), *, seeds: Iterable[int] = range(5),
    part: str = "test", ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw the score against the size of the data, of the network, or any other setting, with its spread over seeds.

    Numbers: a line joins the medians, the dark band holds the middle half of the seeds, the light one all of them.
    Names: a box for each. Every run is a point. Runs whose score is not finite are left out, and their number is said.

    Args:
        source: an experiment, which is trained once for each value and seed (keep it small), or a table of scores that
            has been computed: {value: [score of each seed]}, as `score_table` gives it.
        path: the setting, such as "data.n" or "network.layers.0.units"; with a table it only names the axis.
        values: of the setting; only with an experiment.
        seeds: as for `score_table`.
        part: "train", "validation" or "test".
        ax: axes to draw into instead of a new figure's.

    Returns:
        The axes.

    Raises:
        SpecError: for a setting or a value that is not allowed, a part that the runs do not have, an empty table.

    Example:
        >>> ax = score_by({2: [0.5, 0.6], 4: [0.9, 0.8], 8: [0.9, 1.0]}, "network.layers.0.units")
        >>> ax.get_xlabel()
        'neurons of layer 1'
    """
    if part not in PARTS_SHOWN:
        raise SpecError("part", part, "one of " + ", ".join(PARTS_SHOWN))
    require(source, (Experiment, Mapping), "source", "an Experiment, or a table {value: [score of each seed]}")
    kind = "score"
    if isinstance(source, Experiment):
        kind = "accuracy" if make_dataset(source.data).task == "classification" else "R²"
        source = score_table(source, path, values, seeds=seeds, part=part)
    elif tuple(values):
        raise SpecError("values", values, "nothing beside a table, which has its own")
    if not source or not all(len(scores) for scores in source.values()):
        raise SpecError("source", dict(source), "at least one score for each value")
    if ax is None:
        (ax,) = new_axes(size=(6.4, 4.6))
    light(ax)
    name = setting_name(path)
    left_out = _draw(ax, source)
    ax.set(xlabel=name, ylabel=kind)
    if kind == "accuracy":
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    most = max(len(scores) for scores in source.values())
    below = f"{PARTS_SHOWN[part]}, {most} seeds each" + (f"; {left_out} runs without a score" if left_out else "")
    titled(ax, f"{kind[0].upper()}{kind[1:]} by {name}", below)
    legend_below(ax)
    return ax


def score_table(
    experiment: Experiment, path: str, values: Iterable[Any], *, seeds: Iterable[int] = range(5), part: str = "test"
) -> dict[Any, list[float]]:
    """Train an experiment with each value of a setting and each seed.

    A seed stands for all that is left to chance: data, split, initial weights, order of the batches, dropout. The same
    seed draws the same for every value. If the setting is itself a seed, its values win.

    Args:
        experiment: what is trained.
        path: the setting.
        values: what it is set to.
        seeds: each 0 to 2³² − 1.
        part: whose score: "train", "validation" or "test".

    Returns:
        For each value (numbers as they are, others by name) the accuracy or R² at the end of training, one for each
        seed.

    Raises:
        SpecError: for a setting, a value or seeds that are not allowed, or a part that the runs do not have.

    Example:
        >>> small = Experiment().with_setting("data.n", 60).with_setting("training.epochs", 2)
        >>> table = score_table(small, "training.batch_size", [10, 20], seeds=range(3))
        >>> [(value, len(scores)) for value, scores in table.items()]
        [(10, 3), (20, 3)]
    """
    require(experiment, Experiment, "experiment", "an Experiment")
    require(seeds, Iterable, "seeds", "a list of whole numbers, such as range(5)")
    require(values, Iterable, "values", "a list of values of the setting")
    drawn, table = tuple(seeds), {}
    for value in values:
        scores = []
        for seed in drawn:
            seeded = experiment
            for where in SEEDS:
                seeded = seeded.with_setting(where, seed)
            run = Trainer(seeded.with_setting(path, value))
            part_of(run, part)
            scores.append(run.train().evaluate().scores[part].score)
            run.close()
        table[value_name(get_at(experiment.with_setting(path, value), path))] = scores
    return table


def value_name(value: Any) -> Any:
    """A value as it stands on an axis: numbers stay numbers, all else becomes words.

    Example:
        >>> value_name(0.5), value_name(None), value_name(("x", "y")), value_name(True)
        (0.5, 'none', 'x, y', 'yes')
    """
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, (Real, str)):
        return value
    if isinstance(value, Variant):
        usual = type(value)()
        special = [f"{k} {v}" for k, v in value.settings().items() if v != getattr(usual, k)]
        return ", ".join([value.label, *special])
    if isinstance(value, tuple):
        return ", ".join(str(getattr(entry, "units", entry)) for entry in value) or "none"
    return str(plain(value))


def setting_name(path: str) -> str:
    """What a setting is called on an axis.

    Example:
        >>> setting_name("training.learning_rate"), setting_name("network.layers.1.units"), setting_name("size")
        ('learning rate', 'neurons of layer 2', 'size')
    """
    labels = {entry.path: entry.info.label for entry in entries()}
    if path in labels:
        return labels[path].lower()
    parts = path.split(".")
    if parts[:2] == ["network", "layers"] and len(parts) == 4:
        info = {e.path: e.info for e in entries()}["network.layers"].item.infos()
        if parts[3] in info:
            return f"{info[parts[3]].label.lower()} of layer {int(parts[2]) + 1}"
    return parts[-1].replace("_", " ")


def _draw(ax: Axes, table: Table) -> int:
    """Bands, medians and single runs; returns the number of runs that have no score."""
    names = list(table)
    numeric = all(isinstance(name, Real) for name in names)
    if numeric:
        names.sort()
    kept = {name: [s for s in table[name] if np.isfinite(s)] for name in names}
    places = dict(zip(names, names if numeric else range(len(names)), strict=True))
    shown = [name for name in names if kept[name]]
    at = np.array([places[name] for name in shown], np.float64)
    quantiles = np.array([np.quantile(kept[name], (0, 0.25, 0.5, 0.75, 1)) for name in shown]).reshape(-1, 5).T
    (_draw_bands if numeric else _draw_boxes)(ax, at, quantiles)
    each = [places[name] for name in shown for _ in kept[name]]
    scores = [score for name in shown for score in kept[name]]
    ax.scatter(each, scores, s=17, c=INK, alpha=0.65, edgecolors=PAPER, linewidths=0.4, label="one run", zorder=4)
    if numeric and min(names) > 0 and max(names) / min(names) > WIDE:
        ax.set_xscale("log")
    if len(names) <= TICKS:
        ax.set_xticks(list(places.values()), [f"{name:g}" if numeric else str(name) for name in names])
        ax.xaxis.set_minor_locator(NullLocator())
    return sum(map(len, table.values())) - len(each)


def _draw_bands(ax: Axes, at: Floats, quantiles: Floats) -> None:
    """Over numbers: what lies between two values may be guessed, so that lines join them."""
    low, first, middle, third, high = quantiles
    ax.fill_between(at, low, high, color=BLUE, alpha=0.12, linewidth=0, label="all seeds", zorder=1)
    ax.fill_between(at, first, third, color=BLUE, alpha=0.25, linewidth=0, label="middle half", zorder=1)
    ax.plot(at, middle, color=BLUE, linewidth=2.0, marker="o", markersize=7, label="median", zorder=3)


def _draw_boxes(ax: Axes, at: Floats, quantiles: Floats) -> None:
    """Over names: there is nothing between them."""
    low, first, middle, third, high = quantiles
    ax.use_sticky_edges = False  # bars would stand on the lower edge of the axes
    ax.bar(at, high - low, 0.5, low, color=BLUE, alpha=0.12, linewidth=0, label="all seeds", zorder=1)
    ax.bar(at, third - first, 0.5, first, color=BLUE, alpha=0.25, linewidth=0, label="middle half", zorder=1)
    ax.hlines(middle, at - 0.25, at + 0.25, color=BLUE, linewidth=2.4, label="median", zorder=3)


if __name__ == "__main__":
    from glassnet.plots.demo import demonstrate

    small = Experiment().with_setting("data.n", 150).with_setting("training.epochs", 40)
    demonstrate(lambda: score_by(small, "network.layers.0.units", [1, 2, 3, 4, 6, 8]))
