"""The grammar of typed features such as `sin(x) * y`: arithmetic, some functions, and nothing else.

A text is read by Python's own parser into a syntax tree and rebuilt from the few kinds of node listed here; whatever
is not listed is refused. Nothing is ever evaluated as Python. `glassnet.data` computes the value of a `Formula`.
"""

import ast
import math
import re
from dataclasses import dataclass
from functools import lru_cache

from glassnet.spec.fields import SpecError

FUNCTIONS = ("sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "abs", "sign", "floor")
CONSTANTS = {"pi": math.pi, "e": math.e}
MAX_LENGTH = 200
MAX_DEPTH = 30

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^", ast.USub: "-", ast.UAdd: "+",
}  # fmt: skip

ALLOWED = (
    f"numbers, inputs (x, y, x1, x2, ...), {', '.join(CONSTANTS)}, + - * / ^, parentheses, and the functions "
    + ", ".join(FUNCTIONS)
)

# Nothing else is shown to Python's parser: no quotes, brackets, comments, line ends, or letters beyond ASCII, which
# it would read as their plain relatives.
_PLAIN = re.compile(r"[A-Za-z0-9_.+\-*/^() ]*")
_INPUT = re.compile(r"x|y|x[1-9][0-9]*")
# A number with a name right after it, as in 2x; 1e5 and 2.5e-3 are numbers.
_GLUED = re.compile(r"(?<![A-Za-z0-9_.])[0-9.]+(?![eE][+-]?[0-9])[A-Za-z_(]")


@dataclass(frozen=True)
class Formula:
    """A node of a formula: an operator, function, input or number, and what it is applied to.

    `head` is one of `+ - * / ^`, a function's name, `input` (then `name` says which), or `number` (then `number`;
    `name` is pi or e if it was written so). `str` gives the formula as a text that parses to the same.
    """

    head: str
    parts: tuple["Formula", ...] = ()
    name: str = ""
    number: float = 0.0

    def inputs(self) -> set[str]:
        """The names of the inputs that the formula uses."""
        if self.head == "input":
            return {self.name}
        return set().union(*(part.inputs() for part in self.parts))

    def __str__(self) -> str:
        if self.head in ("input", "number"):
            return self.name or f"{self.number:.17g}"
        if self.head in FUNCTIONS:
            return f"{self.head}({self.parts[0]})"
        rank = self._rank()
        if len(self.parts) == 1:
            return self.head + self.parts[0]._inside(rank)
        left, right = self.parts
        if self.head == "^":  # binds to the right, and its exponent may have a sign
            return f"{left._inside(rank + 1)}^{right._inside(rank - 1)}"
        gap = " " if rank == 1 else ""
        return f"{left._inside(rank)}{gap}{self.head}{gap}{right._inside(rank + 1)}"

    def _rank(self) -> int:
        """How tightly the head binds: sums 1, products 2, signs 3, powers 4, all else 5."""
        if len(self.parts) == 1 and self.head in ("+", "-"):
            return 3
        return {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}.get(self.head, 5)

    def _inside(self, rank: int) -> str:
        return str(self) if self._rank() >= rank else f"({self})"


@lru_cache(maxsize=256)
def parse(text: str) -> Formula:
    """The formula that a text stands for.

    Args:
        text: such as `x`, `x*y`, `sin(2*x) + y^2`; at most 200 characters. `**` is `^`, which binds to the right.

    Raises:
        SpecError: for anything but arithmetic.

    Example:
        >>> sorted(parse("sin(x) * y").inputs())
        ['x', 'y']
    """
    if len(text) > MAX_LENGTH:
        raise SpecError("formula", f"{len(text)} characters", f"at most {MAX_LENGTH} characters")
    if not text.strip() or not _PLAIN.fullmatch(text):
        raise SpecError("formula", text, ALLOWED)
    if _GLUED.search(text):
        raise SpecError("formula", text, "a sign between a number and what follows it, such as 2*x")
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise SpecError("formula", text, ALLOWED) from None
    return _rebuild(tree.body, text, 0)


def _rebuild(node: ast.expr, text: str, depth: int) -> Formula:
    if depth > MAX_DEPTH:
        raise SpecError("formula", text, f"at most {MAX_DEPTH} levels of nesting")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if value < 1e300:
                return Formula("number", number=float(value))
        case ast.Name(id=name) if name in CONSTANTS:
            return Formula("number", name=name, number=CONSTANTS[name])
        case ast.Name(id=name) if _INPUT.fullmatch(name):
            return Formula("input", name=name)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            return Formula(_OPERATORS[type(op)], (_rebuild(operand, text, depth + 1),))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            # a sum of many terms leans to the left, but nobody would call it nested
            inner = depth if isinstance(left, ast.BinOp) else depth + 1
            sides = (_rebuild(left, text, inner), _rebuild(right, text, depth + 1))
            return Formula(_OPERATORS[type(op)], sides)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
            return Formula(name, (_rebuild(argument, text, depth + 1),))
    raise SpecError("formula", text, ALLOWED)
