"""Trajectories of tests/reference/numbers.json through the whole stack: specification, data, engine, trainer."""

from typing import Any

import numpy as np
import pytest

from glassnet.spec import Experiment, from_link, to_link
from glassnet.training import Trainer
from tests.nn.reference import assert_agrees, entry

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
ALL_FOR_TRAINING = {"train": 1.0, "validation": 0.0, "test": 0.0}


def online(name: str, source: Any, **data: Any) -> Experiment:
    """One example a step in a fixed order, sigmoid throughout, mean squared error, plain SGD, the entry's weights."""
    inputs = entry(name)["inputs"]
    layers = [{"units": len(b), "activation": "sigmoid"} for b in inputs["b"][:-1]]
    return Experiment.from_json(
        {
            "data": {"source": source, "scaling": "none", "split": ALL_FOR_TRAINING} | data,
            "network": {"layers": layers, "output": "sigmoid", "weights": inputs["W"], "biases": inputs["b"]},
            "training": {
                "loss": "mse",
                "optimizer": "sgd",
                "learning_rate": inputs["lr"],
                "batch_size": 1,
                "shuffle": False,
                "evaluate_every": 100,
            },
        }
    )


def xor(name: str) -> Trainer:
    experiment = online(name, {"kind": "preset", "name": "xor_points"})
    run = Trainer(from_link(to_link(experiment)), engine="reference")  # the whole of it fits into a link
    run.advance_epochs(entry(name)["inputs"]["steps"])
    return run


@pytest.mark.parametrize(
    "name",
    ["guide.xor500.lr0.1", "guide.xor500.lr1", "guide.xor500.lr5", "guide.xor500.lr50", "guide.ex3.1.xor2000.lr2"],
)
def test_exclusive_or_on_its_four_points(name: str) -> None:
    run, outputs = xor(name), entry(name)["outputs"]
    final = outputs["final_loss"] if "final_loss" in outputs else outputs["final_loss_after"]
    assert_agrees(name, run.evaluate().scores["train"].loss, final)
    assert_agrees(name, run.predict(CORNERS)[:, 1], outputs["predictions"])
    assert run.history.train_loss[-1] == run.evaluate().scores["train"].loss


def test_exclusive_or_for_2000_epochs_ends_at_the_reference_loss() -> None:
    name = "guide.ex3.2.xor2000.lr0.5"
    assert_agrees(name, xor(name).evaluate().scores["train"].loss, entry(name)["outputs"]["final_loss"])


def test_a_single_example() -> None:
    name = "guide.single_example_241.seed42"
    inputs, outputs = entry(name)["inputs"], entry(name)["outputs"]
    run = Trainer(online(name, "own", points=[[*inputs["x"], *inputs["target"]]]), engine="reference")
    point = [inputs["x"]]
    assert_agrees(name, run.predict(point)[0, 1], outputs["initial_prediction"])
    for row in outputs["rows"]:
        assert_agrees(name, run.evaluate().scores["train"].loss, row["loss"])
        run.advance(1)
        assert_agrees(name, run.predict(point)[0, 1], row["prediction"])
    assert run.epoch == len(outputs["rows"])


@pytest.mark.parametrize("shape", ["circle", "xor", "gauss", "spiral", "plane", "bumps"])
def test_the_configuration_of_tensorflow_playground_can_be_said(shape: str, engine: str) -> None:
    regression = shape in ("plane", "bumps")
    experiment = Experiment.from_json(
        {
            "data": {
                "source": {"kind": "preset", "name": f"classic_{shape}"},
                "noise": 0.0,
                "split": {"train": 0.5, "validation": 0.0, "test": 0.5},
                "scaling": "none",
                "targets": "auto" if regression else "sign",
            },
            "network": {
                "layers": [{"units": 4, "activation": "tanh"}, {"units": 2, "activation": "tanh"}],
                "output": "identity" if regression else "tanh",
                "initializer": {"kind": "uniform", "limit": 0.5},
                "bias": 0.1,
            },
            "training": {"loss": "half_squared", "optimizer": "sgd", "learning_rate": 0.03, "batch_size": 10},
        }
    )
    run = Trainer(experiment, engine=engine)
    assert run.settings.sizes == (2, 4, 2, 1)
    assert all((b == np.float32(0.1)).all() for b in run.state.biases)
    assert all(np.abs(W).max() <= 0.5 for W in run.state.weights)
    T = run.problem.train.T
    np.testing.assert_array_equal(run.problem.train.X, run.data.train.points)  # the raw coordinates
    if not regression:
        assert set(T.ravel().tolist()) == {-1.0, 1.0}
    half = 0.5 * float(np.mean((run.forward(run.problem.train.X)[-1] - T) ** 2))
    assert run.history.train_loss[0] == pytest.approx(half, rel=1e-12 if engine == "reference" else 1e-5)
    assert len(run.data.train) == len(run.data.test) == 250
    run.advance_epochs(8)
    assert run.history.train_loss[-1] < run.history.train_loss[0]
