"""Manual against autograd: gradients side by side, both conventions, and training by hand."""

import json
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.explain import show_conventions
from glassnet.explain.autograd import compared
from glassnet.explain.conventions import CONVENTIONS, EXAMPLES, work, work_with_autograd
from glassnet.explain.one_step import step_of
from glassnet.session.views import view
from tests.cli.support import Terminal
from tests.nn.cases import cases_of
from tests.nn.reference import assert_agrees, entry
from tests.support import require_torch
from tests.training.support import make

torch = require_torch()
torch.set_num_threads(1)  # for matrices of this size more of them only wait for each other

from glassnet.engines.torch.by_hand import train_by_hand, train_with_loader  # noqa: E402  # not without PyTorch
from glassnet.engines.torch.gradients import autograd_gradients  # noqa: E402

RNG = np.random.default_rng(3)
X = RNG.normal(size=(7, 2))


@pytest.mark.parametrize("activation", ["tanh", "relu", "leaky_relu", "gelu", "softplus"])
def test_autograd_gives_the_gradients_of_the_reference(activation: str) -> None:
    for case in cases_of(activation):
        loss, penalty, gradients = case.network.loss_and_gradients(
            case.X, case.T, case.loss, case.masks, case.l1, case.l2, **case.loss_settings
        )
        found, arrays = autograd_gradients(
            case.network, case.X, case.T, case.loss, case.masks, case.l1, case.l2, case.loss_settings
        )
        assert found == pytest.approx(loss, rel=1e-12) and penalty > 0
        for got, right in zip(arrays, gradients.flat, strict=True):
            np.testing.assert_allclose(got, right, rtol=1e-9, atol=1e-13, err_msg=str(case))


def test_three_gradients_of_every_parameter_agree() -> None:
    for y, outputs, usual in (
        ([0, 1, 2, 0, 1, 2, 0], 3, "cross_entropy"),
        ([0, 1, 1, 0, 1, 0, 0], 1, "binary_cross_entropy"),
        (RNG.normal(size=7), 1, "mse"),
        (RNG.normal(size=(7, 2)), 2, "mse"),
    ):
        net = gn.Network([2, 6, outputs], activation="tanh", seed=1)
        found = gn.compare_gradients(net, X, y)
        assert found.agree and found.difference < 1e-15
        assert [row.manual.shape for row in found.parameters] == [(6, 2), (6,), (outputs, 6), (outputs,)]
        assert all(np.isfinite(row.measured).all() for row in found.parameters)
        T = np.eye(3)[np.asarray(y)] if usual == "cross_entropy" else np.asarray(y, float).reshape(7, outputs)
        assert found.loss == net.mlp.loss_and_gradients(X, T, usual)[0]
        assert found.autograd_loss == pytest.approx(found.loss, rel=1e-14)


def test_a_run_is_compared_with_its_dropout_and_penalties() -> None:
    run = make(network={"layers": [{"units": 6, "dropout": 0.4}]}, l1=0.01, l2=0.1)
    run.advance(4)
    with_all, without = gn.compare_gradients(run), compared(step_of(run).plain())
    assert with_all.agree and without.agree
    assert not np.allclose(with_all.parameters[0].manual, without.parameters[0].manual)
    assert gn.compare_gradients(run, example=3, part="test").examples == "example 3 of the test set"


def test_a_wrong_gradient_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    import glassnet.engines.torch.gradients as home

    right = home.autograd_gradients

    def halved(*arguments: Any) -> Any:
        loss, gradients = right(*arguments)
        return loss, [0.5 * gradients[0], *gradients[1:]]

    monkeypatch.setattr(home, "autograd_gradients", halved)
    found = gn.compare_gradients(gn.Network([2, 3, 1]), X, RNG.normal(size=7))
    assert not found.agree and "DIFFER" in str(found)
    assert [row.agree for row in found.parameters] == [False, True, True, True]


def test_entries_that_are_not_measured_are_left_out() -> None:
    net = gn.Network([2, 30, 1], activation="relu")
    some = gn.compare_gradients(net, X, RNG.normal(size=7), entries=5)
    assert [int(np.isfinite(row.measured).sum()) for row in some.parameters] == [5, 5, 5, 1]
    none = gn.compare_gradients(net, X, RNG.normal(size=7), entries=0)
    assert none.agree and np.isnan(none.parameters[0].from_measured)
    assert json.loads(json.dumps(none.to_json(), allow_nan=False))["rows"][0]["measured"] is None
    assert str(none).splitlines()[-1].split()[-1] == "-"


@pytest.mark.parametrize(
    ("y", "options", "message"),
    [
        ([0, 1, 5, 0, 0, 0, 0], {}, "y: got 'classes 0 to 5', allowed: classes from 0 to 2"),
        ([0, 1], {}, "T: got '2 targets'"),
        (None, {}, "T: got None"),
        ([0] * 7, {"entries": -1}, "entries: got -1"),
        ([0] * 7, {"momentum": 3}, "momentum: got 3"),
    ],
)
def test_what_does_not_fit_is_said(y: Any, options: Any, message: str) -> None:
    with pytest.raises(gn.SpecError, match=message):
        gn.compare_gradients(gn.Network([2, 4, 3]), X, y, **options)


def test_the_command_line_shows_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    glassnet = Terminal(capsys)
    small = ("--data", "moons", "--points", "40", "--hidden", "3")
    done = glassnet("gradcheck", "--against", "torch", *small)
    assert done.status == 0
    assert done.out.startswith("manual, autograd and finite-difference gradients agree (the next mini-batch")
    told = glassnet("gradcheck", "--against", "torch", *small, "--json", "--entries", "4")
    assert (told.json["agree"], [row["parameter"] for row in told.json["rows"]]) == (True, ["W1", "b1", "W2", "b2"])
    assert glassnet("gradcheck", "--conventions").out.strip() == show_conventions()
    message = glassnet.refused("gradcheck", "--against", "torch", "--tolerance", "0.1")
    assert "leave out --backward and --tolerance" in message


# -- two conventions ---------------------------------------------------------------------------------------------------

NAMES = {"first": "demo1", "second": "ex1"}
KEYS = {"h": "h", "z1": "z1", "z2": "z2", "p": "y_pred", "loss": "loss", "delta2": "delta2", "dW2": "dL_dW2",
        "dh": "dL_dh", "dz1": "dL_dz1", "dW1": "dL_dW1"}  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_worked_examples_are_the_known_numbers(example: str, convention: Any) -> None:
    name = f"backprop.{NAMES[example]}.{convention.replace('W', 'W1').replace(' ', '')}"
    known = entry(name)
    given = EXAMPLES[example]
    assert [list(given.x), [list(row) for row in given.W1], list(given.W2), given.y] == [
        known["inputs"][key] for key in ("x", "W1", "W2", "y")
    ]
    for worked in (work(example, convention), work_with_autograd(example, convention)):
        for field, key in KEYS.items():
            assert_agrees(name, getattr(worked, field), known["outputs"][key])


def test_the_conventions_are_shown_side_by_side() -> None:
    lines = show_conventions().splitlines()
    (z1,) = (line for line in lines[:5] if line.startswith("z1"))
    assert z1.split() == ["z1", "[0.7,", "0.6]", "[-0.3,", "1.1]"]
    with pytest.raises(gn.SpecError, match="example: got 'third', allowed: first or second"):
        work("third", "x @ W")
    with pytest.raises(gn.SpecError, match="convention: got 'W x'"):
        work("first", "W x")  # type: ignore[arg-type]


# -- by hand -----------------------------------------------------------------------------------------------------------


def test_by_hand_with_a_loader_and_by_the_reference_it_is_the_same_training() -> None:
    data = gn.load("moons", n=100, noise=0.2, seed=0)
    net = gn.Network([2, 8, 8, 2], activation="relu", seed=0)
    start = [p for pair in zip(net.weights, net.biases, strict=True) for p in pair]
    settings = {"epochs": 20, "batch_size": 16, "learning_rate": 0.1}
    labels = data.train.labels
    losses, parameters = train_by_hand(data.train.X, labels, start, seed=3, **settings)  # type: ignore[arg-type]
    others, usual = train_with_loader(data.train.X, labels, start, seed=3, **settings)  # type: ignore[arg-type]
    np.testing.assert_allclose(losses, others, rtol=1e-10)
    assert len(losses) == 20 * 4 and losses[-1] < 0.5 * losses[0]
    run = gn.train(net, data, engine="reference", optimizer="sgd", seed=3, **settings)  # type: ignore[arg-type]
    for by_hand, by_loader, right in zip(parameters, usual, run.state.parameters, strict=True):
        np.testing.assert_allclose(by_hand, right, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(by_loader, right, rtol=1e-9, atol=1e-12)
    moved = train_by_hand(data.train.X, labels, start, seed=4, **settings)[0]  # type: ignore[arg-type]
    assert moved != losses


def test_the_page_gets_the_same_table_or_a_line_that_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    run = make()
    shown = view(run, "autograd", {"entries": 3}).data
    assert json.loads(json.dumps(shown, allow_nan=False))["problem"] is None
    assert shown["rows"] == compared(step_of(run), 3).to_json()["rows"]
    monkeypatch.setattr("glassnet.engines.needs.find_spec", lambda name: None)
    missing = view(run, "autograd", {}).data
    assert missing == {"problem": "PyTorch is not installed; to get it: pip install 'glassnet[torch]'"}
    wild = make(optimizer="sgd", loss="mse", learning_rate=1000.0)
    wild.advance(50)
    assert wild.outcome is not None and wild.outcome.kind == "diverged"
    assert isinstance(view(wild, "autograd", {}).data["problem"], str)
