"""The flow: how the signal goes forward and the gradient comes back, layer by layer, now and over the run.

Nothing here is averaged over layers: a healthy mean hides one dead layer.
"""

from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import numpy as np

from glassnet.engines.protocol import Floats
from glassnet.explain.measure import LayerFlow, Moment, measure, present
from glassnet.explain.signal import SCHEMES, Levels, levels, suited
from glassnet.explain.view import View
from glassnet.spec import SpecError, plain
from glassnet.training import Keyframe, Trainer, require_run


@dataclass(frozen=True)
class Statistic:
    """One row of `STATISTICS`: what is measured of each layer.

    Attributes:
        label: its name for people.
        explain: one line.
        log: whether it is drawn on a logarithmic scale.
        usual: a level to compare with, or None.
        source: where the level comes from.
    """

    label: str
    explain: str
    log: bool = False
    usual: float | None = None
    source: str = ""


STATISTICS: dict[str, Statistic] = {
    "gradient": Statistic("Gradient", "norm of dL/dW, over the training examples", log=True),
    "delta": Statistic("Deltas", "root mean square of one example's dL/dz", log=True, source="Xavier, He"),
    "spread": Statistic("Spread", "standard deviation of the activations", log=True, source="Xavier, He"),
    "mean": Statistic("Mean", "mean of the activations"),
    "saturated": Statistic("Saturated", "share of activations on the flat part of a sigmoid, tanh or softsign"),
    "dead": Statistic("Dead", "share of units through which no gradient flows for any example"),
    "update": Statistic(
        "Update", "|ΔW| / |W| of the coming step", log=True, usual=1e-3,
        source="Karpathy 2016, CS231n notes, Neural networks 3: about 1e-3 is a healthy ratio",
    ),
    "weight": Statistic("Weights", "root mean square of the weights", log=True),
}  # fmt: skip
"""What is measured, by the attribute's name in `LayerFlow`."""


@dataclass(frozen=True)
class Change:
    """A change of settings during the run: when, and what it was, in words."""

    step: int
    epoch: int
    text: str


@dataclass(frozen=True)
class Flow:
    """The flow through each layer at moments of a run, the present one last.

    Each of the `STATISTICS` is also an attribute, an array of shape (moments, layers): `flow.gradient[-1]` are the
    norms of the layers' gradients now. Where a moment's network had fewer layers than the present one, or a number
    makes no sense for a layer, stands NaN.

    Attributes:
        moments: what was measured, in order of the steps.
        changes: changes of settings in between.
        levels: for "xavier" and "he" the sizes that the theory predicts for the present network, untrained, with the
            present inputs and the present deltas at the output.
        examples: the number of training examples measured.
    """

    moments: tuple[Moment, ...]
    changes: tuple[Change, ...]
    levels: dict[str, Levels]
    examples: int

    def __repr__(self) -> str:
        first, last = self.moments[0].epoch, self.moments[-1].epoch
        return f"Flow({len(self.moments)} moments of {', '.join(self.names)}, epochs {first} to {last})"

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *STATISTICS})

    @property
    def now(self) -> tuple[LayerFlow, ...]:
        """The layers at present, the output's last."""
        return self.moments[-1].layers

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the layers."""
        return tuple(layer.name for layer in self.now)

    @property
    def steps(self) -> Floats:
        """The training steps taken before each moment, shape (moments,)."""
        return np.array([moment.step for moment in self.moments], np.float64)

    @property
    def epochs(self) -> Floats:
        """The passes made before each moment, shape (moments,)."""
        return np.array([moment.epoch for moment in self.moments], np.float64)

    def column(self, name: str) -> Floats:
        """One statistic, shape (moments, layers).

        Raises:
            SpecError: for a name that is not in `STATISTICS`.
        """
        if name not in STATISTICS:
            raise SpecError("statistic", name, "one of " + ", ".join(STATISTICS))
        table = np.full((len(self.moments), len(self.names)), np.nan)
        for row, moment in enumerate(self.moments):
            *hidden, output = (getattr(layer, name) for layer in moment.layers)
            kept = hidden[: len(self.names) - 1]
            table[row, : len(kept)], table[row, -1] = kept, output
        return table

    def __getattr__(self, name: str) -> Floats:
        if name not in STATISTICS:
            raise AttributeError(f"a flow has no {name!r}; it has " + ", ".join(STATISTICS))
        return self.column(name)

    def to_json(self) -> dict[str, Any]:
        """As plain values; numbers that are not finite are None."""
        return {
            "examples": self.examples,
            "steps": [moment.step for moment in self.moments],
            "epochs": [moment.epoch for moment in self.moments],
            "layers": [_finite(asdict(layer)) for layer in self.now],
            "over_time": {name: [_numbers(row) for row in self.column(name)] for name in STATISTICS},
            "levels": {
                scheme: {"spread": _numbers(found.spread), "delta": _numbers(found.delta), "source": SCHEMES[scheme]}
                for scheme, found in self.levels.items()
            },
            "changes": [asdict(change) for change in self.changes],
        }


def flow(run: Trainer) -> Flow:
    """Measure how the signal flows through each layer, now and at the moments that the run has kept on its way.

    Args:
        run: a run, trained or not. Its trail has the start, the first epochs, both sides of every change that was
            made with `run.set`, and ever rarer moments in between.

    Returns:
        A `Flow`; `glassnet.plot.flow` draws it.

    Raises:
        SpecError: if something else than a run is given.

    Example:
        >>> from glassnet.spec import Experiment
        >>> run = Trainer(Experiment().with_setting("data.n", 60))
        >>> _ = run.advance_epochs(3)
        >>> _ = run.set("network.layers.0.activation", "relu")
        >>> _ = run.advance_epochs(2)
        >>> found = flow(run)
        >>> found.gradient.shape, [change.text for change in found.changes]
        ((7, 3), ['layer 1: tanh → relu'])
    """
    require_run(run)
    now, frames = present(run), run.trail.frames
    shown = frames if frames[-1] is now else (*frames, now)
    moments = tuple(measure(frame, run.problem) for frame in shown)
    changes = tuple(_change(frames[i - 1], frames[i]) for i in run.trail.changes)
    settings = run.settings
    functions = [*(layer.activation for layer in settings.layers), settings.output]
    activations = [(function.kind, function.settings()) for function in functions]
    predicted = {
        scheme: levels(settings.sizes, activations, scheme, moments[-1].inputs, moments[-1].layers[-1].delta)
        for scheme in SCHEMES
    }
    return Flow(moments, changes, predicted, min(len(run.data.train), 1000))


def flow_view(run: Trainer, points: int = 120) -> View:
    """The flow for the page.

    Args:
        run: a run.
        points: the most moments wanted, 12 to 400; the first, the last and both sides of changes are kept.

    Returns:
        `data`: the layers now, the statistics, levels and changes; float32 arrays: epochs (moments,), then for each
        statistic its moments × layers, row by row.
    """
    if not 12 <= points <= 400:
        raise SpecError("points", points, "a whole number from 12 to 400")
    found = flow(run)
    rows = _thinned(found, points)
    steps = max(1, run.steps_per_epoch)
    with np.errstate(over="ignore"):
        arrays = [(found.steps[rows] / steps).astype(np.float32)]
        arrays += [found.column(name)[rows].astype(np.float32).reshape(-1) for name in STATISTICS]
    data = found.to_json()
    for long in ("steps", "epochs", "over_time"):
        del data[long]
    about = {name: _finite(asdict(row)) for name, row in STATISTICS.items()}
    schemes = [suited(layer.activation) for layer in found.now]
    changes = [{"epoch": change.step / steps, "text": change.text} for change in found.changes]
    return View(
        data | {"moments": len(rows), "statistics": about, "suited": schemes, "changes": changes}, tuple(arrays)
    )


def _thinned(found: Flow, points: int) -> list[int]:
    """The moments to show: all, or the ends, the changes and evenly spread others."""
    count = len(found.moments)
    if count <= points:
        return list(range(count))
    marked = {change.step for change in found.changes[-points // 4 :]}
    kept = {i for i, moment in enumerate(found.moments) if moment.step in marked}
    spread = np.linspace(0, count - 1, points - len(kept)).astype(int).tolist()
    return sorted(kept | set(spread))


def _change(before: Keyframe, after: Keyframe) -> Change:
    """What a change was, in words: each setting that differs; the first three of many."""
    texts = _differences(before.experiment.to_json(), after.experiment.to_json(), "")
    text = ", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")
    return Change(after.step, after.epoch, text or "weights set by hand")


def _differences(old: Any, new: Any, path: str) -> list[str]:
    if old == new:
        return []
    both = isinstance(old, dict) and isinstance(new, dict)
    if both and ("kind" not in old or old["kind"] == new.get("kind")):
        parts = [_differences(old.get(key), new.get(key), f"{path}.{key}") for key in {**old, **new}]
        return [text for part in parts for text in part]
    if path.endswith(".layers") and len(old) == len(new):
        parts = [_differences(a, b, f"layer {i}") for i, (a, b) in enumerate(zip(old, new, strict=True), start=1)]
        return [text for part in parts for text in part]
    if path.endswith((".layers", ".points", ".weights", ".biases")):
        return [f"other {path.rsplit('.', 1)[-1]}"]
    where, _, name = path.rpartition(".")
    label = name.replace("_", " ")
    if where.startswith("layer "):
        label = where.split(".")[0] + ("" if name == "activation" else f" {label}")
    return [f"{label}: {_word(old)} → {_word(new)}"]


def _word(value: Any) -> str:
    value = plain(value)
    if isinstance(value, dict):
        return str(value.get("name", value.get("kind", "")))
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _finite(values: dict[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(v, float) and not isfinite(v) else v for name, v in values.items()}


def _numbers(values: Any) -> list[float | None]:
    return [float(v) if isfinite(v) else None for v in values]
