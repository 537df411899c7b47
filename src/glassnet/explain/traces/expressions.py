"""Formulas as values: written as text that Python's arithmetic can evaluate, and as MathML.

The same classes carry a formula in symbols (`z1 = x W1ᵀ + b1`) and the formula of one entry with its numbers put in
(`0.1·1 + 0.3·2 + 0.01`). The numbers are kept in full; how many digits of them are written is the reader's choice.
"""

from dataclasses import dataclass
from math import isfinite

from glassnet.explain import mathml as m
from glassnet.explain.mathml import Markup

CASES, SUM, PRODUCT, POWER, ATOM = range(5)
"""How tightly the parts of an expression hold together; what holds less tightly needs parentheses."""


@dataclass(frozen=True)
class Style:
    """How numbers are written.

    Attributes:
        digits: significant digits; None for all that there are.
        terms: how many terms of a long sum are written before the rest is counted; None for all.
    """

    digits: int | None = 4
    terms: int | None = 6


FULL = Style(None, None)
"""Nothing rounded, nothing left out: what can be evaluated to the shown value."""


class Expr:
    """A formula; the methods are those that its writing needs."""

    tight: int = ATOM

    def text(self, style: Style = FULL) -> str:
        """The formula in one line of text."""
        raise NotImplementedError

    def markup(self, style: Style = FULL) -> Markup:
        """The formula as MathML, without the element around the whole."""
        raise NotImplementedError

    def pieces(self, style: Style = FULL) -> list[Markup]:
        """The formula in parts between which a line may break; most have one."""
        return [self.markup(style)]

    def turned(self) -> "Expr | None":
        """The same with the other sign, where it begins with a minus; None where it does not."""
        return None

    def _text_in(self, level: int, style: Style) -> str:
        return self.text(style) if self.tight >= level else f"({self.text(style)})"

    def _markup_in(self, level: int, style: Style) -> Markup:
        return self.markup(style) if self.tight >= level else m.fenced(self.markup(style))


@dataclass(frozen=True)
class Num(Expr):
    """A number.

    Example:
        >>> Num(0.6704011598088686).text(Style(4)), Num(-2.5e-7).text(), Num(2.0).text()
        ('0.6704', '-2.5e-07', '2')
    """

    value: float

    @property
    def tight(self) -> int:  # type: ignore[override]
        """A minus sign is as loose as a sum."""
        return SUM if self.value < 0 else ATOM

    def text(self, style: Style = FULL) -> str:
        """The digits; 2.0 is written 2."""
        return digits_of(float(self.value), style.digits)

    def markup(self, style: Style = FULL) -> Markup:
        """The digits, with a power of ten where the number is very large or very small."""
        text = self.text(style)
        sign = [m.operator("−", form="prefix")] if text.startswith("-") else []
        mantissa, _, exponent = text.removeprefix("-").partition("e")
        if not exponent:
            return m.row(*sign, m.identifier("∞") if mantissa == "inf" else m.number(mantissa))
        power = m.above(m.number("10"), m.number(str(int(exponent)).replace("-", "−")))
        return m.row(*sign, m.number(mantissa), m.operator("·"), power)

    def turned(self) -> Expr | None:
        """The positive number of a negative one."""
        return Num(-self.value) if self.value < 0 else None


def digits_of(value: float, digits: int | None) -> str:
    """A number with so many significant digits, or all of them, as Python reads it again.

    Example:
        >>> digits_of(1.0, 4), digits_of(0.30000000000000004, None), digits_of(float("nan"), 3)
        ('1', '0.30000000000000004', 'nan')
    """
    if value == 0 or not isfinite(value):
        return "0" if value == 0 else str(value)
    if value.is_integer() and abs(value) < 1e6:
        return str(int(value))
    return repr(value) if digits is None else f"{value:.{digits}g}"


@dataclass(frozen=True)
class Sym(Expr):
    """A quantity: its letter, its layer, and the entry that is meant (counted from 1 when written).

    Example:
        >>> Sym("W", 1, (0, 1)).text(), Sym("yhat").text()
        ('W1[1,2]', 'yhat')
    """

    name: str
    layer: int | None = None
    index: tuple[int, ...] = ()

    def text(self, style: Style = FULL) -> str:
        """The letter with its layer, and the entry in brackets."""
        at = "[" + ",".join(str(i + 1) for i in self.index) + "]" if self.index else ""
        return f"{self.name}{'' if self.layer is None else self.layer}{at}"

    def markup(self, style: Style = FULL) -> Markup:
        """The letter with its layer below."""
        base = LETTERS.get(self.name) or m.identifier(self.name)
        whole = base if self.layer is None else m.below(base, m.number(str(self.layer)))
        if not self.index:
            return whole
        inside: list[Markup] = []
        for i in self.index:
            inside += [m.operator(","), m.number(str(i + 1))]
        return m.row(whole, m.fenced(m.row(*inside[1:]), "[", "]"))


LETTERS = {
    "yhat": m.element("mover", m.identifier("y"), m.operator("^", stretchy="false"), accent="true"),
    "delta": m.identifier("δ"),
    "eta": m.identifier("η"),
    "lambda": m.identifier("λ"),
    "lambda1": m.below(m.identifier("λ"), m.number("1")),
    "beta1": m.below(m.identifier("β"), m.number("1")),
    "beta2": m.below(m.identifier("β"), m.number("2")),
    "mu": m.identifier("μ"),
    "rho": m.identifier("ρ"),
    "eps": m.identifier("ε"),
    "alpha": m.identifier("α"),
    "mask": m.identifier("m"),
}
"""Names in plain letters that a formula shows otherwise."""


@dataclass(frozen=True)
class Derivative(Expr):
    """dL/dW₁ and its like: one symbol, whatever stands in it.

    Example:
        >>> Derivative(Sym("L"), Sym("W", 2)).text()
        'dL/dW2'
    """

    of: Sym
    by: Sym
    tight = POWER

    def text(self, style: Style = FULL) -> str:
        """As the names of the quantities are written."""
        return f"d{self.of.text(style)}/d{self.by.text(style)}"

    def markup(self, style: Style = FULL) -> Markup:
        """A fraction with ∂ above and below."""
        parts = (m.row(m.operator("∂", form="prefix"), symbol.markup(style)) for symbol in (self.of, self.by))
        return m.fraction(*parts)


@dataclass(frozen=True)
class Transposed(Expr):
    """A matrix with rows and columns exchanged."""

    matrix: Sym

    def text(self, style: Style = FULL) -> str:
        """Wᵀ."""
        return self.matrix.text(style) + "ᵀ"

    def markup(self, style: Style = FULL) -> Markup:
        """Wᵀ."""
        return m.above(self.matrix.markup(style), m.words("T"))


@dataclass(frozen=True)
class Add(Expr):
    """A sum; a term that begins with a minus is subtracted.

    Example:
        >>> Add(Num(0.5), Mul(Num(-2.0), Num(3.0)), Num(-1.0)).text()
        '0.5 - 2·3 - 1'
        >>> Add(*map(Num, range(1, 10))).text(Style(terms=3))
        '1 + 2 + 3 + … (6 more)'
    """

    terms: tuple[Expr, ...]
    tight = SUM

    def __init__(self, *terms: Expr) -> None:
        object.__setattr__(self, "terms", terms)

    def _shown(self, style: Style) -> tuple[tuple[Expr, ...], int]:
        most = style.terms
        if most is None or len(self.terms) <= most + 1:  # "1 more" would be no shorter than the term
            return self.terms, 0
        return self.terms[:most], len(self.terms) - most

    def text(self, style: Style = FULL) -> str:
        """The terms with their signs."""
        shown, more = self._shown(style)
        said = shown[0]._text_in(SUM, style)
        for term in shown[1:]:
            positive = term.turned()
            said += f" - {positive._text_in(PRODUCT, style)}" if positive else f" + {term._text_in(SUM, style)}"
        return f"{said} + … ({more} more)" if more else said

    def markup(self, style: Style = FULL) -> Markup:
        """The terms with their signs."""
        return m.row(*self.pieces(style))

    def pieces(self, style: Style = FULL) -> list[Markup]:
        """Each term with the sign before it, between which a line may break."""
        shown, more = self._shown(style)
        parts = [shown[0]._markup_in(SUM, style)]
        for term in shown[1:]:
            positive = term.turned()
            sign, rest = ("−", positive._markup_in(PRODUCT, style)) if positive else ("+", term._markup_in(SUM, style))
            parts.append(m.row(m.operator(sign, form="infix"), rest))
        if more:
            parts.append(m.row(m.operator("+", form="infix"), m.operator("…"), m.words(f" ({more} more)")))
        return parts


@dataclass(frozen=True)
class Mul(Expr):
    """A product of numbers, of entries (⊙) or of matrices.

    Example:
        >>> Mul(Num(-0.5), Num(-2.0)).text(), Mul(Sym("W", 1), Sym("x"), by=" ").text()
        ('-0.5·(-2)', 'W1 x')
    """

    factors: tuple[Expr, ...]
    by: str
    tight = PRODUCT

    def __init__(self, *factors: Expr, by: str = "·") -> None:
        object.__setattr__(self, "factors", factors)
        object.__setattr__(self, "by", by)

    def text(self, style: Style = FULL) -> str:
        """The factors with their sign between; only the first may begin with a minus."""
        first, *rest = self.factors
        begins = first.text(style) if isinstance(first, Num) else first._text_in(PRODUCT, style)
        sign = f" {self.by} " if self.by == "⊙" else self.by
        return sign.join([begins, *(factor._text_in(PRODUCT if self.by == " " else POWER, style) for factor in rest)])

    def markup(self, style: Style = FULL) -> Markup:
        """The factors with their sign between."""
        first, *rest = self.factors
        parts = [first.markup(style) if isinstance(first, Num) else first._markup_in(PRODUCT, style)]
        # Between matrices a thin space only, which the invisible times of MathML does not make.
        sign = m.element("mspace", width="0.22em") if self.by == " " else m.operator(self.by)
        for factor in rest:
            parts += [sign, factor._markup_in(POWER if self.by == "·" else PRODUCT, style)]
        return m.row(*parts)

    def turned(self) -> Expr | None:
        """The product without its leading minus."""
        positive = self.factors[0].turned()
        return Mul(positive, *self.factors[1:], by=self.by) if positive else None


@dataclass(frozen=True)
class Neg(Expr):
    """Something with a minus before it."""

    inner: Expr
    tight = SUM

    def text(self, style: Style = FULL) -> str:
        """A minus, then the rest."""
        return "-" + self.inner._text_in(PRODUCT, style)

    def markup(self, style: Style = FULL) -> Markup:
        """A minus, then the rest."""
        return m.row(m.operator("−", form="prefix"), self.inner._markup_in(PRODUCT, style))

    def turned(self) -> Expr | None:
        """The rest."""
        return self.inner


@dataclass(frozen=True)
class Div(Expr):
    """A quotient: `a/b`, or one above the other.

    Example:
        >>> Div(Add(Num(1.0), Num(2.0)), Mul(Num(3.0), Num(4.0))).text()
        '(1 + 2)/(3·4)'
    """

    top: Expr
    bottom: Expr
    tight = PRODUCT

    def text(self, style: Style = FULL) -> str:
        """With a slash."""
        begins = self.top.text(style) if isinstance(self.top, Num) else self.top._text_in(PRODUCT, style)
        return f"{begins}/{self.bottom._text_in(POWER, style)}"

    def markup(self, style: Style = FULL) -> Markup:
        """As a fraction."""
        return m.fraction(self.top.markup(style), self.bottom.markup(style))


@dataclass(frozen=True)
class Square(Expr):
    """Something times itself."""

    inner: Expr
    tight = POWER

    def text(self, style: Style = FULL) -> str:
        """With a small 2."""
        return self.inner._text_in(ATOM, style) + "²"

    def markup(self, style: Style = FULL) -> Markup:
        """With a small 2."""
        return m.above(self.inner._markup_in(ATOM, style), m.number("2"))


@dataclass(frozen=True)
class Power(Expr):
    """A power in symbols, such as β₁ᵗ."""

    base: Expr
    exponent: Expr
    tight = POWER

    def text(self, style: Style = FULL) -> str:
        """With a hat."""
        return f"{self.base._text_in(ATOM, style)}^{self.exponent._text_in(ATOM, style)}"

    def markup(self, style: Style = FULL) -> Markup:
        """With a raised exponent."""
        return m.above(self.base._markup_in(ATOM, style), self.exponent.markup(style))


@dataclass(frozen=True)
class After(Expr):
    """A quantity as it is after the step.

    Example:
        >>> After(Sym("W", 1)).text()
        'W1 after'
    """

    of: Sym
    tight = POWER

    def text(self, style: Style = FULL) -> str:
        """The name, and that it is after."""
        return f"{self.of.text(style)} after"

    def markup(self, style: Style = FULL) -> Markup:
        """With a raised word."""
        return m.above(self.of.markup(style), m.words("new"))


def divided(top: Expr, count: int) -> Expr:
    """A quotient, or the dividend itself where the divisor is 1."""
    return top if count == 1 else Div(top, Num(count))


def added(terms: list[Expr]) -> Expr:
    """A sum; of one term, the term itself; of none, 0."""
    return Num(0.0) if not terms else terms[0] if len(terms) == 1 else Add(*terms)
