"""Starters, solutions and checks are typed as strictly as everything else; they are no package, so they are copied."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lessons.walking import EXERCISES
from tests.support import ROOT


@pytest.mark.slow
def test_starters_solutions_and_checks_are_typed(tmp_path: Path) -> None:
    for exercise in EXERCISES:
        for file in ("starter", "solution", "check"):
            copy = tmp_path / f"{exercise.id.replace('/', '_')}_{file}.py"
            shutil.copy(exercise.folder / f"{file}.py", copy)
    files = sorted(map(str, tmp_path.glob("*.py")))
    options = [f"--config-file={ROOT / 'pyproject.toml'}", "--cache-dir", str(ROOT / ".mypy_cache")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *files],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
