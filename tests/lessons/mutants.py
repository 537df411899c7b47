"""Small changes of a program: another operator, a sign, a transpose, a dropped term, another constant or axis."""

import ast
import copy
from collections.abc import Iterator

SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult, ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of a node."""
    match node:
        case ast.BinOp(left, op, right):
            if type(op) in SWAPPED:
                yield ast.BinOp(left, SWAPPED[type(op)](), right)
            yield left
            yield right
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.Compare(left, [op], [right]) if type(op) in OPPOSITE:
            yield ast.Compare(left, [OPPOSITE[type(op)]()], [right])
        case ast.Attribute(value, "T"):
            yield value
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse
        case ast.Call(ast.Attribute(value, "sum"), arguments, keywords):
            yield ast.Call(ast.Attribute(value, "mean", ast.Load()), arguments, keywords)


def mutants(text: str, function: str) -> Iterator[str]:
    """Every program that differs from a text in one place of one function."""
    tree = ast.parse(text)
    count = sum(1 for _ in ast.walk(tree))
    for place in range(count):
        node = list(ast.walk(tree))[place]
        for number, _ in enumerate(changes(node)):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[place]
            inside = [n for n in changed.body if isinstance(n, ast.FunctionDef) and n.name == function]
            if not any(target is below for top in inside for below in ast.walk(top)):
                continue
            _replace(changed, target, list(changes(target))[number])
            yield ast.unparse(ast.fix_missing_locations(changed))


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list):
                value[:] = [new if item is old else item for item in value]
