"""Healthy runs, hard ones among them: whatever a diagnosis calls sick here, it calls wrongly.

A variant that turns out five points worse than the plain run on the same data is no healthy run and is left out; but
for `unfinished`, which is as it should be: still learning.
"""

from collections.abc import Callable

from benchmarks.diagnosing.faults import units
from benchmarks.diagnosing.runs import Recipe, layers
from glassnet.spec import PRESETS

Variant = Callable[[Recipe], Recipe]


def plain(recipe: Recipe) -> Recipe:
    return recipe


def few(recipe: Recipe) -> Recipe:
    return recipe.with_(data__n=recipe.experiment.data.n // 3)


def noisy(recipe: Recipe) -> Recipe:
    """Classes that overlap."""
    return recipe.with_(data__noise=0.2)


def wide(recipe: Recipe) -> Recipe:
    return recipe.with_(network__layers=layers(64, 2, "relu"), network__initializer="he_normal")


def deep(recipe: Recipe) -> Recipe:
    hidden = layers(units(recipe), 5, "relu")
    return recipe.with_(
        network__layers=hidden, network__initializer="he_normal", training__optimizer="adam",
        training__learning_rate=0.005,
    )  # fmt: skip


def sigmoid(recipe: Recipe) -> Recipe:
    """A sigmoid network that is given the time that it needs."""
    return recipe.with_(
        network__layers=layers(units(recipe), 1, "sigmoid"), network__initializer="xavier_uniform",
        training__optimizer="adam", training__learning_rate=0.03, training__epochs=300,
    )  # fmt: skip


def single(recipe: Recipe) -> Recipe:
    """Batches of one: a loss that jumps about."""
    rate = recipe.experiment.training.learning_rate / 5
    return recipe.with_(training__batch_size=1, training__learning_rate=rate)


def large_batch(recipe: Recipe) -> Recipe:
    epochs = recipe.experiment.training.epochs
    return recipe.with_(training__batch_size=64, training__epochs=3 * epochs)


def dropout(recipe: Recipe) -> Recipe:
    kind = recipe.experiment.network.layers[0].activation.kind
    return recipe.with_(network__layers=layers(32, 2, kind, 0.1))


def penalised(recipe: Recipe) -> Recipe:
    return recipe.with_(training__l2=1e-4)


def raw(recipe: Recipe) -> Recipe:
    """Inputs as they come, of moderate size."""
    return recipe.with_(data__scaling="none")


def unfinished(recipe: Recipe) -> Recipe:
    return recipe.with_(training__epochs=recipe.experiment.training.epochs // 4)


def uneven(recipe: Recipe) -> Recipe:
    """Two thirds of the examples are of other classes than the first."""
    name = recipe.experiment.data.source.settings()["name"]
    return recipe if PRESETS[name].task == "regression" else recipe.with_(data__balance=0.33)


def squared(recipe: Recipe) -> Recipe:
    return recipe.with_(training__loss="mse")


def cooling(recipe: Recipe) -> Recipe:
    epochs = recipe.experiment.training.epochs
    return recipe.with_(training__schedule={"kind": "cosine", "epochs": epochs})


def long(recipe: Recipe) -> Recipe:
    return recipe.with_(training__epochs=3 * recipe.experiment.training.epochs)


HEALTHY: dict[str, Variant] = {
    row.__name__: row
    for row in (
        plain, few, noisy, wide, deep, sigmoid, single, large_batch, dropout, penalised, raw, unfinished, uneven,
        squared, cooling, long,
    )
}  # fmt: skip
"""Every variant by name."""
