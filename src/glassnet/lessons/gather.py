"""The source of a function that was defined in a notebook, with everything that it needs to run elsewhere."""

import builtins
import inspect
import json
import symtable
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

from glassnet.lessons.plain import to_plain


class GatherError(ValueError):
    """A function's source cannot be had; the message says what to do."""


@dataclass(frozen=True)
class Gathered:
    """A source that defines a function.

    Attributes:
        text: the source; the function stands last.
        above: lines above the function in the text.
        first: the line of the function in the cell or file that it comes from.
    """

    text: str
    above: int
    first: int

    def line_there(self, line: int | None) -> int | None:
        """A line of the text as a line of where the function comes from, if it is the function's own."""
        return line - self.above + self.first - 1 if line is not None and line > self.above else None


def gather(function: Callable[..., Any]) -> Gathered:
    """The source of a function and of the names that it uses: other functions, imports, plain values.

    Args:
        function: defined with `def`, in a notebook or a file.

    Raises:
        GatherError: if its source is not to be had.
    """
    if not isinstance(function, FunctionType) or function.__name__ == "<lambda>":
        raise GatherError(
            f"{function!r} is not a function made with `def`: hand in the function itself, without calling it"
        )
    parts: dict[str, str] = {}
    source = _source(function)
    _needs(source, function.__globals__, parts, {function.__name__})
    above = "".join(["from __future__ import annotations\n", *(f"{part}\n" for part in parts.values())])
    return Gathered(above + source + "\n", above.count("\n"), function.__code__.co_firstlineno)


def _source(value: Any) -> str:
    try:
        return textwrap.dedent(inspect.getsource(value)).rstrip("\n")
    except (OSError, TypeError):
        name = getattr(value, "__name__", repr(value))
        raise GatherError(f"the source of {name} cannot be read: define it in a cell or in a file") from None


def _needs(source: str, space: dict[str, Any], parts: dict[str, str], seen: set[str]) -> None:
    """Add what a source uses of the names around it, what is needed first before what needs it."""
    for name in _from_outside(symtable.symtable(source, "cell", "exec")):
        if name in seen or name not in space or hasattr(builtins, name):
            continue
        seen.add(name)
        part = _part(name, space[name], space, parts, seen)
        if part:
            parts[name] = part


def _from_outside(table: symtable.SymbolTable) -> list[str]:
    """The names that a source reads without giving them a value, in it and in the functions within."""
    top = table.get_type() == "module"
    found = [s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())]
    return sorted({*found, *(name for inner in table.get_children() for name in _from_outside(inner))})


def _part(name: str, value: Any, space: dict[str, Any], parts: dict[str, str], seen: set[str]) -> str:
    if isinstance(value, ModuleType):
        return f"import {value.__name__} as {name}"
    home, own = getattr(value, "__module__", None), getattr(value, "__qualname__", getattr(value, "__name__", ""))
    if isinstance(value, (FunctionType, type)) and home == space.get("__name__"):
        source = _source(value)
        _needs(source, space, parts, seen)
        return source if getattr(value, "__name__", name) == name else ""
    if callable(value):
        return f"from {home or 'numpy'} import {own} as {name}" if own.isidentifier() else ""
    plain = json.dumps(to_plain(value))
    if '"other"' in plain:
        return ""  # a value that has no plain form, often only part of an annotation
    return f"from glassnet.lessons.plain import from_plain as _p\nimport json as _j\n{name} = _p(_j.loads({plain!r}))"
