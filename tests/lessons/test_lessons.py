"""The texts of the lessons: their cells run, and every number that they quote is the one that the code gives."""

import json
import math
import re
from functools import cache
from typing import Any

import pytest

from glassnet.lessons import cells, markup
from glassnet.lessons.catalogue import glossary, shared_page
from glassnet.lessons.lesson import Lesson
from glassnet.lessons.markup import Box, ExerciseMount, Heading, Html, to_html, walk
from tests.lessons.walking import LESSONS, RUN, name

GUIDE = [
    "Objectives and how to verify them", "Before the lesson", "Questions to ask", "Usual misconceptions", "Pace",
    "If time is short, if there is more",
]  # fmt: skip

NUMBER = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e-?\d+)?")
ALLOWED_UP_TO = 12
"""Whole numbers that need no tag: counts, class numbers, exponents, numbers of lessons."""


@cache
def ran(lesson: Lesson) -> cells.Ran:
    """A lesson's cells, run once for all tests."""
    return cells.run(lesson)


def close(now: list[float], then: list[float]) -> bool:
    """Whether two lists of numbers agree as far as processors may differ."""
    return len(now) == len(then) and all(
        math.isclose(a, b, rel_tol=0.02, abs_tol=0.011) for a, b in zip(now, then, strict=True)
    )


def parts(text: str) -> tuple[str, list[float]]:
    """A text with its numbers taken out, and the numbers."""
    found = [float(number.replace(",", "")) for number in NUMBER.findall(text)]
    return re.sub(r"\s+", " ", NUMBER.sub("#", text)), found


@pytest.mark.parametrize("lesson", RUN)
def test_every_quoted_number_is_what_the_code_gives(lesson: Lesson) -> None:
    wrong = [f"{q.text} <{q.expression}> is {value}" for q, value in ran(lesson).numbers if not cells.agrees(q, value)]
    assert wrong == []


@pytest.mark.parametrize("lesson", RUN)
def test_outputs_and_figures_are_those_of_the_cells(lesson: Lesson) -> None:
    now = ran(lesson).outputs
    shown = lesson.outputs
    assert shown.keys() == {key for key, output in now.items() if output.text or output.svg or output.live}
    for key, entry in shown.items():
        output = now[key]
        (text, numbers), (old_text, old_numbers) = parts(output.text), parts(entry.get("text", ""))
        assert text == old_text and close(numbers, old_numbers), f"cell {key}: {output.text!r}"
        assert close(output.drawn, entry.get("drawn", [])), f"the figure of cell {key} has changed"
        assert output.live == entry.get("live")
        assert bool(output.svg) == (lesson.folder / entry.get("figure", "none")).is_file()


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_no_figure_is_left_over(lesson: Lesson) -> None:
    there = {path.name for path in (lesson.folder / "figures").glob("*")}
    assert there == {f"{cell.name}.svg" for cell in lesson.cells if cell.figure}


def untagged(text: str) -> list[str]:
    """The numbers in a piece of Markdown that are neither tagged nor small whole numbers."""
    text = markup.ROLE.sub(" ", text)
    text = re.sub(r"\\num\{[^{}]*\}\{(?:[^{}]|\{[^{}]*\})*\}", " ", text)
    text = re.sub(r"`([^`]*)`", lambda code: code[1] if NUMBER.fullmatch(code[1]) else " ", text)
    text = re.sub(r"\]\([^)]*\)|^\d+\. ", " ", text, flags=re.M)
    found = NUMBER.findall(text)
    return [number for number in found if not (number.isdigit() and int(number) <= ALLOWED_UP_TO)]


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_no_number_of_the_prose_is_untagged(lesson: Lesson) -> None:
    inside = {
        id(block)
        for box in walk(lesson.blocks)
        if isinstance(box, Box) and box.kind == "further"
        for block in box.blocks
    }
    texts = [b.source for b in walk(lesson.blocks) if isinstance(b, (Html, Heading)) and id(b) not in inside]
    texts += [block.plain_title for block in walk(lesson.blocks) if isinstance(block, Box)]
    assert [number for text in texts for number in untagged(text)] == []


def test_an_untagged_number_would_be_found() -> None:
    text = "It is 0.5, see `3.25`, $a = 0.1$ and 1,234; `x[0.5]` and {num}`0.7 <x>` are not meant, nor 12."
    assert untagged(text) == ["0.5", "3.25", "0.1", "1,234"]


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_lesson_has_all_its_parts(lesson: Lesson) -> None:
    boxes = [block.kind for block in lesson.blocks if isinstance(block, Box)]
    assert boxes[0] == "objectives"
    assert boxes[-2:] == ["checkpoint", "further"]
    assert "warning" in boxes
    assert any(isinstance(b, Heading) and b.source.startswith("## What goes wrong") for b in lesson.blocks)
    assert any(cell.live for cell in lesson.cells), "something to play with"
    assert all(re.fullmatch(r"\d\d", number) for number in lesson.needs)
    assert 20 <= lesson.minutes <= 180
    names = [cell.name for cell in lesson.cells]
    assert len(set(names)) == len(names)
    anchors = [block.anchor for block in lesson.blocks if isinstance(block, Heading)]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_every_exercise_is_mounted_once(lesson: Lesson) -> None:
    mounted = [block.name for block in walk(lesson.blocks) if isinstance(block, ExerciseMount)]
    assert len(set(mounted)) == len(mounted)
    assert all((lesson.folder / "exercises" / each / "starter.py").is_file() for each in mounted)


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_guide_has_its_sections(lesson: Lesson) -> None:
    assert re.findall(r"^## (.*)$", lesson.guide, re.M) == GUIDE
    assert len(lesson.guide.split()) > 250


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_every_term_is_in_the_glossary(lesson: Lesson) -> None:
    known = {markup.anchor(term) for term in glossary()}
    used = [markup.term(content)[1] for kind, content in markup.ROLE.findall(lesson.text) if kind == "term"]
    assert [term for term in used if markup.anchor(term) not in known] == []


def test_glossary_is_in_order_and_explains_every_term() -> None:
    terms = list(glossary())
    assert terms == sorted(terms, key=str.lower)
    assert all(len(text.split()) >= 8 for text in glossary().values())


def test_quick_reference_is_one_page() -> None:
    text = shared_page("reference")
    assert 200 < len(text.split()) < 900
    markup.to_html(text)


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_json_is_plain_and_has_the_formulas_as_mathml(lesson: Lesson) -> None:
    content: dict[str, Any] = json.loads(json.dumps(lesson.to_json()))
    text = json.dumps(content["blocks"])
    assert "\\\\num" not in text and "{num}" not in text and "{term}" not in text
    assert content["exercises"] == [exercise.id for exercise in lesson.exercises]
    if "$" in markup.plain_markdown(lesson.text):
        assert "<math" in text
    for block in content["blocks"]:
        if block["kind"] == "cell" and block["figure"]:
            assert block["alt"] and (lesson.folder / block["figure"]).is_file()


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_code_of_the_cells_fits_a_narrow_column(lesson: Lesson) -> None:
    lines = [line for cell in lesson.cells if not cell.folded for line in cell.code.splitlines()]
    assert [line for line in lines if len(line) > 100] == []


def test_cells_of_all_lessons_are_named_by_what_they_are() -> None:
    assert all(re.fullmatch("[a-z][a-z0-9_]*", cell.name) for lesson in LESSONS for cell in lesson.cells)


def test_a_lesson_that_is_not_written_is_no_link() -> None:
    assert 'data-lesson="03"' in to_html("See {lesson}`03`.")
    assert to_html("See {lesson}`77`.") == "<p>See lesson 77.</p>\n"
