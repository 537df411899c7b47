"""From gradients to new weights: penalties, the norm and its clipping, and the seven optimizers.

All of it runs over the block of parameters from front to back, eight numbers at once, without a look at layers: what
tells weights from biases is a mask beside them. So this code is the same for all networks and compiled only once
(see `library`). The formulas are the reference's (`glassnet.nn.optimizers`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from glassnet.engines.compiled.activations import sign
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.layout import TOGETHER
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import F32, F64, I64, LANES, PTR, VEC, vector_of
from glassnet.nn import OPTIMIZERS as REFERENCE

DOUBLES = vector_of(LANES, F64)

CHANGING = ("rate", "inverse2", "decay")
"""Numbers that change with the step; the training loop writes them before each update.

`rate` is the step's learning rate, for Adam divided by its correction 1 − β₁ᵗ; `inverse2` is 1 / (1 − β₂ᵗ); `decay` is
learning rate · λ.
"""

CONSTANT: dict[str, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("momentum",),
    "nesterov": ("momentum",),
    "rmsprop": ("rho", "one_less_rho", "eps"),
    "adagrad": ("eps",),
    "adam": ("beta1", "one_less_beta1", "beta2", "one_less_beta2", "eps"),
    "adamw": ("beta1", "one_less_beta1", "beta2", "one_less_beta2", "eps"),
}
"""Numbers that each optimizer reads after those, as float32, in this order."""


@dataclass(frozen=True)
class Parameter:
    """Eight parameters in the middle of an update.

    Attributes:
        b: where the code is written.
        w: their values.
        g: their gradients.
        slots: what the optimizer keeps for them.
        mask: 1 for weights, 0 for biases.
        h: the optimizer's numbers, in all lanes, by name.
    """

    b: Builder
    w: Value
    g: Value
    slots: list[Value]
    mask: Value
    h: dict[str, Value]


Updated = tuple[Value, list[Value]]
"""The new value and the new slots."""


def sgd(p: Parameter) -> Updated:
    """Update w ← w − η g."""
    return p.b.fma(-p.h["rate"], p.g, p.w), []


def momentum(p: Parameter) -> Updated:
    """Update v ← μ v + g; w ← w − η v."""
    velocity = p.b.fma(p.h["momentum"], p.slots[0], p.g)
    return p.b.fma(-p.h["rate"], velocity, p.w), [velocity]


def nesterov(p: Parameter) -> Updated:
    """Update v ← μ v + g; w ← w − η (g + μ v)."""
    velocity = p.b.fma(p.h["momentum"], p.slots[0], p.g)
    return p.b.fma(-p.h["rate"], p.b.fma(p.h["momentum"], velocity, p.g), p.w), [velocity]


def _scaled_step(p: Parameter, top: Value, square: Value) -> Value:
    """New w: w − η · top / (√square + ε)."""
    return p.w - p.h["rate"] * top / (p.b.intrinsic("sqrt", square) + p.h["eps"])


def rmsprop(p: Parameter) -> Updated:
    """Update s ← ρ s + (1−ρ) g²; w ← w − η g / (√s + ε)."""
    square = p.b.fma(p.h["rho"], p.slots[0], p.h["one_less_rho"] * p.g * p.g)
    return _scaled_step(p, p.g, square), [square]


def adagrad(p: Parameter) -> Updated:
    """Update s ← s + g²; w ← w − η g / (√s + ε)."""
    total = p.b.fma(p.g, p.g, p.slots[0])
    return _scaled_step(p, p.g, total), [total]


def adam(p: Parameter) -> Updated:
    """Update m ← β₁ m + (1−β₁) g; v ← β₂ v + (1−β₂) g²; w ← w − η m̂ / (√v̂ + ε)."""
    mean = p.b.fma(p.h["beta1"], p.slots[0], p.h["one_less_beta1"] * p.g)
    square = p.b.fma(p.h["beta2"], p.slots[1], p.h["one_less_beta2"] * p.g * p.g)
    return _scaled_step(p, mean, square * p.h["inverse2"]), [mean, square]


def adamw(p: Parameter) -> Updated:
    """Update w ← w − η λ w for weights, then Adam."""
    decayed = p.b.fma(-(p.h["decay"] * p.mask), p.w, p.w)
    return adam(Parameter(p.b, decayed, p.g, p.slots, p.mask, p.h))


OPTIMIZERS: dict[str, Callable[[Parameter], Updated]] = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adagrad": adagrad,
    "adam": adam,
    "adamw": adamw,
}
"""Every optimizer: from eight parameters to their new values and slots."""


def each(b: Builder, count: Value, body: Callable[[Value], None], together: int = TOGETHER) -> None:
    """Eight after eight of a block's numbers, by their place."""

    def one(i: Value, _: list[Value]) -> list[Value]:
        for k in range(0, together, LANES):
            body(i * together + k if k else i * together)
        return []

    b.loop(count / together, one)


def write_update(module: Module, kind: str) -> None:
    """Write the function by which an optimizer updates a block of parameters."""
    function, slot_count = OPTIMIZERS[kind], len(REFERENCE[kind].slots)
    b = module.function(
        f"update_{kind}",
        {"theta": PTR, "gradients": PTR, "mask": PTR, "hyper": PTR, "slot0": PTR, "slot1": PTR, "count": I64},
        about=f"{kind}: {function.__doc__}",
        exported=True,
    )
    theta, gradients, mask, hyper, slot0, slot1, count = b.arguments.values()
    slots = [slot0, slot1][:slot_count]
    h = {name: b.broadcast(b.at(hyper, k)) for k, name in enumerate(CHANGING + CONSTANT[kind])}

    def eight(here: Value) -> None:
        places = [b.at(slot, here) for slot in slots]
        w_place = b.at(theta, here)
        kept = [b.load(VEC, place) for place in places]
        masked = b.load(VEC, b.at(mask, here)) if kind == "adamw" else b.zero()
        w, g = b.load(VEC, w_place), b.load(VEC, b.at(gradients, here))
        new, new_slots = function(Parameter(b, w, g, kept, masked, h))
        b.store(new, w_place)
        for place, value in zip(places, new_slots, strict=True):
            b.store(value, place)

    each(b, count, eight)
    b.return_()


def write_penalize(module: Module) -> None:
    """Write the function that adds the penalties' gradients."""
    b = module.function(
        "penalize",
        {"theta": PTR, "gradients": PTR, "mask": PTR, "l1": F32, "l2": F32, "count": I64},
        about="g ← g + λ₂ w + λ₁ sign(w) for weights; biases are exempt.",
    )
    theta, gradients, mask, l1, l2, count = b.arguments.values()
    first, second = b.splat(l1), b.splat(l2)

    def eight(here: Value) -> None:
        w, place = b.load(VEC, b.at(theta, here)), b.at(gradients, here)
        penalty = b.fma(second, w, first * sign(b, w))
        b.store(b.fma(penalty, b.load(VEC, b.at(mask, here)), b.load(VEC, place)), place)

    each(b, count, eight, LANES)
    b.return_()


def write_penalty(module: Module) -> None:
    """Write the function that says how large the penalty is at present."""
    b = module.function(
        "penalty",
        {"theta": PTR, "mask": PTR, "l1": F64, "l2": F64, "count": I64},
        F64,
        about="λ₁ Σ|w| + λ₂/2 Σw² over the weights, added in float64.",
        exported=True,
    )
    theta, mask, l1, l2, count = b.arguments.values()

    def eight(i: Value, totals: list[Value]) -> list[Value]:
        w = b.load(VEC, b.at(theta, i * LANES)) * b.load(VEC, b.at(mask, i * LANES))
        wide = w.convert("fpext", DOUBLES)
        return [totals[0] + b.intrinsic("fabs", wide), b.fma(wide, wide, totals[1])]

    first, second = b.loop(count / LANES, eight, [b.zero(DOUBLES), b.zero(DOUBLES)])
    b.return_(l1 * _sum_doubles(b, first) + l2 * 0.5 * _sum_doubles(b, second))


def write_norm(module: Module) -> None:
    """Write the function that measures the whole gradient; squares are added in float64, where they cannot overflow."""
    b = module.function(
        "norm", {"gradients": PTR, "count": I64}, F64, about="√Σg² over all parameters, added in float64."
    )
    gradients, count = b.arguments.values()

    def eight(i: Value, total: list[Value]) -> list[Value]:
        g = b.load(VEC, b.at(gradients, i * LANES)).convert("fpext", DOUBLES)
        return [b.fma(g, g, total[0])]

    total = b.loop(count / LANES, eight, [b.zero(DOUBLES)])[0]
    b.return_(b.intrinsic("sqrt", _sum_doubles(b, total)))


def _sum_doubles(b: Builder, x: Value) -> Value:
    total = b.lane(x, 0)
    for k in range(1, LANES):
        total = total + b.lane(x, k)
    return total


def write_shorten(module: Module) -> None:
    """Write the function that shortens the whole gradient by one factor."""
    b = module.function(
        "shorten",
        {"gradients": PTR, "factor": F32, "count": I64},
        about="g ← g · (greatest norm / norm): clipping by the global norm.",
    )
    gradients, factor, count = b.arguments.values()
    scale = b.splat(factor)

    def eight(here: Value) -> None:
        place = b.at(gradients, here)
        b.store(b.load(VEC, place) * scale, place)

    each(b, count, eight, LANES)
    b.return_()
