"""`glassnet landscape` and `glassnet pieces`: the library's numbers, figures, and one line for what cannot be."""

import json
from pathlib import Path

import numpy as np
import pytest

import glassnet as gn
from glassnet.spec import Experiment
from tests.cli.support import Terminal

FEW = ("-n", "40", "--epochs", "4")
RELU = (*FEW, "--activation", "relu", "--hidden", "4,3")


def trained() -> gn.Trainer:
    experiment = Experiment().with_setting("data.n", 40).with_setting("training.epochs", 4)
    return gn.Trainer(experiment).train()


def test_landscape_prints_what_the_library_computes(glassnet: Terminal) -> None:
    ended = glassnet("landscape", *FEW, "--plane", "path", "--grid", "5", "--show", "own", "--show", "mse", "--json")
    assert (ended.status, ended.err) == (0, "")
    expected = gn.landscape(trained(), "path", losses=["own", "mse"], size=5)
    assert ended.json == json.loads(json.dumps(expected.to_json()))
    assert set(ended.json["loss"]) == {"cross_entropy", "mse"}


def test_landscape_prints_a_table(glassnet: Terminal) -> None:
    ended = glassnet("landscape", *FEW, "--grid", "5", "--reach", "0.5", "--directions", "3", "--part", "test")
    assert (ended.status, ended.err) == (0, "")
    expected = gn.landscape(trained(), size=5, reach=0.5, seed=3, part="test")
    assert f"{expected.here_loss['cross_entropy']:.4g}" in ended.out
    assert "5 × 5 places" in ended.out and "-0.5 to 0.5 by -0.5 to 0.5; 8 examples (test)" in ended.out


def test_two_weights_are_named_as_the_trace_names_them(glassnet: Terminal) -> None:
    weights = ("--weight", "W1[2,1]", "--weight", "b2[3]")
    ended = glassnet("landscape", *FEW, *weights, "--grid", "3", "--json")
    assert (ended.json["plane"], ended.json["axes"]) == ("weights", ["W1[2,1]", "b2[3]"])
    state = trained().state
    assert ended.json["here"] == [float(state.weights[0][1, 0]), float(state.biases[1][2])]


@pytest.mark.parametrize("kind", ["contours", "surface", "both"])
def test_the_figure_is_written(kind: str, glassnet: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "landscape.png"
    assert glassnet("landscape", *FEW, "--grid", "4", "--kind", kind, "--out", str(out)).status == 0
    assert out.read_bytes().startswith(b"\x89PNG")


def test_a_checkpoint_is_looked_at_as_it_is(glassnet: Terminal, tmp_path: Path) -> None:
    glassnet("train", *RELU, "--out", str(tmp_path), "--json")
    checkpoint = ("--checkpoint", str(tmp_path / "checkpoint.npz"))
    run = gn.Trainer.load(tmp_path / "checkpoint.npz")
    assert glassnet("pieces", *checkpoint, "--json").json["count"] == len(gn.pieces(run))
    shown = glassnet("landscape", *checkpoint, "--grid", "3", "--json").json
    assert shown["here_loss"]["cross_entropy"] == pytest.approx(run.evaluate().scores["train"].loss, rel=1e-5)
    assert "cannot be used together with --lr" in glassnet.refused("pieces", *checkpoint, "--lr", "0.1")
    assert "cannot be used together with --epochs" in glassnet.refused("pieces", *checkpoint, "--epochs", "3")
    assert "--plane: got 'path, of 1 moment'" in glassnet.refused("landscape", *checkpoint, "--plane", "path")


def test_pieces_prints_what_the_library_finds(glassnet: Terminal, tmp_path: Path) -> None:
    ended = glassnet("pieces", *RELU, "--json")
    assert (ended.status, ended.err) == (0, "")
    layers = tuple({"units": units, "activation": "relu"} for units in (4, 3))
    run = gn.Trainer(trained().experiment.with_setting("network.layers", layers)).train()
    found = gn.pieces(run)
    assert (ended.json["count"], ended.json["counts"]) == (len(found), list(found.counts))
    np.testing.assert_allclose([piece["area"] for piece in ended.json["pieces"]], found.areas)
    table = glassnet("pieces", *RELU, "--each", "--out", str(tmp_path / "pieces.svg"))
    assert table.out.startswith(f"{len(found):,} pieces\n")
    assert "output 2: slopes" in table.out
    assert "<svg" in (tmp_path / "pieces.svg").read_text(encoding="utf-8")


def test_a_smaller_window_has_fewer_pieces(glassnet: Terminal) -> None:
    window = glassnet("pieces", *RELU, "--window", "-0.1", "0.1", "-0.1", "0.1", "--json").json
    assert window["domain"] == [-0.1, 0.1, -0.1, 0.1]
    assert window["count"] < glassnet("pieces", *RELU, "--json").json["count"]


def test_a_run_that_diverged_is_looked_at_where_it_stopped(glassnet: Terminal) -> None:
    relu = ("--activation", "relu", "--hidden", "3", "--optimizer", "sgd", "--lr", "1000", "--loss", "mse", *FEW[:2])
    for name in ("landscape", "pieces"):
        ended = glassnet(name, *relu, "--json")
        assert ended.status == 0
        assert ended.err.startswith("glassnet: diverged at step") and ended.err.count("\n") == 1
        assert ended.json


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("pieces", *FEW), "--activation: got 'tanh', allowed: relu, leaky_relu or identity"),
        (("pieces", *RELU, "--features", "x,x*y"), r"--features: got 'x*y', allowed: inputs as they are"),
        (("pieces", *RELU, "--most", "3"), "--most: got 'more than 3', allowed: at most 3"),
        (("pieces", *RELU, "--window", "1", "0", "0", "1"), "--window: got (1.0, 0.0, 0.0, 1.0), allowed: x from"),
        (("landscape", *FEW, "--plane", "pat"), "--plane: got 'pat', allowed: one of random, path, weights"),
        (("landscape", *FEW, "--weight", "W1[1,1]"), "--weight stands twice, for the two axes"),
        (("landscape", *FEW, "--weight", "W1[1,1]", "--weight", "W7[1,1]"), "--weight: got 'W7[1,1]', allowed: names"),
        (("landscape", *FEW, "--show", "huber"), "--show: got 'huber', allowed: one of own, cross_entropy, mse"),
        (("landscape", *FEW, "--grid", "1"), "--grid: got 1, allowed: a whole number from 2 to 201"),
        (("landscape", *FEW, "--out", "figure.none", "--grid", "2"), "--out: got 'figure.none', allowed: a name that"),
        (("landscape", *FEW, "--out", "f.png", "--grid", "2", "--kind", "globe"), "--kind: got 'globe', allowed: one"),
    ],
)
def test_wrong_usage_is_said_in_a_line(arguments: tuple[str, ...], message: str, glassnet: Terminal) -> None:
    assert message in glassnet.refused(*arguments)


def test_a_figure_that_cannot_be_written_is_a_failure(glassnet: Terminal, tmp_path: Path) -> None:
    out = str(tmp_path / "no" / "where.png")
    assert "cannot be written" in glassnet.refused("pieces", *RELU, "--out", out, status=1)
