"""The progress of a learner: one file, whole at any moment, shared by several programs."""

import json
import threading
from pathlib import Path

import pytest

from glassnet.lessons import Progress, Verdict, find_exercise
from glassnet.lessons.progress import ProgressError, Record, joined

DELTA, LAYER = find_exercise("backpropagation/delta"), find_exercise("backpropagation/layer")
RIGHT, WRONG = Verdict("right", "."), Verdict("wrong", ".")


def test_attempts_and_pass_are_noted() -> None:
    Progress.load().record(DELTA, Verdict("not_started", "."))
    assert Progress.load().records == {}
    Progress.load().record(DELTA, WRONG)
    Progress.load().record(DELTA, RIGHT)
    Progress.load().record(DELTA, Verdict("timed_out", "."))
    record = Progress.load().of(DELTA)
    assert record.attempts == 3
    assert record.passed is not None and record.content == DELTA.hash


def test_file_is_readable_and_has_stable_names(own_progress: Path) -> None:
    Progress.load().record(DELTA, RIGHT)
    content = json.loads(own_progress.read_text(encoding="utf-8"))
    assert (content["format"], content["version"]) == ("glassnet progress", 1)
    assert list(content["exercises"]) == ["backpropagation/delta"]
    assert list(own_progress.parent.iterdir()) == [own_progress], "no half files, no lock left"


def test_exercise_that_has_changed_since_is_told() -> None:
    progress = Progress.load()
    progress.record(DELTA, RIGHT)
    assert not progress.changed_since(DELTA)
    progress.records[DELTA.id] = Record(1, progress.of(DELTA).passed, "another")
    assert progress.changed_since(DELTA)


def test_hints_come_one_after_another_and_the_last_stays() -> None:
    numbers = [Progress.load().next_hint(DELTA) for _ in range(len(DELTA.hints) + 1)]
    assert numbers == [*range(1, len(DELTA.hints) + 1), len(DELTA.hints)]


@pytest.mark.parametrize(("first", "then"), [("pass", "after"), ("look", "before")])
def test_solution_seen_before_or_after_the_pass(first: str, then: str) -> None:
    progress = Progress.load()
    for act in (first, "look", "pass"):
        if act == "pass":
            progress.record(DELTA, RIGHT)
        else:
            progress.saw_solution(DELTA)
    assert Progress.load().of(DELTA).solution_seen == then


def test_export_and_import_on_another_machine(tmp_path: Path) -> None:
    here = Progress.load()
    here.record(DELTA, RIGHT)
    here.record(LAYER, WRONG)
    here.set_folder(tmp_path)
    there = Progress.load(tmp_path / "other.json")
    there.record(DELTA, WRONG)
    there.record(DELTA, WRONG)
    assert there.take_in(here.export()) == 2
    record = Progress.load(tmp_path / "other.json").of(DELTA)
    assert (record.attempts, record.passed) == (2, here.of(DELTA).passed)
    assert there.of(LAYER).attempts == 1
    assert there.folder is None, "a folder is one machine's"


def test_joining_does_not_depend_on_the_order() -> None:
    one = Record(3, "2026-01-02T00:00:00+00:00", "new", 1, "after")
    other = Record(5, "2026-01-01T00:00:00+00:00", "old", 0, None)
    assert joined(one, other) == joined(other, one) == Record(5, other.passed, "old", 1, "after")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "not the progress"),
        ('{"format": "glassnet progress", "version": 2}', "version 2"),
        ('{"format": "glassnet progress", "version": 1, "exercises": {"a/b": {"attempts": -1}}}', "a/b"),
        ('{"format": "glassnet progress", "version": 1, "exercises": {"a/b": 3}}', "a/b"),
    ],
)
def test_what_is_no_progress_is_refused_and_changes_nothing(text: str, says: str, own_progress: Path) -> None:
    progress = Progress.load()
    progress.record(DELTA, RIGHT)
    before = own_progress.read_bytes()
    with pytest.raises(ProgressError, match=says):
        progress.take_in(text)
    assert own_progress.read_bytes() == before
    own_progress.write_text(text)
    with pytest.raises(ProgressError, match=says):
        Progress.load()


def test_several_programs_lose_nothing() -> None:
    def work() -> None:
        for _ in range(10):
            Progress.load().record(DELTA, WRONG)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Progress.load().of(DELTA).attempts == 40


def test_lock_of_a_program_that_was_ended_does_not_last(own_progress: Path) -> None:
    import os

    own_progress.parent.mkdir(parents=True)
    lock = own_progress.with_name(own_progress.name + ".lock")
    lock.touch()
    os.utime(lock, (1.0, 1.0))
    Progress.load().record(DELTA, WRONG)
    assert Progress.load().of(DELTA).attempts == 1
