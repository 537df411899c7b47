"""Where a run starts: weights that belong to their layer alone, given arrays to the last bit, seeds that keep apart."""

from typing import Any

import numpy as np
import pytest

from glassnet.nn import INITIALIZERS
from glassnet.spec import SpecError
from glassnet.training import Trainer
from tests.training.support import make


def same(first: Any, second: Any) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_layer_starts_the_same_whatever_the_sizes_of_the_others() -> None:
    small = make(network={"layers": [{"units": 3}, {"units": 4}]}).state
    large = make(network={"layers": [{"units": 3}, {"units": 4}, {"units": 6}, {"units": 4}]}).state
    assert same(small.weights[:2], large.weights[:2])
    np.testing.assert_array_equal(small.weights[-1], large.weights[-1])  # the output's stream has a name of its own


@pytest.mark.parametrize("initializer", INITIALIZERS)
def test_drawn_weights_are_float32_numbers_that_every_engine_starts_from(initializer: str) -> None:
    network = {"initializer": initializer, "bias": 0.1}
    state, single = make("reference", network=network).state, make("compiled", network=network).state
    assert same(state.parameters, single.parameters)
    assert {array.dtype.name for array in state.parameters} == {"float64"}
    assert {array.dtype.name for array in single.parameters} == {"float32"}
    for array in state.parameters:
        np.testing.assert_array_equal(array, array.astype(np.float32))
    if initializer == "pytorch":
        for W, b in zip(state.weights, state.biases, strict=True):
            limit = 1.0 / np.sqrt(W.shape[1])
            assert np.abs(W).max() <= np.float32(limit)
            assert np.abs(b).max() <= np.float32(limit)
            assert len(np.unique(b)) == len(b)
    else:
        assert all((b == np.float32(0.1)).all() for b in state.biases)


def test_an_initializers_settings_and_the_seed_change_the_weights() -> None:
    weights = [
        make(network=network).state.weights[0]
        for network in (
            {"initializer": "uniform"},
            {"initializer": {"kind": "uniform", "limit": 0.1}},
            {"initializer": "normal"},
            {"initializer": {"kind": "normal", "std": 0.1}},
            {"initializer": "uniform", "seed": 1},
        )
    ]
    assert len({W.tobytes() for W in weights}) == len(weights)
    assert np.abs(weights[1]).max() <= 0.1
    np.testing.assert_allclose(weights[0] * 0.2, weights[1], rtol=1e-6)


GIVEN: dict[str, list[Any]] = {"weights": [[[0.1, 1 / 3]], [[1e-9], [-7.25]]], "biases": [[0.7], [1e-17, 2.0]]}


def test_given_arrays_are_used_to_the_last_bit_of_the_engine_s_precision(engine: str) -> None:
    state = make(engine, network={"layers": [{"units": 1}], "initializer": "zeros", "bias": 9.0} | GIVEN).state
    kind = {"reference": np.float64, "compiled": np.float32, "torch": np.float32}[engine]
    for name, arrays in (("weights", state.weights), ("biases", state.biases)):
        assert [a.tolist() for a in arrays] == [np.array(a, kind).tolist() for a in GIVEN[name]]


def test_weights_can_be_given_without_biases() -> None:
    run = make(network={"layers": [{"units": 1}], "bias": 0.5, "weights": GIVEN["weights"]})
    assert [b.tolist() for b in run.state.biases] == [[0.5], [0.5, 0.5]]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([[[0.1, 0.2]]], r"network\.weights: got '1 arrays', allowed: 2, one for each layer"),
        ([[[0.1, 0.2]], [[1.0], [1.0]], [[1.0]]], r"network\.weights: got '3 arrays', allowed: 2, one for each layer"),
        ([[[0.1]], [[1.0], [1.0]]], r"got 'shape \(1, 1\)', allowed: an array of shape \(1, 2\) for layer 1"),
        ([[[0.1, 0.2]], [[1.0], []]], r"got 'rows of different lengths', allowed: an array of shape \(2, 1\)"),
        ([[0.1, 0.2], [[1.0], [1.0]]], r"got 'shape \(2,\)', allowed: an array of shape \(1, 2\) for layer 1"),
    ],
)
def test_given_arrays_of_another_shape_are_refused(weights: Any, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        make(network={"layers": [{"units": 1}], "weights": weights})


def pieces(run: Trainer) -> dict[str, bytes]:
    """The parts of a run that seeds decide about."""
    noiseless = run.data.table.labels
    order = [run.problem.train.X.tobytes()]
    weights = [p.tobytes() for p in run.state.parameters]
    run.advance(3)
    return {
        "labels": noiseless.tobytes(),
        "points": run.data.table.points.tobytes(),
        "sizes": str([len(part) for part in run.data.parts.values()]).encode(),
        "train": b"".join(order),
        "weights": b"".join(weights),
        "trained": b"".join(p.tobytes() for p in run.state.parameters),
    }


@pytest.mark.parametrize(
    ("path", "value", "changed"),
    [
        ("data.seed", 1, {"points", "train", "trained"}),
        ("data.noise", 0.3, {"points", "train", "trained"}),
        ("data.split.seed", 1, {"train", "trained"}),
        ("network.seed", 1, {"weights", "trained"}),
        ("training.seed", 1, {"trained"}),
        ("training.dropout_seed", 1, {"trained"}),
    ],
)
def test_a_seed_changes_only_what_it_is_for(path: str, value: Any, changed: set[str]) -> None:
    network = {"layers": [{"units": 4, "dropout": 0.5}]}
    usual = make(network=network)
    other = Trainer(usual.experiment.with_setting(path, value))
    before, after = pieces(usual), pieces(other)
    assert {name for name in before if before[name] != after[name]} == changed


def test_more_noise_moves_points_and_leaves_split_and_weights() -> None:
    calm, noisy = make(data={"noise": 0.0}), make(data={"noise": 0.5})
    assert same(calm.state.parameters, noisy.state.parameters)
    for name in ("train", "validation", "test"):
        np.testing.assert_array_equal(calm.data.parts[name].labels, noisy.data.parts[name].labels)
    shift = np.abs(calm.data.table.points - noisy.data.table.points)
    assert (shift > 0).all()


def test_restart_and_a_new_run_begin_alike(engine: str) -> None:
    run = make(engine)
    start = run.state
    run.advance(10)
    run.restart()
    assert same(run.state.parameters, start.parameters)
    assert (run.step, run.epoch, len(run.history)) == (0, 0, 1)
    assert same(make(engine).state.parameters, start.parameters)


def test_data_is_finite_float32_numbers() -> None:
    run = make(data={"features": ["x", "x*y", "sin(x)"]})
    for part in run.problem.parts.values():
        assert np.isfinite(part.X).all()
        np.testing.assert_array_equal(part.X, part.X.astype(np.float32))
    with pytest.raises(SpecError, match="a formula that is finite at every point"):
        make(data={"features": ["log(x - 100)"]})
