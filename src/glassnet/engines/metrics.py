"""The metrics' definitions: what a network predicts, and how often or how well it is right."""

from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines.protocol import Encoding, Floats, Score
from glassnet.engines.state import Array
from glassnet.nn import LOSSES, weighted_value
from glassnet.spec import Loss


def encode(labels: npt.NDArray[Any], encoding: Encoding, outputs: int) -> Floats:
    """Labels as the targets of a loss, shape (n,) → (n, outputs).

    Example:
        >>> encode(np.array([0, 1]), "sign", 1).ravel().tolist()
        [-1.0, 1.0]
    """
    if encoding == "one_hot":
        targets: Floats = np.eye(outputs)[labels.astype(np.int64)]
        return targets
    values = labels.astype(np.float64).reshape(-1, 1)
    return 2.0 * values - 1.0 if encoding == "sign" else values


def predict(outputs: Array, loss: Loss, encoding: Encoding) -> Array:
    """What the outputs say: probabilities of each class (n, classes), or values (n, outputs).

    A single output of a two-class problem is read as the probability of class 1; under squared losses it is clipped
    to 0…1 after bringing the targets' range there.
    """
    with np.errstate(all="ignore"):  # a diverged network says inf
        said = LOSSES[loss.kind].predict(outputs)
    if encoding in ("value", "one_hot"):
        return said
    chance = np.clip((said + 1.0) / 2.0 if encoding == "sign" else said, 0.0, 1.0)
    return np.concatenate([1.0 - chance, chance], axis=1)


def classify(outputs: Array, loss: Loss, encoding: Encoding) -> npt.NDArray[np.int64]:
    """The class with the greatest output (n,); of a single output, class 1 above the middle of its range."""
    if outputs.shape[1] > 1:
        winners: npt.NDArray[np.int64] = np.argmax(outputs, axis=1).astype(np.int64)
        return winners
    middle = 0.5 if encoding == "class" and loss.kind != "binary_cross_entropy" else 0.0
    return (outputs[:, 0] > middle).astype(np.int64)


def r2(outputs: Array, values: Array) -> float:
    """Coefficient of determination 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; 0 for constant values that are not hit."""
    residual = float(np.sum((values - outputs[:, 0]) ** 2))
    total = float(np.sum((values - values.mean()) ** 2))
    if total == 0.0:
        return 1.0 if residual == 0.0 else 0.0
    return 1.0 - residual / total


def score(
    outputs: Array, T: Floats, labels: npt.NDArray[Any], loss: Loss, encoding: Encoding, weights: Floats | None = None
) -> Score:
    """Loss (weighted, if there are weights), and accuracy or R² of outputs (n, outputs); NaN is never right."""
    chosen, settings = LOSSES[loss.kind], loss.settings()
    if weights is None:
        value = chosen.value(outputs, T, **settings)
    else:
        value = weighted_value(chosen, outputs, T, weights, **settings)
    if encoding == "value":
        return Score(value, r2(outputs, labels))
    right = (classify(outputs, loss, encoding) == labels) & np.isfinite(outputs).all(axis=1)
    return Score(value, float(np.mean(right)))
