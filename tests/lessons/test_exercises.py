"""Every exercise keeps what FORMAT.md promises: its own solution passes, each mistake gets its name, and so on."""

import ast
import json
import re
from pathlib import Path

import pytest

from glassnet.lessons import source
from glassnet.lessons.exercises import Exercise
from glassnet.lessons.lesson import Lesson
from glassnet.lessons.runner import Runner
from tests.lessons.walking import EXERCISES, LESSONS, files, name

MESSAGES = json.loads((Path(__file__).parent / "messages.json").read_text(encoding="utf-8"))


def expected(path: Path) -> str:
    """The mistake that the first line of a file announces."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# expect: "), f"{path} begins with `# expect: ` and the name of the mistake"
    return first.removeprefix("# expect: ")


@pytest.mark.parametrize("exercise", EXERCISES, ids=name)
def test_solution_is_right(exercise: Exercise, runner: Runner) -> None:
    verdict = exercise.check(exercise.solution, runner)
    assert verdict.passed, str(verdict)
    assert verdict.message


@pytest.mark.parametrize("exercise", EXERCISES, ids=name)
def test_starter_is_not_started(exercise: Exercise, runner: Runner) -> None:
    assert exercise.check(exercise.starter, runner).outcome == "not_started"


@pytest.mark.parametrize("exercise", EXERCISES, ids=name)
def test_empty_answers_are_not_started(exercise: Exercise, runner: Runner) -> None:
    node = source.function(ast.parse(exercise.starter), exercise.function)
    assert node is not None
    lines = exercise.starter.splitlines()
    head = "\n".join(lines[: node.body[0].lineno - 1])
    commented = "\n".join(f"    # {line.strip()}" for line in exercise.solution.splitlines()[node.lineno :])
    for body in ("    pass", "    return None", "    ...", '    """Nothing."""\n    return', f"{commented}\n    pass"):
        assert exercise.check(f"{head}\n{body}\n", runner).outcome == "not_started", body


@pytest.mark.parametrize(("exercise", "path"), files("also_right"), ids=name)
def test_other_right_answers_pass(exercise: Exercise, path: Path, runner: Runner) -> None:
    verdict = exercise.check(path.read_text(encoding="utf-8"), runner)
    assert verdict.passed, str(verdict)


@pytest.mark.parametrize(("exercise", "path"), files("mistakes"), ids=name)
def test_mistake_gets_its_name_and_message(exercise: Exercise, path: Path, runner: Runner) -> None:
    verdict = exercise.check(path.read_text(encoding="utf-8"), runner)
    assert verdict.mistake == expected(path), str(verdict)
    said = {"outcome": verdict.outcome, "mistake": verdict.mistake, "message": verdict.message}
    assert said == MESSAGES[exercise.id][path.name], "after a look at the change: python -m tools.lessons"
    assert verdict.line is not None


def test_snapshot_has_no_mistake_that_is_gone() -> None:
    there = {(exercise.id, path.name) for exercise, path in files("mistakes")}
    assert {(each, file) for each, said in MESSAGES.items() for file in said} == there


@pytest.mark.parametrize("exercise", EXERCISES, ids=name)
def test_every_mistake_has_a_file_and_a_message_of_its_own(exercise: Exercise) -> None:
    mistakes = exercise.rules.MISTAKES
    announced = [expected(path) for each, path in files("mistakes") if each is exercise]
    assert sorted(mistake.id for mistake in mistakes) == sorted(announced)
    assert len({mistake.message for mistake in mistakes}) == len(mistakes)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", mistake.id) for mistake in mistakes)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name)
def test_solution_has_the_signature_of_the_starter(exercise: Exercise) -> None:
    pair = [source.function(ast.parse(text), exercise.function) for text in (exercise.starter, exercise.solution)]
    heads = [(ast.dump(node.args), ast.dump(node.returns) if node.returns else "") for node in pair if node]
    assert len(heads) == 2 and heads[0] == heads[1]
    assert len({ast.get_docstring(node) for node in pair if node}) == 1


@pytest.mark.parametrize("exercise", EXERCISES, ids=name)
def test_hints_are_two_to_four_and_do_not_contain_the_solution(exercise: Exercise) -> None:
    assert 2 <= len(exercise.hints) <= 4
    node = source.function(ast.parse(exercise.solution), exercise.function)
    assert node is not None
    parts = [part for statement in node.body for part in ast.walk(statement) if isinstance(part, (ast.stmt, ast.expr))]
    code = {re.sub(r"\s", "", ast.unparse(part)) for part in parts if not isinstance(part, ast.Constant)}
    hints = re.sub(r"[\s`]", "", " ".join(exercise.hints))
    assert [text for text in code if len(text) >= 16 and text in hints] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_lesson_has_four_exercises_with_three_mistakes_each(lesson: Lesson) -> None:
    assert len(lesson.exercises) >= 4
    assert all(len(exercise.rules.MISTAKES) >= 3 for exercise in lesson.exercises)


def test_every_folder_of_an_exercise_is_in_its_lesson() -> None:
    there = {path.parent for lesson in LESSONS for path in (lesson.folder / "exercises").glob("*/check.py")}
    assert there == {exercise.folder for exercise in EXERCISES}
