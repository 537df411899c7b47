"""The formula of each activation and of its derivative, for symbols and for numbers alike.

Values come from `glassnet.nn`; here stands what is written beside them. z is what goes in, a what has come out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from glassnet.explain.traces.expressions import Add, Div, Expr, Mul, Neg, Num, Square, Sym
from glassnet.explain.traces.functions import Call, Cases

Writer = Callable[[Expr, Expr, Mapping[str, Expr]], Expr]
"""From z, a and the settings to a formula."""

ONE, ZERO = Num(1.0), Num(0.0)


@dataclass(frozen=True)
class Written:
    """How an activation is written.

    Attributes:
        value: the formula of a.
        derivative: the formula of da/dz.
    """

    value: Writer
    derivative: Writer


def logistic(z: Expr) -> Expr:
    """`1 / (1 + e^-z)`."""
    return Div(ONE, Add(ONE, Call("exp", Num(-z.value) if isinstance(z, Num) else Neg(z))))


def softplus(z: Expr) -> Expr:
    """`log(1 + e^z)`, or for a z whose power would overflow the same as `z + log(1 + e^-z)`."""
    if isinstance(z, Num) and z.value > 30.0:
        return Add(z, Call("log", Add(ONE, Call("exp", Num(-z.value)))))
    return Call("log", Add(ONE, Call("exp", z)))


def _minus(z: Expr) -> Expr:
    return Num(-z.value) if isinstance(z, Num) else Neg(z)


def _logistic_slope(z: Expr, a: Expr, s: Mapping[str, Expr]) -> Expr:
    """`a (1 - a)`; so near to 1 that the subtraction would lose the digits, `a σ(-z)`."""
    if isinstance(z, Num) and z.value > 9.0:
        return Mul(a, Call("σ", Num(-z.value)))
    return Mul(a, Add(ONE, _minus(a)))


def _silu_slope(z: Expr, a: Expr, s: Mapping[str, Expr]) -> Expr:
    rise = Call("σ", z)
    return Add(rise, Mul(z, rise, Call("σ", _minus(z))))


ACTIVATIONS: dict[str, Written] = {
    "identity": Written(lambda z, a, s: z, lambda z, a, s: ONE),
    "sigmoid": Written(lambda z, a, s: logistic(z), _logistic_slope),
    "tanh": Written(lambda z, a, s: Call("tanh", z), lambda z, a, s: Add(ONE, Neg(Square(a)))),
    "relu": Written(lambda z, a, s: Call("max", z, ZERO), lambda z, a, s: Cases(z, ONE, ZERO)),
    "leaky_relu": Written(
        lambda z, a, s: Cases(z, z, Mul(s["slope"], z)), lambda z, a, s: Cases(z, ONE, s["slope"])
    ),
    "elu": Written(
        lambda z, a, s: Cases(z, z, Mul(s["alpha"], Add(Call("exp", z), Num(-1.0)))),
        lambda z, a, s: Cases(z, ONE, Mul(s["alpha"], Call("exp", z))),
    ),
    "gelu": Written(
        lambda z, a, s: Mul(z, Call("Φ", z)), lambda z, a, s: Add(Call("Φ", z), Mul(z, Call("φ", z)))
    ),
    "silu": Written(lambda z, a, s: Mul(z, Call("σ", z)), _silu_slope),
    "softplus": Written(lambda z, a, s: softplus(z), lambda z, a, s: logistic(z)),
    "sine": Written(lambda z, a, s: Call("sin", z), lambda z, a, s: Call("cos", z)),
    "softsign": Written(
        lambda z, a, s: Div(z, Add(ONE, Call("abs", z))),
        lambda z, a, s: Div(ONE, Square(Add(ONE, Call("abs", z)))),
    ),
}  # fmt: skip
"""Every activation by name; the table has the names of `glassnet.nn`."""

WHERE = {
    "gelu": "Φ is the distribution function of the normal distribution, φ its density",
    "silu": "σ is the sigmoid",
    "relu": "at exactly 0 the derivative is taken as 0",
    "leaky_relu": "at exactly 0 the derivative is taken as the slope",
}
"""What the letters of a formula mean where they are not said elsewhere."""


def settings_in_symbols(settings: Mapping[str, float]) -> dict[str, Expr]:
    """The settings as letters, for the formula in symbols."""
    return {name: Sym(name) for name in settings}


def settings_in_numbers(settings: Mapping[str, float]) -> dict[str, Expr]:
    """The settings as numbers, for a formula with its numbers put in."""
    return {name: Num(value) for name, value in settings.items()}
