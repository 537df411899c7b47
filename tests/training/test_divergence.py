"""A run that diverges says so: at which step, in which layer, and what to do; nothing is raised and nothing warns."""

import json
from math import isfinite

import numpy as np
import pytest

from glassnet.training import Trainer
from tests.training.support import make

VALUES = {"source": {"kind": "preset", "name": "plane"}, "n": 40}
HUGE = {"reference": 1e308, "compiled": 3e38, "torch": 3e38}
"""What an engine's precision can hold, but not twice."""


def until_the_end(run: Trainer) -> Trainer:
    run.advance(5000)
    return run


@pytest.mark.parametrize("loss", ["mse", "half_squared"])
@pytest.mark.parametrize("batch_size", [1, 10, None])
def test_a_learning_rate_that_is_too_high(engine: str, loss: str, batch_size: int | None) -> None:
    network = {"layers": [{"units": 4, "activation": "identity"}]}
    settings = {"loss": loss, "optimizer": "sgd", "learning_rate": 50.0, "batch_size": batch_size}
    run = until_the_end(make(engine, network=network, data=VALUES, **settings))
    outcome = run.outcome
    assert outcome is not None
    assert outcome.kind == "diverged"
    assert outcome.step == run.step > 0
    assert outcome.layer in (1, 2)
    assert f"diverged at step {run.step} (epoch {run.epoch}): the loss is no longer a finite number" in outcome.message
    assert "the learning rate, 50, is probably too high: try 0.1, or clip the gradients" in outcome.message
    assert run.advance(1) == 0
    json.dumps(outcome.to_json(), allow_nan=False)


def test_the_step_is_the_first_whose_loss_is_not_finite(engine: str) -> None:
    settings = {"loss": "mse", "optimizer": "sgd", "learning_rate": 50.0, "evaluate_every": 1_000_000}
    run = until_the_end(make(engine, data=VALUES, **settings))
    before = make(engine, data=VALUES, **settings)
    before.advance(run.step)
    assert before.step == run.step
    assert isfinite(before.evaluate().scores["train"].loss) or not isfinite(run.evaluate().scores["train"].loss)
    sliced = make(engine, data=VALUES, **settings)
    while sliced.outcome is None:
        sliced.advance(1)
    assert sliced.outcome == run.outcome


@pytest.mark.parametrize("layer", [0, 1, 2])
@pytest.mark.parametrize("what", ["weights", "weighted sums"])
def test_the_layer_that_overflows_first_is_found(engine: str, layer: int, what: str) -> None:
    layers = [{"units": 3, "activation": "identity"}, {"units": 2, "activation": "identity"}]
    run = make(engine, network={"layers": layers}, data=VALUES, loss="mse", optimizer="sgd", learning_rate=1e-3)
    run.advance(2)
    weights = [W.copy() for W in run.state.weights]
    weights[layer][:] = np.nan if what == "weights" else HUGE[engine]
    poisoned = make(
        engine, network={"layers": layers, "weights": [np.nan_to_num(W).tolist() for W in weights]},
        data=VALUES, loss="mse", optimizer="sgd", learning_rate=1e-3,
    )  # fmt: skip
    if what == "weights":
        snapshot = poisoned.snapshot()
        for W, wrong in zip(snapshot.state.weights, weights, strict=True):
            W[:] = wrong
        poisoned.restore(snapshot)
        poisoned.advance(1)
    assert poisoned.outcome is not None
    assert poisoned.outcome.kind == "diverged"
    assert poisoned.outcome.layer == layer + 1
    assert f"layer {layer + 1} was the first to overflow ({what})" in poisoned.outcome.message


def test_initial_weights_that_are_too_large_are_said_to_be_the_cause(engine: str) -> None:
    network = {"layers": [], "weights": [[[1e200, 1e200]]], "biases": [[0.0]]}
    run = make(engine, network=network, data=VALUES, loss="mse")
    assert run.outcome is not None
    assert run.outcome.step == 0
    assert "the initial weights or the inputs are too large" in run.outcome.message
    assert "learning rate" not in run.outcome.message
    assert run.advance(5) == 0


def test_inputs_that_are_too_large_are_said_to_be_the_cause() -> None:
    rows = "".join(f"{3e38 * (-1) ** i:g},{i % 3},{'ab'[i % 2]}\n" for i in range(20))
    table = {"kind": "table", "text": f"x,y,kind\n{rows}", "column": "kind"}
    wide = {"layers": [{"units": 4, "activation": "relu"}], "initializer": {"kind": "normal", "std": 9.0}}
    run = make("compiled", network=wide, data={"source": table, "scaling": "none"}, loss="mse")
    assert run.outcome is not None and (run.outcome.kind, run.outcome.layer) == ("diverged", 1)
    assert "(inputs). Likely cause: the inputs are too large for the network: scale them" in run.outcome.message


def test_a_restart_with_another_learning_rate_helps(engine: str) -> None:
    run = until_the_end(make(engine, data=VALUES, loss="mse", optimizer="sgd", learning_rate=80.0))
    run.set("training.learning_rate", 0.01)
    assert run.advance(1) == 0  # the weights are lost: only a restart brings them back
    run.restart()
    assert run.outcome is None
    run.advance_epochs(5)
    assert run.history.train_loss[-1] < run.history.train_loss[0]


def test_clipping_keeps_the_same_run_finite(engine: str) -> None:
    run = make(engine, data=VALUES, loss="mse", optimizer="sgd", learning_rate=50.0, clip_norm=0.001)
    run.advance_epochs(20)
    assert run.outcome is None


def test_the_history_ends_with_what_was_seen(engine: str) -> None:
    run = until_the_end(make(engine, data=VALUES, loss="mse", optimizer="sgd", learning_rate=50.0))
    assert np.isfinite(run.history.train_loss[:-1]).all()
    assert (np.diff(run.history.epoch) > 0).all()


def test_a_diverged_run_can_be_looked_at(engine: str) -> None:
    network = {"layers": [{"units": 2, "activation": "relu"}]}
    run = until_the_end(make(engine, network=network, loss="mse", learning_rate=900.0, optimizer="sgd"))
    assert run.outcome is not None
    assert run.predict(np.zeros((2, 2))).shape == (2, 2)
    assert run.net.parameters == run.parameters
    run.evaluate()


def test_other_losses_survive_large_rates_or_say_that_they_did_not(engine: str) -> None:
    for loss in ("cross_entropy", "binary_cross_entropy", "huber"):
        run = make(engine, loss=loss, optimizer="sgd", learning_rate=1000.0)
        run.advance(300)
        assert run.outcome is None or run.outcome.kind == "diverged"
