"""`glassnet diagnose` and `glassnet flow`: readable, complete as JSON, one line for what is wrong."""

from pathlib import Path

import numpy as np
import pytest

from glassnet.spec import Experiment
from glassnet.training import Trainer
from tests.cli.support import Terminal

SMALL = ("-n", "60", "--epochs", "12")


def test_diagnose_names_the_fault_its_numbers_and_the_cure(glassnet: Terminal) -> None:
    ended = glassnet("diagnose", *SMALL, "--init", "zeros")
    assert (ended.status, ended.err) == (0, "")
    text = " ".join(ended.out.split())
    assert "1. All units of a layer are alike" in text and "circle: 2 – 8 – 8 – 2, tanh; 12 epochs" in text
    assert "(limit 2)" in text and "[network.initializer=xavier_uniform]" in text and "Source: Goodfellow" in text
    assert max(map(len, ended.out.splitlines())) <= 100


def test_a_healthy_run_is_told_so(glassnet: Terminal) -> None:
    ended = glassnet("diagnose", "-n", "200", "--epochs", "30")
    assert (ended.status, ended.err) == (0, "") and "Nothing wrong" in ended.out and "1. " not in ended.out


def test_diagnose_as_json_is_one_object(glassnet: Terminal) -> None:
    found = glassnet("diagnose", *SMALL, "--init", "zeros", "--json").json
    assert not found["healthy"] and found["diagnoses"][0]["name"] == "symmetric_start"
    cure = found["diagnoses"][0]["cures"][0]
    assert cure["actions"] == [{"do": "set", "path": "network.initializer", "value": "xavier_uniform"}]


@pytest.mark.parametrize("command", ["diagnose", "flow"])
def test_a_run_that_diverged_is_looked_at_all_the_same(command: str, glassnet: Terminal) -> None:
    wild = (command, *SMALL, "--data", "plane", "--optimizer", "sgd", "--lr", "1000")
    ended = glassnet(*wild)
    assert ended.status == 0 and "Traceback" not in ended.err and "– 8 – 8 – " in ended.out
    assert glassnet(*wild, "--json").json
    if command == "diagnose":
        assert "1. The learning rate is too high" in ended.out and "not finite" in ended.out


def test_a_checkpoint_is_taken_as_it_is(glassnet: Terminal, tmp_path: Path) -> None:
    run = Trainer(Experiment().with_setting("data.n", 60))
    run.advance_epochs(3)
    run.save(tmp_path / "run.npz")
    found = glassnet("diagnose", "--checkpoint", str(tmp_path / "run.npz"), "--json").json
    assert (found["step"], found["epoch"]) == (run.step, 3)
    assert glassnet("flow", "--checkpoint", str(tmp_path / "run.npz"), "--json").json["epochs"] == [3]


def test_flow_prints_a_row_for_each_layer_at_both_ends(glassnet: Terminal) -> None:
    ended = glassnet("flow", *SMALL, "--hidden", "6,5")
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert sum(line.startswith("layer 2") for line in lines) == 2
    assert sum(line.startswith("output") for line in lines) == 2
    assert any(line.startswith("at the start, step 0") for line in lines)


def test_flow_as_json_has_all_moments_and_levels(glassnet: Terminal) -> None:
    found = glassnet("flow", *SMALL, "--json").json
    assert found["epochs"] == list(range(13)) and len(found["layers"]) == 3
    assert np.shape(found["over_time"]["gradient"]) == (13, 3)
    assert set(found["levels"]) == {"xavier", "he"} and "Glorot" in found["levels"]["xavier"]["source"]


def test_flow_draws_a_figure(glassnet: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "flow.png"
    assert glassnet("flow", *SMALL, "--out", str(path)).status == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("command", ["diagnose", "flow"])
def test_wrong_usage_is_one_line(command: str, glassnet: Terminal, tmp_path: Path) -> None:
    assert "--lr" in glassnet.refused(command, "--lr", "fast")
    assert "no such file" in glassnet.refused(command, "--checkpoint", str(tmp_path / "no.npz"), status=1)
    assert "cannot be used together" in glassnet.refused(command, "--link", "v=1", "--experiment", "x.json")
    beside = glassnet.refused(command, "--checkpoint", "run.npz", "--epochs", "5", "--set", "training.l2=0.1")
    assert beside == "--checkpoint is looked at as it is, and cannot be used together with --epochs, --set"
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"no checkpoint")
    assert "damaged" in glassnet.refused(command, "--checkpoint", str(damaged), status=1)
    assert "unexpected extra argument" in glassnet.refused(command, "circle.json")
    assert "training.l2: got -1" in glassnet.refused(command, "--set", "training.l2=-1")


def test_a_figure_of_an_unknown_format_is_refused(glassnet: Terminal, tmp_path: Path) -> None:
    assert "ends in one of" in glassnet.refused("flow", *SMALL, "--out", str(tmp_path / "flow.bmpp"))
    assert "cannot be written" in glassnet.refused("flow", *SMALL, "--out", str(tmp_path / "no" / "flow.png"), status=1)
