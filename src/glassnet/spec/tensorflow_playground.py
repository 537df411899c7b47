"""Links of TensorFlow Playground, read as experiments of ours.

Its links name their settings after `#`, as in `activation=tanh&batchSize=10&dataset=circle&networkShape=4,2`; what is
left out has its own default. The model is the one that its sources describe: weights uniform in ±0.5, biases 0.1, one
output with tanh (values: the identity), the loss ½(o − t)² with classes told as ±1, plain SGD, raw inputs. Two things
differ, and are meant to: examples are shuffled anew in every epoch, and its L1, which stops a weight at zero for good,
is an ordinary L1 here. Noise is its slider / 100.

Source: github.com/tensorflow/playground, src/state.ts, src/dataset.ts and src/nn.ts (2016 to 2020).
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from glassnet.spec.experiment import Experiment
from glassnet.spec.fields import SpecError

DATASETS = {"circle": "classic_circle", "xor": "classic_xor", "gauss": "classic_gauss", "spiral": "classic_spiral"}
VALUES = {"reg-plane": "classic_plane", "reg-gauss": "classic_bumps"}
ACTIVATIONS = {"tanh": "tanh", "relu": "relu", "sigmoid": "sigmoid", "linear": "identity"}
FEATURES = {
    "x": "x", "y": "y", "xSquared": "x^2", "ySquared": "y^2", "xTimesY": "x*y", "sinX": "sin(x)", "sinY": "sin(y)",
}  # fmt: skip
PENALTIES = {"L1": "l1", "L2": "l2"}
POINTS = {"classification": 500, "regression": 1200}
MAX_LAYERS, MAX_UNITS = 8, 64
_MARK = re.compile(r"(^|&)(networkShape|dataset|regDataset|activation|percTrainData)=")
"""Settings by which such a link is recognised; ours begin with their version."""


def is_playground_link(link: str) -> bool:
    """Whether a text is a link of TensorFlow Playground, whole or from the `#` on."""
    settings = link.rpartition("#")[2]
    return not settings.startswith("v=") and bool(_MARK.search(settings))


def from_playground_link(link: str) -> Experiment:
    """The experiment that a link of TensorFlow Playground stands for.

    Args:
        link: the whole address, or what follows its `#`.

    Raises:
        SpecError: naming the setting, its value, and what is allowed.

    Example:
        >>> experiment = from_playground_link("#dataset=xor&networkShape=4,2&learningRate=0.03")
        >>> [layer.units for layer in experiment.network.layers], experiment.training.learning_rate
        ([4, 2], 0.03)
    """
    pairs = (pair.partition("=") for pair in link.rpartition("#")[2].split("&") if pair)
    said = {unquote(name): unquote(value) for name, _, value in pairs}
    values = said.get("problem", "classification") == "regression"
    chosen = (
        _one_of(said, "regDataset", VALUES, "reg-plane") if values else _one_of(said, "dataset", DATASETS, "circle")
    )
    activation = _one_of(said, "activation", ACTIVATIONS, "tanh")
    widths = [_number("networkShape", w, int, 1, MAX_UNITS) for w in said.get("networkShape", "4,2").split(",") if w]
    if len(widths) > MAX_LAYERS:
        raise SpecError("networkShape", said["networkShape"], f"at most {MAX_LAYERS} layers")
    share = _setting(said, "percTrainData", 50, float, 1, 99) / 100
    features = [ours for theirs, ours in FEATURES.items() if _flag(said, theirs, theirs in ("x", "y"))]
    if not features:
        raise SpecError("features", "none", "at least one of " + ", ".join(FEATURES))
    experiment: dict[str, Any] = {
        "data": {
            "source": {"kind": "preset", "name": chosen},
            "n": POINTS["regression" if values else "classification"],
            "noise": _setting(said, "noise", 0, float, 0, 50) / 100,
            "split": {"train": share, "validation": 0.0, "test": 1.0 - share, "stratify": False},
            "features": features, "scaling": "none", "targets": "auto" if values else "sign",
        },
        "network": {
            "layers": [{"units": width, "activation": activation} for width in widths],
            "output": "identity" if values else "tanh",
            "initializer": "zeros" if _flag(said, "initZero", False) else {"kind": "uniform", "limit": 0.5},
            "bias": 0.1,
        },
        "training": {
            "loss": "half_squared", "optimizer": "sgd",
            "learning_rate": _setting(said, "learningRate", 0.03, float, 0, 10),
            "batch_size": _setting(said, "batchSize", 10, int, 1, 100_000),
        },
    }  # fmt: skip
    penalty = said.get("regularization", "none")
    if penalty in PENALTIES:
        experiment["training"][PENALTIES[penalty]] = _setting(said, "regularizationRate", 0, float, 0, 10)
    return Experiment.from_json(experiment)


def _one_of(said: dict[str, str], name: str, table: dict[str, str], default: str) -> str:
    value = said.get(name, default)
    if value not in table:
        raise SpecError(name, value, "one of " + ", ".join(table))
    return table[value]


def _flag(said: dict[str, str], name: str, default: bool) -> bool:
    return said.get(name, str(default)).lower() == "true"


def _setting(
    said: dict[str, str], name: str, default: float, kind: Callable[[str], Any], low: float, high: float
) -> Any:
    return _number(name, said.get(name, str(default)), kind, low, high)


def _number(name: str, text: str, kind: Callable[[str], Any], low: float, high: float) -> Any:
    try:
        value = kind(text)
    except ValueError:
        value = None
    if value is None or not low <= value <= high:
        raise SpecError(name, text, f"a number from {low:g} to {high:g}")
    return value
