"""`glassnet export`: what it prints is the code, what it writes is a file, what it refuses is one line."""

import json
from pathlib import Path

import pytest

from glassnet.explain.codegen import to_code
from glassnet.spec import Experiment, to_link
from tests.cli.support import Terminal

SMALL = ("-n", "40", "--epochs", "3")


def small() -> Experiment:
    return Experiment().with_setting("data.n", 40).with_setting("training.epochs", 3)


@pytest.mark.parametrize("to", ["numpy", "torch", "notebook"])
def test_code_alone_is_printed(glassnet: Terminal, to: str) -> None:
    ended = glassnet("export", "--to", to, *SMALL)
    assert (ended.status, ended.err) == (0, "") and ended.out == to_code(small(), to)


def test_an_experiment_comes_from_a_file_or_a_link_and_options_change_it(glassnet: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "experiment.json"
    file.write_text(small().dumps(), encoding="utf-8")
    wanted = to_code(small().with_setting("training.learning_rate", 0.3))
    link = to_link(small())
    for start in (("--experiment", str(file)), ("--link", link), ("--link", f"http://127.0.0.1:8000/#{link}")):
        assert glassnet("export", "--to", "numpy", *start, "--lr", "0.3").out == wanted


def test_a_file_is_written_and_nothing_printed(glassnet: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "run.ipynb"
    ended = glassnet("export", "--to", "notebook", *SMALL, "-o", str(path))
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert json.loads(path.read_text(encoding="utf-8"))["nbformat"] == 4
    assert glassnet("export", "--to", "numpy", *SMALL, "-o", "-").out == to_code(small())


def test_a_report_has_its_author(glassnet: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert glassnet("export", "--to", "html", *SMALL, "--author", "Ada <Byron>", "-o", str(path)).status == 0
    text = path.read_text(encoding="utf-8")
    assert "Ada &lt;Byron&gt; ·" in text and "<Byron>" not in text


def test_sklearn_names_the_option_that_it_cannot_express(glassnet: Terminal) -> None:
    said = glassnet.refused(
        "export", "--to", "sklearn", "--loss", "binary_cross_entropy", "--warmup", "3", "--l1", "0.1"
    )
    assert said.startswith("--warmup: got 3.0") and "--l1: got 0.1" in said and "training." not in said


def test_wrong_usage_is_one_line(glassnet: Terminal, tmp_path: Path) -> None:
    assert "--to" in glassnet.refused("export")
    assert "'rust' is not one of 'numpy'" in glassnet.refused("export", "--to", "rust")
    assert "--author belongs to a report" in glassnet.refused("export", "--to", "numpy", "--author", "Ada")
    link = to_link(Experiment())
    both = ("--link", link, "--experiment", str(tmp_path / "none.json"))
    assert "cannot be used together" in glassnet.refused("export", "--to", "numpy", *both)
    assert "there is no file" in glassnet.refused(
        "export", "--to", "numpy", "--csv", str(tmp_path / "none.csv"), "--label", "a", status=1
    )
    out = str(tmp_path / "no" / "folder.py")
    assert "cannot be written" in glassnet.refused("export", "--to", "numpy", "-o", out, status=1)
