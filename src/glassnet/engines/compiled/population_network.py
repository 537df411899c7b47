"""One batch of eight networks in IR: forwards, the loss, and backwards to the gradients.

Read it as the program of one network; every number is a vector of eight. The equations are those of `forward` and
`backward`:

    z[row][unit] = b[unit] + Σ_input x[row][input] · W[unit][input]         a = f(z)
    δ[row][i]    = f′(z[row][i]) · Σ_unit δ_next[row][unit] · W_next[unit][i]
    dL/dW[unit][i] = Σ_row δ[row][unit] · x[row][i]                         dL/db[unit] = Σ_row δ[row][unit]
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from glassnet.engines.compiled.activations import ACTIVATIONS
from glassnet.engines.compiled.chance import WIDE, philox
from glassnet.engines.compiled.forward import Place
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.losses import Tile
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.population_layout import PopulationLayout, vector
from glassnet.engines.compiled.population_tiles import sum_products
from glassnet.engines.compiled.types import I1, I64, LANES, PTR, VEC, VEC_I32, vector_of
from glassnet.rng import Purpose

LANE_MASK = vector_of(LANES, I1)
SHORT = 2
"""Hidden layers up to which activations are written behind their sums, once for each sum of a tile."""

WORDS = 4
"""Random words that one block of the generator gives: the masks of four units."""


@dataclass(frozen=True)
class Scene:
    """Where the code of a batch is written to, and what it works on.

    Attributes:
        b: the function.
        layout: where everything lies.
        theta: parameters of the group.
        scratch: the group's workings.
    """

    b: Builder
    layout: PopulationLayout
    theta: Value
    scratch: Value

    def is_difference(self, layer: int) -> bool:
        """Whether a layer has a single sum that stands for two units: the outputs of two classes.

        Their loss depends on z₀ − z₁ alone, which has the weights W₀ − W₁; and dL/dz₁ = −dL/dz₀. That saves half of the
        output layer's products, of 2-8-8-2 a tenth of all: measured, 5 % of a step with ReLU, 3 % with tanh.
        """
        return layer == self.layout.shape.hidden and self.layout.shape.two_classes

    def units(self, layer: int) -> int:
        """Sums of a layer."""
        return 1 if self.is_difference(layer) else self.layout.shape.sizes[layer + 1]

    def weight(self, layer: int, unit: Index, i: Index) -> Value:
        """W[unit][i] of a layer; of a difference W[0][i] − W[1][i]."""
        place, fan_in = self.layout.weight_places[layer], self.layout.shape.sizes[layer]
        return self._parameter(layer, lambda unit: vector(self.b, self.theta, place, unit, fan_in, i), unit)

    def bias(self, layer: int, unit: Index) -> Value:
        """b[unit] of a layer; of a difference b[0] − b[1]."""
        return self._parameter(
            layer, lambda unit: vector(self.b, self.theta, self.layout.bias_places[layer], unit), unit
        )

    def _parameter(self, layer: int, address: Callable[[Index], Value], unit: Index) -> Value:
        if self.is_difference(layer):
            return self.b.load(VEC, address(0)) - self.b.load(VEC, address(1))
        return self.b.load(VEC, address(unit))

    def input_of(self, layer: int, row: Index, i: Index) -> Value:
        """Where x[row][i] of a layer is: the batch's inputs, or the activations of the layer before."""
        place = self.layout.value_places[layer - 1] if layer else self.layout.input_place
        return vector(self.b, self.scratch, place, row, self.layout.shape.sizes[layer], i)

    def slope(self, layer: int, row: Index, unit: Index) -> Value:
        """Where f′(z), and later δ, of a hidden layer is."""
        return vector(
            self.b, self.scratch, self.layout.slope_places[layer], row, self.layout.shape.sizes[layer + 1], unit
        )

    def output(self, row: Index, k: Index) -> Value:
        """Where z, and later δ, of an output is."""
        return vector(self.b, self.scratch, self.layout.output_place, row, self.layout.shape.outputs, k)

    def delta(self, layer: int, row: Index, unit: Index) -> Value:
        """δ of any layer."""
        is_output = layer == self.layout.shape.hidden
        return self.b.load(VEC, self.output(row, unit) if is_output else self.slope(layer, row, unit))


def write_forwards(module: Module, layout: PopulationLayout) -> None:
    """Write the function that takes a chunk of examples through all layers."""
    b = module.function(
        "forwards",
        {
            "theta": PTR, "scratch": PTR, "settings": PTR, "dropping": I64, "thresholds": PTR, "scales": PTR,
            "seeds": PTR, "first": I64, "step": I64,
        },
        about="Eight networks forwards, from fetched inputs to outputs; dropping = 0 is evaluation mode.",
    )  # fmt: skip
    theta, scratch, settings, dropping, thresholds, scales, seeds, first, step = b.arguments.values()
    s = Scene(b, layout, theta, scratch)
    for layer, fan_in in enumerate(layout.shape.sizes[:-1]):
        fan_out = s.units(layer)
        _layer(s, layer, fan_in, fan_out, settings)
        if layer == layout.shape.hidden:
            continue
        with b.when(dropping.compare("ne", 0)):
            limit = b.load(VEC_I32, b.at(thresholds, layer * LANES, "i32"))
            kept = b.load(VEC, b.at(scales, layer * LANES))
            _drop_out(s, layer, fan_out, limit, kept, b.load(WIDE, seeds), first, step)
    b.return_()


def _layer(s: Scene, layer: int, fan_in: int, fan_out: int, settings: Value) -> None:
    """Z of a layer, and of a hidden one a and f′(z)."""
    b, shape = s.b, s.layout.shape
    is_output = layer == shape.hidden
    function = ACTIVATIONS[shape.activations[layer]]
    setting = b.load(VEC, b.at(settings, layer * LANES))
    b.comment(f"layer {layer + 1}: z[row][unit] = b[unit] + Σ_input x[row][input] · W[unit][input]")
    at_once = shape.hidden <= SHORT
    if at_once and not is_output:
        b.comment(f"layer {layer + 1}: {(function.__doc__ or '').splitlines()[0]}")

    def finish(z: Value, row: Index, unit: Index) -> None:
        if is_output:
            b.store(z, s.output(row, unit))
        elif not at_once:
            b.store(z, s.slope(layer, row, unit))
        else:
            a, slope = function(b, z, setting)
            b.store(a, s.input_of(layer + 1, row, unit))
            b.store(slope, s.slope(layer, row, unit))

    sum_products(
        b, s.layout.rows, fan_out, fan_in,
        left=lambda row, i: b.load(VEC, s.input_of(layer, row, i)),
        right=lambda i, unit: s.weight(layer, unit, i),
        start=lambda row, unit: s.bias(layer, unit),
        finish=finish,
    )  # fmt: skip
    if is_output or at_once:
        return
    b.comment(f"layer {layer + 1}: {(function.__doc__ or '').splitlines()[0]}")

    def one(i: Index, _: list[Value]) -> list[Value]:
        # Not in place: a choice between what is in memory and something else would become a masked store, a slow one.
        here = s.slope(layer, 0, i)
        a, slope = function(b, b.load(VEC, here), setting)
        b.store(a, s.input_of(layer + 1, 0, i))
        b.store(slope, here)
        return []

    b.repeat(s.layout.rows * fan_out, one, unroll=2)


def _drop_out(
    s: Scene, layer: int, units: int, limit: Value, kept: Value, seed: Value, first: Value, step: Value
) -> None:
    """Inverted dropout of a hidden layer: a and f′(z) times 0, or times 1 / (1 − rate); each network has its own."""
    b = s.b
    b.comment(f"layer {layer + 1}: dropped if word < rate · 2^32; counter (layer · 2^16 + unit/4, row, step)")
    key = (seed, b.value(int(Purpose.DROPOUT), WIDE))
    low, high = b.splat(step & 0xFFFFFFFF), b.splat(step >> 32)

    def four_units(row: Value, quarter: Index, count: int) -> None:
        block = b.splat(b.value(quarter, I64) + (layer << 16))
        words = philox(b, [block, b.splat(first + row), low, high], key)
        for k, word in enumerate(words[:count]):
            mask = b.select(word.compare("lt", limit), b.zero(), kept)
            for place in (s.input_of(layer + 1, row, quarter * 4 + k), s.slope(layer, row, quarter * 4 + k)):
                b.store(b.load(VEC, place) * mask, place)

    def one_row(row: Value, _: list[Value]) -> list[Value]:
        def four(quarter: Index, _: list[Value]) -> list[Value]:
            four_units(row, quarter, WORDS)
            return []

        b.repeat(units // WORDS, four)
        if units % WORDS:
            four_units(row, units // WORDS, units % WORDS)
        return []

    b.loop(s.layout.rows, one_row)


def outputs_of_row(s: Scene, module: Module, row: Value, live: Value, scale: Value, setting: Value) -> Tile:
    """One example's outputs in eight networks, as the losses take them.

    Args:
        s: where.
        module: the program.
        row: number of the example.
        live: how many rows of the chunk count; the others get gradients of 0.
        scale: what multiplies gradients, in all lanes.
        setting: the loss's setting.
    """
    b, layout = s.b, s.layout
    place = Place(module, b, layout, s.theta, s.scratch, s.theta)  # losses read no activation's setting
    counts = b.splat(row.compare("lt", live))
    first = row * (layout.shape.outputs * LANES)
    return Tile(place, first, counts, scale, setting, is_difference=layout.shape.two_classes)


class Taker(Protocol):
    """What becomes of gradients."""

    def start(self, place: int, row: Index, columns: int, column: Index) -> Value:
        """What a sum begins with: its matrix's first parameter, its row and column there."""

    def finish(self, gradient: Value, place: int, row: Index, columns: int, column: Index, *, is_weight: bool) -> None:
        """Take a sum."""


class Keep:
    """What becomes of a gradient in the staged variant: it is stored, or added to what earlier chunks have stored.

    Args:
        s: where.
        block: the gradients.
        chunked: whether there may be earlier chunks.
    """

    def __init__(self, s: Scene, block: Value, *, chunked: bool) -> None:
        self.s, self.block, self.chunked = s, block, chunked

    def start(self, place: int, row: Index, columns: int, column: Index) -> Value:
        """What the sum begins with."""
        b = self.s.b
        return b.load(VEC, vector(b, self.block, place, row, columns, column)) if self.chunked else b.zero()

    def finish(self, gradient: Value, place: int, row: Index, columns: int, column: Index, *, is_weight: bool) -> None:
        """Take the sum."""
        self.s.b.store(gradient, vector(self.s.b, self.block, place, row, columns, column))


def write_backwards(module: Module, layout: PopulationLayout, *, chunked: bool) -> None:
    """Write the function that turns dL/dz of the outputs into all gradients."""
    b = module.function(
        "backwards",
        {"theta": PTR, "gradients": PTR, "scratch": PTR},
        about="Eight networks backwards; gradients are " + ("added to what is there." if chunked else "stored."),
    )
    theta, gradients, scratch = b.arguments.values()
    s = Scene(b, layout, theta, scratch)
    backwards(s, Keep(s, gradients, chunked=chunked))
    b.return_()


def backwards(s: Scene, taker: "Taker") -> None:
    """δ and gradients of all layers, the output's first.

    The deltas of the layer before are sent on before a layer's gradients are taken: `taker` may change its weights.
    """
    for layer in range(s.layout.shape.hidden, -1, -1):
        if layer:
            _deltas(s, layer - 1)
        _gradients(s, layer, taker)


def _gradients(s: Scene, layer: int, taker: "Taker") -> None:
    """dL/dW and dL/db of a layer."""
    b, layout = s.b, s.layout
    fan_in, fan_out = layout.shape.sizes[layer], s.units(layer)
    weights, biases = layout.weight_places[layer], layout.bias_places[layer]

    def take(total: Value, place: int, unit: Index, columns: int, column: Index, *, is_weight: bool) -> None:
        taker.finish(total, place, unit, columns, column, is_weight=is_weight)
        if s.is_difference(layer):
            taker.finish(-total, place, 1, columns, column, is_weight=is_weight)

    b.comment(f"layer {layer + 1}: dL/dW[unit][i] = Σ_row δ[row][unit] · x[row][i]")
    sum_products(
        b, fan_out, fan_in, layout.rows,
        left=lambda unit, row: s.delta(layer, row, unit),
        right=lambda row, i: b.load(VEC, s.input_of(layer, row, i)),
        start=lambda unit, i: taker.start(weights, unit, fan_in, i),
        finish=lambda total, unit, i: take(total, weights, unit, fan_in, i, is_weight=True),
    )  # fmt: skip
    b.comment(f"layer {layer + 1}: dL/db[unit] = Σ_row δ[row][unit]")

    def one_bias(unit: Index, _: list[Value]) -> list[Value]:
        begin = [taker.start(biases, unit, 1, 0)]
        total = b.repeat(layout.rows, lambda row, t: [t[0] + s.delta(layer, row, unit)], begin, unroll=16)
        take(total[0], biases, unit, 1, 0, is_weight=False)
        return []

    b.repeat(fan_out, one_bias, unroll=2)


def _deltas(s: Scene, layer: int) -> None:
    """δ of a hidden layer, in place of its slopes."""
    b, sizes = s.b, s.layout.shape.sizes
    b.comment(f"layer {layer + 1}: δ[row][i] = f'(z[row][i]) · Σ_unit δ_next[row][unit] · W_next[unit][i]")

    def finish(total: Value, row: Index, i: Index) -> None:
        here = s.slope(layer, row, i)
        b.store(total * b.load(VEC, here), here)

    sum_products(
        b, s.layout.rows, sizes[layer + 1], s.units(layer + 1),
        left=lambda row, unit: s.delta(layer + 1, row, unit),
        right=lambda unit, i: s.weight(layer + 1, unit, i),
        start=lambda row, i: b.zero(),
        finish=finish,
    )  # fmt: skip
