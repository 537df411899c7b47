"""Activation functions, each beside its derivative.

Every function works element by element on an array of any shape and keeps its dtype. Every
derivative here takes `z`, the weighted sum that goes into the activation, never `a`, the value
that comes out.

For every finite z the results are finite and no warning is raised, and a NaN stays a NaN, so that
a network that has gone wrong shows it. An infinite z gives the limit; only `sine` and
`softsign` answer it with NaN. `np.heaviside(z, 0.0)` is the step 0, 0, 1 for z < 0, z = 0, z > 0;
unlike a comparison it keeps NaN and the dtype.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .common import Array, keyword_defaults


def identity(z: Array) -> Array:
    """`a = z`."""
    return z


def identity_derivative(z: Array) -> Array:
    """`da/dz = 1` (takes z)."""
    return np.ones_like(z)


def sigmoid(z: Array) -> Array:
    """`a = 1 / (1 + e^-z)`. The exponent is never positive, so nothing overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_derivative(z: Array) -> Array:
    """`da/dz = σ(z) (1 - σ(z)) = σ(z) σ(-z)` (takes z); the last form loses no digits."""
    return sigmoid(z) * sigmoid(-z)


def tanh(z: Array) -> Array:
    """`a = tanh z`."""
    return np.tanh(z)


def tanh_derivative(z: Array) -> Array:
    """`da/dz = 1 - tanh² z` (takes z)."""
    return 1.0 - np.tanh(z) ** 2


def relu(z: Array) -> Array:
    """`a = max(z, 0)`."""
    return np.maximum(z, 0.0)


def relu_derivative(z: Array) -> Array:
    """`da/dz = 1` for z > 0, else `0` (takes z). At the kink relu'(0) = 0, as in PyTorch."""
    return np.heaviside(z, 0.0)


def leaky_relu(z: Array, *, slope: float = 0.01) -> Array:
    """`a = z` for z > 0, else `slope · z` (Maas, Hannun and Ng 2013)."""
    return np.where(z > 0, z, slope * z)


def leaky_relu_derivative(z: Array, *, slope: float = 0.01) -> Array:
    """`da/dz = 1` for z > 0, else `slope` (takes z). At the kink it is slope, as in PyTorch."""
    return np.heaviside(z, 0.0) + slope * np.heaviside(-z, 1.0)


def elu(z: Array, *, alpha: float = 1.0) -> Array:
    """`a = z` for z > 0, else `α (e^z - 1)` (Clevert, Unterthiner and Hochreiter 2015)."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))


def elu_derivative(z: Array, *, alpha: float = 1.0) -> Array:
    """`da/dz = 1` for z > 0, else `α e^z` (takes z). At 0 it is α, as in PyTorch."""
    return np.where(z > 0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))


def _normal_cdf(z: Array) -> Array:
    """`Φ(z) = ½ erfc(-z/√2)`, which keeps its digits for z far below 0, where 1 + erf has none."""
    values = [0.5 * math.erfc(-x / math.sqrt(2.0)) for x in z.ravel().tolist()]
    return np.array(values, dtype=z.dtype).reshape(z.shape)  # NumPy itself has no erf


def gelu(z: Array) -> Array:
    """`a = z Φ(z)`, the exact GELU, not its tanh approximation (Hendrycks and Gimpel 2016)."""
    return np.maximum(z, -40.0) * _normal_cdf(z)  # Φ(-40) = 0; -inf · 0 would be NaN


def gelu_derivative(z: Array) -> Array:
    """`da/dz = Φ(z) + z φ(z)` (takes z), φ the density of the standard normal distribution."""
    near = np.clip(z, -40.0, 40.0)  # beyond, φ is 0 in float64; z² could overflow
    density: Array = np.exp(-0.5 * near**2) / math.sqrt(2.0 * math.pi)
    return _normal_cdf(z) + near * density


def silu(z: Array) -> Array:
    """`a = z σ(z)`, also known as swish (Elfwing, Uchibe and Doya 2017)."""
    return np.maximum(z, -800.0) * sigmoid(z)  # σ(-800) = 0; -inf · 0 would be NaN


def silu_derivative(z: Array) -> Array:
    """`da/dz = σ(z) + z σ'(z)` (takes z)."""
    return sigmoid(z) + np.clip(z, -800.0, 800.0) * sigmoid_derivative(z)


def softplus(z: Array) -> Array:
    """`a = log(1 + e^z)`, a smooth ReLU, written without overflow (Dugas et al. 2001)."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def softplus_derivative(z: Array) -> Array:
    """`da/dz = σ(z)` (takes z)."""
    return sigmoid(z)


def sine(z: Array) -> Array:
    """`a = sin z` (Sitzmann et al. 2020)."""
    return np.sin(z)


def sine_derivative(z: Array) -> Array:
    """`da/dz = cos z` (takes z)."""
    return np.cos(z)


def softsign(z: Array) -> Array:
    """`a = z / (1 + |z|)` (Turian, Bergstra and Bengio 2009)."""
    return z / (1.0 + np.abs(z))


def softsign_derivative(z: Array) -> Array:
    """`da/dz = 1 / (1 + |z|)²` (takes z)."""
    return (1.0 / (1.0 + np.abs(z))) ** 2  # the quotient is squared, as it cannot overflow


@dataclass(frozen=True)
class Activation:
    """One row of `ACTIVATIONS`.

    Attributes:
        name: Its key in the table.
        value: `value(z, **settings)` -> a, of the shape and dtype of z.
        derivative: `derivative(z, **settings)` -> da/dz at z. It takes z, not a.
        low: The greatest lower bound of the values with the default settings, or -inf.
        high: The least upper bound of the values with the default settings, or inf.

    Example:
        >>> ACTIVATIONS["relu"].value(np.array([-1.0, 0.0, 2.0]))
        array([0., 0., 2.])
        >>> ACTIVATIONS["relu"].derivative(np.array([-1.0, 0.0, 2.0]))
        array([0., 0., 1.])
        >>> ACTIVATIONS["leaky_relu"].settings
        {'slope': 0.01}
    """

    name: str
    value: Callable[..., Array]
    derivative: Callable[..., Array]
    low: float
    high: float

    @property
    def settings(self) -> dict[str, float]:
        """The names of its settings with their defaults."""
        return keyword_defaults(self.value)

    @property
    def bounded(self) -> bool:
        """Whether its values stay between two finite numbers."""
        return math.isfinite(self.low) and math.isfinite(self.high)


ACTIVATIONS: dict[str, Activation] = {
    row.name: row
    for row in (
        Activation("identity", identity, identity_derivative, -math.inf, math.inf),
        Activation("sigmoid", sigmoid, sigmoid_derivative, 0.0, 1.0),
        Activation("tanh", tanh, tanh_derivative, -1.0, 1.0),
        Activation("relu", relu, relu_derivative, 0.0, math.inf),
        Activation("leaky_relu", leaky_relu, leaky_relu_derivative, -math.inf, math.inf),
        Activation("elu", elu, elu_derivative, -1.0, math.inf),
        Activation("gelu", gelu, gelu_derivative, -0.16997120747990369, math.inf),
        Activation("silu", silu, silu_derivative, -0.2784645427610738, math.inf),
        Activation("softplus", softplus, softplus_derivative, 0.0, math.inf),
        Activation("sine", sine, sine_derivative, -1.0, 1.0),
        Activation("softsign", softsign, softsign_derivative, -1.0, 1.0),
    )
}
"""Every activation by name."""
