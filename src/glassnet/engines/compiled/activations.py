"""Activations in IR: value and slope side by side, eight units at once.

In training the forward pass computes both, because they share their costly parts (one exponential gives a sigmoid and
its slope), and the backward pass then only multiplies. The formulas of the slopes take whatever is at hand, z or a.
"""

from collections.abc import Callable

from glassnet.engines.compiled import mathlib
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.types import VEC_I32

Emitted = tuple[Value, Value]
"""Value a = f(z) and f′(z)."""


def identity(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = z; f′ = 1."""
    return z, b.value(1.0, z.type)


def sigmoid(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = σ(z); f′ = σ(z) σ(−z)."""
    a, opposite, _ = mathlib.logistic(b, z)
    return a, a * opposite


def tanh(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = tanh z; f′ = 1 − a².

    The slope's error is 1e-6 of the greatest slope, not of itself: of a unit that is saturated it is an estimate.
    """
    a = mathlib.tanh(b, z)
    return a, b.fma(-a, a, 1.0)


def relu(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = max(z, 0), NaN stays NaN; f′ = 1 for z > 0, else 0."""
    return b.at_least(z, 0.0), b.select(z.compare("gt", 0.0), 1.0, b.zero())


def leaky_relu(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = z for z > 0, else slope · z; f′ = 1 or slope."""
    above = z.compare("gt", 0.0)
    return b.select(above, z, setting * z), b.select(above, 1.0, setting)


def elu(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = z for z > 0, else α (eᶻ − 1); f′ = 1 or α eᶻ."""
    above = z.compare("gt", 0.0)
    less_one, e = mathlib.expm1_negative(b, b.at_most(z, 0.0))
    return b.select(above, z, setting * less_one), b.select(above, 1.0, setting * e)


def gelu(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = z Φ(z); f′ = Φ(z) + z φ(z), with φ(z) = e^(−z²/2) / √(2π)."""
    cdf, density = mathlib.normal_cdf(b, z)
    near = b.at_least(b.at_most(z, mathlib.CDF_LIMIT), -mathlib.CDF_LIMIT)  # beyond, φ is 0; ∞ · 0 would be NaN
    return b.at_least(z, -mathlib.CDF_LIMIT) * cdf, b.fma(near * 0.3989422804, density, cdf)


def silu(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = z σ(z); f′ = σ(z) + z σ(z) σ(−z)."""
    s, opposite, _ = mathlib.logistic(b, z)
    near = b.at_least(b.at_most(z, 100.0), -100.0)  # beyond, σ(z) σ(−z) is 0; ∞ · 0 would be NaN
    return b.at_least(z, -100.0) * s, b.fma(near * s, opposite, s)


def softplus(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = log(1 + eᶻ) = max(z, 0) + log(1 + e^−|z|); f′ = σ(z)."""
    s, _, e = mathlib.logistic(b, z)
    return b.at_least(z, 0.0) + mathlib.log1p(b, e), s


def sine(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = sin z; f′ = cos z."""
    return mathlib.sine_cosine(b, z)


def softsign(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = z / (1 + |z|); f′ = 1 / (1 + |z|)²."""
    inverse = 1.0 / (b.intrinsic("fabs", z) + 1.0)
    return z * inverse, inverse * inverse


ACTIVATIONS: dict[str, Callable[[Builder, Value, Value], Emitted]] = {
    "identity": identity,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "gelu": gelu,
    "silu": silu,
    "softplus": softplus,
    "sine": sine,
    "softsign": softsign,
}
"""Every activation: from z (and its setting: slope or alpha, in all lanes) to a and f′(z)."""


def tanh_of_output(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = tanh z; f′ = 1 − a², exact to the last digits: outputs are few, and gradients hang on their slopes."""
    return mathlib.tanh_by_exp(b, z)


OUTPUT_ACTIVATIONS = {"identity": identity, "sigmoid": sigmoid, "tanh": tanh_of_output}
"""Activations of the output layer."""

NOT_ZERO_AT_ZERO = {"sigmoid", "softplus"}
"""Activations with f(0) ≠ 0: in padded lanes they would make something out of nothing (see `layout`)."""


def sign(b: Builder, x: Value) -> Value:
    """−1, 0 or 1 in the lanes of a vector, NaN for NaN: x / |x|, but 0 for 0."""
    bits = x.convert("bitcast", VEC_I32)
    one = ((bits & -0x80000000) | 0x3F800000).convert("bitcast", x.type)
    return b.select(x.compare("gt", 0.0), one, b.select(x.compare("lt", 0.0), one, x * 0.0))
