"""`glassnet train`: what it prints and what it keeps."""

import csv
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.spec import Experiment
from glassnet.training import history_csv
from tests.cli.support import Terminal
from tests.support import ROOT

MAIN_JOB = shlex.split(
    "train --data moons --noise 0.2 --hidden 8,8 --activation relu --optimizer adam --lr 0.01 --batch-size 32 "
    "--epochs 200 --seed 0"
)
KEYS = ["spec", "parameters", "steps", "seconds", "engine", "stopped", "message", "train", "validation", "test"]


def weights_of(run: gn.Trainer) -> list[Any]:
    """All parameters, as lists that can be compared."""
    return [p.tolist() for p in run.state.parameters]


def trained_again(folder: Path) -> gn.Trainer:
    """The run that the experiment file of a folder describes."""
    return gn.Trainer(gn.load_experiment(folder / "experiment.json")).train()


def test_main_job_learns_the_moons_and_says_so_as_json(glassnet: Terminal) -> None:
    ended = glassnet(*MAIN_JOB, "--json")
    result = ended.json
    assert (ended.status, ended.err, list(result)) == (0, "", KEYS)
    assert (result["parameters"], result["steps"], result["stopped"]) == (2 * 8 + 8 + 72 + 18, 2000, "finished")
    assert result["seconds"] > 0 and result["message"] == "finished 200 epochs"
    for part in ("train", "validation", "test"):
        assert list(result[part]) == ["loss", "accuracy"]
    assert result["test"]["accuracy"] >= 0.9


def test_engines_give_the_same_json_and_nearly_the_same_numbers(glassnet: Terminal) -> None:
    reference, compiled = (glassnet(*MAIN_JOB, "--engine", name, "--json").json for name in ("reference", "compiled"))
    assert list(reference) == list(compiled) == KEYS
    for name in ("spec", "parameters", "steps", "stopped", "message"):
        assert reference[name] == compiled[name]
    for part in ("train", "validation", "test"):
        assert compiled[part]["accuracy"] == pytest.approx(reference[part]["accuracy"], abs=0.011)
        assert compiled[part]["loss"] == pytest.approx(reference[part]["loss"], rel=0.02)


def test_spec_of_the_json_gives_the_same_run(glassnet: Terminal) -> None:
    result = glassnet.trained("--dropout", "0.2", "--hidden", "4", "--seed", "3")
    run = gn.Trainer(Experiment.from_json(result["spec"])).train()
    assert result["train"] == {
        "loss": run.evaluate().scores["train"].loss,
        "accuracy": run.evaluate().scores["train"].score,
    }
    assert run.parameters == result["parameters"] and run.step == result["steps"]


def test_values_are_scored_by_r2_and_absent_parts_are_null(glassnet: Terminal) -> None:
    result = glassnet.trained("--data", "sine", "--split", "80,0,20")
    assert list(result["train"]) == list(result["test"]) == ["loss", "r2"] and result["validation"] is None


def test_table_for_people_has_the_numbers_and_nothing_stands_on_standard_error(glassnet: Terminal) -> None:
    ended = glassnet("train", "--epochs", "2", "-n", "50")
    assert (ended.status, ended.err) == (0, "")
    for text in ("circle: 2 – 8 – 8 – 2, tanh", "train", "validation", "test", "loss", "accuracy", " %"):
        assert text in ended.out
    assert "114 parameters, 6 steps, 2 epochs, " in ended.out and "finished 2 epochs" in ended.out


def test_divergence_is_a_result(glassnet: Terminal, tmp_path: Path) -> None:
    arguments = ("--optimizer", "sgd", "--lr", "1000", "--loss", "mse", "--activation", "relu")
    ended = glassnet("train", *arguments, "--json", "--out", str(tmp_path))
    assert ended.status == 0 and ended.json["stopped"] == "diverged"
    assert ended.json["train"]["loss"] is None
    assert ended.err == f"glassnet: {ended.json['message']}\n" and "learning rate" in ended.err
    assert (tmp_path / "checkpoint.npz").exists() and (tmp_path / "boundary.png").exists()


def test_early_stopping_is_said(glassnet: Terminal) -> None:
    result = glassnet.trained("--patience", "1", "--lr", "0", "--epochs", "50")
    assert result["stopped"] == "stopped early" and result["steps"] < 50


def test_out_has_the_whole_run(glassnet: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "run"
    result = glassnet.trained("--hidden", "3", "--out", str(folder))
    names = ["boundary.png", "checkpoint.npz", "confusion.png", "curves.png", "experiment.json", "history.csv"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.glob("*.png"))
    assert json.loads((folder / "experiment.json").read_text()) == result["spec"]
    kept = gn.Trainer.load(folder / "checkpoint.npz")
    assert weights_of(trained_again(folder)) == weights_of(kept)
    assert (kept.step, kept.epoch) == (result["steps"], 2)


def test_out_replaces_its_files_and_leaves_the_others(glassnet: Terminal, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    glassnet.trained("--out", str(tmp_path))
    result = glassnet.trained("--data", "sine", "--out", str(tmp_path))
    names = ["checkpoint.npz", "curves.png", "experiment.json", "function.png", "history.csv", "notes.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert json.loads((tmp_path / "experiment.json").read_text()) == result["spec"]


@pytest.mark.parametrize(
    ("arguments", "figures"),
    [
        (("--data", "own", "--own-points", "[[1,2,0],[2,3,1]]"), ["boundary", "confusion", "curves"]),
        (("--data", "plane", "--split", "100,0,0"), ["boundary", "curves"]),
        (("--data", "digits", "--hidden", "2", "--epochs", "1"), ["confusion", "curves"]),
    ],
)
def test_figures_are_those_that_fit_the_data(
    arguments: tuple[str, ...], figures: list[str], glassnet: Terminal, tmp_path: Path
) -> None:
    glassnet.trained(*arguments, "--out", str(tmp_path))
    assert sorted(path.stem for path in tmp_path.glob("*.png")) == figures


def test_history_is_written_with_a_name_for_each_column(glassnet: Terminal, tmp_path: Path) -> None:
    result = glassnet.trained("--out", str(tmp_path), "--split", "80,0,20")
    with (tmp_path / "history.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "step", "epoch", "train_loss", "validation_loss", "test_loss", "train_accuracy", "validation_accuracy",
        "test_accuracy", "penalty", "gradient_norm", "learning_rate",
    ]  # fmt: skip
    assert [row["epoch"] for row in rows] == ["0", "1", "2"]
    assert {row["validation_loss"] for row in rows} == {""} and rows[0]["gradient_norm"] == ""
    assert float(rows[-1]["test_loss"]) == result["test"]["loss"]


def test_history_of_values_is_scored_by_r2() -> None:
    run = gn.Trainer(Experiment().with_setting("data.source.name", "sine").with_setting("data.n", 20))
    assert "train_r2,validation_r2,test_r2" in history_csv(run.history).splitlines()[0]


def test_csv_file_is_learned_with_its_label(glassnet: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    rows = [f"{i},{i % 7},{'tall' if i % 2 else 'short'}" for i in range(40)]
    table.write_text("\n".join(["width,depth,kind", *rows]))
    result = glassnet.trained("--csv", str(table), "--label", "kind", "--out", str(tmp_path / "run"))
    assert list(result["train"]) == ["loss", "accuracy"]
    source = result["spec"]["data"]["source"]
    assert (source["path"], source["column"], len(source["digest"])) == (str(table), "kind", 64)
    again = glassnet("train", "--experiment", str(tmp_path / "run" / "experiment.json"), "--json").json
    assert again["test"] == result["test"]
    table.write_text(table.read_text() + "\n1,2,tall")
    changed = ("train", "--experiment", str(tmp_path / "run" / "experiment.json"))
    assert "is not the file that was meant" in glassnet.refused(*changed, status=1)


def test_task_of_a_csv_file_can_be_chosen(glassnet: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "numbers.csv"
    table.write_text("\n".join(["a,b", *(f"{i},{i % 3}" for i in range(40))]))
    as_classes = glassnet.trained("--csv", str(table), "--label", "b")
    as_values = glassnet.trained("--csv", str(table), "--label", "b", "--task", "regression")
    assert (list(as_classes["test"])[1], list(as_values["test"])[1]) == ("accuracy", "r2")


def test_experiment_file_is_a_start_that_options_change(glassnet: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "start.json"
    file.write_text(Experiment().with_setting("data.noise", 0.3).with_setting("network.seed", 5).dumps())
    spec = glassnet.trained("--experiment", str(file), "--noise", "0.4")["spec"]
    assert spec["data"]["noise"] == 0.4 and spec["network"]["seed"] == 5


def test_resumed_run_equals_an_unbroken_one(glassnet: Terminal, tmp_path: Path) -> None:
    whole, half = tmp_path / "whole", tmp_path / "half"
    arguments = ("--dropout", "0.3", "--hidden", "5")
    unbroken = glassnet.trained(*arguments, "--epochs", "6", "--out", str(whole))
    glassnet.trained(*arguments, "--epochs", "3", "--out", str(half))
    checkpoint = str(half / "checkpoint.npz")
    resumed = glassnet("train", "--resume", checkpoint, "--epochs", "6", "--out", str(half), "--json").json
    for name in ("parameters", "steps", "stopped", "message", "train", "test", "spec"):
        assert resumed[name] == unbroken[name]
    assert (half / "history.csv").read_bytes() == (whole / "history.csv").read_bytes()
    assert weights_of(trained_again(half)) == weights_of(gn.Trainer.load(checkpoint))
    done = glassnet("train", "--resume", checkpoint, "--json")
    assert (done.status, done.json["steps"], done.json["stopped"]) == (0, unbroken["steps"], "finished")


def test_progress_is_shown_on_a_terminal_only(
    glassnet: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert glassnet("train", "-n", "40", "--epochs", "2").err == ""
    capsys.readouterr()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    ended = glassnet("train", "-n", "40", "--epochs", "2", "--json")
    assert "of 2" in ended.err and ended.json["stopped"] == "finished"


def test_ctrl_c_ends_with_what_was_reached(tmp_path: Path) -> None:
    folder = tmp_path / "run"  # made when everything is ready for the training
    command = [sys.executable, "-m", "glassnet", "train", "--epochs", "1000000", "--json", "--out", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not folder.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    result = json.loads(out)
    assert result["stopped"] == "interrupted" and err == f"glassnet: {result['message']}\n"
    kept = gn.Trainer.load(folder / "checkpoint.npz")
    assert kept.step == result["steps"] > 0 and kept.outcome is None
    assert (folder / "curves.png").exists() and (folder / "history.csv").exists()
    again = gn.Trainer(kept.experiment)
    again.advance(kept.step)
    assert all(np.array_equal(a, b) for a, b in zip(again.state.parameters, kept.state.parameters, strict=True))
