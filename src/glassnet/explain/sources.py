"""The formula of a setting and the lines of the reference that use it, found in the source of the functions."""

import ast
import inspect
import re
import textwrap
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from glassnet.explain.places import CHOICES, IN_WORDS, LINES, Function, Place
from glassnet.explain.traces.code import ROOT
from glassnet.explain.view import View
from glassnet.spec import SpecError
from glassnet.training import Trainer


@dataclass(frozen=True)
class Source:
    """What a setting does, as formula and as code.

    Attributes:
        formula: in one line; empty where the code alone says it.
        file: the file of the code, such as `nn/optimizers.py`.
        line: the number of its first line.
        function: the function that it stands in, such as `adam` or `Dense.forward`.
        code: the lines as they stand there, less their common indentation.
    """

    formula: str
    file: str
    line: int
    function: str
    code: str


@cache
def source_of(path: str, kind: str = "") -> Source:
    """Find what uses a setting: the function of a choice, or the lines where another setting comes in.

    Args:
        path: the setting, such as `training.learning_rate`; that of a hidden layer without its number, such as
            `network.layers.activation`; `data.source.name` for the data sets.
        kind: the choice, such as `adam`, where the setting has choices.

    Raises:
        SpecError: there is no such setting or choice.

    Example:
        >>> found = source_of("training.optimizer", "sgd")
        >>> found.formula, found.file, found.code
        ('w ← w - lr g', 'nn/optimizers.py', 'return w - step.learning_rate * g, {}')
        >>> source_of("network.layers.dropout").code
        'return (uniform >= p).astype(uniform.dtype) / (1.0 - p)'
    """
    if path in CHOICES:
        functions = CHOICES[path]
        if kind not in functions:
            raise SpecError("source.kind", kind, "one of " + ", ".join(functions))
        return _of_choice(functions[kind], in_words=path in IN_WORDS)
    if path not in LINES:
        raise SpecError("source.path", path, "the path of a setting, such as training.learning_rate")
    if kind:
        raise SpecError("source.kind", kind, f"nothing, as {path} has no choices")
    return _of_lines(LINES[path])


def source_view(run: Trainer, path: str = "training.learning_rate", kind: str = "") -> View:
    """The source of a setting for the page; it is the same for every run."""
    return View({"path": path, "kind": kind} | asdict(source_of(path, kind)))


def _of_choice(function: Function, *, in_words: bool) -> Source:
    """The whole function without its docstring."""
    lines, node = _parsed(function)
    body = _body(node)
    first = body[0].lineno
    while lines[first - 2].lstrip().startswith("#"):  # a comment on the first statement belongs to it
        first -= 1
    formula = _formula(inspect.getdoc(function) or "", in_words=in_words)
    return _found(function, formula, first, body[-1].end_lineno or first)


def _of_lines(place: Place) -> Source:
    """The statements of a function from one text to another."""
    first, last = _statement(place.function, place.first), _statement(place.function, place.last or place.first)
    return _found(place.function, place.formula, first.lineno, last.end_lineno or last.lineno)


def _found(function: Function, formula: str, first: int, last: int) -> Source:
    """The lines `first` to `last` of a function, counted from 1."""
    lines, start = inspect.getsourcelines(function)
    file = Path(inspect.getsourcefile(function) or "").resolve().relative_to(ROOT).as_posix()
    code = textwrap.dedent("".join(lines[first - 1 : last])).rstrip()
    return Source(formula, file, start + first - 1, function.__qualname__, code)


def _parsed(function: Function) -> tuple[list[str], ast.FunctionDef]:
    lines, _ = inspect.getsourcelines(function)
    node = ast.parse(textwrap.dedent("".join(lines))).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise LookupError(f"{function!r} is not a function with a name")
    return lines, node


def _body(node: ast.FunctionDef) -> list[ast.stmt]:
    return node.body if ast.get_docstring(node) is None else node.body[1:]


def _statement(function: Function, text: str) -> ast.stmt:
    """The innermost statement that begins in, or spans, the first line with a text."""
    lines, node = _parsed(function)
    body = _body(node)
    for number in range(body[0].lineno, len(lines) + 1):
        if text in lines[number - 1]:
            inside = [
                n
                for part in body
                for n in ast.walk(part)
                if isinstance(n, ast.stmt) and n.lineno <= number <= (n.end_lineno or 0)
            ]
            return min(inside, key=lambda n: (n.end_lineno or 0) - n.lineno)
    raise LookupError(f"{function.__qualname__} has no line with {text!r}")


def _formula(docstring: str, *, in_words: bool) -> str:
    """What a paragraph has between its first back-tick, with which it begins, and its last; or the first sentence.

    Example:
        >>> _formula("`a = z` for z > 0, else `slope · z` (Maas, Hannun and Ng 2013).", in_words=False)
        'a = z for z > 0, else slope · z'
        >>> _formula("N(0, 1/fan_in). LeCun et al. 1998.", in_words=True)
        'N(0, 1/fan_in)'
    """
    for paragraph in docstring.split("\n\n"):
        if spanned := re.match(r"`.*`", paragraph, re.DOTALL):
            return " ".join(spanned[0].replace("`", "").split())
    sentence = re.split(r"\.\s", docstring + "\n", maxsplit=1)[0]
    return " ".join(sentence.replace("`", "").split()) if in_words else ""
