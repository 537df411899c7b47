"""A wrong value is refused with a line that names the field, the value, and what is allowed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from glassnet.spec import Experiment, LayerSpec, SpecError, Split, TrainingSpec, from_link, to_link

SEED = "a whole number from 0 to 4,294,967,295"
RATE = "a number from 0 to 1,000"
EPOCHS = "a whole number from 0 to 100,000,000"

CASES: list[tuple[str, Any, str]] = [
    ("training.learning_rate", -0.1, f"training.learning_rate: got -0.1, allowed: {RATE}"),
    ("training.learning_rate", 1000.5, f"training.learning_rate: got 1000.5, allowed: {RATE}"),
    ("training.learning_rate", float("nan"), f"training.learning_rate: got nan, allowed: {RATE}"),
    ("training.learning_rate", float("inf"), f"training.learning_rate: got inf, allowed: {RATE}"),
    ("training.learning_rate", True, f"training.learning_rate: got True, allowed: {RATE}"),
    ("training.learning_rate", "0.1", f"training.learning_rate: got '0.1', allowed: {RATE}"),
    ("training.learning_rate", None, f"training.learning_rate: got None, allowed: {RATE}"),
    ("training.learning_rate", 1j, f"training.learning_rate: got 1j, allowed: {RATE}"),
    ("training.epochs", -1, f"training.epochs: got -1, allowed: {EPOCHS}"),
    ("training.epochs", 1.5, f"training.epochs: got 1.5, allowed: {EPOCHS}"),
    ("training.epochs", False, f"training.epochs: got False, allowed: {EPOCHS}"),
    ("training.epochs", float("inf"), f"training.epochs: got inf, allowed: {EPOCHS}"),
    ("training.epochs", 10**400, f"training.epochs: got 1{'0' * 76}..., allowed: {EPOCHS}"),
    ("training.batch_size", 0, "training.batch_size: got 0, allowed: a whole number from 1 to 10,000,000, or none "
     "(the whole training set)"),
    ("training.clip_norm", 0.0, "training.clip_norm: got 0.0, allowed: a number above 0 to 1,000,000, or none "
     "(no clipping)"),
    ("training.shuffle", 1, "training.shuffle: got 1, allowed: true or false"),
    ("training.seed", 2**32, f"training.seed: got 4294967296, allowed: {SEED}"),
    ("training.sead", 1, "training.sead: got 'sead', allowed: one of the fields loss, optimizer, learning_rate, "
     "schedule, warmup, batch_size, epochs, l1, l2, clip_norm, shuffle, seed, dropout_seed, patience, min_delta, "
     "target, evaluate_every (did you mean seed?)"),
    ("training.optimizer", "adamm", "training.optimizer: got 'adamm', allowed: one of sgd, momentum, nesterov, "
     "rmsprop, adagrad, adam, adamw (did you mean adam?)"),
    ("training.optimizer", {"beta1": 0.5}, "training.optimizer: got {'beta1': 0.5}, allowed: one of sgd, momentum, "
     "nesterov, rmsprop, adagrad, adam, adamw"),
    ("training.optimizer", {"kind": []}, "training.optimizer: got [], allowed: one of sgd, momentum, nesterov, "
     "rmsprop, adagrad, adam, adamw"),
    ("training.optimizer", {"kind": "adam", "beta": 0.5}, "training.optimizer.beta: got 0.5, allowed: no such field; "
     "the fields are beta1, beta2, eps"),
    ("training.optimizer", {"kind": "sgd", "momentum": 0.5}, "training.optimizer.momentum: got 0.5, allowed: no such "
     "field; SGD has no settings"),
    ("training.optimizer.beta1", 1.0, "training.optimizer.beta1: got 1.0, allowed: a number from 0 and below 1"),
    ("training.schedule", {"kind": "step", "every": 0}, "training.schedule.every: got 0, allowed: a whole number from "
     "1 to 1,000,000"),
    ("network.layers", 8, "network.layers: got 8, allowed: a list of layers"),
    ("network.layers", [8], "network.layers.0: got 8, allowed: the fields units, activation, dropout"),
    ("network.layers", [{}, {"units": 0}], "network.layers.1.units: got 0, allowed: a whole number from 1 to 65,536"),
    ("network.layers", [{}] * 33, "network.layers: got '33 layers', allowed: at most 32"),
    ("network.layers.1.dropout", 1.0, "network.layers.1.dropout: got 1.0, allowed: a number from 0 and below 1"),
    ("network.layers.2.units", 4, "network.layers.2: got '2', allowed: a number from 0 to 1"),
    ("data.source", {"kind": "table", "text": "\ud800,y"}, "data.source.text: got '\\ud800,y', allowed: a text of "
     "whole characters"),
    ("network.layers.0.activation", "softmax", "network.layers.0.activation: got 'softmax', allowed: one of identity, "
     "sigmoid, tanh, relu, leaky_relu, elu, gelu, silu, softplus, sine, softsign"),
    ("network.weights", [[1.0, "a"]], "network.weights: got [[1.0, 'a']], allowed: nested lists of finite numbers, or "
     "none (drawn by the initializer)"),
    ("network.weights", 5.0, "network.weights: got 5.0, allowed: nested lists of finite numbers, or none (drawn by the "
     "initializer)"),
    ("network.biases", [[[[1.0]]]], "network.biases: got [[[[1.0]]]], allowed: nested lists of finite numbers, or none "
     "(the initial bias)"),
    ("data.source", "circel", "data.source: got 'circel', allowed: one of preset, csv, table, own"),
    ("data.source", {"kind": "own", "task": "guess"}, "data.source.task: got 'guess', allowed: one of classification, "
     "regression"),
    ("data.n", 3, "data.n: got 3, allowed: a whole number from 4 to 1,000,000"),
    ("data.noise", 1.01, "data.noise: got 1.01, allowed: a number from 0 to 1"),
    ("data.points", [[1.0, 2.0]], "data.points.0: got (1.0, 2.0), allowed: three numbers: x, y, label"),
    ("data.points", [[1.0, 2.0, [3.0]]], "data.points.0: got (1.0, 2.0, (3.0,)), allowed: three numbers: x, y, label"),
    ("data.points", [[1.0, 2.0, float("nan")]], "data.points: got [[1.0, 2.0, nan]], allowed: nested lists of finite "
     "numbers"),
    ("data.split.train", 0.0, "data.split.train: got 0.0, allowed: a number above 0 to 1"),
    ("data.split.train", 0.5, "data.split: got '0.5 + 0.2 + 0.2', allowed: shares that add up to 1"),
    ("data.scaling", "minmax", "data.scaling: got 'minmax', allowed: one of none, standardize"),
    ("data.scaling", ["none"], "data.scaling: got ['none'], allowed: one of none, standardize"),
    ("data.source", {"kind": "csv", "path": 5}, "data.source.path: got 5, allowed: a text"),
    ("colour", "red", "colour: got 'colour', allowed: one of the fields data, network, training"),
    ("data", 5, "data: got 5, allowed: the fields source, n, noise, balance, seed, split, columns, features, scaling, "
     "value_scaling, targets, points"),
    ("training.epochs.x", 5, "training.epochs.x: got 'x', allowed: no field"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), CASES, ids=[f"{p}={v!r:.20}" for p, v, _ in CASES])
def test_a_wrong_setting(path: str, value: Any, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        Experiment().with_setting(path, value)
    assert str(caught.value) == message
    assert caught.value.where == message.split(":")[0]


def test_a_path_of_thousands_of_letters_is_shortened() -> None:
    with pytest.raises(SpecError) as caught:
        Experiment().with_setting(f"network.layers.{'9' * 5000}", 4)
    nines = "9" * 76
    assert str(caught.value) == f"network.layers.{nines[:62]}...: got '{nines}..., allowed: a number from 0 to 1"


def nested(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    return dict(value)


JSON_CASES = [case for case in CASES if "field" not in case[2].split("allowed")[1] and ".0" not in case[0]]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [c for c in JSON_CASES if not any(part.isdecimal() for part in c[0].split(".")) and "beta1" not in c[0]],
    ids=lambda case: f"{case!r:.20}",
)
def test_the_same_value_in_a_file_gives_the_same_message(path: str, value: Any, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        Experiment.from_json(nested(path, value))
    assert str(caught.value) == message


def test_an_unknown_field_of_a_file_is_named_with_its_place() -> None:
    with pytest.raises(SpecError) as caught:
        Experiment.from_json({"network": {"layers": [{"unit": 5}]}})
    fields = "the fields are units, activation, dropout"
    expected = f"network.layers.0.unit: got 5, allowed: no such field (did you mean units?); {fields}"
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("typed", "meant"), [("optimiser", "optimizer"), ("batchsize", "batch_size"), ("seeds", "seed")]
)
def test_a_field_typed_almost_right_is_recognised(typed: str, meant: str) -> None:
    with pytest.raises(
        SpecError, match=rf"^{typed}: got 1, allowed: no such field \(did you mean {meant}\?\); the fields"
    ):
        TrainingSpec.from_json({typed: 1})


def test_an_array_is_shown_on_one_line() -> None:
    with pytest.raises(SpecError) as caught:
        Experiment().with_setting("network.weights", [np.full((3, 2), np.nan)])
    assert "\n" not in str(caught.value) and str(caught.value).startswith(
        "network.weights: got [array([[nan, nan], [nan"
    )


@pytest.mark.parametrize("shares", [(0.6, 0.2, 0.201), (0.6, 0.2, 0.199), (1.0, 1e-3, 0.0)])
def test_shares_that_do_not_quite_add_up_are_refused(shares: tuple[float, float, float]) -> None:
    with pytest.raises(SpecError, match="shares that add up to 1"):
        Split(*shares)
    thirds = Split(1 / 3, 1 / 3, 1 / 3)  # rounding is no mistake
    assert thirds.train == 1 / 3


@pytest.mark.parametrize(
    ("call", "argument", "message"),
    [
        (to_link, "v=1", "experiment: got 'v=1', allowed: an Experiment"),
        (from_link, None, "link: got None, allowed: the text of a link"),
        (from_link, "v=9", "link: got 'v=9', allowed: a link that begins with v=1"),
        (lambda path: Experiment().with_setting(path, 1), None, "path: got None, allowed: a dotted path such as"),
    ],
)
def test_another_kind_of_thing_is_refused(call: Callable[[Any], Any], argument: Any, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        call(argument)
    assert str(caught.value).startswith(message)


def test_a_wrong_feature_is_named_with_its_place() -> None:
    for path, value in (("data.features", ["x", "os.x"]), ("data.features.1", "os.x")):
        with pytest.raises(SpecError, match=r"^data\.features\.1: got 'os\.x', allowed: numbers, inputs"):
            Experiment().with_setting("data.features", ["x", "y"]).with_setting(path, value)


def test_a_wrong_number_inside_given_weights_is_named_by_its_field() -> None:
    experiment = Experiment().with_setting("network.weights", [[[1.0]]])
    with pytest.raises(SpecError, match=r"^network\.weights: got .*, allowed: nested lists of finite numbers"):
        experiment.with_setting("network.weights.0.0.0", "much")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "experiment: got '', allowed: JSON (Expecting value, line 1)"),
        ('{"data": {\n', "experiment: got '{\"data\": {', allowed: JSON"),
        ("[]", "experiment: got [], allowed: a JSON object"),
        ("5", "experiment: got 5, allowed: a JSON object"),
        ('{"training": {"epochs": NaN}}', f"training.epochs: got nan, allowed: {EPOCHS}"),
        ('{"training": {"epochs": ' + "9" * 5000 + "}}", 'experiment: got \'{"training": {"epochs": 99999'),
        ("[" * 100_000, "experiment: got '[[["),
        ('{"network": {"weights": ' + "[" * 500 + "]" * 500 + "}}", "network.weights: got [[["),
    ],
    ids=["empty", "half", "list", "number", "nan", "digits", "brackets", "nesting"],
)
def test_a_text_that_is_no_experiment(text: str, shown: str) -> None:
    with pytest.raises(SpecError) as caught:
        Experiment.loads(text)
    assert str(caught.value).startswith(shown)
    assert "\n" not in str(caught.value)


def test_long_values_are_cut_in_the_message() -> None:
    with pytest.raises(SpecError) as caught:
        Experiment().with_setting("data.scaling", "x" * 10_000)
    assert len(str(caught.value)) < 200


def test_numbers_of_other_libraries_are_taken_as_plain_ones() -> None:
    training = TrainingSpec(learning_rate=np.float32(0.5), epochs=np.int64(7), batch_size=8.0)  # type: ignore[arg-type]
    assert (training.learning_rate, training.epochs, training.batch_size) == (0.5, 7, 8)
    assert (type(training.learning_rate), type(training.epochs)) == (float, int)
    weights = Experiment().with_setting("network.weights", [np.eye(2)]).network.weights
    assert weights == (((1.0, 0.0), (0.0, 1.0)),)


def test_values_are_frozen_and_checked_however_they_are_made() -> None:
    layer = LayerSpec(3)
    with pytest.raises(AttributeError):
        layer.units = 5  # type: ignore[misc]
    with pytest.raises(SpecError, match="units: got 0"):
        LayerSpec(0)
    with pytest.raises(SpecError, match="units: got 0"):
        layer.with_(units=0)
