"""The IR of decision grids: a block of points forwards, what the outputs say, and grey levels.

`write_grid` is the table of contents. See `grid` for the idea.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from glassnet.engines.compiled import mathlib
from glassnet.engines.compiled.activations import ACTIVATIONS
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.layout import Layout, Shape
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.population_tiles import sum_products
from glassnet.engines.compiled.types import F32, I64, LANES, PTR, VEC, VEC_I32, vector_of

BLOCK = 8 * LANES
"""Points worked on at once."""

CHEAP = ("identity", "relu", "leaky_relu")
"""Activations of so few instructions that they are always written behind the sums."""

Reading = Literal["softmax", "logistic", "sign", "value"]
"""How outputs are read: as logits of classes, as the logit of class 1, as −1 to 1, or as they are."""


@dataclass(frozen=True)
class GridShape:
    """Everything that is compiled in.

    Attributes:
        sizes: units of each layer, inputs first, outputs last.
        activations: kind of each layer's activation, the output's last.
        reading: how the outputs are read.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    reading: Reading

    @property
    def short(self) -> bool:
        """Whether all activations can be written behind their sums, once for each sum of a tile.

        While the division of one tile's tanh is under way, the processor then sums up the next tile.
        """
        return len(self.sizes) <= 4


class GridLayout:
    """Where everything lies.

    Args:
        shape: what is compiled in.

    Attributes:
        parameters: the compiled engine's layout of weights and biases, which is read here as it is.
        places: where each layer's block begins in the workings, in floats; the inputs' first.
        sums: where a layer's z are before they become its activations.
        size: floats of the workings.
    """

    def __init__(self, shape: GridShape) -> None:
        self.parameters = Layout(Shape(shape.sizes, shape.activations, "mse", rows=1))
        self.places = [0]
        for units in shape.sizes:
            self.places.append(self.places[-1] + units * BLOCK)
        self.sums = self.places.pop()
        self.size = self.sums + max(shape.sizes[1:]) * BLOCK


def write_grid(shape: GridShape, *, fused: bool = True) -> str:
    """The IR of a network's forward pass over points, and of pictures made of it.

    Args:
        shape: what is compiled in.
        fused: whether the target multiplies and adds with one rounding.

    Example:
        >>> shape = GridShape((2, 3, 1), ("tanh", "identity"), "value")
        >>> "z[unit][point] = b[unit] + Σ_input W[unit][input] · x[input][point]" in write_grid(shape)
        True
    """
    module = Module(fused=fused)
    write_block(module, shape)
    write_forward(module, shape)
    write_picture(module, shape)
    write_shade(module)
    sizes = "-".join(map(str, shape.sizes))
    return f"; {sizes} over a grid of points, read as {shape.reading}.\n\n{module.text}"


def write_block(module: Module, shape: GridShape) -> None:
    """Write the function that takes a block of points through all layers."""
    b = module.function(
        "block",
        {"theta": PTR, "settings": PTR, "work": PTR},
        about=f"Forwards at {BLOCK} points: from the inputs' planes to the outputs'.",
    )
    theta, settings, work = b.arguments.values()
    layout = GridLayout(shape)
    for layer, (fan_in, fan_out) in enumerate(pairwise(shape.sizes)):
        source, target = (b.at(work, place) for place in layout.places[layer : layer + 2])
        kind, setting = shape.activations[layer], b.broadcast(b.at(settings, layer))
        at_once = kind == "identity" or (shape.short or kind in CHEAP)
        sums = target if at_once else b.at(work, layout.sums)
        _layer(b, layout, layer, (fan_in, fan_out), theta, source, sums, (kind, setting) if at_once else None)
        if not at_once:
            _activate(b, kind, layer, fan_out, setting, sums, target)
    b.return_()


def _layer(
    b: Builder, layout: GridLayout, layer: int, size: tuple[int, int], theta: Value, source: Value, target: Value,
    activation: tuple[str, Value] | None,
) -> None:  # fmt: skip
    """The weighted sums z of a layer, or its activations."""
    weights, biases = layout.parameters.weights[layer], layout.parameters.biases[layer]
    first, bias = b.at(theta, weights.offset), b.at(theta, biases.offset)
    b.comment(f"layer {layer + 1}: z[unit][point] = b[unit] + Σ_input W[unit][input] · x[input][point]")
    if layer < layout.parameters.shape.hidden:  # weights of hidden layers lie input by input, see `layout`
        by_unit, by_input = 1, weights.stride
    else:
        by_unit, by_input = weights.stride, 1

    def finish(z: Value, unit: Index, vector: Index) -> None:
        a = ACTIVATIONS[activation[0]](b, z, activation[1])[0] if activation else z
        b.store(a, b.at(b.at(target, unit * BLOCK), vector * LANES))

    sum_products(
        b, size[1], BLOCK // LANES, size[0],
        left=lambda unit, i: b.broadcast(b.at(b.at(first, unit * by_unit), i * by_input)),
        right=lambda i, vector: b.load(VEC, b.at(b.at(source, i * BLOCK), vector * LANES)),
        start=lambda unit, vector: b.broadcast(b.at(bias, unit)),
        finish=finish,
    )  # fmt: skip


def _activate(b: Builder, kind: str, layer: int, units: int, setting: Value, sums: Value, target: Value) -> None:
    """A = f(z), from one place to another.

    Not in place: LLVM writes a choice between what is in memory and something else as a masked store there, and on
    some processors that takes twenty times as long as a store.
    """
    function = ACTIVATIONS[kind]
    b.comment(f"layer {layer + 1}: {(function.__doc__ or '').splitlines()[0]}")

    def eight(i: Index, _: list[Value]) -> list[Value]:
        z = b.load(VEC, b.at(sums, i * LANES))
        b.store(function(b, z, setting)[0], b.at(target, i * LANES))
        return []

    b.repeat(units * BLOCK // LANES, eight, unroll=4)


def write_forward(module: Module, shape: GridShape) -> None:
    """Write the function that gives every unit's activation at every point."""
    b = module.function(
        "forward",
        {"theta": PTR, "settings": PTR, "X": PTR, "places": I64, "into": PTR},
        about="The activations of all units, plane by plane: X [input][place] → into [unit][place].",
        exported=True,
    )
    theta, settings, X, places, into = b.arguments.values()
    layout = GridLayout(shape)
    work = _workings(b, layout)

    def block(i: Value, _: list[Value]) -> list[Value]:
        first = i * BLOCK
        _copy(b, b.at(X, first), places, work, b.value(BLOCK, I64), shape.sizes[0])
        b.run("block", theta, settings, work)
        results = b.at(work, layout.places[1])
        _copy(b, results, b.value(BLOCK, I64), b.at(into, first), places, sum(shape.sizes[1:]))
        return []

    b.loop(places / BLOCK, block)
    b.return_()


def _workings(b: Builder, layout: GridLayout) -> Value:
    """Room for one block's layers: on the stack, so that threads never share it."""
    return b.emit(PTR, f"alloca [{layout.size} x float], align 64")


def _copy(b: Builder, source: Value, by_row: Value, target: Value, target_by_row: Value, rows: int) -> None:
    """Copy a block of points of some planes."""

    def row(r: Value, _: list[Value]) -> list[Value]:
        origin, goal = b.at(source, r * by_row), b.at(target, r * target_by_row)
        for k in range(0, BLOCK, LANES):
            b.store(b.load(VEC, b.at(origin, k)), b.at(goal, k))
        return []

    b.loop(rows, row)


def write_picture(module: Module, shape: GridShape) -> None:
    """Write the function that draws what the network says at every point."""
    b = module.function(
        "picture",
        {
            "theta": PTR, "settings": PTR, "X": PTR, "places": I64, "low": F32, "scale": F32, "first": PTR,
            "second": PTR,
        },
        about="What the outputs say at each point as a grey level, (said - low) · scale; of more than two classes the\n"
        "winner's number and what it has.",
        exported=True,
    )  # fmt: skip
    theta, settings, X, places, low, scale, first, second = b.arguments.values()
    layout, outputs = GridLayout(shape), shape.sizes[-1]
    work = _workings(b, layout)
    lowest, factor = b.splat(low), b.splat(scale)

    def block(i: Value, _: list[Value]) -> list[Value]:
        here = i * BLOCK
        _copy(b, b.at(X, here), places, work, b.value(BLOCK, I64), shape.sizes[0])
        b.run("block", theta, settings, work)

        where = b.at(work, layout.places[-1])
        levels, winners = [], []
        for v in range(0, BLOCK, LANES):
            planes = [b.at(where, k * BLOCK + v) for k in range(outputs)]
            if outputs <= 2:
                said = _said(b, shape.reading, planes)
            else:
                winner, said = _winner(b, shape.reading, planes)
                winners.append(winner)
            levels.append(grey_level(b, (said - lowest) * factor))
        _store_bytes(b, levels, b.at(second if winners else first, here, "i8"))
        if winners:
            _store_bytes(b, winners, b.at(first, here, "i8"))
        return []

    b.loop(places / BLOCK, block)
    b.return_()


def _said(b: Builder, reading: Reading, planes: Sequence[Value]) -> Value:
    """The probability of class 1, or the value, from one or two outputs."""
    z = b.load(VEC, planes[-1])
    if reading == "value":
        return z
    if reading == "sign":
        b.comment("-1 … 1 → 0 … 1")
        return (z + 1.0) * 0.5
    if reading == "softmax" and len(planes) == 2:
        b.comment("p1 = σ(z1 - z0)")
        z = z - b.load(VEC, planes[0])
    b.comment("σ(z) = ½ + ½ tanh(½ z): fewer instructions than by e^-z, and small probabilities need no digits here")
    return b.fma(mathlib.tanh(b, z * 0.5), 0.5, 0.5)


def _winner(b: Builder, reading: Reading, planes: Sequence[Value]) -> tuple[Value, Value]:
    """The class with the greatest output (of equals, the first), and its probability or output."""
    b.comment("the winner: the greatest z, of equals the first; a NaN wins, so that it is seen")
    best, winner = b.load(VEC, planes[0]), b.zero(VEC_I32)
    for k, plane in enumerate(planes[1:], start=1):
        z = b.load(VEC, plane)
        better = z.compare("gt", best) | (z.compare("ne", z) & best.compare("eq", best))
        best, winner = b.select(better, z, best), b.select(better, k, winner)
    if reading != "softmax":
        return winner, best
    b.comment("its probability: 1 / Σ exp(z_k - z_winner)")
    total = b.zero()
    for plane in planes:
        total = total + mathlib.exp_negative(b, b.load(VEC, plane) - best)
    probability = 1.0 / total
    lost = probability.compare("ne", probability)  # then all probabilities are NaN, and the first counts as greatest
    return b.select(lost, b.zero(VEC_I32), winner), probability


def grey_level(b: Builder, x: Value) -> Value:
    """0 to 255 as whole numbers: rounded, cut off at both ends; NaN is the middle."""
    x = b.select(x.compare("eq", x), x, 127.5)
    x = b.at_least(b.at_most(x, 255.0), 0.0)
    return (x + 0.5).convert("fptosi", VEC_I32)


def _store_bytes(b: Builder, numbers: Sequence[Value], address: Value) -> None:
    """Store numbers from 0 to 255 as bytes side by side, four vectors at once."""
    half = list(range(2 * LANES))
    for k in range(0, len(numbers), 4):
        first, second, third, fourth = numbers[k : k + 4]
        left, right = b.shuffle(first, second, half), b.shuffle(third, fourth, half)
        whole = b.shuffle(left, right, list(range(4 * LANES))) & 255
        words = whole.convert("trunc", vector_of(4 * LANES, "i8")).convert("bitcast", vector_of(LANES // 2, I64))
        b.store(words, b.at(address, k * LANES, "i8"))


def write_shade(module: Module) -> None:
    """Write the function that turns planes into pictures, each on a scale of its own."""
    b = module.function(
        "shade",
        {"planes": PTR, "units": I64, "places": I64, "pixels": PTR, "scales": PTR},
        about="For each plane: scale = max(1, max |a|), and grey = a · (127.5/scale) + 127.5.\n"
        "A NaN counts as 1 for the scale, infinity as 3e38.",
        exported=True,
    )
    planes, units, places, pixels, scales = b.arguments.values()

    def unit(u: Value, _: list[Value]) -> list[Value]:
        plane, picture = b.at(planes, u * places), b.at(pixels, u * places, "i8")

        def size(i: Value, greatest: list[Value]) -> list[Value]:
            new = []
            for k, known in enumerate(greatest):
                a = b.intrinsic("fabs", b.load(VEC, b.at(plane, i * BLOCK + k * LANES)))
                new.append(_greater(b, a, known))
            return new

        greatest = b.loop(places / BLOCK, size, [b.value(1.0, VEC)] * (BLOCK // LANES))
        while len(greatest) > 1:
            greatest = [_greater(b, x, y) for x, y in zip(greatest[::2], greatest[1::2], strict=True)]
        for distance in (4, 2, 1):
            turned = b.shuffle(greatest[0], greatest[0], [(k + distance) % LANES for k in range(LANES)])
            greatest = [_greater(b, greatest[0], turned)]
        scale = b.at_most(b.lane(greatest[0], 0), 3e38)
        b.store(scale, b.at(scales, u))
        factor = b.splat(127.5 / scale)

        def shade(i: Value, _: list[Value]) -> list[Value]:
            vectors = [b.load(VEC, b.at(plane, i * BLOCK + k)) for k in range(0, BLOCK, LANES)]
            levels = [grey_level(b, b.fma(a, factor, 127.5)) for a in vectors]
            _store_bytes(b, levels, b.at(picture, i * BLOCK, "i8"))
            return []

        b.loop(places / BLOCK, shade)
        return []

    b.loop(units, unit)
    b.return_()


def _greater(b: Builder, x: Value, y: Value) -> Value:
    """max(x, y); y where x is NaN."""
    return b.select(x.compare("gt", y), x, y)
