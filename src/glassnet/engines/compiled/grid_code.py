"""The IR of decision grids: a block of points forwards, what the outputs say, and grey levels.

`write_grid` is the table of contents. See `grid` for the idea.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from glassnet.engines.compiled import activations, mathlib
from glassnet.engines.compiled.activations import ACTIVATIONS, Emitted
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.layout import Layout, Shape
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.population_tiles import sum_products
from glassnet.engines.compiled.shade import BLOCK, grey_level, store_bytes, write_shade
from glassnet.engines.compiled.types import F32, I64, LANES, PTR, VEC, VEC_I32

Activation = Callable[[Builder, Value, Value], Emitted]


def _sketched_tanh(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = tanh z, as exactly as a picture shows it; no slope is wanted."""
    return mathlib.tanh_for_pictures(b, z), z


def _sketched_sigmoid(b: Builder, z: Value, setting: Value) -> Emitted:
    """Value a = σ(z) = ½ + ½ tanh(½ z), likewise."""
    return b.fma(mathlib.tanh_for_pictures(b, z * 0.5), 0.5, 0.5), z


LESS_EXACT: Mapping[str, Activation] = {"tanh": _sketched_tanh, "sigmoid": _sketched_sigmoid}
"""Activations where only grey levels are seen: the picture of 2-8-8-2 with tanh takes a quarter less time."""

CHEAP = (activations.identity, activations.relu, activations.leaky_relu)
"""Activations of so few instructions that they are written behind the sums."""

BOUNDED = ("tanh", "sigmoid", "sine", "softsign")
"""Activations that stay within ±1."""

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
    def sketched(self) -> bool:
        """Whether pictures have less exact code of their own: where that wins, and there is not too much of it."""
        return len(self.sizes) <= 4 and any(kind in LESS_EXACT for kind in self.activations[:-1])

    @property
    def two_logits(self) -> bool:
        """Whether the outputs are two logits, of which only the difference counts."""
        return self.reading == "softmax" and self.sizes[-1] == 2


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
    write_hidden(module, shape, "hidden", ACTIVATIONS)
    drawn = "hidden"
    if shape.sketched:
        drawn = "hidden_sketched"
        write_hidden(module, shape, drawn, {**ACTIVATIONS, **LESS_EXACT})
    write_outputs(module, shape)
    write_forward(module, shape, "forward", "hidden", exported=True)
    if shape.sketched:
        write_forward(module, shape, "forward_sketched", drawn, exported=False)
    write_shade(module)
    write_neurons(module, shape, "forward_sketched" if shape.sketched else "forward")
    write_boundary(module, shape, drawn)
    sizes = "-".join(map(str, shape.sizes))
    return f"; {sizes} over a grid of points, read as {shape.reading}.\n\n{module.text}"


def write_hidden(module: Module, shape: GridShape, name: str, functions: Mapping[str, Activation]) -> None:
    """Write the function that takes a block of points through the hidden layers.

    Args:
        module: the program.
        shape: what is compiled in.
        name: of the function.
        functions: the activations, exact ones or those of pictures.
    """
    b = module.function(
        name,
        {"theta": PTR, "settings": PTR, "work": PTR},
        about=f"Forwards at {BLOCK} points: from the inputs' planes to the last hidden layer's.",
    )
    theta, settings, work = b.arguments.values()
    layout = GridLayout(shape)
    for layer, kind in enumerate(shape.activations[:-1]):
        _layer(b, layout, layer, _parameters(b, layout, layer, theta), work, settings, functions[kind])
    b.return_()


def write_outputs(module: Module, shape: GridShape) -> None:
    """Write the function that takes a block of points from the last hidden layer to the outputs."""
    b = module.function(
        "outputs", {"theta": PTR, "settings": PTR, "work": PTR}, about=f"The outputs' planes at {BLOCK} points."
    )
    theta, settings, work = b.arguments.values()
    layout = GridLayout(shape)
    layer = layout.parameters.shape.hidden
    given, function = _parameters(b, layout, layer, theta), ACTIVATIONS[shape.activations[-1]]
    _layer(b, layout, layer, given, work, settings, function)
    b.return_()


@dataclass(frozen=True)
class _Given:
    """What a layer's sums are made of: W[unit][input] and b[unit], in all lanes, and how many units there are."""

    units: int
    weight: Callable[[Index, Index], Value]
    bias: Callable[[Index], Value]


def _layer(
    b: Builder, layout: GridLayout, layer: int, given: _Given, work: Value, settings: Value, function: Activation
) -> None:  # fmt: skip
    """The activations of a layer, in a loop of their own: all divisions of a tanh follow each other closely there.

    Those that cost next to nothing are written behind the sums.
    """
    setting = b.broadcast(b.at(settings, layer))
    source, target = (b.at(work, place) for place in layout.places[layer : layer + 2])
    at_once = function in CHEAP
    sums = target if at_once else b.at(work, layout.sums)
    b.comment(f"layer {layer + 1}: z[unit][point] = b[unit] + Σ_input W[unit][input] · x[input][point]")

    def finish(z: Value, unit: Index, vector: Index) -> None:
        b.store(function(b, z, setting)[0] if at_once else z, b.at(b.at(sums, unit * BLOCK), vector * LANES))

    sum_products(
        b, given.units, BLOCK // LANES, layout.parameters.shape.sizes[layer],
        left=given.weight,
        right=lambda i, vector: b.load(VEC, b.at(b.at(source, i * BLOCK), vector * LANES)),
        start=lambda unit, vector: given.bias(unit),
        finish=finish,
    )  # fmt: skip
    if at_once:
        return
    b.comment(f"layer {layer + 1}: a = f(z)")
    # From one place to another: LLVM writes a choice between what is in memory and something else as a masked store
    # there, and on some processors that takes twenty times as long as a store.

    def eight(i: Index, _: list[Value]) -> list[Value]:
        b.store(function(b, b.load(VEC, b.at(sums, i * LANES)), setting)[0], b.at(target, i * LANES))
        return []

    b.repeat(given.units * BLOCK // LANES, eight, unroll=2)


def _parameters(b: Builder, layout: GridLayout, layer: int, theta: Value) -> _Given:
    """The weights and biases of a layer."""
    weights, biases = layout.parameters.weights[layer], layout.parameters.biases[layer]
    first, bias = b.at(theta, weights.offset), b.at(theta, biases.offset)
    if layer < layout.parameters.shape.hidden:  # weights of hidden layers lie input by input, see `layout`
        by_unit, by_input = 1, weights.stride
    else:
        by_unit, by_input = weights.stride, 1
    return _Given(
        layout.parameters.shape.sizes[layer + 1],
        lambda unit, i: b.broadcast(b.at(b.at(first, unit * by_unit), i * by_input)),
        lambda unit: b.broadcast(b.at(bias, unit)),
    )


def _difference(b: Builder, layout: GridLayout, theta: Value) -> _Given:
    """Weights and bias of the difference of two outputs, which is one unit's sum: half of a layer's work."""
    two = _parameters(b, layout, layout.parameters.shape.hidden, theta)
    return _Given(1, lambda _, i: two.weight(1, i) - two.weight(0, i), lambda _: two.bias(1) - two.bias(0))


def write_forward(module: Module, shape: GridShape, name: str, hidden: str, *, exported: bool) -> None:
    """Write a function that gives every unit's activation at every point.

    Args:
        module: the program.
        shape: what is compiled in.
        name: of the function.
        hidden: the function of the hidden layers.
        exported: whether it can be called from outside.
    """
    b = module.function(
        name,
        {"theta": PTR, "settings": PTR, "X": PTR, "places": I64, "into": PTR},
        about="The activations of all units, plane by plane: X [input][place] → into [unit][place].",
        exported=exported,
    )
    theta, settings, X, places, into = b.arguments.values()
    layout = GridLayout(shape)
    work = _workings(b, layout)

    def block(i: Value, _: list[Value]) -> list[Value]:
        first = i * BLOCK
        _copy(b, b.at(X, first), places, work, b.value(BLOCK, I64), shape.sizes[0])
        b.run(hidden, theta, settings, work)
        b.run("outputs", theta, settings, work)
        results = b.at(work, layout.places[1])
        _copy(b, results, b.value(BLOCK, I64), b.at(into, first), places, sum(shape.sizes[1:]))
        return []

    b.loop(places / BLOCK, block)
    b.return_()


def write_neurons(module: Module, shape: GridShape, forward: str) -> None:
    """Write the function that draws every unit: forwards, then each plane on a scale of its own.

    Args:
        module: the program.
        shape: what is compiled in.
        forward: the function that computes the planes.
    """
    b = module.function(
        "neurons",
        {
            "theta": PTR, "settings": PTR, "X": PTR, "places": I64, "planes": PTR, "pixels": PTR, "scales": PTR,
        },
        about="Pictures of all units, see `shade`; `planes` is room for their activations.",
        exported=True,
    )  # fmt: skip
    theta, settings, X, places, planes, pixels, scales = b.arguments.values()
    b.run(forward, theta, settings, X, places, planes)
    first = 0
    for units, kind in zip(shape.sizes[1:], shape.activations, strict=True):
        place = places * first
        b.run(
            "shade", b.at(planes, place), b.value(units, I64), places, b.at(pixels, place, "i8"), b.at(scales, first),
            b.value(kind in BOUNDED, I64),
        )  # fmt: skip
        first += units
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


def write_boundary(module: Module, shape: GridShape, hidden: str) -> None:
    """Write the function that draws what the network says at every point.

    Args:
        module: the program.
        shape: what is compiled in.
        hidden: the function of the hidden layers.
    """
    b = module.function(
        "boundary",
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
        b.run(hidden, theta, settings, work)
        if shape.two_logits:
            b.comment("of two logits their difference: z1 - z0")
            last = layout.parameters.shape.hidden
            _layer(b, layout, last, _difference(b, layout, theta), work, settings, activations.identity)
        else:
            b.run("outputs", theta, settings, work)

        where = b.at(work, layout.places[-1])
        levels, winners = [], []
        for v in range(0, BLOCK, LANES):
            planes = [b.load(VEC, b.at(where, k * BLOCK + v)) for k in range(1 if shape.two_logits else outputs)]
            if outputs <= 2:
                said = _said(b, shape.reading, planes[-1])
            else:
                winner, said = _winner(b, shape.reading, planes)
                winners.append(winner)
            levels.append(grey_level(b, b.fma(said - lowest, factor, -127.5)))
        store_bytes(b, levels, b.at(second if winners else first, here, "i8"))
        if winners:
            store_bytes(b, winners, b.at(first, here, "i8"))
        return []

    b.loop(places / BLOCK, block)
    b.return_()


def _said(b: Builder, reading: Reading, z: Value) -> Value:
    """The probability of class 1, or the value; of two logits z is the difference."""
    if reading == "value":
        return z
    if reading == "sign":
        b.comment("-1 … 1 → 0 … 1")
        return (z + 1.0) * 0.5
    b.comment("p1 = σ(z1 - z0) or σ(z)")
    return _sketched_sigmoid(b, z, z)[0]


def _winner(b: Builder, reading: Reading, planes: Sequence[Value]) -> tuple[Value, Value]:
    """The class with the greatest output (of equals, the first), and its probability or output."""
    b.comment("the winner: the greatest z, of equals the first; a NaN wins, so that it is seen")
    best, winner = planes[0], b.zero(VEC_I32)
    for k, z in enumerate(planes[1:], start=1):
        better = z.compare("gt", best) | (z.compare("ne", z) & best.compare("eq", best))
        best, winner = b.select(better, z, best), b.select(better, k, winner)
    if reading != "softmax":
        return winner, best
    b.comment("its probability: 1 / Σ exp(z_k - z_winner)")
    total = b.zero()
    for z in planes:
        total = total + mathlib.exp_negative(b, z - best)
    probability = 1.0 / total
    lost = probability.compare("ne", probability)  # then all probabilities are NaN, and the first counts as greatest
    return b.select(lost, b.zero(VEC_I32), winner), probability
