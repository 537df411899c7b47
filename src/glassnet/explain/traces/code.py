"""The line of reference code that computes a quantity, found in the source of `glassnet.nn` itself."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glassnet import nn

ROOT = Path(nn.__file__).resolve().parents[1]


@dataclass(frozen=True)
class CodeLine:
    """A statement of the reference.

    Attributes:
        file: its file, such as `nn/dense.py`.
        line: the number of its first line.
        function: the function that it stands in.
        text: the statement.
    """

    file: str
    line: int
    function: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.text}"


@cache
def line_of(function: Callable[..., Any], name: str | None = None) -> CodeLine:
    """Find a statement of a function.

    Args:
        function: a function of `glassnet.nn`.
        name: the variable that the statement assigns; None for the last `return`.

    Raises:
        LookupError: there is no such statement.

    Example:
        >>> line_of(nn.Dense.forward).text
        'return X @ self.W.T + self.b'
        >>> line_of(nn.Dense.backward, "dW").text
        'dW = delta.T @ X'
    """
    lines, first = inspect.getsourcelines(function)
    source = textwrap.dedent("".join(lines))
    found = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.stmt) and _is_meant(n, name)]
    if not found:
        raise LookupError(f"{function.__qualname__} has no statement that assigns {name or 'its result'}")
    node = max(found, key=lambda statement: statement.lineno)
    text = " ".join((ast.get_source_segment(source, node) or "").split())
    file = Path(inspect.getsourcefile(function) or "").resolve().relative_to(ROOT).as_posix()
    return CodeLine(file, first + node.lineno - 1, function.__qualname__, text)


def _is_meant(node: ast.AST, name: str | None) -> bool:
    if name is None:
        return isinstance(node, ast.Return)
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return name in names
