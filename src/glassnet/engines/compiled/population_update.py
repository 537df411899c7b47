"""From gradients to new weights for eight networks: penalties, norms and clipping, and the seven optimizers.

The optimizers themselves are those of `optimizers`: they see a vector of parameters and do not know that its lanes are
networks. Here also every number that they read, such as the learning rate, is one of each network.
"""

from collections.abc import Callable
from itertools import pairwise

from glassnet.engines.compiled.activations import sign
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.optimizers import CHANGING, CONSTANT, OPTIMIZERS, Parameter
from glassnet.engines.compiled.population_layout import PopulationLayout
from glassnet.engines.compiled.population_network import Scene, backwards
from glassnet.engines.compiled.types import F64, LANES, PTR, VEC, VEC_I32, vector_of
from glassnet.nn import OPTIMIZERS as REFERENCE

DOUBLES = vector_of(LANES, F64)
ALL = 255
"""Eight lanes that are all true, as the bits of a byte."""

Body = Callable[[Index, list[Value]], list[Value]]


def each_parameter(b: Builder, first: int, count: int, body: Body, carried: list[Value] | None = None) -> list[Value]:
    """Go through some of the parameters, given the place of each in floats."""
    return b.repeat(count, lambda i, inside: body((i + first) * LANES, inside), carried or [], unroll=4)


def weight_ranges(layout: PopulationLayout) -> list[tuple[int, int]]:
    """First parameter and number of each layer's weights."""
    sizes = pairwise(layout.shape.sizes)
    return [(place, fan_in * fan_out) for place, (fan_in, fan_out) in zip(layout.weight_places, sizes, strict=True)]


def write_penalize(module: Module, layout: PopulationLayout) -> None:
    """Write the function that adds the penalties' gradients."""
    b = module.function(
        "penalize",
        {"theta": PTR, "gradients": PTR, "l1": PTR, "l2": PTR},
        about="g ← g + λ₂ w + λ₁ sign(w) for weights; biases are exempt.",
    )
    theta, gradients, l1, l2 = b.arguments.values()
    first, second = b.load(VEC, l1), b.load(VEC, l2)

    def one(here: Index, _: list[Value]) -> list[Value]:
        w, place = b.load(VEC, b.at(theta, here)), b.at(gradients, here)
        b.store(b.load(VEC, place) + b.fma(second, w, first * sign(b, w)), place)
        return []

    for start, count in weight_ranges(layout):
        each_parameter(b, start, count, one)
    b.return_()


def write_penalty(module: Module, layout: PopulationLayout) -> None:
    """Write the function that says how large each network's penalty is at present."""
    b = module.function(
        "penalty",
        {"theta": PTR, "l1": PTR, "l2": PTR, "into": PTR},
        about="λ₁ Σ|w| + λ₂/2 Σw² over the weights of each network, added in float64.",
    )
    theta, l1, l2, into = b.arguments.values()

    def one(here: Index, totals: list[Value]) -> list[Value]:
        wide = b.load(VEC, b.at(theta, here)).convert("fpext", DOUBLES)
        return [totals[0] + b.intrinsic("fabs", wide), b.fma(wide, wide, totals[1])]

    totals = [b.zero(DOUBLES), b.zero(DOUBLES)]
    for start, count in weight_ranges(layout):
        totals = each_parameter(b, start, count, one, totals)
    first, second = (b.load(VEC, strength).convert("fpext", DOUBLES) for strength in (l1, l2))
    b.store(first * totals[0] + second * 0.5 * totals[1], into)
    b.return_()


def write_norms(module: Module, layout: PopulationLayout) -> None:
    """Write the function that measures each network's gradient, and the one that shortens what is too long."""
    b = module.function(
        "norms",
        {"gradients": PTR, "into": PTR},
        about="√Σg² of each network, added in float64, where nothing overflows.",
    )
    gradients, into = b.arguments.values()

    def square(here: Index, total: list[Value]) -> list[Value]:
        g = b.load(VEC, b.at(gradients, here)).convert("fpext", DOUBLES)
        return [b.fma(g, g, total[0])]

    total = each_parameter(b, 0, layout.count, square, [b.zero(DOUBLES)])[0]
    b.store(b.intrinsic("sqrt", total), into)
    b.return_()

    b = module.function(
        "shorten",
        {"gradients": PTR, "norms": PTR, "clip": PTR},
        about="g ← g · (greatest norm / norm) in the networks whose norm is greater, but finite.",
    )
    gradients, norms, clip = b.arguments.values()
    norm, most = b.load(DOUBLES, norms), b.load(DOUBLES, clip)
    too_long = norm.compare("gt", most) & norm.compare("lt", float("inf"))
    factor = b.select(too_long, most / norm, 1.0).convert("fptrunc", VEC)

    def shorten(here: Index, _: list[Value]) -> list[Value]:
        place = b.at(gradients, here)
        b.store(b.load(VEC, place) * factor, place)
        return []

    each_parameter(b, 0, layout.count, shorten)
    b.return_()


class Update:
    """Eight networks' optimizers: what they read and what they change.

    In the fused variant it takes gradients straight from their sums, in registers; else from memory.

    Args:
        b: where the code is written.
        kind: the optimizer.
        arguments: parameters, slots, and the numbers that it reads; those of `UPDATED`.
        going_on: which networks change, as a mask of lanes; None for all.
    """

    def __init__(self, b: Builder, kind: str, arguments: dict[str, Value], going_on: Value | None = None) -> None:
        self.b, self.function, self.theta, self.going_on = b, OPTIMIZERS[kind], arguments["theta"], going_on
        self.slots = [arguments[f"slot{k}"] for k in range(len(REFERENCE[kind].slots))]
        self.h = {name: arguments[name] for name in CHANGING}
        self.h |= {name: b.load(VEC, b.at(arguments["hyper"], k * LANES)) for k, name in enumerate(CONSTANT[kind])}

    def start(self, place: int, row: Index, columns: int, column: Index) -> Value:
        """What a gradient's sum begins with: 0."""
        return self.b.zero()

    def finish(self, gradient: Value, place: int, row: Index, columns: int, column: Index, *, is_weight: bool) -> None:
        """Use a gradient, given its parameter's matrix, row and column."""
        self.at((row * columns + column + place) * LANES, gradient, is_weight=is_weight)

    def at(self, here: Index, g: Value, *, is_weight: bool) -> None:
        """Use a gradient, given its parameter's place in floats."""
        b = self.b
        places = [b.at(self.theta, here), *(b.at(slot, here) for slot in self.slots)]
        w, *kept = (b.load(VEC, place) for place in places)
        new, new_slots = self.function(Parameter(b, w, g, kept, b.value(float(is_weight), VEC), self.h))
        for place, value, before in zip(places, [new, *new_slots], [w, *kept], strict=True):
            b.store(value if self.going_on is None else b.select(self.going_on, value, before), place)


UPDATED = {"theta": PTR, "slot0": PTR, "slot1": PTR, "hyper": PTR} | dict.fromkeys(CHANGING, VEC)
"""What an update is given."""


def write_fused(module: Module, layout: PopulationLayout, kind: str) -> None:
    """Write the backward pass whose gradients never reach memory: each is used as soon as its sum is complete."""
    b = module.function(
        "backwards_and_update", {"scratch": PTR} | UPDATED, about=f"Eight networks backwards, fused with {kind}."
    )
    given = b.arguments
    backwards(Scene(b, layout, given["theta"], given["scratch"]), Update(b, kind, given))
    b.return_()


def write_update(module: Module, layout: PopulationLayout, kind: str) -> None:
    """Write the function that takes eight networks' optimizers a step on, with gradients from memory.

    A network that has diverged keeps what it has, so that its last state can be looked at.
    """
    b = module.function(
        "update",
        {"gradients": PTR, "alive": PTR} | UPDATED,
        about=f"{kind}: {OPTIMIZERS[kind].__doc__}",
    )
    gradients = b.arguments["gradients"]
    going_on = b.load(VEC_I32, b.arguments["alive"]).compare("ne", 0)

    def write_pass(update: Update) -> None:
        def take(here: Index, *, is_weight: bool) -> list[Value]:
            update.at(here, b.load(VEC, b.at(gradients, here)), is_weight=is_weight)
            return []

        if kind != "adamw":  # only decoupled weight decay tells weights from biases
            each_parameter(b, 0, layout.count, lambda here, _: take(here, is_weight=True))
            return
        for start, count in weight_ranges(layout):
            each_parameter(b, start, count, lambda here, _: take(here, is_weight=True))
        for start, units in zip(layout.bias_places, layout.shape.sizes[1:], strict=True):
            each_parameter(b, start, units, lambda here, _: take(here, is_weight=False))

    every = every_lane(b, going_on)
    with b.when(every):
        write_pass(Update(b, kind, b.arguments))
    with b.when(every ^ 1):
        write_pass(Update(b, kind, b.arguments, going_on))
    b.return_()


def every_lane(b: Builder, mask: Value) -> Value:
    """Whether a mask of lanes is true in all of them."""
    return mask.convert("bitcast", "i8").compare("eq", ALL)
