"""Loss functions, each beside its gradient.

`o` (n, outputs) is what the output layer puts out and `T` (n, outputs) is what it should be:
one-hot rows for `cross_entropy`, 0 or 1 for `binary_cross_entropy`, any values for the others.
The two cross-entropies take *logits*: softmax and sigmoid are part of the loss, because only
together they are stable and have a simple gradient. So the output layer's activation is then
`identity`.

Every loss is a mean over the n examples of the batch. `half_squared` and `cross_entropy` add up
the outputs of an example; the others average over the outputs too, as their PyTorch namesakes do.
Every gradient has the same factor as its loss.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .activations import sigmoid, softplus
from .common import Array, keyword_defaults


def _targets(o: Array, T: npt.ArrayLike) -> Array:
    """Return T in the dtype of o, or say how its shape is wrong.

    The check matters: (n,) minus (n, 1) would silently become (n, n).
    """
    targets = np.asarray(T, dtype=o.dtype)
    if o.ndim != 2 or targets.shape != o.shape:
        raise ValueError(f"targets have shape {targets.shape} and outputs {o.shape}: both must be (examples, outputs)")
    if o.size == 0:
        raise ValueError(f"outputs have shape {o.shape}: a loss needs at least one example")
    return targets


def softmax(o: Array) -> Array:
    """`p_k = e^(o_k) / Σ_j e^(o_j)` in each row, (n, outputs) -> (n, outputs).

    The greatest logit of the row is subtracted first: it cancels, and no exponent is positive.

    Example:
        >>> softmax(np.array([[1e4, 1e4, 0.0]]))
        array([[0.5, 0.5, 0. ]])
    """
    e = np.exp(o - o.max(axis=1, keepdims=True))
    p: Array = e / e.sum(axis=1, keepdims=True)
    return p


def cross_entropy(o: Array, T: npt.ArrayLike) -> float:
    """`L = 1/n Σ_i Σ_k -T_ik log softmax(o_i)_k`, with log softmax by log-sum-exp."""
    targets = _targets(o, T)
    shifted = o - o.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # (n, outputs)
    return float(-(targets * log_p).sum() / len(o))


def cross_entropy_gradient(o: Array, T: npt.ArrayLike) -> Array:
    """`dL/do = (softmax(o) Σ_k T_k - T) / n`. For one-hot rows the sum is 1."""
    targets = _targets(o, T)
    total: Array = targets.sum(axis=1, keepdims=True)  # (n, 1)
    return (softmax(o) * total - targets) / len(o)


def binary_cross_entropy(o: Array, T: npt.ArrayLike) -> float:
    """`L` = mean of `-T log σ(o) - (1 - T) log(1 - σ(o))`, where `-log σ(o) = softplus(-o)`."""
    targets = _targets(o, T)
    return float(np.mean(targets * softplus(-o) + (1.0 - targets) * softplus(o)))


def binary_cross_entropy_gradient(o: Array, T: npt.ArrayLike) -> Array:
    """`dL/do = (σ(o) - T) / (n · outputs)`."""
    return (sigmoid(o) - _targets(o, T)) / o.size


def mse(o: Array, T: npt.ArrayLike) -> float:
    """`L` = mean of `(o - T)²` over examples and outputs, as torch.nn.MSELoss."""
    return float(np.mean((o - _targets(o, T)) ** 2))


def mse_gradient(o: Array, T: npt.ArrayLike) -> Array:
    """`dL/do = 2 (o - T) / (n · outputs)`."""
    return 2.0 * (o - _targets(o, T)) / o.size


def half_squared(o: Array, T: npt.ArrayLike) -> float:
    """`L = 1/n Σ_i ½ Σ_k (o_ik - T_ik)²`, the loss of TensorFlow Playground."""
    return float(0.5 * ((o - _targets(o, T)) ** 2).sum() / len(o))


def half_squared_gradient(o: Array, T: npt.ArrayLike) -> Array:
    """`dL/do = (o - T) / n`."""
    return (o - _targets(o, T)) / len(o)


def huber(o: Array, T: npt.ArrayLike, *, delta: float = 1.0) -> float:
    """`L` = mean of `½e²` where |e| ≤ δ, else `δ (|e| - ½δ)`, e = o - T, as torch.nn.HuberLoss.

    With q = min(|e|, δ) both cases are q (|e| - ½q), and no large error is squared.
    """
    e = np.abs(o - _targets(o, T))
    q = np.minimum(e, delta)
    return float(np.mean(q * (e - 0.5 * q)))


def huber_gradient(o: Array, T: npt.ArrayLike, *, delta: float = 1.0) -> Array:
    """`dL/do = e / (n · outputs)`, with e = o - T cut off at ±δ."""
    return np.clip(o - _targets(o, T), -delta, delta) / o.size


def values(o: Array) -> Array:
    """For squared losses the outputs are the predicted values themselves."""
    return o


@dataclass(frozen=True)
class Loss:
    """One row of `LOSSES`.

    Attributes:
        name: Its key in the table.
        value: `value(o, T, **settings)` -> the loss, a float.
        gradient: `gradient(o, T, **settings)` -> dL/do, (n, outputs).
        predict: `predict(o)` -> (n, outputs): probabilities for the cross-entropies, values for
            the others.

    The first two raise a ValueError if the shapes of o and T do not fit.

    Example:
        >>> loss = LOSSES["mse"]
        >>> loss.value(np.array([[0.5], [2.0]]), np.array([[0.0], [1.0]]))
        0.625
        >>> loss.gradient(np.array([[0.5], [2.0]]), np.array([[0.0], [1.0]])).tolist()
        [[0.5], [1.0]]
        >>> LOSSES["binary_cross_entropy"].predict(np.array([[0.0]]))
        array([[0.5]])
    """

    name: str
    value: Callable[..., float]
    gradient: Callable[..., Array]
    predict: Callable[[Array], Array]

    @property
    def settings(self) -> dict[str, float]:
        """The names of its settings with their defaults."""
        return keyword_defaults(self.value)


LOSSES: dict[str, Loss] = {
    row.name: row
    for row in (
        Loss("cross_entropy", cross_entropy, cross_entropy_gradient, softmax),
        Loss("binary_cross_entropy", binary_cross_entropy, binary_cross_entropy_gradient, sigmoid),
        Loss("mse", mse, mse_gradient, values),
        Loss("half_squared", half_squared, half_squared_gradient, values),
        Loss("huber", huber, huber_gradient, values),
    )
}
"""Every loss by name."""
