"""The losses with PyTorch's own functions: one number for each example, and their mean."""

from collections.abc import Callable

import torch.nn.functional as F
from torch import Tensor

from glassnet.spec import Loss


def cross_entropy(o: Tensor, T: Tensor) -> Tensor:
    """`−Σ_k T_k log softmax(o)_k` of each example; o are logits, T is one-hot: (n, K), (n, K) → (n,)."""
    return F.cross_entropy(o, T, reduction="none")


def binary_cross_entropy(o: Tensor, T: Tensor) -> Tensor:
    """`−T log σ(o) − (1 − T) log(1 − σ(o))`, mean over the outputs; o are logits: → (n,)."""
    return F.binary_cross_entropy_with_logits(o, T, reduction="none").mean(1)


def mse(o: Tensor, T: Tensor) -> Tensor:
    """`(o − T)²`, mean over the outputs: → (n,)."""
    return F.mse_loss(o, T, reduction="none").mean(1)


def half_squared(o: Tensor, T: Tensor) -> Tensor:
    """`½ (o − T)²`, sum over the outputs: → (n,)."""
    return 0.5 * F.mse_loss(o, T, reduction="none").sum(1)


def huber(o: Tensor, T: Tensor, *, delta: float = 1.0) -> Tensor:
    """`½e²` where |e| ≤ δ, else `δ (|e| − ½δ)`, mean over the outputs: → (n,)."""
    return F.huber_loss(o, T, delta=delta, reduction="none").mean(1)


LOSSES: dict[str, Callable[..., Tensor]] = {
    "cross_entropy": cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
    "mse": mse,
    "half_squared": half_squared,
    "huber": huber,
}
"""Every loss by name: outputs and targets, (n, K) each, to the loss of each example, (n,)."""


def data_loss(o: Tensor, T: Tensor, weights: Tensor | None, loss: Loss) -> Tensor:
    """The mean over the examples, weighted if there are weights: a tensor without dimensions.

    Example:
        >>> import torch
        >>> from glassnet.spec.choices import MSE
        >>> o, T = torch.tensor([[1.0], [3.0]]), torch.zeros(2, 1)
        >>> data_loss(o, T, None, MSE()).item(), data_loss(o, T, torch.tensor([2.0, 0.0]), MSE()).item()
        (5.0, 1.0)
    """
    each = LOSSES[loss.kind](o, T, **loss.settings())
    return each.mean() if weights is None else (weights * each).mean()
