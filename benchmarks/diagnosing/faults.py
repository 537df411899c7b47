"""Faults, each in three severities: what is put into a healthy run.

A fault is a function from a healthy recipe, a severity (0 mild to 2 severe) and a seed to the faulty recipe and its
healthy twin, which differs from it in the fault alone.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from benchmarks.diagnosing.runs import Recipe, layers
from glassnet.data import Dataset
from glassnet.data.dataset import Part
from glassnet.spec import PRESETS

Pair: TypeAlias = tuple[Recipe, Recipe]
Fault: TypeAlias = Callable[[Recipe, int, int], Pair]


def units(recipe: Recipe) -> int:
    return recipe.experiment.network.layers[0].units


def learning_rate_too_high(healthy: Recipe, severity: int, seed: int) -> Pair:
    rate = healthy.experiment.training.learning_rate * (30, 100, 300)[severity]
    return healthy.with_(training__learning_rate=rate), healthy


def learning_rate_too_low(healthy: Recipe, severity: int, seed: int) -> Pair:
    rate = healthy.experiment.training.learning_rate / (30, 100, 1000)[severity]
    return healthy.with_(training__learning_rate=rate), healthy


def vanishing_gradients(healthy: Recipe, severity: int, seed: int) -> Pair:
    depth, width = (4, 6, 8)[severity], units(healthy)
    twin = healthy.with_(network__layers=layers(width, depth, "relu"), network__initializer="he_normal")
    return healthy.with_(network__layers=layers(width, depth, "sigmoid"), network__initializer="xavier_uniform"), twin


def exploding_gradients(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Weights several times too large, which every layer multiplies."""
    depth, width = (4, 6, 8)[severity], units(healthy)
    twin = healthy.with_(network__layers=layers(width, depth, "relu"), network__initializer="he_normal")
    return twin.with_(network__initializer={"kind": "normal", "std": 2.0}), twin


def dead_relus(healthy: Recipe, severity: int, seed: int) -> Pair:
    twin = healthy.with_(network__initializer="he_normal", network__layers=layers(units(healthy), 2, "relu"))
    return twin.with_(network__bias=(-2.0, -4.0, -8.0)[severity]), twin


def saturated(healthy: Recipe, severity: int, seed: int) -> Pair:
    kind = ("tanh", "sigmoid")[seed % 2]
    twin = healthy.with_(network__initializer="xavier_uniform", network__layers=layers(units(healthy), 2, "tanh"))
    std = (5.0, 15.0, 50.0)[severity] * (2 if kind == "sigmoid" else 1)
    faulty = twin.with_(network__layers=layers(units(healthy), 2, kind))
    return faulty.with_(network__initializer={"kind": "normal", "std": std}), twin


def symmetric_start(healthy: Recipe, severity: int, seed: int) -> Pair:
    if severity == 0:
        return healthy.with_(network__initializer="zeros"), healthy
    hidden = [layer.units for layer in healthy.experiment.network.layers]
    classes = PRESETS[healthy.experiment.data.source.settings()["name"]].classes
    sizes = [2, *hidden, classes or 1]
    value = (0.0, 0.1, 0.5)[severity]
    weights = [np.full((b, a), value).tolist() for a, b in pairwise(sizes)]
    return healthy.with_(network__weights=weights), healthy


def inputs_not_scaled(healthy: Recipe, severity: int, seed: int) -> Pair:
    factor = (30, 300, 3000)[severity]
    features = (f"{factor}*x", f"{factor}*y") if seed % 2 else (f"{factor}*x", "y")
    return healthy.with_(data__features=features, data__scaling="none"), healthy


def values_not_scaled(healthy: Recipe, severity: int, seed: int) -> Pair:
    """The values in another unit, as a price is in dollars."""
    factor = (1e2, 1e4, 1e6)[severity]

    def in_small_units(data: Dataset) -> Dataset:
        return _each_part(data, lambda part: Part(part.points, part.X, factor * (2.0 + part.labels)))

    return replace(healthy, change=in_small_units), healthy


def unshuffled(healthy: Recipe, severity: int, seed: int) -> Pair:
    """The training set sorted by label, visited in that order; small batches feel it most."""

    def sort(data: Dataset) -> Dataset:
        order = np.argsort(data.train.labels, kind="stable")
        return replace(data, train=_rows(data.train, order))

    twin = replace(healthy, change=sort).with_(
        training__batch_size=(16, 8, 4)[severity], training__optimizer="momentum", training__learning_rate=0.05
    )
    return twin.with_(training__shuffle=False), twin


def class_imbalance(healthy: Recipe, severity: int, seed: int) -> Pair:
    """All classes but the first lose most of their training and validation examples."""
    keep = (0.1, 0.06, 0.03)[severity]

    def thin(data: Dataset) -> Dataset:
        return _each_part(data, lambda part: _thinned(part, keep, seed))

    return replace(healthy, change=thin).with_(data__noise=0.15), healthy.with_(data__noise=0.15)


def capacity_too_small(healthy: Recipe, severity: int, seed: int) -> Pair:
    hidden = (layers(3, 1, "tanh"), layers(2, 1, "tanh"), [])[severity]
    return healthy.with_(network__layers=hidden, network__initializer="xavier_uniform"), healthy


def overfitting(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Few noisy examples, a large network, long training; the twin has more examples and ends early."""
    n, noise = (200, 150, 100)[severity], 0.35
    split = {"train": 0.4, "validation": 0.4, "test": 0.2, "seed": seed}
    small = healthy.with_(data__n=n, data__noise=noise, data__split=split, network__layers=layers(48, 2, "relu"))
    small = small.with_(network__initializer="he_normal", training__optimizer="adam", training__learning_rate=0.01)
    twin = small.with_(data__n=2000, training__epochs=40)
    return small.with_(training__epochs=600), twin


def too_strong_regularisation(healthy: Recipe, severity: int, seed: int) -> Pair:
    if seed % 3 == 0:
        rate = (0.7, 0.8, 0.9)[severity]
        recipe = healthy.experiment.network
        kind = recipe.layers[0].activation.kind
        return healthy.with_(network__layers=layers(units(healthy), len(recipe.layers), kind, rate)), healthy
    if seed % 3 == 1:
        return healthy.with_(training__l1=(0.01, 0.03, 0.1)[severity]), healthy
    return healthy.with_(training__l2=(0.03, 0.1, 0.3)[severity]), healthy


def label_noise(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Labels drawn anew at random for a share of the examples of all parts."""
    share = (0.35, 0.5, 0.65)[severity]

    def flip(data: Dataset) -> Dataset:
        return _each_part(data, lambda part: _flipped(part, share, data, seed))

    return replace(healthy, change=flip), healthy


def plateau(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Weights so small that training starts on a saddle."""
    std = (1e-2, 1e-3, 1e-4)[severity]
    depth = 1 + (severity > 0)
    twin = healthy.with_(network__layers=layers(units(healthy), depth, "tanh"), network__initializer="xavier_uniform")
    twin = twin.with_(training__optimizer="sgd", training__learning_rate=0.1)
    return twin.with_(network__initializer={"kind": "normal", "std": std}), twin


def not_finite(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Inputs so large that the loss overflows: tanh would hide them, and Adam divide them away again."""
    power = (8, 10, 12)[severity]
    twin = healthy.with_(network__layers=layers(units(healthy), 2, "relu"), network__initializer="he_normal")
    twin = twin.with_(training__optimizer="momentum", training__learning_rate=0.03)
    return twin.with_(data__features=(f"exp({power}*x)", f"exp({power}*y)"), data__scaling="none"), twin


def too_deep(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Ten layers and more whose weights are drawn too small for such a depth."""
    depth, width = (8, 12, 16)[severity], units(healthy)
    kind = ("tanh", "relu")[seed % 2]
    good = "xavier_uniform" if kind == "tanh" else "he_normal"
    twin = healthy.with_(network__layers=layers(width, depth, kind), network__initializer=good)
    twin = twin.with_(training__learning_rate=0.003, training__optimizer="adam")
    return twin.with_(network__initializer={"kind": "uniform", "limit": 1.0 / width**0.5 / 2}), twin


def batch_too_large(healthy: Recipe, severity: int, seed: int) -> Pair:
    size = (healthy.experiment.data.n // 4, healthy.experiment.data.n // 2, None)[severity]
    small = healthy.with_(training__batch_size=8, training__epochs=40)
    return small.with_(training__batch_size=size), small


def leak(healthy: Recipe, severity: int, seed: int) -> Pair:
    """Test and validation examples that stand in the training set, too, and a network that learns them by heart."""
    share = (0.4, 0.7, 1.0)[severity]
    noisy = healthy.with_(data__noise=0.3, data__n=160, network__layers=layers(48, 2, "relu"))
    noisy = noisy.with_(network__initializer="he_normal", training__optimizer="adam", training__epochs=300)

    def copy(data: Dataset) -> Dataset:
        train = data.train
        for part in (data.validation, data.test):
            train = _joined(train, _rows(part, np.arange(round(share * len(part)))))
        return replace(data, train=train)

    return replace(noisy, change=copy), noisy


FAULTS: dict[str, Fault] = {
    "learning_rate_too_high": learning_rate_too_high,
    "learning_rate_too_low": learning_rate_too_low,
    "vanishing_gradients": vanishing_gradients,
    "exploding_gradients": exploding_gradients,
    "dead_relus": dead_relus,
    "saturated": saturated,
    "symmetric_start": symmetric_start,
    "inputs_not_scaled": inputs_not_scaled,
    "values_not_scaled": values_not_scaled,
    "unshuffled": unshuffled,
    "class_imbalance": class_imbalance,
    "capacity_too_small": capacity_too_small,
    "overfitting": overfitting,
    "too_strong_regularisation": too_strong_regularisation,
    "label_noise": label_noise,
    "plateau": plateau,
    "not_finite": not_finite,
    "too_deep": too_deep,
    "batch_too_large": batch_too_large,
    "leak": leak,
}
"""Every fault by the name of its diagnosis."""


def _each_part(data: Dataset, change: Callable[[Part], Part]) -> Dataset:
    return replace(data, train=change(data.train), validation=change(data.validation), test=change(data.test))


def _rows(part: Part, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Part:
    return Part(part.points[rows], part.X[rows], part.labels[rows])


def _joined(first: Part, second: Part) -> Part:
    pairs = ((first.points, second.points), (first.X, second.X), (first.labels, second.labels))
    return Part(*(np.concatenate(pair) for pair in pairs))


def _thinned(part: Part, keep: float, seed: int) -> Part:
    draw = np.random.default_rng(seed)
    rare = part.labels != 0
    kept = np.flatnonzero(~rare | (draw.random(len(part)) < keep))
    for label in np.unique(part.labels):  # at least two of each
        kept = np.union1d(kept, np.flatnonzero(part.labels == label)[:2])
    return _rows(part, kept)


def _flipped(part: Part, share: float, data: Dataset, seed: int) -> Part:
    draw = np.random.default_rng(seed + 1)
    hit, labels = draw.random(len(part)) < share, part.labels.copy()
    if data.task == "regression":
        labels[hit] = draw.permutation(labels)[hit]
    else:
        labels[hit] = draw.integers(0, len(data.classes), len(part))[hit]
    return Part(part.points, part.X, labels)
