"""Progress of the tests is kept in a folder of their own; one process runs all answers of a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from glassnet.lessons.runner import Limits, Runner


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the progress is kept in while a test runs."""
    path = tmp_path / "progress" / "progress.json"
    monkeypatch.setenv("GLASSNET_PROGRESS", str(path))
    return path


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """A process for many answers; what hangs is stopped soon."""
    with Runner(Limits(seconds=8.0)) as process:
        yield process
