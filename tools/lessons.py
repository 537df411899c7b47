"""Runs the cells of lessons and writes what they gave: outputs, figures, and the snapshot of the checker's messages.

Run it as ``python -m tools.lessons [LESSON]...`` after a change to a lesson; the tests compare.
"""

import json
import sys
from pathlib import Path
from typing import Any

from glassnet.lessons import find_lesson
from glassnet.lessons.catalogue import course
from glassnet.lessons.cells import agrees, run, write
from glassnet.lessons.exercises import Exercise
from glassnet.lessons.runner import Runner

MESSAGES = Path(__file__).resolve().parents[1] / "tests" / "lessons" / "messages.json"


def messages(exercise: Exercise, runner: Runner) -> dict[str, dict[str, Any]]:
    """What the checker says of each file in an exercise's folder `mistakes`."""
    said = {}
    for path in sorted((exercise.folder / "mistakes").glob("*.py")):
        verdict = exercise.check(path.read_text(encoding="utf-8"), runner)
        said[path.name] = {"outcome": verdict.outcome, "mistake": verdict.mistake, "message": verdict.message}
    return said


def main(names: list[str]) -> int:
    """Run the lessons that are named, or all."""
    snapshot = json.loads(MESSAGES.read_text(encoding="utf-8")) if MESSAGES.exists() else {}
    failed = 0
    for lesson in [find_lesson(name) for name in names] or course():
        ran = run(lesson)
        write(lesson, ran)
        wrong = [(number, value) for number, value in ran.numbers if not agrees(number, value)]
        for number, value in wrong:
            print(f"{lesson.id}: {number.text} <{number.expression}> is {value}")
        failed += len(wrong)
        with Runner() as runner:
            for exercise in lesson.exercises:
                snapshot[exercise.id] = messages(exercise, runner)
        print(f"{lesson.id}: {len(ran.outputs)} cells, {len(ran.numbers)} numbers, {len(lesson.exercises)} exercises")
    MESSAGES.write_text(json.dumps(snapshot, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
