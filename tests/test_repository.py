"""What holds of every file in the repository: no trace of one machine, no overlong file."""

import functools
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

# A folder of one machine, as the start of an absolute path.
MACHINE_PATH = re.compile(r"(?<![\w.~$}*-])/(?:work|farm|root|opt|home/[a-z]+|Users/\w+)/[A-Za-z.]")
# Put together from halves, so that this file does not name what it forbids.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("download.pytorch", "org"),
        ("deb.debian", "org"),
    )
]
LONGEST = 400  # lines; at 400, look for the second idea in the file
GENERATED = ("static/dist/", "vendor/", "package-lock.json")


@functools.cache
def files() -> tuple[Path, ...]:
    """The files that git tracks or would track; all of them where there is no git."""
    listed = (
        subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if (ROOT / ".git").exists()
        else None
    )
    if listed is not None and listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        skipped = re.compile(r"\.git|\.venv|node_modules|__pycache__|\..*_cache")
        found = [p for p in ROOT.rglob("*") if not any(map(skipped.fullmatch, p.parts))]
    return tuple(path for path in sorted(found) if path.is_file())


def texts() -> Iterator[tuple[str, str]]:
    """The name and the text of each file that is text."""
    for path in files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern is found: name, line number and the match."""
    return [
        f"{name}:{number}: {found.group()}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := pattern.search(line))
    ]


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


@pytest.mark.parametrize("folder", ["work", "root", "opt", "home/jane", "Users/Jane"])
def test_path_of_a_machine_would_be_found(folder: str) -> None:
    assert MACHINE_PATH.search(f'path = "/{folder}/glassnet"')
    assert not MACHINE_PATH.search(f"src/{folder}/glassnet")


def test_no_package_registry_is_named() -> None:
    assert lines_with(re.compile("|".join(map(re.escape, REGISTRY_HOSTS)))) == []


def test_no_source_file_is_overlong() -> None:
    long = {
        name: len(text.splitlines())
        for name, text in texts()
        if name.endswith((".py", ".js", ".mjs", ".ts", ".css", ".sh")) and not any(part in name for part in GENERATED)
    }
    assert {name: count for name, count in long.items() if count > LONGEST} == {}


def test_javascript_lock_file_names_no_address() -> None:
    lock = json.loads((ROOT / "tools/js/package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
