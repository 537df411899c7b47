"""Formulas as MathML Core, which browsers draw and screen readers read without any library.

Small functions that put elements together. Nothing from outside goes in unescaped.
"""

from html import escape

Markup = str
"""A piece of MathML that is complete in itself."""


def element(name: str, *children: Markup, **attributes: str) -> Markup:
    """One element round its children, which are markup already.

    Example:
        >>> element("mrow", identifier("x"), operator("+"), number("1"))
        '<mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow>'
    """
    said = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(children)}</{name}>"


def identifier(text: str) -> Markup:
    """A letter that stands for a quantity, or the name of a function."""
    return element("mi", escape(text))


def number(text: str) -> Markup:
    """A number, as its digits."""
    return element("mn", escape(text))


def operator(text: str, **attributes: str) -> Markup:
    """A sign between or around other things."""
    return element("mo", escape(text), **attributes)


def words(text: str) -> Markup:
    """Plain words inside a formula."""
    return element("mtext", escape(text))


def row(*children: Markup) -> Markup:
    """Things side by side; a single one needs no row."""
    return children[0] if len(children) == 1 else element("mrow", *children)


def below(base: Markup, index: Markup) -> Markup:
    """A base with an index: W₁."""
    return element("msub", base, index)


def above(base: Markup, exponent: Markup) -> Markup:
    """A base with an exponent: a²."""
    return element("msup", base, exponent)


def fraction(top: Markup, bottom: Markup) -> Markup:
    """One above the other, with a line between."""
    return element("mfrac", top, bottom)


def fenced(inner: Markup, left: str = "(", right: str = ")") -> Markup:
    """Something in parentheses, which grow with a fraction and with nothing else."""
    stretchy = "true" if "<mfrac" in inner else "false"
    return row(operator(left, stretchy=stretchy), inner, operator(right, stretchy=stretchy))


def math(inner: Markup, *, block: bool = False) -> Markup:
    """The whole formula, ready to stand in a page.

    Example:
        >>> math(identifier("x"))
        '<math><mi>x</mi></math>'
    """
    return element("math", inner, **({"display": "block"} if block else {}))
