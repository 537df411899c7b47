"""What a learner has done: one readable JSON file that terminal, notebook and page share."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from glassnet.lessons.exercises import Exercise
from glassnet.lessons.verdict import Verdict

FORMAT, VERSION = "glassnet progress", 1
STALE = 10.0
"""Seconds after which a lock is taken to be left over from a program that was ended."""


class ProgressError(ValueError):
    """A file is no progress; the message says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was done of one exercise.

    Attributes:
        attempts: checks of an answer that was more than the starter.
        passed: when it was passed first (UTC, ISO 8601), or None.
        content: hash of the exercise as it was when it was passed.
        hints: hints that were shown.
        solution_seen: "before" the pass, "after" it, or None.
    """

    attempts: int = 0
    passed: str | None = None
    content: str | None = None
    hints: int = 0
    solution_seen: str | None = None


def progress_file() -> Path:
    """Where the progress is kept: $GLASSNET_PROGRESS if it is set, else the system's place for a user's data."""
    given = os.environ.get("GLASSNET_PROGRESS")
    if given:
        return Path(given)
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "glassnet" / "progress.json"


@dataclass
class Progress:
    """The progress as it is in its file; every change reads the file anew, changes it and writes it whole.

    Attributes:
        path: the file.
        records: by the identifier of the exercise, or of the goal ("goals/spiral_40").
        folder: where the learner's answers are, or None.
    """

    path: Path
    records: dict[str, Record]
    folder: str | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> "Progress":
        """Read the progress; a file that is missing is an empty progress.

        Args:
            path: the file; the usual one if left out.

        Raises:
            ProgressError: if the file is there and cannot be read as progress.
        """
        path = path or progress_file()
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls(path, {})
        except (OSError, UnicodeDecodeError) as error:
            raise ProgressError(f"{path} cannot be read: {error}") from None
        records, folder = parse(text, str(path))
        return cls(path, records, folder)

    def of(self, exercise: Exercise) -> Record:
        """What was done of an exercise."""
        return self.records.get(exercise.id, Record())

    def changed_since(self, exercise: Exercise) -> bool:
        """Whether an exercise was passed in an older form."""
        record = self.of(exercise)
        return record.passed is not None and record.content != exercise.hash

    def record(self, exercise: Exercise, verdict: Verdict) -> None:
        """Note a check. What was not started is no attempt."""
        if verdict.outcome == "not_started":
            return
        with self._changing():
            record = self.of(exercise)
            record = replace(record, attempts=record.attempts + 1)
            if verdict.passed:
                record = replace(record, passed=record.passed or _now(), content=exercise.hash)
            self.records[exercise.id] = record

    def next_hint(self, exercise: Exercise) -> int:
        """The number of the hint to show now, from 1; the last one again when all have been shown."""
        with self._changing():
            record = self.of(exercise)
            number = min(record.hints + 1, len(exercise.hints))
            self.records[exercise.id] = replace(record, hints=number)
        return number

    def saw_solution(self, exercise: Exercise) -> None:
        """Note that the solution was shown."""
        with self._changing():
            record = self.of(exercise)
            when = record.solution_seen or ("after" if record.passed else "before")
            self.records[exercise.id] = replace(record, solution_seen=when)

    def reach(self, name: str) -> None:
        """Note that a goal on the playground was reached; the first time counts."""
        if name in self.records and self.records[name].passed:
            return
        with self._changing():
            record = self.records.get(name, Record())
            self.records[name] = replace(record, passed=record.passed or _now())

    def set_folder(self, folder: Path) -> None:
        """Note where the learner's answers are."""
        with self._changing():
            self.folder = str(folder)

    def forget(self, exercise: Exercise) -> None:
        """Forget what was done of an exercise."""
        with self._changing():
            self.records.pop(exercise.id, None)

    def export(self) -> str:
        """The progress as the text of its file; the folder is left out, which is this machine's."""
        return dumps(self.records, None)

    def take_in(self, text: str) -> int:
        """Join exported progress into this one: what is passed in either is passed, counts are the greater ones.

        Returns:
            How many exercises the text tells of.

        Raises:
            ProgressError: if the text is no progress; nothing is changed then.
        """
        others, _ = parse(text, "what is imported")
        with self._changing():
            for name, other in others.items():
                self.records[name] = joined(self.records.get(name, Record()), other)
        return len(others)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Read the file again, let the change be made, write it; another program waits meanwhile."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self.path):
            now = Progress.load(self.path)
            self.records, self.folder = now.records, now.folder
            yield
            _write(self.path, dumps(self.records, self.folder))


def joined(one: Record, other: Record) -> Record:
    """Two records of an exercise as one."""
    earlier = min((r for r in (one, other) if r.passed), key=lambda r: r.passed or "", default=one)
    seen = {one.solution_seen, other.solution_seen}
    return Record(
        max(one.attempts, other.attempts),
        earlier.passed,
        earlier.content,
        max(one.hints, other.hints),
        "before" if "before" in seen else "after" if "after" in seen else None,
    )


def dumps(records: dict[str, Record], folder: str | None) -> str:
    """The text of a progress file."""
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    if folder:
        content["folder"] = folder
    content["exercises"] = {name: asdict(record) for name, record in sorted(records.items())}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def parse(text: str, where: str) -> tuple[dict[str, Record], str | None]:
    """Records and folder from the text of a progress file.

    Raises:
        ProgressError: if it is none.
    """
    try:
        content = json.loads(text)
    except ValueError:
        raise ProgressError(f"{where} is not JSON: it may be cut short") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ProgressError(f"{where} is not the progress of a learner")
    if content.get("version") != VERSION:
        raise ProgressError(f"{where} has version {content.get('version')}; this Glassnet reads version {VERSION}")
    known = {field.name for field in fields(Record)}
    records = {}
    exercises = content.get("exercises")
    for name, record in (exercises if isinstance(exercises, dict) else {}).items():
        if not isinstance(record, dict) or not _sound(record):
            raise ProgressError(f"{where}: what it says of {name} cannot be read")
        records[str(name)] = Record(**{key: value for key, value in record.items() if key in known})
    folder = content.get("folder")
    return records, folder if isinstance(folder, str) else None


def _sound(record: dict[str, Any]) -> bool:
    counts = all(type(record.get(key, 0)) is int and record.get(key, 0) >= 0 for key in ("attempts", "hints"))
    texts = all(record.get(key) is None or isinstance(record[key], str) for key in ("passed", "content"))
    return counts and texts and record.get("solution_seen") in (None, "before", "after")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write(path: Path, text: str) -> None:
    """Write the file so that a crash leaves the old one or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file beside a file; one that is older than any change takes is left over, and is removed."""
    lock = path.with_name(path.name + ".lock")
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > STALE:
                    lock.unlink()
                    continue
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
