"""What the tests of the content walk over."""

from pathlib import Path

import pytest

from glassnet.lessons.catalogue import course, exercises
from glassnet.lessons.exercises import Exercise
from glassnet.lessons.lesson import Lesson

LESSONS: tuple[Lesson, ...] = course()
EXERCISES: tuple[Exercise, ...] = exercises()


RUN = [pytest.param(lesson, marks=[pytest.mark.slow] if lesson.slow else [], id=lesson.id) for lesson in LESSONS]
"""The lessons for tests that run their cells."""


def files(folder: str) -> list[tuple[Exercise, Path]]:
    """The files of all exercises in a folder of that name."""
    return [(exercise, path) for exercise in EXERCISES for path in sorted((exercise.folder / folder).glob("*.py"))]


def name(value: object) -> str:
    """How a case is called in the list of tests."""
    if isinstance(value, (Exercise, Lesson)):
        return value.id
    return value.stem if isinstance(value, Path) else str(value)
