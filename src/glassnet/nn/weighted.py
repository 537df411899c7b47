"""Examples that count differently: the loss is the mean of weight · loss, and so are its gradients.

Weights that are 1 on average keep the size of the loss. A whole weight counts an example as often as if it stood in the
batch so many times.
"""

import numpy as np
import numpy.typing as npt

from .common import Array, checked_settings, look_up
from .losses import LOSSES, Loss
from .network import MLP, Gradients, Masks


def weighted_value(loss: Loss, o: Array, T: npt.ArrayLike, weights: Array, **settings: float) -> float:
    """`L = 1/n Σ_i w_i L_i`, with L_i the loss of example i alone.

    Args:
        loss: A row of `LOSSES`.
        o: What the network puts out, (n, outputs).
        T: The targets, (n, outputs).
        weights: How much each example counts, (n,).
        **settings: The loss's settings.

    Example:
        >>> o, T = np.array([[1.0], [3.0]]), np.array([[0.0], [0.0]])
        >>> weighted_value(LOSSES["mse"], o, T, np.array([2.0, 0.0]))
        1.0
    """
    targets = np.asarray(T, dtype=o.dtype)
    each = [loss.value(o[i : i + 1], targets[i : i + 1], **settings) for i in range(len(o))]
    return float(np.dot(weights, each) / len(o))


def weighted_loss_and_gradients(
    network: MLP,
    X: npt.ArrayLike,
    T: npt.ArrayLike,
    weights: Array,
    loss: str,
    masks: Masks | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    **loss_settings: float,
) -> tuple[float, float, Gradients]:
    """`MLP.loss_and_gradients` with a weight for each example, (n,): row i of dL/do is multiplied by w_i.

    Raises:
        ValueError: A wrong shape, an unknown loss or setting.

    Example:
        >>> from glassnet.nn import initial_network
        >>> network = initial_network([2, 3, 1], np.random.default_rng(0))
        >>> X, T = np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[1.0], [0.0]])
        >>> _, _, first = network.loss_and_gradients(X[:1], T[:1], "mse")
        >>> _, _, both = weighted_loss_and_gradients(network, X, T, np.array([2.0, 0.0]), "mse")
        >>> bool(np.allclose(first.dW[0], both.dW[0]))
        True
    """
    chosen = look_up(LOSSES, loss, "loss")
    settings = checked_settings(loss_settings, chosen.settings, loss)
    tape = network.forward(X, masks)
    value = weighted_value(chosen, tape.output, T, weights, **settings)
    dL_do = chosen.gradient(tape.output, T, **settings) * weights[:, np.newaxis].astype(tape.output.dtype)
    penalty, gradients = network.penalised(network.backward(tape, dL_do), l1, l2)
    return value, penalty, gradients
