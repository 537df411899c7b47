"""`glassnet trace` and `glassnet gradcheck`: what they print, and how they end."""

import json
from pathlib import Path

import numpy as np
import pytest

from glassnet.spec import Experiment
from glassnet.training import Trainer
from tests.cli.support import Terminal
from tests.nn.reference import entry

SMALL = ("--data", "moons", "-n", "60", "--hidden", "3", "--batch-size", "6")

RIGHT = """
import numpy as np

def backward(weights, biases, X, T):
    inputs, a = [X], X
    for W, b in zip(weights, biases):
        a = 1 / (1 + np.exp(-(a @ W.T + b)))
        inputs.append(a)
    da = 2 * (a - T) / T.size
    dW, db = [], []
    for i in reversed(range(len(weights))):
        a = inputs[i + 1]
        delta = da * a * (1 - a)
        dW.insert(0, delta.T @ inputs[i])
        db.insert(0, delta.sum(axis=0))
        da = delta @ weights[i]
    return dW, db
"""
SIGMOIDS = (*SMALL, "--activation", "sigmoid", "--output-activation", "sigmoid", "--loss", "mse")


@pytest.fixture
def hand(tmp_path: Path) -> str:
    """The experiment of the hand trace 2-2-1, as a file."""
    inputs = entry("guide.handtrace.2-2-1")["inputs"]
    data = {"source": "own", "points": [[*inputs["x"], *inputs["target"]]], "scaling": "none"}
    experiment = Experiment.from_json(
        {
            "data": data | {"split": {"train": 1.0, "validation": 0.0, "test": 0.0}},
            "network": {
                "layers": [{"units": 2, "activation": "sigmoid"}], "output": "sigmoid",
                "weights": [inputs["W1"], inputs["W2"]], "biases": [inputs["b1"], inputs["b2"]],
            },
            "training": {"loss": "mse", "optimizer": "sgd", "learning_rate": inputs["lr"], "batch_size": 1},
        }
    )  # fmt: skip
    file = tmp_path / "hand.json"
    file.write_text(experiment.dumps())
    return str(file)


def test_the_hand_trace_as_json_has_every_digit(glassnet: Terminal, hand: str) -> None:
    ended = glassnet("trace", "--experiment", hand, "--json")
    assert (ended.status, ended.err) == (0, "")
    values = {q["name"]: np.array(q["value"]) for q in ended.json["quantities"]}
    outputs = entry("guide.handtrace.2-2-1")["outputs"]
    for name, expected in outputs.items():
        ours = name.replace("_", "/") if name.startswith("da") else name.replace("dL_", "dL/")
        if ours in values:
            assert values[ours].ravel() == pytest.approx(np.ravel(expected), rel=5e-16)
    for name, expected in outputs["updated"].items():
        np.testing.assert_allclose(values[f"{name} after"], expected, rtol=5e-16)
    assert {"z1", "a1", "loss", "dL/da2", "da2/dz2", "delta1", "dL/dW1", "W2 after"} <= set(values)


def test_the_hand_trace_as_a_table(glassnet: Terminal, hand: str) -> None:
    out = glassnet("trace", "--experiment", hand, "--weight", "W1[1,2]", "--digits", "6").out
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0] == "2 – 2 – 1 (sigmoid, sigmoid), mse, sgd, learning rate 0.5"
    assert "[1,1] 0.1·1 + 0.3·2 + 0.01 = 0.71" in lines and "nn/dense.py:60  return X @ self.W.T + self.b" in lines
    assert (
        "dL/da2[1] · da2/dz2[1] · W2[1,1] · da1/dz1[1] · x[2] = -0.617408·0.213406·0.5·0.220963·2 = -0.0291138" in lines
    )
    assert any(line.startswith("finite difference") and line.endswith("agrees") for line in lines)


def test_trace_shows_one_quantity_alone(glassnet: Terminal) -> None:
    out = glassnet("trace", *SMALL, "--example", "2", "--only", "delta1", "--entries", "9").out
    assert "delta1 = dL/da1 ⊙ da1/dz1" in out and "delta2 =" not in out and "[1,3]" in out
    data = glassnet("trace", *SMALL, "--only", "delta1", "--json").json
    assert [q["name"] for q in data["quantities"]] == ["delta1"]


def test_trace_writes_the_long_form_on_request(glassnet: Terminal) -> None:
    short, long = (glassnet("trace", *SMALL, *more).out for more in ((), ("--long",)))
    assert "delta2 = (yhat - t)/n" in short and "dL/dyhat" not in short
    assert "dyhat/dz2 = diag(yhat) - yhat yhatᵀ" in long and "delta2 = dL/dyhat dyhat/dz2" in long


def test_trace_looks_at_a_later_step_and_at_a_checkpoint(glassnet: Terminal, tmp_path: Path) -> None:
    later = glassnet("trace", *SMALL, "--steps", "5", "--json").json
    first = glassnet("trace", *SMALL, "--json").json
    assert later["quantities"][0]["value"] != first["quantities"][0]["value"]
    run = Trainer(Experiment().with_setting("data.n", 60), engine="reference")
    run.advance(7)
    run.save(tmp_path / "checkpoint.npz")
    kept = glassnet("trace", "--checkpoint", str(tmp_path / "checkpoint.npz"), "--example", "0", "--json").json
    assert kept["quantities"][0]["value"][0] == run.net.mlp.forward(run.problem.train.X[:1]).z[0][0].tolist()


def test_trace_refuses_what_it_cannot_do(glassnet: Terminal, tmp_path: Path) -> None:
    assert "quantity: got 'z9', allowed: one of z1" in glassnet.refused("trace", *SMALL, "--only", "z9")
    assert "example: got 999, allowed: a whole number from 0 to 35" in glassnet.refused(
        "trace", *SMALL, "--example", "999"
    )
    assert "part: got 'all'" in glassnet.refused("trace", *SMALL, "--example", "1", "--part", "all")
    assert "--weight: got 'W1', allowed: a weight such as W1[2,1]" in glassnet.refused(
        "trace", *SMALL, "--weight", "W1"
    )
    assert "layer: got 5" in glassnet.refused("trace", *SMALL, "--weight", "b5[1]")
    assert "long: got 'mse'" in glassnet.refused("trace", *SIGMOIDS, "--long")
    assert "cannot be used together" in glassnet.refused("trace", "--link", "a", "--checkpoint", "b")
    missing = str(tmp_path / "none.npz")
    assert "none.npz" in glassnet.refused("trace", "--checkpoint", missing, status=1)
    wild = ("--lr", "1000", "--init", "normal(std=10)", "--loss", "mse", "--optimizer", "sgd", "--steps", "500")
    assert "--steps 500: diverged at step" in glassnet.refused("trace", *SMALL, *wild, status=1)


# -- gradcheck ---------------------------------------------------------------------------------------------------------


def test_gradcheck_passes_for_the_reference(glassnet: Terminal) -> None:
    ended = glassnet("gradcheck", *SMALL, "--activation", "relu", "--dropout", "0.3", "--l2", "0.1", "--worst", "2")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("gradient check passed") and ended.out.count(" passed\n") == 4
    data = glassnet("gradcheck", *SMALL, "--json").json
    assert data["passed"] and {row["parameter"] for row in data["rows"]} == {"W1", "b1", "W2", "b2"}
    assert len(data["worst"]) == 10 and data["finding"] is None


def test_gradcheck_judges_a_function_of_the_learner(glassnet: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(RIGHT)
    assert glassnet("gradcheck", *SIGMOIDS, "--backward", str(file)).status == 0
    file.write_text(RIGHT.replace("delta = da * a * (1 - a)", "delta = da").replace("backward", "mine"))
    ended = glassnet("gradcheck", *SIGMOIDS, "--backward", f"{file}:mine")
    assert (ended.status, ended.err) == (1, "")
    assert (
        "FAILED" in ended.out
        and "the derivative of the activation is missing in layer 1 and the output layer" in ended.out
    )
    ended = glassnet("gradcheck", *SIGMOIDS, "--backward", f"{file}:mine", "--json")
    assert ended.status == 1 and ended.json["finding"]["kind"] == "missing derivative"


def test_gradcheck_refuses_what_it_cannot_do(glassnet: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    call = ("gradcheck", *SIGMOIDS, "--backward", str(file))
    assert "there is no such file" in glassnet.refused(*call, status=1)
    file.write_text("def other(): pass")
    assert "it has no function backward(weights, biases, X, T)" in glassnet.refused(*call, status=1)
    file.write_text("def backward(:")
    assert "SyntaxError" in glassnet.refused(*call, status=1)
    file.write_text("def backward(weights, biases, X, T):\n    return weights[9]\n")
    assert "raised IndexError: list index out of range (line 2: return weights[9])" in glassnet.refused(*call, status=1)
    file.write_text("def backward(weights, biases, X, T):\n    return [w[0] for w in weights], biases\n")
    assert "dW1 has shape (2,): it must be (3, 2), like W1" in glassnet.refused(*call, status=1)
    assert "tolerance: got 3.0, allowed" in glassnet.refused("gradcheck", *SMALL, "--tolerance", "3")
    assert "'--entries'" in glassnet.refused("gradcheck", *SMALL, "--entries", "0")


def test_json_stands_alone(glassnet: Terminal) -> None:
    for command in ("trace", "gradcheck"):
        assert json.loads(glassnet(command, *SMALL, "--json").out)
