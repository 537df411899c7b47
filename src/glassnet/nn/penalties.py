"""Penalties on large weights, each beside its gradient. Biases are exempt: no one passes them here.

Conventions: L2 is λ/2 Σw², so that its gradient is λw and equals PyTorch's `weight_decay` in SGD;
others write λ Σw², with twice the gradient. L1 is λ Σ|w|.
"""

import numpy as np

from .common import Array


def l2_penalty(W: Array, strength: float) -> float:
    """`λ/2 Σw²`.

    Example:
        >>> l2_penalty(np.array([[3.0, -4.0]]), strength=0.1)
        1.25
    """
    return float(0.5 * strength * np.square(W).sum())


def l2_gradient(W: Array, strength: float) -> Array:
    """`λw`, of the shape of W.

    Example:
        >>> l2_gradient(np.array([[3.0, -4.0]]), strength=0.5)
        array([[ 1.5, -2. ]])
    """
    return strength * W


def l1_penalty(W: Array, strength: float) -> float:
    """`λ Σ|w|`.

    Example:
        >>> l1_penalty(np.array([[3.0, -4.0]]), strength=0.5)
        3.5
    """
    return float(strength * np.abs(W).sum())


def l1_gradient(W: Array, strength: float) -> Array:
    """`λ sign(w)`, of the shape of W.

    At the kink sign(0) = 0: a weight at exactly 0 feels only the data, and can leave again.

    Example:
        >>> l1_gradient(np.array([[3.0, 0.0, -4.0]]), strength=0.5)
        array([[ 0.5,  0. , -0.5]])
    """
    return strength * np.sign(W)
