"""A lesson as a Jupyter notebook, made from the same text as the page."""

import hashlib
from typing import Any

from glassnet.lessons.lesson import Lesson
from glassnet.lessons.markup import Block, Box, Cell, ExerciseMount, Heading, Html, plain_markdown

TITLES = {
    "objectives": "What you will be able to do",
    "checkpoint": "Before moving on, you can …",
    "warning": "What goes wrong",
    "question": "Think first",
    "further": "Further reading",
}
"""Headings of boxes that have no title of their own."""


def notebook(lesson: Lesson) -> dict[str, Any]:
    """The notebook of a lesson, in the JSON form of nbformat 4.5.

    Each exercise becomes three cells: what is asked, the starter, and the check. Cells of live components carry the
    tag `live`.

    Args:
        lesson: from `find_lesson`.

    Returns:
        The notebook; `json.dumps` of it is the content of an `.ipynb` file.

    Example:
        >>> from glassnet.lessons import find_lesson
        >>> notebook(find_lesson("03"))["nbformat"]
        4
    """
    cells: list[dict[str, Any]] = []
    title = f"# {lesson.number} · {lesson.title}\n\n{lesson.summary}"
    _add(cells, "markdown", title)
    for block in lesson.blocks:
        _add_block(cells, lesson, block)
    for number, cell in enumerate(cells):
        cell["id"] = hashlib.sha256(f"{lesson.id} {number} {cell['source']}".encode()).hexdigest()[:8]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _add_block(cells: list[dict[str, Any]], lesson: Lesson, block: Block) -> None:
    match block:
        case Html() | Heading():
            _add(cells, "markdown", plain_markdown(block.source))
        case Cell():
            _add(cells, "code", block.code, tags=["live"] if block.live else [])
        case Box():
            title = plain_markdown(block.plain_title) or TITLES.get(block.kind, "")
            if title:
                _add(cells, "markdown", f"**{title}**")
            for inner in block.blocks:
                _add_block(cells, lesson, inner)
        case ExerciseMount():
            exercise = next(each for each in lesson.exercises if each.name == block.name)
            _add(cells, "markdown", f"**Exercise: {exercise.title}** (`{exercise.id}`)")
            _add(cells, "code", exercise.starter.rstrip("\n"), tags=["exercise"])
            check = f'import glassnet as gn\n\ngn.exercise("{exercise.id}").check({exercise.function})'
            _add(cells, "code", check, tags=["check"])


def _add(cells: list[dict[str, Any]], kind: str, source: str, tags: list[str] | None = None) -> None:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {"tags": tags} if tags else {}, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    cells.append(cell)
