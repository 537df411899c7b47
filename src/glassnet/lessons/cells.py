"""Runs a lesson's cells from top to bottom: their outputs, their figures, and the value of every number quoted."""

import ast
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glassnet.lessons.formulas import Quoted
from glassnet.lessons.lesson import Lesson
from glassnet.lessons.markup import Block, Box, Cell, Heading, Html, LessonError, numbers, walk

OWN_SETTINGS = {"Microscope": {"example"}}
"""Arguments that say how a component begins, not with what."""


@dataclass
class Output:
    """What one cell gave.

    Attributes:
        text: what it printed, and the value of its last line.
        drawn: numbers that describe its figure, for telling whether it has changed.
        svg: its figure.
        live: the component that the cell ends in, with its arguments.
    """

    text: str = ""
    drawn: list[float] = field(default_factory=list)
    svg: bytes = b""
    live: dict[str, Any] | None = None


@dataclass
class Ran:
    """What running a lesson gave.

    Attributes:
        outputs: by the name of the cell.
        numbers: each quoted number with the value that the code gives.
    """

    outputs: dict[str, Output] = field(default_factory=dict)
    numbers: list[tuple[Quoted, Any]] = field(default_factory=list)


def run(lesson: Lesson) -> Ran:
    """Run all cells of a lesson in one namespace, in the order of reading.

    Raises:
        LessonError: if a cell or the expression of a quoted number fails; the message says which.
    """
    import matplotlib

    matplotlib.use("Agg")
    ran, space = Ran(), {"__name__": "lesson"}
    for block in walk(lesson.blocks):
        if isinstance(block, Cell):
            try:
                ran.outputs[block.name] = _run_cell(block, space)
            except Exception as error:
                raise LessonError(f"{lesson.id}, cell {block.name}: {type(error).__name__}: {error}") from error
        for number in _numbers(block):
            ran.numbers.append((number, _value(number, space, lesson.id)))
    return ran


def _numbers(block: Block) -> Iterator[Quoted]:
    match block:
        case Html() | Heading():
            yield from numbers(block.source)
        case Box():
            yield from numbers(block.plain_title)
        case Cell():
            yield from numbers(block.figure)


def _value(number: Quoted, space: dict[str, Any], lesson: str) -> Any:
    if not number.expression:
        raise LessonError(f"{lesson}: the number {number.text} has no expression")
    try:
        return eval(number.expression, space)
    except Exception as error:
        raise LessonError(f"{lesson}: {number.text} <{number.expression}>: {type(error).__name__}: {error}") from error


def _run_cell(cell: Cell, space: dict[str, Any]) -> Output:
    from matplotlib import pyplot

    tree = ast.parse(cell.code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, output = io.StringIO(), Output()
    with redirect_stdout(printed):
        exec(compile(tree, f"<{cell.name}>", "exec"), space)
        if cell.live and isinstance(last, ast.Expr):
            output.live = _live(cell, last.value, space)
        elif isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"<{cell.name}>", "eval"), space)
            silent = cell.code.rstrip().endswith(";")  # as in a notebook
            if value is not None and not silent and not _is_drawing(value):
                print(repr(value))
    output.text = printed.getvalue()
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    if bool(figures) != bool(cell.figure):
        raise LessonError(f"{len(figures)} figures, but :figure: is {cell.figure!r}: a figure needs a text alternative")
    if figures:
        output.drawn, output.svg = described(figures[-1]), as_svg(figures[-1])
        pyplot.close("all")
    return output


def _live(cell: Cell, call: ast.expr, space: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a component, which is not opened here: what it begins with as a link, settings as plain values.

    They are those of `gn.Playground` and `gn.Microscope`.
    """
    from glassnet.session.given import given as meant
    from glassnet.spec import Experiment, to_link

    if not isinstance(call, ast.Call):
        raise LessonError(f"cell {cell.name} must end in a call of gn.{cell.live}")

    def given(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), f"<{cell.name}>", "eval"), space)

    keywords = {keyword.arg: given(keyword.value) for keyword in call.keywords if keyword.arg}
    own = OWN_SETTINGS.get(cell.live, set())
    settings = {name: value for name, value in keywords.items() if name in own}
    others = {name: value for name, value in keywords.items() if name not in own}
    start = meant(*map(given, call.args), **others)
    experiment = start if isinstance(start, Experiment) else start.experiment
    return {"component": cell.live, "link": to_link(experiment), "settings": settings}


def _is_drawing(value: Any) -> bool:
    from matplotlib.artist import Artist

    parts = value.ravel() if isinstance(value, np.ndarray) else value if isinstance(value, (tuple, list)) else [value]
    return len(parts) > 0 and all(isinstance(part, Artist) for part in parts)


def as_svg(figure: Any) -> bytes:
    """A figure as SVG, the same bytes each time."""
    import matplotlib

    file = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "glassnet", "savefig.bbox": "tight"}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def described(figure: Any) -> list[float]:
    """Some numbers that change when a figure's data does: sizes and means of what is drawn in it."""
    found: list[float] = []
    for ax in figure.axes:
        for line in ax.lines:
            x, y = (np.asarray(line.get_data(orig=False)[i], float) for i in (0, 1))
            found += [len(x), float(np.nanmean(x)), float(np.nanmean(y)), float(y[-1])] if len(x) else [0.0]
        for each in (*ax.images, *ax.collections):
            for values in (each.get_array(), getattr(each, "get_offsets", lambda: None)()):
                if values is not None and np.size(values):
                    found += [float(np.size(values)), float(np.ma.mean(np.ma.masked_invalid(values)))]
        found += [float(patch.get_height()) for patch in ax.patches if hasattr(patch, "get_height")]
    return [0.0 if number != number else round(number, 6) for number in found]


def agrees(number: Quoted, value: Any) -> bool:
    """Whether a number is printed as the code gives it: right in every digit that is shown.

    Example:
        >>> agrees(Quoted("0.6704", ""), 0.67040116), agrees(Quoted("0.6706", ""), 0.67040116)
        (True, False)
        >>> agrees(Quoted("96.5 %", ""), 0.965), agrees(Quoted("10 of 10", ""), "10 of 10")
        (True, True)
    """
    parsed = parse_number(number.text)
    if parsed is None or isinstance(value, str):
        return str(value) == number.text
    printed, unit = parsed
    allowed = number.tolerance if number.tolerance is not None else unit / 2
    return abs(float(value) - printed) <= allowed * (1 + 1e-9) + 1e-12


def parse_number(text: str) -> tuple[float, float] | None:
    """A printed number and the unit of its last digit, or None if it is none.

    Example:
        >>> parse_number("−1,234.5"), parse_number("3 %"), parse_number("2e-4")
        ((-1234.5, 0.1), (0.03, 0.01), (0.0002, 0.0001))
    """
    clean = re.sub(r"[\s,\u202f]", "", text).replace("−", "-")
    found = re.fullmatch(r"([+-]?\d+)(\.\d+)?(?:e([+-]?\d+))?(\\?%)?", clean)
    if found is None:
        return None
    whole, fraction, exponent, percent = found.groups()
    scale = int(exponent or 0) - (2 if percent else 0)
    digits = len(fraction or ".") - 1
    return float(f"{whole}{fraction or ''}e{scale}"), float(f"1e{scale - digits}")


def write(lesson: Lesson, ran: Ran) -> None:
    """Write the outputs and the figures of a lesson beside its text; figures that are no more are removed."""
    import json

    folder = lesson.folder / "figures"
    cells: dict[str, Any] = {}
    wanted = {f"{name}.svg" for name, output in ran.outputs.items() if output.svg}
    for old in folder.glob("*.svg"):
        if old.name not in wanted:
            old.unlink()
    for name, output in ran.outputs.items():
        entry: dict[str, Any] = {"text": output.text} if output.text else {}
        if output.live:
            entry["live"] = output.live
        if output.svg:
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.svg").write_bytes(output.svg)
            entry |= {"figure": f"figures/{name}.svg", "drawn": output.drawn}
        if entry:
            cells[name] = entry
    text = json.dumps({"cells": cells}, indent=1, ensure_ascii=False) + "\n"
    text = re.sub(r"\[[-\d.,e\s]+\]", lambda numbers: re.sub(r"\s+", " ", numbers[0]), text)
    (lesson.folder / "outputs.json").write_text(text, encoding="utf-8")
