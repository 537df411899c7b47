"""The losses in IR: from the outputs z of eight examples to their loss and to dL/dz.

Lanes are examples here. Each is written so that nothing overflows and a small error keeps its digits: p − 1 is never
computed by subtracting from 1, but as minus the probability of everything else.

The names are the reference's: o is what the network puts out, T its target, n the number of examples in the batch, K
the number of outputs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from glassnet.engines.compiled import mathlib
from glassnet.engines.compiled.activations import OUTPUT_ACTIVATIONS
from glassnet.engines.compiled.forward import Place
from glassnet.engines.compiled.ir import Index, Value
from glassnet.engines.compiled.lanes import sum_lanes
from glassnet.engines.compiled.layout import Shape
from glassnet.engines.compiled.types import F32, I32, LANES, VEC, VEC_I32

WRITTEN_OUT = 4
"""Outputs up to which their code is written out one after another."""


@dataclass(frozen=True)
class Tile:
    """Eight examples under the loss.

    Attributes:
        p: where the code is written.
        first: number of the first of them.
        live: which of them count, as a mask of lanes.
        scale: what multiplies a gradient: 1/n, or 1/(n K) for the losses that average over outputs; in all lanes.
        setting: δ of Huber's loss, in all lanes.
        keeps_deltas: whether dL/dz is wanted; an evaluation has no use for it.
        is_difference: whether output 0 is the difference of two, see `forward.OutputLayer`.
    """

    p: Place
    first: Index
    live: Value
    scale: Value
    setting: Value
    keeps_deltas: bool = True
    is_difference: bool = False

    def output(self, k: Index) -> Value:
        """The sum z of output k."""
        return self.p.b.load(VEC, self.p.working(self.p.layout.outputs, k, self.first))

    def target(self, k: Index) -> Value:
        """T of output k."""
        return self.p.b.load(VEC, self.p.working(self.p.layout.targets, k, self.first))

    def label(self) -> Value:
        """The class numbers."""
        b = self.p.b
        return b.load(VEC_I32, b.at(self.p.working(self.p.layout.targets), self.first, I32))

    def set_delta(self, k: Index, delta: Value) -> None:
        """Put dL/dz of output k where z was; examples that do not count get 0, whatever they have."""
        if not self.keeps_deltas:
            return
        b = self.p.b
        b.store(b.select(self.live, delta, b.zero()), self.p.working(self.p.layout.outputs, k, self.first))


Body = Callable[[Index, list[Value]], list[Value]]


def _each_output(t: Tile, body: Body, carried: list[Value]) -> list[Value]:
    outputs = t.p.layout.shape.outputs
    return t.p.b.repeat(outputs, body, carried, unroll=outputs if outputs <= WRITTEN_OUT else 1)


def _is(t: Tile, label: Value, k: Index) -> Value:
    """In which lanes the class is k."""
    b = t.p.b
    if isinstance(k, int):
        return label.compare("eq", k)
    return label.compare("eq", b.splat(k.convert("trunc", I32)))


def two_classes(t: Tile) -> Value:
    """Cross-entropy of two classes: with d = z₀ − z₁, p₁ = σ(−d), and the loss is log(1 + e^d) or log(1 + e^−d)."""
    b = t.p.b
    b.comment("two classes: d = z0 - z1; p1 = 1/(1 + e^d); L = log(1 + e^±d); dL/dz1 = (p1 - [y = 1])/n = -dL/dz0")
    d = t.output(0) if t.is_difference else t.output(0) - t.output(1)
    second = t.label().compare("eq", 1)
    towards = b.select(second, d, -d)  # how far the wrong class is ahead
    e = mathlib.exp_negative(b, -b.intrinsic("fabs", d))
    # The wrong class has p = 1/(1 + e) if it is ahead, else e/(1 + e). All but the division is done while e is awaited.
    scale = b.select(second, t.scale, -t.scale)
    delta = b.select(towards.compare("lt", 0.0), e * scale, scale) / (e + 1.0)
    t.set_delta(0, delta)
    if not t.is_difference:
        t.set_delta(1, -delta)
    return b.at_least(towards, 0.0) + mathlib.log1p(b, e)


def cross_entropy(t: Tile) -> Value:
    """−log p_y with p = softmax(z); dL/dz_k = (p_k − [k = y]) / n. For the right class, p_y − 1 = −Σ_{k≠y} p_k."""
    b, outputs = t.p.b, t.p.layout.shape.outputs
    if outputs == 2:
        return two_classes(t)
    b.comment("softmax: m = max_k z_k; e_k = exp(z_k - m); s = Σ e_k; p_k = e_k/s; L = log s + m - z_y")
    label = t.label()
    first = t.output(0)

    def greatest(k: Index, carried: list[Value]) -> list[Value]:
        z = t.output(k)
        return [b.select(z.compare("gt", carried[0]), z, carried[0]), b.select(_is(t, label, k), z, carried[1])]

    m, right = _each_output(t, greatest, [first, b.zero()])

    def sums(k: Index, carried: list[Value]) -> list[Value]:
        e = mathlib.exp_negative(b, t.output(k) - m)
        b.store(e, t.p.working(t.p.layout.outputs, k, t.first))
        return [carried[0] + e, carried[1] + b.select(_is(t, label, k), b.zero(), e)]

    s, wrong = _each_output(t, sums, [b.zero(), b.zero()])
    factor = t.scale / s

    def deltas(k: Index, _: list[Value]) -> list[Value]:
        t.set_delta(k, b.select(_is(t, label, k), -wrong, t.output(k)) * factor)
        return []

    b.comment("dL/dz_k = e_k/s/n for wrong classes, -(Σ of the wrong e_k)/s/n for the right one")
    _each_output(t, deltas, [])
    short = m - right
    return mathlib.log1p(b, b.select(short.compare("eq", 0.0), wrong, s - 1.0)) + short


def binary_cross_entropy(t: Tile) -> Value:
    """−T log σ(z) − (1−T) log σ(−z) = max(z, 0) − T z + log(1 + e^−|z|); dL/dz = ((1−T) σ(z) − T σ(−z)) / (n K)."""
    b = t.p.b
    b.comment("L = max(z, 0) - T z + log(1 + e^-|z|); dL/dz = ((1 - T) σ(z) - T σ(-z)) / (n K)")

    def one(k: Index, carried: list[Value]) -> list[Value]:
        z, T = t.output(k), t.target(k)
        up, down, e = mathlib.logistic(b, z)
        t.set_delta(k, ((1.0 - T) * up - T * down) * t.scale)
        return [carried[0] + (b.at_least(z, 0.0) - T * z + mathlib.log1p(b, e))]

    return _each_output(t, one, [b.zero()])[0]


def _squared(t: Tile, kind: str) -> Value:
    b, shape = t.p.b, t.p.layout.shape
    activation = OUTPUT_ACTIVATIONS[shape.activations[-1]]

    def one(k: Index, carried: list[Value]) -> list[Value]:
        o, slope = activation(b, t.output(k), b.zero())
        error = o - t.target(k)
        if kind == "huber":
            cut = b.at_least(b.at_most(error, t.setting), -t.setting)
            q = b.intrinsic("fabs", cut)
            loss, gradient = q * b.fma(q, -0.5, b.intrinsic("fabs", error)), cut
        elif kind == "mse":
            loss, gradient = error * error, error * 2.0
        else:
            loss, gradient = error * error * 0.5, error
        t.set_delta(k, gradient * t.scale if shape.activations[-1] == "identity" else gradient * slope * t.scale)
        return [carried[0] + loss]

    return _each_output(t, one, [b.zero()])[0]


def mse(t: Tile) -> Value:
    """(o − T)²; dL/dz = 2 (o − T) f′(z) / (n K)."""
    t.p.b.comment("o = f(z); L = (o - T)² / (n K); dL/dz = 2 (o - T) f'(z) / (n K)")
    return _squared(t, "mse")


def half_squared(t: Tile) -> Value:
    """½ (o − T)²; dL/dz = (o − T) f′(z) / n."""
    t.p.b.comment("o = f(z); L = ½ (o - T)² / n; dL/dz = (o - T) f'(z) / n")
    return _squared(t, "half_squared")


def huber(t: Tile) -> Value:
    """Loss q (|e| − ½ q) with e = o − T and q = min(|e|, δ); dL/dz = e, cut off at ±δ, times f′(z) / (n K)."""
    t.p.b.comment("o = f(z); e = o - T; q = min(|e|, δ); L = q (|e| - ½ q) / (n K); dL/dz = clip(e, ±δ) f'(z) / (n K)")
    return _squared(t, "huber")


LOSSES = {
    "cross_entropy": cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
    "mse": mse,
    "half_squared": half_squared,
    "huber": huber,
}
"""Every loss: writes dL/dz and returns the loss of each of eight examples, not yet divided by n (and K)."""

MEAN_OVER_OUTPUTS = {"binary_cross_entropy", "mse", "huber"}
"""Losses that average over outputs as well as over examples."""


def mean_factor(shape: Shape) -> int:
    """What a loss is divided by beside the number of examples: 1, or the number of outputs."""
    return shape.outputs if shape.loss in MEAN_OVER_OUTPUTS else 1


def by_logits(shape: Shape) -> bool:
    """Whether the outputs are logits: the two cross-entropies."""
    return shape.loss in ("cross_entropy", "binary_cross_entropy")


def deltas(t: Tile) -> Value:
    """Put dL/dz in the place of z, as training does; returns 0 in lanes whose loss is finite, else NaN.

    The cross-entropies are finite where their logits (or the differences of these) are; so their logarithm, which
    training does not need, is left out: LLVM drops what nobody reads.
    """
    b, shape = t.p.b, t.p.layout.shape
    loss = LOSSES[shape.loss]
    if not by_logits(shape):
        return loss(t) * 0.0
    first = t.output(0)
    differ = shape.loss == "cross_entropy" and shape.outputs > 1 and not t.is_difference

    def one(k: Index, total: list[Value]) -> list[Value]:
        z = t.output(k + 1) - first if differ else t.output(k)
        return [b.fma(z, 0.0, total[0])]

    count = 1 if t.is_difference else shape.outputs - differ
    seen = b.repeat(count, one, [b.zero()], unroll=count if count <= WRITTEN_OUT else 1)[0]
    loss(t)
    return seen


def _all_rows(
    p: Place, live: Value, scale: Value, setting: Value, one: Callable[[Tile], Value], *, training: bool
) -> Value:
    """The sum over all rows of what `one` makes of eight of them; a float."""
    b, layout = p.b, p.layout
    alive, factor, delta = b.splat(live.convert("trunc", I32)), b.splat(scale), b.splat(setting)

    def eight(i: Index, total: list[Value]) -> list[Value]:
        numbers = b.numbered()
        if isinstance(i, Value):
            numbers = numbers + b.splat((i * LANES).convert("trunc", I32))
        elif i:
            numbers = numbers + i * LANES
        mask = numbers.compare("lt", alive)
        tile = Tile(p, i * LANES, mask, factor, delta, training, training and layout.shape.two_classes)
        if layout.shape.weighted:
            weight = b.load(VEC, p.working(layout.example_weights, 0, i * LANES))
            value = one(replace(tile, scale=factor * weight)) * weight
        else:
            value = one(tile)
        return [total[0] + b.select(mask, value, b.zero())]

    tiles = -(-layout.rows // LANES)
    few = layout.shape.outputs <= WRITTEN_OUT // 2
    return sum_lanes(b, b.repeat(tiles, eight, [b.zero()], unroll=2 if training and few else 1)[0])


def deltas_of_rows(p: Place, live: Value, scale: Value, setting: Value) -> Value:
    """dL/dz of all rows; returns a number that is 0 if the loss of all rows is finite, else NaN.

    Args:
        p: where.
        live: how many rows count.
        scale: 1/n, or 1/(n K); a float.
        setting: the loss's setting; a float.
    """
    return _all_rows(p, live, scale, setting, deltas, training=True)


def loss_of_rows(p: Place, live: Value, setting: Value) -> Value:
    """The loss of all rows, summed; for evaluations. The arguments are those of `deltas_of_rows`."""
    return _all_rows(p, live, p.b.value(1.0, F32), setting, LOSSES[p.layout.shape.loss], training=False)
