"""One step's gradients by autograd, of exactly the network, examples, masks and penalties that are handed in."""

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from glassnet.engines.state import Array
from glassnet.engines.torch.losses import LOSSES
from glassnet.engines.torch.modules import ACTIVATIONS
from glassnet.nn import MLP


def autograd_gradients(
    network: MLP, X: Array, T: Array, loss: str, masks: Sequence[Array | None], l1: float = 0.0, l2: float = 0.0,
    loss_settings: Mapping[str, float] | None = None,
) -> tuple[float, list[Array]]:  # fmt: skip
    """The loss of a batch, and the gradients of loss and penalty, in float64.

    Args:
        network: the network; of it only weights, biases and the names of the activations are read.
        X: examples, (n, features).
        T: their targets, (n, outputs).
        loss: a name in `LOSSES`.
        masks: the dropout mask of each hidden layer, or None.
        l1: λ of λ Σ|w|.
        l2: λ of λ/2 Σw².
        loss_settings: such as `delta` of `huber`.

    Returns:
        The data loss, and dW₁, db₁, dW₂, db₂, …

    Example:
        >>> import numpy as np
        >>> from glassnet.nn import Dense
        >>> network = MLP([Dense(np.array([[1.0, 2.0]]), np.array([0.5]))])
        >>> autograd_gradients(network, np.array([[3.0, 1.0]]), np.array([[0.5]]), "half_squared", [])
        (12.5, [array([[15.,  5.]]), array([5.])])
    """

    def wide(array: Array, *, leaf: bool = False) -> Tensor:
        return torch.tensor(array, dtype=torch.float64, requires_grad=leaf)

    parameters = [wide(p, leaf=True) for p in network.parameters]
    a = wide(X)
    for i, (layer, mask) in enumerate(zip(network.layers, [*masks, None], strict=True)):
        z = F.linear(a, parameters[2 * i], parameters[2 * i + 1])
        a = ACTIVATIONS[layer.activation](**dict(layer.settings))(z)
        a = a if mask is None else a * wide(mask)
    value = LOSSES[loss](a, wide(T), **dict(loss_settings or {})).mean()
    penalty = sum((l1 * W.abs().sum() + l2 / 2 * W.square().sum() for W in parameters[::2]), start=torch.zeros(()))
    found = torch.autograd.grad(value + penalty, parameters)
    return value.item(), [g.numpy() for g in found]
