"""Functions in formulas: e^x, √x, max(a, b), and what depends on a sign."""

from collections.abc import Callable
from dataclasses import dataclass

from glassnet.explain import mathml as m
from glassnet.explain.mathml import Markup
from glassnet.explain.traces.expressions import CASES, FULL, SUM, Expr, Style


@dataclass(frozen=True)
class Call(Expr):
    """A function of its arguments.

    Example:
        >>> from glassnet.explain.traces.expressions import Num, Sym
        >>> Call("max", Sym("z", 1), Num(0.0)).text(), Call("exp", Num(-0.71)).text()
        ('max(z1, 0)', 'exp(-0.71)')
    """

    name: str
    arguments: tuple[Expr, ...]

    def __init__(self, name: str, *arguments: Expr) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "arguments", arguments)

    def text(self, style: Style = FULL) -> str:
        """The name and the arguments in parentheses."""
        return f"{self.name}({', '.join(argument.text(style) for argument in self.arguments)})"

    def markup(self, style: Style = FULL) -> Markup:
        """As it is written by hand: eˣ, √x, |x|."""
        inside = [argument.markup(style) for argument in self.arguments]
        if self.name in BY_HAND:
            return BY_HAND[self.name](inside[0])
        listed = [inside[0]]
        for argument in inside[1:]:
            listed += [m.operator(","), argument]
        return m.row(m.identifier(self.name), m.fenced(m.row(*listed)))


BY_HAND: dict[str, Callable[[Markup], Markup]] = {
    "exp": lambda x: m.above(m.identifier("e"), x),
    "sqrt": lambda x: m.element("msqrt", x),
    "abs": lambda x: m.fenced(x, "|", "|"),
    "norm": lambda x: m.fenced(x, "‖", "‖"),
    "sum": lambda x: m.row(m.operator("∑", largeop="false"), x),
}
"""Functions that are not written with their names."""


@dataclass(frozen=True)
class Cases(Expr):
    """One value where a quantity is above 0, another elsewhere.

    Example:
        >>> from glassnet.explain.traces.expressions import Num
        >>> Cases(Num(0.7), Num(1.0), Num(0.0)).text()
        '1 if 0.7 > 0 else 0'
    """

    tested: Expr
    positive: Expr
    otherwise: Expr
    tight = CASES

    def text(self, style: Style = FULL) -> str:
        """As Python writes it."""
        return (
            f"{self.positive._text_in(SUM, style)} if {self.tested._text_in(SUM, style)} > 0 "
            f"else {self.otherwise._text_in(SUM, style)}"
        )

    def markup(self, style: Style = FULL) -> Markup:
        """With a brace before two lines."""
        condition = m.row(m.words("if "), self.tested.markup(style), m.operator(">"), m.number("0"))
        rows = ((self.positive.markup(style), condition), (self.otherwise.markup(style), m.words("otherwise")))
        lines = [m.element("mtr", *(m.element("mtd", cell) for cell in cells)) for cells in rows]
        return m.row(m.operator("{", stretchy="true"), m.element("mtable", *lines, columnalign="left"))
