"""The trace of a step: the reference's own numbers, formulas that evaluate to them, code lines that are there."""

import ast
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet
from glassnet import nn
from glassnet.explain import Trace, trace
from glassnet.explain.one_step import Step, step_of
from glassnet.explain.traces import Style, trace_step
from glassnet.explain.traces.activations import ACTIVATIONS as WRITTEN
from glassnet.explain.traces.update import OPTIMIZER_FORMULAS
from glassnet.spec import Experiment, SpecError
from glassnet.training import Network, Trainer
from tests.nn.cases import Case, cases_of
from tests.nn.reference import entry

# -- the hand trace ----------------------------------------------------------------------------------------------------

NAMES = {
    "z1": "z1", "a1": "a1", "z2": "z2", "a2": "a2", "loss": "loss", "dL/da2": "dL_da2", "da2/dz2": "da2_dz2",
    "delta2": "delta2", "dL/dW2": "dL_dW2", "dL/db2": "dL_db2", "dL/da1": "dL_da1", "da1/dz1": "da1_dz1",
    "delta1": "delta1", "dL/dW1": "dL_dW1", "dL/db1": "dL_db1",
}  # fmt: skip
LAST_DIGIT = 5e-16
"""Relative difference of two float64 numbers that were computed in another order of the same operations."""


def hand(name: str) -> tuple[Trace, dict[str, Any]]:
    inputs = entry(name)["inputs"]
    net = Network(
        [2, 2, 1], activation="sigmoid", output="sigmoid", weights=[inputs["W1"], inputs["W2"]],
        biases=[inputs["b1"], inputs["b2"]],
    )  # fmt: skip
    return trace(net, inputs["x"], inputs["target"], loss="mse", lr=inputs["lr"]), entry(name)["outputs"]


@pytest.mark.parametrize("name", ["guide.handtrace.2-2-1", "guide.ex2.1.trace"])
def test_the_hand_trace_to_every_digit(name: str) -> None:
    found, expected = hand(name)
    assert [q.name for q in found[:15]] == list(NAMES)
    for ours, theirs in NAMES.items():
        value = np.array(expected[theirs])
        np.testing.assert_allclose(found[ours].value.reshape(value.shape), value, rtol=LAST_DIGIT, atol=0)
    for letter in ("W1", "b1", "W2", "b2"):
        # a difference of nearly equal numbers: the last digit of those is what counts
        np.testing.assert_allclose(found[f"{letter} after"].value, expected["updated"][letter], rtol=0, atol=2e-16)
    after = found.step.network.with_parameters(found.updated)
    assert after.forward(found.step.X).output[0, 0] == pytest.approx(expected["new_prediction"][0], rel=LAST_DIGIT)
    loss = nn.LOSSES["mse"].value(after.forward(found.step.X).output, found.step.T)
    assert loss == pytest.approx(expected["new_loss"], rel=2 * LAST_DIGIT)


def test_the_text_of_the_hand_trace() -> None:
    text = str(hand("guide.handtrace.2-2-1")[0])
    for line in (
        "z1 = x W1ᵀ + b1",
        "[1,1] 0.1·1 + 0.3·2 + 0.01 = 0.71",
        "[1,1] 1/(1 + exp(-0.71)) = 0.6704",
        "(0.6913 - 1)² = 0.0953",
        "[1,1] -0.6174·0.2134 = -0.1318",
        "[1,2] 0.3 - 0.5·(-0.02911) = 0.3146",
    ):
        assert line in text


# -- formulas that evaluate to what is shown ---------------------------------------------------------------------------


def exp(z: float) -> float:
    """e^z, infinite where it overflows, as the processor's arithmetic has it."""
    return math.exp(z) if z < 709.0 else math.inf


NAMESPACE: dict[str, Any] = {
    "exp": exp, "log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "sin": math.sin, "cos": math.cos,
    "abs": abs, "min": min, "max": max, "sign": lambda w: float(np.sign(w)),
    "σ": lambda z: 1 / (1 + exp(-z)), "Φ": lambda z: 0.5 * math.erfc(-z / math.sqrt(2)),
    "φ": lambda z: exp(-z * z / 2) / math.sqrt(2 * math.pi),
}  # fmt: skip


def evaluated(text: str) -> float:
    """What a formula with its numbers comes to, by Python's own arithmetic."""
    return float(eval(text.replace("·", "*").replace("²", "**2"), {"__builtins__": {}}, NAMESPACE))


def assert_formulas_hold(found: Trace) -> int:
    """Every entry's formula evaluates to its value; returns how many there were."""
    count = 0
    for quantity in found:
        size = float(np.abs(quantity.value).max(initial=0.0))
        for index in quantity.indices():
            text = quantity.numbers(*index)
            value = float(quantity.value[index])
            assert evaluated(text) == pytest.approx(value, rel=1e-11, abs=1e-13 * max(1.0, size)), (quantity.name, text)
            count += 1
    return count


def of_case(case: Case) -> Step:
    step = step_of(
        case.network, case.X, case.T, loss={"kind": case.loss, **case.loss_settings}, l1=case.l1, l2=case.l2,
        clip_norm=0.5,
    )  # fmt: skip
    return replace(step, masks=tuple(case.masks))


def traces_of(activation: str, depths: tuple[int, ...]) -> Iterator[Trace]:
    """Every loss, with penalties, clipping and dropout; entropies in both forms."""
    for case in cases_of(activation):
        if case.depth in depths:
            for long in {False, "entropy" in case.loss}:
                yield trace_step(of_case(case), long=long)


@pytest.mark.parametrize("activation", nn.ACTIVATIONS)
def test_every_formula_with_its_numbers_gives_the_value(activation: str) -> None:
    assert sum(map(assert_formulas_hold, traces_of(activation, (0, 1)))) > 1_000


@pytest.mark.slow
@pytest.mark.parametrize("activation", nn.ACTIVATIONS)
def test_every_formula_of_deeper_networks_gives_the_value(activation: str) -> None:
    assert sum(map(assert_formulas_hold, traces_of(activation, (2, 3, 4)))) > 4_000


@pytest.mark.parametrize("optimizer", nn.OPTIMIZERS)
@pytest.mark.parametrize("clip", [None, 0.01, 100.0])
def test_every_formula_of_the_update_gives_the_value(optimizer: str, clip: float | None) -> None:
    run = Trainer(experiment(optimizer=optimizer, clip_norm=clip, l1=0.01, l2=0.02), engine="reference")
    run.advance(3)
    assert_formulas_hold(trace(run))


@pytest.mark.parametrize("z", [-900.0, -40.0, -3.0, 0.0, 12.0, 40.0, 900.0])
@pytest.mark.parametrize("activation", nn.ACTIVATIONS)
def test_formulas_hold_far_out(activation: str, z: float) -> None:
    net = nn.MLP([nn.Dense(np.array([[1.0]]), np.zeros(1), activation)])
    assert_formulas_hold(trace(net, [z], [0.5], loss="huber"))


@pytest.mark.parametrize("loss", ["cross_entropy", "binary_cross_entropy"])
@pytest.mark.parametrize("size", [1.0, 12.0, 30.0, 600.0, 2000.0])
def test_formulas_hold_for_confident_networks(loss: str, size: float) -> None:
    net = nn.MLP([nn.Dense(np.array([[size], [-size], [0.3 * size]]), np.zeros(3))])
    for target in np.eye(3):
        found = trace(net, [1.0], target, loss=loss)
        assert_formulas_hold(found)
        long = trace(net, [1.0], target, loss=loss, long=True)
        assert_formulas_hold(long)
        np.testing.assert_array_equal(found["delta1"].value, long["delta1"].value)
        assert ("dL/dyhat" in long.names) is not bool(long.notes)


def test_long_form_that_would_divide_by_zero_is_said() -> None:
    net = nn.MLP([nn.Dense(np.array([[2000.0], [0.0]]), np.zeros(2))])
    found = trace(net, [1.0], [0.0, 1.0], loss="cross_entropy", long=True)
    assert "divide by a probability that is 0" in found.notes[0] and "dL/dyhat" not in found.names
    assert found["delta1"].value.tolist() == [[1.0, -1.0]]


def test_rounded_numbers_are_those_of_the_full_formula() -> None:
    found, _ = hand("guide.handtrace.2-2-1")
    short = found["z2"].numbers(0, 0, style=Style(digits=3))
    assert short == "0.5·0.67 + 0.6·0.735 + 0.03"
    assert found["z2"].numbers(0, 0) == "0.5·0.6704011598088686 + 0.6·0.7349725994665188 + 0.03"


# -- the lines of code -------------------------------------------------------------------------------------------------

ROOT = Path(glassnet.__file__).parent


@cache
def parsed(file: str) -> tuple[str, list[ast.stmt]]:
    """The text of a file of the package, and its statements."""
    source = (ROOT / file).read_text(encoding="utf-8")
    return source, [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]


def assert_line_is_there(quantity: Any) -> None:
    """The shown statement begins in the shown line of the shown file, inside the shown function."""
    code = quantity.code
    source, statements = parsed(code.file)
    texts = [ast.get_source_segment(source, node) for node in statements if node.lineno == code.line]
    assert code.text in [" ".join((text or "").split()) for text in texts], (quantity.name, code)
    defined = [n for n in statements if isinstance(n, ast.FunctionDef) and n.name == code.function.split(".")[-1]]
    assert any(n.lineno <= code.line <= (n.end_lineno or 0) for n in defined)


@pytest.mark.parametrize("activation", nn.ACTIVATIONS)
def test_the_code_line_is_in_the_source(activation: str) -> None:
    for found in traces_of(activation, (1,)):
        for quantity in found:
            assert_line_is_there(quantity)


@pytest.mark.parametrize("optimizer", nn.OPTIMIZERS)
def test_the_code_line_of_the_update_is_in_the_source(optimizer: str) -> None:
    run = Trainer(experiment(optimizer=optimizer), engine="reference")
    for quantity in trace(run):
        assert_line_is_there(quantity)


def test_each_kind_of_quantity_names_the_line_that_computes_it() -> None:
    found = trace_step(of_case(next(c for c in cases_of("tanh") if c.depth == 2 and c.loss == "mse")))
    texts = {q.name: q.code.text for q in found}
    assert texts["z1"] == "return X @ self.W.T + self.b"
    assert texts["a1"] == "return np.tanh(z)"
    assert texts["h1"] == "return a if mask is None else a * mask"
    assert texts["loss"] == "return float(np.mean((o - _targets(o, T)) ** 2))"
    assert texts["da1/dz1"] == "return 1.0 - np.tanh(z) ** 2"
    assert texts["dL/dW1"] == "dW = delta.T @ X" and texts["dL/db1"] == "db = delta.sum(axis=0)"
    assert texts["dL/da2"] == "dX = delta @ self.W"
    assert texts["W1 after"] == "return w - step.learning_rate * g, {}"


def test_tables_have_the_names_of_the_reference() -> None:
    assert set(WRITTEN) == set(nn.ACTIVATIONS) and set(OPTIMIZER_FORMULAS) == set(nn.OPTIMIZERS)


# -- the run's own next step -------------------------------------------------------------------------------------------


def experiment(**training: Any) -> Experiment:
    return Experiment.from_json(
        {
            "data": {"source": {"kind": "preset", "name": "moons"}, "n": 60},
            "network": {"layers": [{"units": 4, "activation": "tanh", "dropout": 0.25}, {"units": 3}]},
            "training": {"batch_size": 8, "learning_rate": 0.05} | training,
        }
    )


@pytest.mark.parametrize("optimizer", nn.OPTIMIZERS)
def test_the_update_is_the_step_that_the_run_then_takes(optimizer: str) -> None:
    schedule = {"kind": "cosine", "epochs": 5}
    run = Trainer(
        experiment(optimizer=optimizer, l1=0.001, l2=0.01, clip_norm=0.2, schedule=schedule), engine="reference"
    )
    for _ in range(3):
        run.advance(5)
        expected = trace(run).updated
        run.advance(1)
        for ours, theirs in zip(expected, run.state.parameters, strict=True):
            np.testing.assert_array_equal(ours, theirs)


def test_a_run_is_not_changed() -> None:
    run = Trainer(experiment(), engine="reference")
    before = [p.copy() for p in run.state.parameters]
    trace(run, example=2)
    trace(run)
    assert run.step == 0
    for old, new in zip(before, run.state.parameters, strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_an_example_is_the_one_of_that_number(part: str) -> None:
    run = Trainer(experiment(), engine="reference")
    found = trace(run, example=3, part=part)
    np.testing.assert_array_equal(found.step.X, run.problem.parts[part].X[3:4])
    np.testing.assert_array_equal(found.step.T, run.problem.parts[part].T[3:4])
    assert found["z1"].shape == (1, 4) and found.step.examples == f"example 3 of the {part} set"


def test_dropout_stands_between_the_layers() -> None:
    run = Trainer(experiment(), engine="reference")
    found = trace(run)
    names = list(found.names)
    assert names.index("a1") + 1 == names.index("h1") and names.index("dL/dh1") + 1 == names.index("dL/da1")
    (mask, _) = found.step.masks
    assert mask is not None and set(mask.ravel().tolist()) == {0.0, 1 / 0.75}
    np.testing.assert_array_equal(found["h1"].value, found["a1"].value * mask)


def test_json_says_everything() -> None:
    found, _ = hand("guide.handtrace.2-2-1")
    data = found.to_json()
    assert (data["sizes"], data["x"], data["t"], data["learning_rate"]) == ([2, 2, 1], [[1.0, 2.0]], [[1.0]], 0.5)
    first = data["quantities"][0]
    assert first["name"] == "z1" and first["value"] == [[0.71, 1.02]] and first["shape"] == [1, 2]
    assert first["entries"][1]["numbers"] == "0.2·1 + 0.4·2 + 0.02" and first["mathml"].startswith("<math")
    assert first["code"]["function"] == "Dense.forward"


# -- what cannot be ----------------------------------------------------------------------------------------------------

NET = Network([2, 2, 1], activation="sigmoid")


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        ((NET,), {}, "X: got None, allowed: examples X and targets T"),
        ((NET, [1, 2]), {}, "T: got None"),
        ((NET, [1, 2, 3], [1]), {}, r"X: got 'shape \(3,\)', allowed: numbers of shape \(n, 2\)"),
        ((NET, [[1, 2]], [[1, 2]]), {}, r"T: got 'shape \(1, 2\)'"),
        ((NET, [[1, 2], [3, 4]], [1]), {}, "T: got '1 targets', allowed: one for each of 2 examples"),
        ((NET, [1, float("nan")], [1]), {}, "X: got 'numbers that are not finite'"),
        ((NET, "ab", [1]), {}, "X: got 'str'"),
        ((NET, [1, 2], [1]), {"loss": "mae"}, "loss: got 'mae', allowed: one of"),
        ((NET, [1, 2], [1]), {"loss": "auto"}, "loss: got 'auto'"),
        ((NET, [1, 2], [1]), {"loss": "cross_entropy"}, "binary_cross_entropy for a single output"),
        ((NET, [1, 2], [1]), {"epochs": 3}, "epochs: got 3, allowed: no such setting"),
        ((NET, [1, 2], [1]), {"long": True}, "long: got 'mse'"),
        ((NET, [1, 2], [1]), {"example": 1}, "example: got 1, allowed: none for a network"),
        ((3,), {}, "what: got 'int', allowed: a run"),
    ],
)
def test_bad_input_is_told_in_a_line(arguments: tuple[Any, ...], settings: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        trace(*arguments, **settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"example": 36}, "example: got 36, allowed: a whole number from 0 to 35 in the train set"),
        ({"example": -1}, "example: got -1"),
        ({"example": 0, "part": "all"}, "part: got 'all', allowed: train, validation or test"),
        ({"loss": "mse"}, "run: got 'a run and loss', allowed: a run alone"),
        ({"X": [1, 2]}, "run: got 'a run and X and T'"),
    ],
)
def test_bad_input_for_a_run_is_told_in_a_line(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        trace(Trainer(experiment(), engine="reference"), **settings)


def test_a_part_without_examples_is_told() -> None:
    lone = experiment().with_setting("data.split", {"train": 0.5, "validation": 0.0, "test": 0.5})
    with pytest.raises(SpecError, match="part: got 'validation', allowed: one of train, test"):
        trace(Trainer(lone, engine="reference"), example=0, part="validation")


def test_weights_that_are_not_finite_are_told_with_their_layer() -> None:
    layers = [nn.Dense(np.ones((2, 2)), np.zeros(2)), nn.Dense(np.array([[1.0, np.nan]]), np.zeros(1))]
    with pytest.raises(SpecError, match="weights of layer 2: got 'numbers that are not finite'"):
        trace(nn.MLP(layers), [1.0, 2.0], [1.0])


def test_numbers_that_overflow_are_told() -> None:
    big = nn.Dense(np.full((1, 1), 1e300), np.zeros(1))
    with pytest.raises(SpecError, match="z2: got 'numbers that are not finite'"):
        trace(nn.MLP([big, big]), [1.0], [1.0])
    with pytest.raises(SpecError, match="the outputs are too large"):
        trace(nn.MLP([big]), [1.0], [1.0])


def test_a_quantity_or_an_entry_that_there_is_not_is_told() -> None:
    found, _ = hand("guide.handtrace.2-2-1")
    with pytest.raises(SpecError, match="quantity: got 'z3', allowed: one of z1, a1"):
        found["z3"]
    with pytest.raises(SpecError, match=r"entry of z1: got \(0, 2\)"):
        found["z1"].numbers(0, 2)
    with pytest.raises(SpecError, match=r"entry of z1: got \(0,\)"):
        found["z1"].numbers(0)


@pytest.mark.parametrize("loss", ["cross_entropy", "binary_cross_entropy", "mse", "half_squared", "huber"])
def test_examples_that_count_differently_do_so_in_every_formula(loss: str) -> None:
    case = next(c for c in cases_of("tanh") if c.depth == 1 and c.loss == loss)
    weights = np.array([0.0, 2.0, 1.0, 0.5, 1.5, 1.0])
    step = replace(of_case(case), weights=weights)
    for long in {False, "entropy" in loss}:
        found = trace_step(step, long=long)
        assert_formulas_hold(found)
        value, _, gradients = nn.weighted_loss_and_gradients(
            step.network, step.X, step.T, weights, loss, step.masks, **dict(step.loss_settings)
        )
        assert found.loss == value
        np.testing.assert_allclose(found["dL/dW1"].value, gradients.dW[0], rtol=1e-14)
        assert found.chain(2, 0, 1).agrees and found.chain(1, 1, 0).agrees
        for quantity in found:
            assert_line_is_there(quantity)
