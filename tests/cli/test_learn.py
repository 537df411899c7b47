"""`glassnet learn`: the way of a learner through the terminal."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glassnet.lessons import Progress, find_exercise, find_lesson
from tests.cli.support import Terminal
from tests.support import ROOT

DELTA = find_exercise("backpropagation/delta")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of a learner without progress."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLASSNET_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path


@pytest.fixture
def glassnet(here: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def answer(here: Path, text: str) -> Path:
    """Write the learner's answer to `delta`."""
    path = here / "glassnet-course" / "03_backpropagation" / "delta.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_way_of_a_learner(glassnet: Terminal, here: Path) -> None:
    assert "glassnet learn start 00" in glassnet("learn").out
    started = glassnet("learn", "start", "03")
    assert started.status == 0 and "6 of 6 files" in started.out
    assert "0 of 6 files" in glassnet("learn", "start", "backpropagation").out
    untouched = glassnet("learn", "check", "delta")
    assert untouched.status == 1 and "Not started" in untouched.out
    path = answer(here, (DELTA.folder / "mistakes" / "wrong_sign.py").read_text())
    wrong = glassnet("learn", "check")  # the file that was saved last
    assert wrong.status == 1
    assert f"{path}:8" in wrong.out
    for part in ("wrong sign", "call        delta(", "got ", "expected ", "differs by"):
        assert part in wrong.out
    assert "hint 1 of 3" in glassnet("learn", "hint").out
    answer(here, DELTA.solution)
    right = glassnet("learn", "check", "03/delta")
    assert right.status == 0 and "Right" in right.out
    assert glassnet("learn", "solution", "delta").out == DELTA.solution
    shown = glassnet("learn", "progress").out
    assert "03  Backpropagation: 1 of 6" in shown and "attempts 2, hints 1, solution seen after the pass" in shown


def test_solution_before_the_pass_asks(glassnet: Terminal) -> None:
    glassnet("learn", "start", "03")
    assert "Then say so with --yes" in glassnet.refused("learn", "solution", "delta")
    assert Progress.load().of(DELTA).solution_seen is None
    assert glassnet("learn", "solution", "delta", "--yes").out == DELTA.solution
    assert Progress.load().of(DELTA).solution_seen == "before"


def test_reset_keeps_the_answer(glassnet: Terminal, here: Path) -> None:
    glassnet("learn", "start", "03")
    path = answer(here, "mine = 1\n")
    assert "delta.old1.txt" in glassnet("learn", "reset", "delta").out
    assert path.read_text() == DELTA.starter
    assert path.with_name("delta.old1.txt").read_text() == "mine = 1\n"
    assert "yours" not in glassnet("learn", "reset", "delta", "--forget").out


def test_list_as_json(glassnet: Terminal) -> None:
    lessons = glassnet("learn", "list", "--json").json["lessons"]
    assert [lesson["id"] for lesson in lessons][:1] == ["00_first_network"]
    assert "backpropagation/delta" in glassnet("learn", "list").out


def test_progress_travels(glassnet: Terminal, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    glassnet("learn", "start", "03")
    answer(here, DELTA.solution)
    glassnet("learn", "check", "delta")
    assert glassnet("learn", "progress", "--export", "mine.json").status == 0
    monkeypatch.setenv("GLASSNET_PROGRESS", str(here / "another.json"))
    assert glassnet("learn", "progress", "--import", "mine.json").status == 0
    assert glassnet("learn", "progress", "--json").json["exercises"][DELTA.id]["passed"]


def test_lesson_is_read_in_the_terminal_and_as_a_notebook(glassnet: Terminal, here: Path) -> None:
    text = glassnet("learn", "open", "03").out
    assert "Backward: the hidden layer" in text and "{num}" not in text
    assert "δ_2 = ∂L/∂z_2" in text and "\\\\frac" not in text, "formulas are readable"
    assert "Shapes" in glassnet("learn", "open", "reference").out
    assert "Usual misconceptions" in glassnet("learn", "open", "03", "--guide").out
    assert "03_backpropagation.ipynb" in glassnet("learn", "open", "03", "--notebook").out
    made = json.loads((here / "glassnet-course" / "03_backpropagation.ipynb").read_text(encoding="utf-8"))
    assert made["nbformat"] == 4
    assert "is there already" in glassnet.refused("learn", "open", "03", "--notebook", status=1)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("start", "12"), 2, "there is no lesson '12'; there are 00_first_network"),
        (("check",), 2, "no exercise has been started"),
        (("check", "03/none"), 2, "lesson 03 has no exercise 'none'"),
        (("check", "nowhere"), 2, "there is no exercise 'nowhere'"),
        (("check", "delta"), 1, "glassnet learn start 03"),
        (("hint", "03/delta/"), 2, "no lesson"),
        (("progress", "--import", "nothing.json"), 2, "nothing.json"),
        (("start", "03", "--folder", "taken"), 2, "taken"),
        (("check", "delta", "--file", "none.py"), 2, "none.py"),
        (("frobnicate",), 2, "frobnicate"),
    ],
)
def test_wrong_usage_is_one_line(
    glassnet: Terminal, here: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    (here / "taken").write_text("a file")
    assert says in glassnet.refused("learn", *arguments, status=status)


def test_damaged_progress_is_one_line(glassnet: Terminal, here: Path) -> None:
    (here / "progress.json").write_text("{")
    assert "is not JSON" in glassnet.refused("learn", "progress", status=1)
    (here / "progress.json").unlink()
    (here / "bad.json").write_bytes(b"\xff\xfe")
    assert "bad.json" in glassnet.refused("learn", "progress", "--import", "bad.json", status=1)


def test_answer_that_is_no_text_is_one_line(glassnet: Terminal, here: Path) -> None:
    glassnet("learn", "start", "03")
    path = answer(here, "")
    path.write_bytes(b"\xff\xfe\x00")
    assert "not text" in glassnet.refused("learn", "check", "delta", status=1)


def test_watch_checks_what_is_saved(glassnet: Terminal, here: Path) -> None:
    glassnet("learn", "start", "03")
    path = answer(here, DELTA.starter)
    command = [sys.executable, "-m", "glassnet", "learn", "check", "--watch"]
    environment = {"PYTHONPATH": str(ROOT / "src"), "GLASSNET_PROGRESS": str(here / "progress.json"), "PATH": ""}
    with subprocess.Popen(
        command, cwd=here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("Not started" in line for line in lines)
        time.sleep(0.02)  # another time stamp
        path.write_text(DELTA.solution)
        assert any("Right" in line for line in lines)
        process.kill()


def test_every_lesson_can_be_started(glassnet: Terminal, here: Path) -> None:
    for number in ("00", "02", "03"):
        glassnet("learn", "start", number)
        for exercise in find_lesson(number).exercises:
            assert (here / "glassnet-course" / exercise.lesson / f"{exercise.name}.py").read_text() == exercise.starter
