"""What the documentation shows works as it is shown."""

import re
import shlex
from pathlib import Path

import pytest

from tests.support import ROOT, SOURCE, run_python

README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language: str, text: str = README) -> list[str]:
    """The code blocks of one language in a Markdown text."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def glassnet_lines() -> list[str]:
    """The commands of the README that end by themselves: all of ``glassnet`` but ``play``."""
    lines = "\n".join(fenced("sh")).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("glassnet ") and " play" not in line]


def make_targets(text: str) -> set[str]:
    """The targets that a text names as ``make TARGET`` in code."""
    return set(re.findall(r"`make ([a-z-]+)", text)) | set(re.findall(r"^make ([a-z-]+)", text, re.MULTILINE))


def test_python_of_the_readme_runs(tmp_path: Path) -> None:
    blocks = fenced("python")
    assert blocks, "the README shows a Python example"
    for block in blocks:
        run_python(block, cwd=tmp_path, env={"MPLBACKEND": "Agg"})


@pytest.mark.parametrize("line", glassnet_lines())
def test_commands_of_the_readme_run(line: str, tmp_path: Path) -> None:
    arguments = shlex.split(line, comments=True)[1:]
    code = "import sys; from glassnet.cli import main; sys.exit(main())"
    run_python(code, *arguments, cwd=tmp_path, env={"MPLBACKEND": "Agg"})


def test_readme_shows_a_command_that_trains() -> None:
    assert any(line.startswith("glassnet train ") for line in glassnet_lines())


@pytest.mark.parametrize("document", ["README.md", "DEVELOPERS.md"])
def test_links_and_pictures_lead_to_files(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    local = [target for target in targets if not target.startswith(("http:", "https:"))]
    assert [target for target in local if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "DEVELOPERS.md"])
def test_make_targets_exist(document: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    defined = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = make_targets((ROOT / document).read_text(encoding="utf-8"))
    assert named and named <= defined


def test_map_of_the_house_shows_every_room() -> None:
    shown = re.findall(r"^\| `([a-z]+)/` \|", README, re.MULTILINE)
    assert set(shown) == {path.parent.name for path in SOURCE.glob("*/__init__.py")}
