"""Live changes of the network: what was learned stays, and what is new begins without disturbing it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.training import Trainer
from tests.training.support import make

SLOTS = {"sgd": 0, "momentum": 1, "nesterov": 1, "rmsprop": 1, "adagrad": 1, "adam": 2, "adamw": 2}


def trained(engine: str, *units: int, optimizer: str = "adam", **network: Any) -> Trainer:
    run = make(engine, network={"layers": [{"units": n} for n in units]} | network, optimizer=optimizer)
    run.advance(7)
    return run


def outputs(run: Trainer) -> Any:
    return run.forward(run.problem.train.X)[-1]


widths = st.integers(1, 5)


@settings(max_examples=40)
@given(st.lists(st.tuples(widths, st.integers(0, 3)), min_size=1, max_size=3), st.sampled_from(list(SLOTS)))
def test_more_neurons_leave_the_function_as_it_is(engine: str, layers: list[tuple[int, int]], optimizer: str) -> None:
    run = trained(engine, *(units for units, _ in layers), optimizer=optimizer)
    before, state = outputs(run), run.state
    run.set("network.layers", [{"units": units + more} for units, more in layers])
    np.testing.assert_allclose(outputs(run), before, rtol=1e-12, atol=1e-14)
    now = run.state
    assert (now.cursor, now.slot_steps) == (state.cursor, state.slot_steps)
    for old, new, old_slots, new_slots in zip(state.parameters, now.parameters, state.slots, now.slots, strict=True):
        part = tuple(slice(n) for n in old.shape)
        np.testing.assert_array_equal(new[part], old)
        assert old_slots.keys() == new_slots.keys()
        for name, kept in old_slots.items():
            assert new_slots[name].shape == new.shape
            np.testing.assert_array_equal(new_slots[name][part], kept)
            assert np.count_nonzero(new_slots[name]) == np.count_nonzero(kept)
    run.advance(5)
    assert run.outcome is None


def test_a_new_neuron_draws_its_incoming_weights_and_sends_nothing_yet(engine: str) -> None:
    run = trained(engine, 3, 3)
    run.set("network.layers.0.units", 5)
    W1, W2 = run.state.weights[:2]
    assert (W1[3:] != 0.0).all()
    assert (W2[:, 3:] == 0.0).all()
    run.advance(5)
    assert (run.state.weights[1][:, 3:] != 0.0).all()  # and learns to


def test_a_removed_neuron_takes_its_weights_and_slots_with_it(engine: str) -> None:
    run = trained(engine, 4, 3)
    before = run.state
    run.set("network.layers.0.units", 2)
    now = run.state
    np.testing.assert_array_equal(now.weights[0], before.weights[0][:2])
    np.testing.assert_array_equal(now.biases[0], before.biases[0][:2])
    np.testing.assert_array_equal(now.weights[1], before.weights[1][:, :2])
    np.testing.assert_array_equal(now.weights[2], before.weights[2])
    for name, kept in before.slots[0].items():
        np.testing.assert_array_equal(now.slots[0][name], kept[:2])
    assert now.slot_steps == before.slot_steps


KEPT = [  # before, after, and for each layer of the new network the old one that it continues
    ((4,), (4, 3), [0, None, None]),
    ((4,), (3, 4), [None, None, 1]),
    ((4, 3), (4,), [0, None]),
    ((4, 3), (3,), [None, 2]),
    ((4, 3), (4, 2, 3), [0, None, None, 2]),
    ((4, 2, 3), (4, 3), [0, None, 3]),
    ((4,), (), [None]),
    ((), (4,), [None, None]),
    ((4, 4), (4, 4, 4), [0, 1, None, None]),
    ((5, 4), (3, 4), [0, 1, 2]),
]


@pytest.mark.parametrize(("before", "after", "sources"), KEPT, ids=[f"{b}-{a}" for b, a, _ in KEPT])
def test_layers_put_in_or_taken_out(
    engine: str, before: tuple[int, ...], after: tuple[int, ...], sources: list[int | None]
) -> None:
    run = trained(engine, *before)
    old, cursor = run.state, run.state.cursor
    run.set("network.layers", [{"units": n} for n in after])
    new = run.state
    assert run.settings.sizes == (2, *after, 2)
    assert [W.shape for W in new.weights] == list(zip((*after, 2), (2, *after), strict=True))
    assert new.cursor == cursor
    fresh = make(engine, network={"layers": [{"units": n} for n in after]}).state
    for i, source in enumerate(sources):
        if source is None:
            np.testing.assert_array_equal(new.weights[i], fresh.weights[i])
            assert not any(values.any() for values in new.slots[2 * i].values())
        else:
            rows, columns = (min(a, b) for a, b in zip(new.weights[i].shape, old.weights[source].shape, strict=True))
            np.testing.assert_array_equal(new.weights[i][:rows, :columns], old.weights[source][:rows, :columns])
            assert any(values.any() for values in new.slots[2 * i].values())
    run.advance(5)
    assert run.outcome is None


@pytest.mark.parametrize("old", SLOTS)
@pytest.mark.parametrize("new", SLOTS)
def test_another_optimizer_keeps_weights_and_slots_of_the_same_kind(engine: str, old: str, new: str) -> None:
    run = trained(engine, 3, optimizer=old)
    before = run.state
    run.set("training.optimizer", new)
    now = run.state
    for a, b in zip(before.parameters, now.parameters, strict=True):
        np.testing.assert_array_equal(a, b)
    assert all(len(slot) == SLOTS[new] for slot in now.slots)
    if old == new or {old, new} in ({"adam", "adamw"}, {"momentum", "nesterov"}):
        assert now.slot_steps == before.slot_steps == 7
        for kept, slot in zip(before.slots, now.slots, strict=True):
            assert all(np.array_equal(kept[name], slot[name]) for name in kept)
    else:
        assert now.slot_steps == 0
        assert not any(values.any() for slot in now.slots for values in slot.values())
    run.advance(3)
    assert run.state.slot_steps == now.slot_steps + 3


def test_settings_of_the_same_optimizer_change_no_slot(engine: str) -> None:
    run = trained(engine, 3)
    before = run.state
    run.set("training.optimizer", {"kind": "adam", "beta1": 0.5})
    assert run.state.slot_steps == before.slot_steps
    for a, b in zip(before.slots, run.state.slots, strict=True):
        assert all(np.array_equal(a[name], b[name]) for name in a)


def test_given_weights_are_forgotten_when_the_shape_changes_and_not_before(engine: str) -> None:
    given = {"weights": [[[0.1, 0.2]], [[0.3], [0.4]]], "biases": [[0.0], [0.5, 0.6]]}
    run = make(engine, network={"layers": [{"units": 1}]} | given)
    kept = []
    for path, value in (("network.layers.0.activation", "relu"), ("network.layers.0.units", 2)):
        run.set(path, value)
        kept.append(run.experiment.network.weights is not None)
    assert kept == [True, False]
    W = run.state.weights[1]
    np.testing.assert_array_equal(W[:, 0], np.array([0.3, 0.4], W.dtype))


def test_an_experiment_that_is_taken_up_keeps_its_own_given_weights(engine: str) -> None:
    given = {"weights": [[[0.1, 0.2]], [[0.3], [0.4]]], "biases": [[0.0], [0.5, 0.6]]}
    other = make(network={"layers": [{"units": 1}]} | given, data={"seed": 9}).experiment
    run = make(engine)
    run.change(other)
    assert run.experiment == other
    W = run.state.weights[0]
    np.testing.assert_array_equal(W, np.array([[0.1, 0.2]], W.dtype))
