"""The learner's folder: one file for each exercise, copied from its starter, in a folder for each lesson."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from glassnet.lessons.catalogue import course
from glassnet.lessons.exercises import Exercise
from glassnet.lessons.lesson import Lesson

FOLDER = "glassnet-course"
"""Name of the folder where none has been chosen."""


@dataclass(frozen=True)
class Workspace:
    """The folder with a learner's answers.

    Attributes:
        folder: it holds `03_backpropagation/delta.py` and so on.
    """

    folder: Path

    def file(self, exercise: Exercise) -> Path:
        """Where the answer to an exercise is written."""
        return self.folder / exercise.lesson / f"{exercise.name}.py"

    def start(self, lesson: Lesson) -> list[Path]:
        """Copy a lesson's starters; files that are there stay as they are.

        Returns:
            The files that were written.

        Raises:
            OSError: if the folder cannot be written.
        """
        written = []
        for exercise in lesson.exercises:
            path = self.file(exercise)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(exercise.starter, encoding="utf-8")
                written.append(path)
        return written

    def reset(self, exercise: Exercise) -> Path | None:
        """Put the starter back in place of an answer, which is kept beside it.

        Returns:
            Where the old answer is now, or None if there was none.
        """
        path, kept = self.file(exercise), None
        if path.exists() and path.read_text(encoding="utf-8", errors="replace") != exercise.starter:
            names = (path.with_name(f"{path.stem}.old{number}.txt") for number in count(1))
            kept = next(name for name in names if not name.exists())
            path.replace(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(exercise.starter, encoding="utf-8")
        return kept

    def started(self, lesson: Lesson) -> bool:
        """Whether the lesson's files are there."""
        return any(self.file(exercise).exists() for exercise in lesson.exercises)

    def answers(self) -> list[tuple[Exercise, Path]]:
        """The exercises that have a file, in the order of the course."""
        pairs = [(exercise, self.file(exercise)) for lesson in course() for exercise in lesson.exercises]
        return [(exercise, path) for exercise, path in pairs if path.exists()]

    def latest(self) -> tuple[Exercise, Path] | None:
        """The exercise whose file was saved last."""
        return max(self.answers(), key=lambda pair: pair[1].stat().st_mtime_ns, default=None)
