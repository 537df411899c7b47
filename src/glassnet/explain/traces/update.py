"""The update of a step, as quantities: penalty, clipping, the optimizer's memory, the new weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from glassnet.explain.one_step import Step
from glassnet.explain.traces.code import line_of
from glassnet.explain.traces.expressions import Add, After, Derivative, Div, Expr, Mul, Neg, Num, Power, Square, Sym
from glassnet.explain.traces.forward import Passes
from glassnet.explain.traces.functions import Call
from glassnet.explain.traces.quantity import Index, Light, Quantity
from glassnet.nn import (
    MLP,
    OPTIMIZERS,
    Array,
    clip_by_global_norm,
    l1_gradient,
    l2_gradient,
    step_scalars,
)

Values = Mapping[str, Expr]
"""What a formula is made of: `w`, `g`, `lr`, slots before and after, settings, corrections; letters or numbers."""


@dataclass(frozen=True)
class Written:
    """How an optimizer is written.

    Attributes:
        slots: each slot's letter and its new value, in the order of computation.
        step: the new parameter.
        result: the variable of the reference that holds it; None for its `return`.
    """

    slots: Mapping[str, tuple[str, Callable[[Values], Expr]]]
    step: Callable[[Values], Expr]
    result: str | None = None


def _one_minus(value: Expr) -> Expr:
    return Num(1.0 - value.value) if isinstance(value, Num) else Add(Num(1.0), Neg(value))


def _scaled(v: Values, root: str) -> Expr:
    return Div(Mul(v["lr"], v["g"]), Add(Call("sqrt", v[root]), v["eps"]))


def _adam_step(v: Values) -> Expr:
    mean, square = Div(v["mean after"], v["correction1"]), Div(v["square after"], v["correction2"])
    return Add(v["w"], Neg(Div(Mul(v["lr"], mean), Add(Call("sqrt", square), v["eps"]))))


def _adamw_step(v: Values) -> Expr:
    kept = _adam_step(v)
    assert isinstance(kept, Add)
    decay = Add(Num(1.0), Neg(Mul(v["lr"], v["weight_decay"])))
    return Add(Mul(v["w"], decay), *kept.terms[1:])


def _adam_mean(v: Values) -> Expr:
    return Add(Mul(v["beta1"], v["mean"]), Mul(_one_minus(v["beta1"]), v["g"]))


def _adam_square(v: Values) -> Expr:
    return Add(Mul(v["beta2"], v["square"]), Mul(_one_minus(v["beta2"]), Square(v["g"])))


MEMORY_OF_ADAM = {"mean": ("m", _adam_mean), "square": ("v", _adam_square)}

OPTIMIZER_FORMULAS: dict[str, Written] = {
    "sgd": Written({}, lambda v: Add(v["w"], Neg(Mul(v["lr"], v["g"])))),
    "momentum": Written(
        {"velocity": ("v", lambda v: Add(Mul(v["momentum"], v["velocity"]), v["g"]))},
        lambda v: Add(v["w"], Neg(Mul(v["lr"], v["velocity after"]))),
    ),
    "nesterov": Written(
        {"velocity": ("v", lambda v: Add(Mul(v["momentum"], v["velocity"]), v["g"]))},
        lambda v: Add(v["w"], Neg(Mul(v["lr"], Add(v["g"], Mul(v["momentum"], v["velocity after"]))))),
    ),
    "rmsprop": Written(
        {"square": ("s", lambda v: Add(Mul(v["rho"], v["square"]), Mul(_one_minus(v["rho"]), Square(v["g"]))))},
        lambda v: Add(v["w"], Neg(_scaled(v, "square after"))),
    ),
    "adagrad": Written(
        {"total": ("s", lambda v: Add(v["total"], Square(v["g"])))},
        lambda v: Add(v["w"], Neg(_scaled(v, "total after"))),
    ),
    "adam": Written(MEMORY_OF_ADAM, _adam_step, "new_w"),
    "adamw": Written(MEMORY_OF_ADAM, _adamw_step, "new_w"),
}
"""Every optimizer by name; the table has the names of `glassnet.nn`."""

LETTERS = {
    "lr": "eta", "momentum": "mu", "rho": "rho", "eps": "eps", "beta1": "beta1", "beta2": "beta2",
    "weight_decay": "lambda",
}  # fmt: skip
"""The letters of the settings."""

MEANINGS = {
    "velocity": "the velocity of {p}: the gradients so far, the older the weaker",
    "square": "the running mean of the squared gradients of {p}",
    "total": "the sum of all squared gradients of {p} so far",
    "mean": "the running mean of the gradients of {p}",
}


def update_quantities(passes: Passes) -> list[Quantity]:
    """From the gradients to the new weights."""
    step = passes.step
    found: list[Quantity] = []
    gradients = passes.gradients.flat
    letter = "L"
    if step.l1 or step.l2:
        letter = "J"
        found += [_penalised(step, number, passes.gradients.dW[number - 1]) for number in range(1, passes.last + 1)]
        gradients = [
            g + l1_gradient(p, step.l1) + l2_gradient(p, step.l2) if p.ndim == 2 else g
            for g, p in zip(gradients, step.network.parameters, strict=True)
        ]
    whole, factor = gradients, 1.0
    if step.clip_norm is not None:
        norm, clipped = clip_by_global_norm(gradients, step.clip_norm)
        found.append(_norm(step, gradients, norm))
        if norm > step.clip_norm:
            factor = step.clip_norm / norm
            gradients = clipped
            found.append(_clip_factor(step.clip_norm, norm))
    names = [(kind, number) for number in range(1, passes.last + 1) for kind in "Wb"]
    for at, (kind, number) in enumerate(names):
        found += _updated(step, at, (kind, number), gradients[at], whole[at], letter if kind == "W" else "L", factor)
    return found


def _penalised(step: Step, number: int, dW: Array) -> Quantity:
    W = step.network.layers[number - 1].W
    symbol = Sym("W", number)
    data = Derivative(Sym("L"), symbol)
    terms: list[Expr] = [data]
    if step.l1:
        terms.append(Mul(Sym("lambda1"), Call("sign", symbol)))
    if step.l2:
        terms.append(Mul(Sym("lambda"), symbol))

    def entry(at: Index) -> Expr:
        w = Num(float(W[at]))
        numbers: list[Expr] = [Num(float(dW[at]))]
        if step.l1:
            numbers.append(Mul(Num(step.l1), Call("sign", w)))
        if step.l2:
            numbers.append(Mul(Num(step.l2), w))
        return Add(*numbers)

    return Quantity(
        name=f"dJ/dW{number}",
        phase="update",
        layer=number,
        symbol=Derivative(Sym("J"), symbol),
        formula=Add(*terms),
        value=dW + l1_gradient(W, step.l1) + l2_gradient(W, step.l2),
        code=line_of(MLP.penalised, "dW"),
        about="the gradient of loss and penalty together, J = L + R: every weight is also pulled towards 0",
        light=Light(edges=number, entry="edge"),
        entry=entry,
    )


def _norm(step: Step, gradients: list[Array], norm: float) -> Quantity:
    flat = [float(np.square(g).sum()) for g in gradients]
    within = norm <= (step.clip_norm or np.inf)
    return Quantity(
        name="norm",
        phase="update",
        layer=None,
        symbol=Call("norm", Sym("g")),
        formula=Call("sqrt", Call("sum", Square(Sym("g")))),
        value=np.array(norm),
        code=line_of(clip_by_global_norm, "norm"),
        about="the length of the whole gradient; the terms are the sums of squares of W1, b1, W2 and so on"
        + (f"; it is within the limit of {step.clip_norm:g}, so nothing is clipped" if within else ""),
        light=Light(),
        entry=lambda at: Call("sqrt", Add(*map(Num, flat))),
    )


def _clip_factor(limit: float, norm: float) -> Quantity:
    return Quantity(
        name="clip",
        phase="update",
        layer=None,
        symbol=Sym("c"),
        formula=Div(Sym("limit"), Call("norm", Sym("g"))),
        value=np.array(limit / norm),
        code=line_of(clip_by_global_norm),
        about=f"the gradient is longer than the limit of {limit:g}: all of it is shortened by this factor",
        light=Light(),
        entry=lambda at: Div(Num(limit), Num(norm)),
    )


def _updated(
    step: Step, at: int, which: tuple[str, int], gradient: Array, whole: Array, of: str, factor: float
) -> list[Quantity]:
    """The optimizer's memory of one parameter, then its new value.

    Args:
        step: the step.
        at: where the parameter stands among all.
        which: "W" or "b", and its layer.
        gradient: what the optimizer is given.
        whole: the same before clipping.
        of: L or J, what it is the gradient of.
        factor: what it was shortened by, or 1.
    """
    kind, number = which
    written = OPTIMIZER_FORMULAS[step.optimizer]
    optimizer = OPTIMIZERS[step.optimizer]
    settings = optimizer.settings | dict(step.optimizer_settings)
    if kind == "b" and "weight_decay" in settings:
        settings["weight_decay"] = 0.0  # biases are exempt
    old = step.network.parameters[at]
    scalars = step_scalars(step.optimizer, step.learning_rate, step.t, **dict(step.optimizer_settings))
    new, slots = optimizer.update(old, gradient, step.slots[at], scalars, **settings)
    parameter = Sym(kind, number)
    letters = _letters(written, settings, parameter, Derivative(Sym(of), parameter), clipped=factor != 1.0)
    function = OPTIMIZERS["adam" if step.optimizer == "adamw" else step.optimizer].update  # adamw calls adam
    light = Light(edges=number, entry="edge") if kind == "W" else Light(units=number, entry="bias")

    def numbers(index: Index) -> dict[str, Expr]:
        found: dict[str, Expr] = {name: Num(float(value)) for name, value in settings.items()}
        g = Num(float(whole[index]))
        found |= {"w": Num(float(old[index])), "g": g if factor == 1.0 else Mul(Num(factor), g)}
        found["lr"] = Num(scalars.learning_rate)
        found |= {name: Num(float(slot[index])) for name, slot in step.slots[at].items()}
        found |= {f"{name} after": Num(float(slot[index])) for name, slot in slots.items()}
        return found | {"correction1": Num(scalars.correction1), "correction2": Num(scalars.correction2)}

    def memory(name: str) -> Quantity:
        letter, formula = written.slots[name]
        return Quantity(
            name=f"{name} of {kind}{number}",
            phase="update",
            layer=number,
            symbol=After(Sym(letter)),
            formula=formula(letters),
            value=slots[name],
            code=line_of(function, name),
            about=MEANINGS[name].format(p=parameter.text()),
            light=light,
            entry=lambda index: formula(numbers(index)),
        )

    after = Quantity(
        name=f"{kind}{number} after",
        phase="update",
        layer=number,
        symbol=After(parameter),
        formula=written.step(letters),
        value=new,
        code=line_of(function, written.result),
        about=f"the {'weights' if kind == 'W' else 'biases'} after the step: a little against the gradient",
        light=light,
        entry=lambda index: written.step(numbers(index)),
    )
    return [*(memory(name) for name in written.slots), after]


def _letters(
    written: Written, settings: Mapping[str, float], parameter: Sym, gradient: Expr, *, clipped: bool
) -> dict[str, Expr]:
    """What stands for each value in the formula in symbols."""
    found: dict[str, Expr] = {name: Sym(LETTERS[name]) for name in ("lr", *settings)}
    found |= {"w": parameter, "g": Mul(Sym("c"), gradient) if clipped else gradient}
    for name, (letter, _) in written.slots.items():
        found |= {name: Sym(letter), f"{name} after": After(Sym(letter))}
    for number in ("1", "2"):
        found[f"correction{number}"] = Add(Num(1.0), Neg(Power(Sym(f"beta{number}"), Sym("t"))))
    return found
