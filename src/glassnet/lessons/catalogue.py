"""The lessons that there are, and finding one by what people call it."""

import re
from functools import cache

from glassnet.lessons.exercises import Exercise
from glassnet.lessons.lesson import Lesson
from glassnet.lessons.markup import COURSE

SHARED = ("glossary", "reference")
"""Pages that all lessons share."""


class CourseError(ValueError):
    """There is no such lesson or exercise; the message says which there are."""


@cache
def course() -> tuple[Lesson, ...]:
    """All lessons, in order.

    Example:
        >>> "03" in [lesson.number for lesson in course()]
        True
    """
    return tuple(Lesson(path.parent) for path in sorted(COURSE.glob("[0-9][0-9]_*/lesson.md")))


def find_lesson(name: str) -> Lesson:
    """A lesson by its number, its name, or both.

    Args:
        name: such as "03", "3", "backpropagation" or "03_backpropagation".

    Raises:
        CourseError: if there is none.

    Example:
        >>> find_lesson("3").id
        '03_backpropagation'
    """
    wanted = name.strip().lower()
    number = wanted.zfill(2) if wanted.isdigit() else wanted
    for lesson in course():
        if number in (lesson.id, lesson.number, lesson.name):
            return lesson
    raise CourseError(f"there is no lesson {name!r}; there are " + ", ".join(lesson.id for lesson in course()))


def find_exercise(name: str) -> Exercise:
    """An exercise by its identifier, or by its own name where only one lesson has it.

    Args:
        name: such as "backpropagation/delta", "03/delta" or "delta".

    Raises:
        CourseError: if there is none, or more than one.

    Example:
        >>> find_exercise("03/delta").id
        'backpropagation/delta'
    """
    if not isinstance(name, str):
        raise CourseError(f"an exercise is named by a text such as 'backpropagation/delta', not by {name!r}")
    before, slash, after = name.strip().removesuffix(".py").rpartition("/")
    if slash:
        lesson = find_lesson(before)
        for exercise in lesson.exercises:
            if exercise.name == after:
                return exercise
        names = ", ".join(exercise.id for exercise in lesson.exercises)
        raise CourseError(f"lesson {lesson.number} has no exercise {after!r}; it has {names}")
    found = [exercise for lesson in course() for exercise in lesson.exercises if exercise.name == after]
    if len(found) == 1:
        return found[0]
    if found:
        raise CourseError(f"several lessons have an exercise {after!r}: " + ", ".join(each.id for each in found))
    lessons = " ".join(lesson.number for lesson in course())
    raise CourseError(f"there is no exercise {name!r}; glassnet learn list shows them (lessons {lessons})")


def shared_page(name: str) -> str:
    """The Markdown of a page that all lessons share.

    Args:
        name: "glossary", "reference" or "theory".

    Example:
        >>> shared_page("reference").splitlines()[0]
        '# Quick reference'
    """
    return (COURSE / f"{name}.md").read_text(encoding="utf-8")


def glossary() -> dict[str, str]:
    """The terms of the glossary, in order, each with its paragraph as Markdown.

    Example:
        >>> glossary()["epoch"].split(",")[0]
        'One pass through the training set'
    """
    found = re.findall(r"^## (.+)\n\n((?:.+\n?)+)", shared_page("glossary"), re.M)
    return {term: text.strip() for term, text in found}


def exercises() -> tuple[Exercise, ...]:
    """All exercises of the course, in order."""
    return tuple(exercise for lesson in course() for exercise in lesson.exercises)
