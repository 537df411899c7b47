"""The course: lessons, exercises, one checker, progress. Its format is described in FORMAT.md beside this file.

    from glassnet.lessons import find_exercise
    verdict = find_exercise("backpropagation/delta").check(text_of_an_answer)

Live parts of a lesson are declarative: whoever shows the lesson (page, notebook) draws them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glassnet.lessons.catalogue import CourseError, course, find_exercise, find_lesson, glossary, shared_page
    from glassnet.lessons.exercises import Exercise
    from glassnet.lessons.face import exercise
    from glassnet.lessons.lesson import Lesson
    from glassnet.lessons.notebooks import notebook
    from glassnet.lessons.progress import Progress
    from glassnet.lessons.verdict import Evidence, Verdict

_HOMES = {
    "CourseError": "catalogue",
    "course": "catalogue",
    "find_exercise": "catalogue",
    "find_lesson": "catalogue",
    "glossary": "catalogue",
    "shared_page": "catalogue",
    "Exercise": "exercises",
    "exercise": "face",
    "Lesson": "lesson",
    "notebook": "notebooks",
    "Progress": "progress",
    "Evidence": "verdict",
    "Verdict": "verdict",
}

__all__ = [
    "CourseError", "Evidence", "Exercise", "Lesson", "Progress", "Verdict", "course", "exercise", "find_exercise",
    "find_lesson", "glossary", "notebook", "shared_page",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"glassnet.lessons has no {name!r}; it has " + ", ".join(__all__))
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
