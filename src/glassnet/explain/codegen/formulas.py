"""A formula of the inputs as NumPy writes it."""

from glassnet.spec import Formula
from glassnet.spec.formula import FUNCTIONS

RANKS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
SIGN = 3


def formula_code(formula: Formula) -> str:
    """The code of a formula.

    Example:
        >>> from glassnet.spec import parse
        >>> formula_code(parse("2*sin(x)^2 - x*y"))
        '2 * np.sin(x) ** 2 - x * y'
    """
    if formula.head == "input":
        return formula.name
    if formula.head == "number":
        return f"np.{formula.name}" if formula.name else _number(formula.number)
    if formula.head in FUNCTIONS:
        return f"np.{formula.head}({formula_code(formula.parts[0])})"
    rank = _rank(formula)
    if len(formula.parts) == 1:
        power = formula.parts[0].head == "^"  # ruff puts brackets where people wonder what comes first
        return formula.head + _inside(formula.parts[0], 5 if power else rank)
    left, right = formula.parts
    if formula.head == "^":
        # ruff writes a power of plain names and numbers close, and of anything else with spaces
        gap = "" if all(part.head in ("input", "number") for part in formula.parts) else " "
        return f"{_inside(left, rank + 1)}{gap}**{gap}{_inside(right, rank - 1)}"
    return f"{_inside(left, rank)} {formula.head} {_inside(right, rank + 1)}"


def _rank(formula: Formula) -> int:
    if len(formula.parts) == 1 and formula.head in ("+", "-"):
        return SIGN
    return RANKS.get(formula.head, 5)


def _inside(formula: Formula, rank: int) -> str:
    code = formula_code(formula)
    return code if _rank(formula) >= rank else f"({code})"


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and value < 1e15 else repr(value)
