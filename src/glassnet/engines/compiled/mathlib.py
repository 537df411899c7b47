"""exp, log, tanh, erf and sine, each a handful of multiplications on eight numbers at once.

A library's functions take one number, may differ between systems, and cannot be inlined into a loop. These are
polynomials after a reduction of the argument to a short interval, as the library's are, with stated bounds (a test
measures them against float64 over the range of all float32 numbers):

| function | for | greatest error |
| --- | --- | --- |
| `exp_negative` | x ≤ 0 | relative 1.5e-7; below −87.3 it is 0 |
| `expm1_negative` | x ≤ 0 | relative 3e-7 |
| `log1p` | u ≥ 0 | relative 2e-7 |
| `tanh` | all | relative 5e-7 |
| `tanh_by_exp` | all | relative 4e-7, of the slope 6e-7 |
| `tanh_for_pictures` | all | absolute 5e-5: a hundredth of a grey level |
| `sine_cosine` | |x| ≤ 4·10⁶ (8,192 without fused multiply-add) | absolute 1.5e-7; beyond, sin is 0 and cos is 1 |
| `normal_cdf` | all | absolute 3e-7, relative 3e-6 down to Φ(−13) |

NaN goes in and NaN comes out; infinities give the limit, except that a sine of infinity is NaN.
"""

from dataclasses import dataclass

from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.types import VEC, VEC_I32

LOG2_E = 1.44269504
LN2_HIGH, LN2_LOW = 0.693359375, -2.12194440e-4
"""ln 2 in two parts; the first has so few digits that its product with a small whole number is exact."""

ROUND = 12582912.0
"""1.5 · 2²³: a float this large has no digits after the point, so adding it rounds to a whole number."""

EXP_LOWEST = -87.3
EXP = (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
"""eʳ − 1 − r = r² · P(r) on |r| ≤ ½ ln 2. Source: Cephes, expf."""

LOG = (
    7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
    -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
)  # fmt: skip
"""log(1 + f) = f − f²/2 + f³ · P(f) on √½ ≤ 1 + f < √2. Source: Cephes, logf."""

TANH_LIMIT = 7.95
TANH_TOP = (46.3684943, 11938.4159, 522250.49, 4039045.32)
TANH_BOTTOM = (1.0, 966.707183, 96270.0118, 1868594.59, 4039045.88)
"""The hyperbolic tangent: tanh x = x · P(x²) / Q(x²) for |x| ≤ 7.95, fitted to the least greatest relative error.

Q begins with 1, so that its first step is an addition: units that add are free while those that multiply are not.
"""

SKETCH_LIMIT = 5.02
SKETCH_TOP = (0.05174564905327386, 8.05560330255917, 79.22840734259044)
SKETCH_BOTTOM = (1.0, 34.425591865219296, 79.24378151797954)
"""The same for |x| ≤ 5.02, fitted to the least greatest absolute error; the first step of Q is an addition."""

CDF_SCALE, CDF_LIMIT = 0.3, 13.0
CDF = (0.03567482, -0.15720325, 0.20635377, -0.05368387, 0.12856174, 0.09991346, 0.12075396, 0.1196293)
"""Φ(−t) = e^(−t²/2) · u · P(u) with u = 1 / (1 + 0.3 t) for t ≥ 0, fitted likewise."""

SIN = (-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
COS = (2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)
"""sin r = r + r³ · P(r²) and cos r = 1 − r²/2 + r⁴ · P(r²) on |r| ≤ π/4. Source: Cephes, sinf and cosf."""

HALF_PI_FUSED = (1.57079637050628662109375, -4.37113900018624283e-8, -1.71512449e-15)
HALF_PI_SHORT = (1.5703125, 4.837512969970703125e-4, 7.549789948768648e-8)
"""π/2 in three parts; without fused multiply-add the first two must be short, so that their products are exact."""


def horner(b: Builder, coefficients: tuple[float, ...], x: Value) -> Value:
    """A polynomial, highest power first: (((c₀ x + c₁) x + c₂) x + …)."""
    result = b.value(coefficients[0], x.type)
    for coefficient in coefficients[1:]:
        result = b.fma(result, x, coefficient)
    return result


@dataclass(frozen=True)
class _Reduced:
    """x = whole · ln 2 + rest, so that eˣ = scale · e^rest with scale = 2^whole."""

    rest: Value
    scale: Value


def _reduce_exp(b: Builder, x: Value) -> _Reduced:
    """Cut a number that is not positive into a power of two and a rest of at most ½ ln 2."""
    rounded = b.fma(x, LOG2_E, ROUND)  # its lowest bits are the whole number, as a two's complement
    whole = rounded - ROUND
    rest = b.fma(whole, -LN2_HIGH, x)
    rest = b.fma(whole, -LN2_LOW, rest)
    # The bits of 2^k are (k + 127) · 2²³. Scaling is a multiplication and not an addition to the exponent's bits,
    # because the latter would turn a NaN into a number.
    bits = (rounded.convert("bitcast", VEC_I32) + 127) << 23
    return _Reduced(rest, bits.convert("bitcast", VEC))


def exp_negative(b: Builder, x: Value) -> Value:
    """Exponential eˣ for x ≤ 0: all that a network needs, as every exponent can be written without overflow."""
    reduced = _reduce_exp(b, x)
    r = reduced.rest
    square = r * r
    # Pairs of terms side by side: seven steps one after another become four, and the loss waits for them.
    pairs = [b.fma(r, first, second) for first, second in zip(EXP[::2], EXP[1::2], strict=True)]
    series = b.fma(b.fma(b.fma(pairs[0], square, pairs[1]), square, pairs[2]), square, r + 1.0)
    return b.select(x.compare("lt", EXP_LOWEST), b.zero(), series * reduced.scale)


def expm1_negative(b: Builder, x: Value) -> tuple[Value, Value]:
    """Exponential eˣ − 1 and eˣ for x ≤ 0; the first keeps its digits near 0: 2ᵏ (eʳ − 1) + (2ᵏ − 1)."""
    reduced = _reduce_exp(b, x)
    r = reduced.rest
    series = b.fma(horner(b, EXP, r) * r, r, r)  # eʳ − 1
    below = x.compare("lt", EXP_LOWEST)
    less_one = b.fma(series, reduced.scale, reduced.scale - 1.0)
    whole = b.fma(series, reduced.scale, reduced.scale)
    return b.select(below, -1.0, less_one), b.select(below, 0.0, whole)


def log1p(b: Builder, u: Value) -> Value:
    """log(1 + u) for u ≥ 0.

    1 + u = 2^e · m with m from √½ to √2. What the sum 1 + u lost by rounding is put back: f = m − 1 + loss · 2^−e.
    """
    w = u + 1.0
    shifted = w.convert("bitcast", VEC_I32) - 0x3F3504F3  # the bits of √½
    exponent = shifted.shift_signed(23)
    inverse = (127 - exponent) << 23  # the bits of 2^−e
    scale = inverse.convert("bitcast", VEC)
    lost = u - (w - 1.0)
    f = b.fma(lost, scale, w * scale - 1.0)
    e = exponent.convert("sitofp", VEC)
    square = f * f
    y = horner(b, LOG, f) * f * square
    y = b.fma(e, LN2_LOW, y)
    y = b.fma(square, -0.5, y)
    return b.fma(e, LN2_HIGH, f + y)


def tanh(b: Builder, x: Value) -> Value:
    """The hyperbolic tangent: tanh x = x · P(x²) / Q(x²)."""
    near = b.at_least(b.at_most(x, TANH_LIMIT), -TANH_LIMIT)
    square = near * near
    bottom = square + TANH_BOTTOM[1]
    for coefficient in TANH_BOTTOM[2:]:
        bottom = b.fma(bottom, square, coefficient)
    return near * horner(b, TANH_TOP, square) / bottom


def tanh_for_pictures(b: Builder, x: Value) -> Value:
    """The hyperbolic tangent as exactly as a picture can show it: three quarters of what `tanh` costs."""
    near = b.at_least(b.at_most(x, SKETCH_LIMIT), -SKETCH_LIMIT)
    square = near * near
    bottom = b.fma(square + SKETCH_BOTTOM[1], square, SKETCH_BOTTOM[2])
    return near * horner(b, SKETCH_TOP, square) / bottom


def tanh_by_exp(b: Builder, x: Value) -> tuple[Value, Value]:
    """The hyperbolic tangent −m / (2 + m) and its slope 4e / (2 + m)², with e = e^−2|x| and m = e − 1.

    That is for x ≥ 0; tanh is odd.

    It costs twice what `tanh` does, but the slope keeps its digits where 1 − tanh² x has lost them: at tanh x = 0.999.
    """
    less_one, e = expm1_negative(b, b.intrinsic("fabs", x) * -2.0)
    inverse = 1.0 / (less_one + 2.0)
    sign = x.convert("bitcast", VEC_I32) & -0x80000000
    size = (-less_one * inverse).convert("bitcast", VEC_I32)
    return (size | sign).convert("bitcast", VEC), e * 4.0 * inverse * inverse


def logistic(b: Builder, z: Value) -> tuple[Value, Value, Value]:
    """σ(z), σ(−z) and e^−|z|: both sides of the sigmoid keep their digits, as neither is made by a subtraction."""
    e = exp_negative(b, -b.intrinsic("fabs", z))
    larger = 1.0 / (e + 1.0)
    smaller = e * larger
    negative = z.compare("lt", 0.0)
    return b.select(negative, smaller, larger), b.select(negative, larger, smaller), e


def normal_cdf(b: Builder, z: Value) -> tuple[Value, Value]:
    """Φ(z) and e^(−z²/2), Φ the distribution function of the standard normal distribution."""
    t = b.at_most(b.intrinsic("fabs", z), CDF_LIMIT)
    density = exp_negative(b, t * t * -0.5)
    u = 1.0 / b.fma(t, CDF_SCALE, 1.0)
    tail = density * u * horner(b, CDF, u)
    return b.select(z.compare("gt", 0.0), 1.0 - tail, tail), density


def sine_cosine(b: Builder, x: Value) -> tuple[Value, Value]:
    """Sine and cosine: x = k · π/2 + r, then the sine or the cosine of r with the sign of quadrant k."""
    first, second, third = HALF_PI_FUSED if b.fused else HALF_PI_SHORT
    far = b.intrinsic("fabs", x).compare("gt", 4e6 if b.fused else 8192.0)
    x = b.select(far, x * 0.0, x)  # neighbouring floats lie radians apart: nothing is known. ∞ · 0 is NaN.
    rounded = b.fma(x, 0.636619772, ROUND)
    quadrant = rounded.convert("bitcast", VEC_I32)
    k = rounded - ROUND
    r = b.fma(k, -first, x)
    r = b.fma(k, -second, r)
    r = b.fma(k, -third, r)
    square = r * r
    sine = b.fma(horner(b, SIN, square) * square, r, r)
    cosine = b.fma(horner(b, COS, square) * square, square, b.fma(square, -0.5, 1.0))
    odd = (quadrant & 1).compare("ne", 0)
    # Signs: the sine's is bit 1 of k, the cosine's is bit 1 of k + 1; moved to bit 31 and flipped in.
    sign = ((quadrant & 2) << 30, ((quadrant + 1) & 2) << 30)
    chosen = (b.select(odd, cosine, sine), b.select(odd, sine, cosine))
    flipped = [(c.convert("bitcast", VEC_I32) ^ s).convert("bitcast", VEC) for c, s in zip(chosen, sign, strict=True)]
    return flipped[0], flipped[1]
