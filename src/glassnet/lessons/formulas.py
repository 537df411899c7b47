r"""Formulas of the lessons: LaTeX to MathML, and the numbers that stand in them.

A number in a formula that the lesson's code gives is written `\num{0.6704}{a1[0]}`: the text that is shown, and the
expression that must give it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NUM = r"\num"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A number that a lesson quotes.

    Attributes:
        text: as it is printed, such as "0.6704", "96.5 %", "1,000".
        expression: Python that gives it after the cells before it; empty if it is missing.
        tolerance: how far the two may lie apart; None for half a unit of the last digit printed.
    """

    text: str
    expression: str
    tolerance: float | None = None


def quoted(text: str, expression: str) -> Quoted:
    """A quoted number from its two parts; the expression may end in "; 0.02", the tolerance.

    Example:
        >>> quoted("0.98", "accuracy; 0.02").tolerance
        0.02
    """
    expression, _, tolerance = expression.partition(";")
    return Quoted(text.strip(), expression.strip(), float(tolerance) if tolerance.strip() else None)


def of_role(content: str) -> Quoted:
    """The number of a role: the text, and the expression in angle brackets.

    Example:
        >>> of_role("0.5 <x[0] > 1>").expression
        'x[0] > 1'
    """
    found = re.fullmatch(r"(.*?)\s*<(.*)>\s*", content, re.S)
    return quoted(found[1], found[2]) if found else Quoted(content, "")


def split_numbers(latex: str) -> tuple[str, list[Quoted]]:
    r"""A formula without its marks, and the numbers that were marked.

    Example:
        >>> split_numbers(r"a = \num{0.67}{a[0]} + 1")
        ('a = 0.67 + 1', [Quoted(text='0.67', expression='a[0]', tolerance=None)])
    """
    clean, numbers, at = "", [], 0
    while (start := latex.find(NUM + "{", at)) >= 0:
        clean += latex[at:start]
        text, at = _braced(latex, start + len(NUM))
        expression, at = _braced(latex, at)
        numbers.append(quoted(text, expression))
        clean += text
    return clean + latex[at:], numbers


SIGNS = {
    "partial": "∂", "delta": "δ", "Delta": "Δ", "sigma": "σ", "theta": "θ", "eta": "η", "lambda": "λ", "epsilon": "ε",
    "beta": "β", "mu": "μ", "cdot": "·", "odot": "⊙", "top": "ᵀ", "sum": "Σ", "rightarrow": "→", "leftarrow": "←",
    "approx": "≈", "le": "≤", "ge": "≥", "times": "×", "infty": "∞", "in": "∈", "quad": "  ", "pm": "±", "to": "→",
    "log": "log", "tanh": "tanh", "max": "max", "min": "min", "exp": "exp", "left": "", "right": "",
    "dots": "…", "lVert": "‖", "rVert": "‖", "lceil": "⌈", "rceil": "⌉", "rho": "ρ", "varepsilon": "ε",
    "qquad": "\u2003\u2003",
}  # fmt: skip
"""What commands of LaTeX are in plain text."""


def as_text(latex: str) -> str:
    r"""A formula as plain text, for the terminal: readable, not beautiful.

    Example:
        >>> as_text(r"\frac{\partial L}{\partial a_2} = 2\,(a - t) \cdot W^\top")
        '∂L/∂a_2 = 2 (a - t) · Wᵀ'
        >>> as_text(r"\lVert g - \hat g \rVert")
        '‖g - ĝ‖'
    """
    text = split_numbers(latex)[0].strip()
    inner = r"\{([^{}]*)\}"
    for _ in range(5):  # levels of nesting
        text = re.sub(r"\\text" + inner, r"\1", text)
        text = re.sub(r"\\frac" + inner + inner, lambda m: f"{_grouped(m[1])}/{_grouped(m[2])}", text)
        text = re.sub(r"\\sqrt" + inner, r"√(\1)", text)
        text = re.sub(r"([_^])" + inner, lambda m: m[1] + (m[2] if len(m[2]) == 1 else f"({m[2]})"), text)
    text = re.sub(r"\\[,;! ]", " ", text)
    text = re.sub(r"\\hat *(\w)", "\\1\u0302", text)
    text = re.sub(r"\\lVert *(.*?) *\\rVert", r"‖\1‖", text)
    text = re.sub(r"\\(partial(?= ) ?|[A-Za-z]+)", lambda m: SIGNS.get(m[1].strip(), m[1]), text)
    text = unicodedata.normalize("NFC", text.replace("^ᵀ", "ᵀ").replace("{", "").replace("}", ""))
    return re.sub(r" +", " ", text)


def _grouped(part: str) -> str:
    """A part of a fraction, in brackets if it is a sum or a product of several things."""
    return f"({part})" if re.search(r"[ +]", re.sub(r"\\\w+ ", "", part).strip()) else part


def _braced(text: str, start: int) -> tuple[str, int]:
    """What stands between the brace at `start` and the one that closes it, and where that ends."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0 and at > start:
            return text[start + 1 : at], at + 1
    raise ValueError(f"a brace is not closed in {text!r:.80}")


@lru_cache(maxsize=4096)
def mathml(latex: str, block: bool = False) -> str:
    r"""A formula as MathML.

    Args:
        latex: the formula; `\num` marks are taken off.
        block: it stands on a line of its own.

    Example:
        >>> mathml("a^2").startswith("<math")
        True
    """
    from latex2mathml.converter import convert

    text = split_numbers(latex)[0].strip()
    made: str = convert(text, display="block" if block else "inline")
    return _spaced(made.replace("−", "&#x02212;"))


SIGN = '<mo form="prefix" lspace="0" rspace="0">&#x02212;</mo>'
THIN = '<mspace width="0.17em"/>'


def _spaced(made: str) -> str:
    r"""MathML with the spaces that LaTeX sets and the converter leaves out.

    A minus that begins a formula or follows an operator is a sign and stands close to its number; the name of a
    function stands a little apart from what is beside it, unless that is a bracket; a prime stands close to its letter.

    Example:
        >>> SIGN in mathml("a = -1"), SIGN in mathml("a - 1")
        (True, False)
        >>> mathml(r"t \log p").count(THIN), mathml(r"\log(p)").count(THIN)
        (2, 0)
    """
    made = re.sub(r"(<mrow>|<mo[^>]*>(?!&#x00029;)[^<]*</mo>)<mo>&#x02212;</mo>", rf"\1{SIGN}", made)
    name = r"<m[io]>(?:log|exp|max|min|tanh|cosh)</m[io]>"
    made = re.sub(rf"({name})(?!<mo stretchy|</mrow>|</math>)", rf"\1{THIN}", made)
    made = re.sub(rf"(</mi>|</mn>|</msub>|</mfrac>|&#x00029;</mo>)({name})", rf"\1{THIN}\2", made)
    return made.replace("<mi>&#x02032;</mi>", '<mo lspace="0" rspace="0">&#x02032;</mo>')
