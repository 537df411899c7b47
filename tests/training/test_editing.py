"""Weights set by hand: which number it is, that training goes on from it, and what is refused."""

from typing import Any

import numpy as np
import pytest

from glassnet.spec import SpecError
from glassnet.training import Trainer
from tests.training.support import everything, make


def parameters(run: Trainer) -> list[Any]:
    return [p.tolist() for p in run.state.parameters]


@pytest.mark.parametrize(
    ("where", "index"),
    [
        ((1, 3, 2), (0, 2, 1)),
        ((2, 1, 4), (2, 0, 3)),
        ((1, 4, "bias"), (1, 3)),
        ((2, 2, "bias"), (3, 1)),
    ],
)
def test_one_number_is_set_and_no_other(engine: str, where: tuple[int, int, Any], index: tuple[int, ...]) -> None:
    run = make(engine)
    expected = parameters(run)
    place = expected[index[0]]
    for i in index[1:-1]:
        place = place[i]
    place[index[-1]] = 0.5
    run.set_weight(*where, 0.5)
    assert parameters(run) == expected


def test_a_neuron_is_set_at_once(engine: str) -> None:
    one, other = make(engine), make(engine)
    one.advance(2)
    other.advance(2)
    one.set_neuron(1, 2, [0.25, -0.5], 1.0)
    for source, value in ((1, 0.25), (2, -0.5), ("bias", 1.0)):
        other.set_weight(1, 2, source, value)
    one.advance(5)
    other.advance(5)
    assert everything(one) == everything(other)


def test_training_goes_on_from_the_new_weights_however_it_is_sliced(engine: str) -> None:
    runs = [make(engine) for _ in range(2)]
    for run, cuts in zip(runs, ([4, 9], [1, 2, 1, 3, 3, 3]), strict=True):
        for cut in cuts:
            run.advance(cut)
            if run.step == 4:
                run.set_weight(2, 1, 1, 2.0)
    assert everything(runs[0]) == everything(runs[1])
    assert [frame.step for frame in runs[0].trail.frames] == [frame.step for frame in runs[1].trail.frames]
    untouched = make(engine)
    untouched.advance(13)
    assert parameters(untouched) != parameters(runs[0])


def test_slots_and_history_stay(engine: str) -> None:
    run = make(engine)
    run.advance(6)
    before = everything(run)
    run.set_weight(1, 1, 1, 3.0)
    after = everything(run)
    assert {name for name in before if before[name] != after[name]} == {"parameters"}


def test_the_trail_has_the_moments_on_both_sides() -> None:
    run = make()
    run.advance(4)
    run.set_weight(1, 1, 1, 3.0)
    before, after = run.trail.frames[-2:]
    assert (before.step, after.step) == (4, 4)
    assert float(after.state.weights[0][0, 0]) == 3.0 != float(before.state.weights[0][0, 0])


def test_a_finished_run_can_go_on_and_a_diverged_one_cannot() -> None:
    run = make(epochs=2).train()
    run.set_weight(1, 1, 1, 0.0)
    assert run.outcome is None
    assert run.advance(3) == 3
    network = {"layers": [{"units": 2, "activation": "relu"}]}
    diverged = make("reference", network=network, learning_rate=1000.0, optimizer="sgd", loss="mse")
    diverged.advance(200)
    assert diverged.outcome is not None and diverged.outcome.kind == "diverged"
    diverged.set_weight(1, 1, 1, 0.0)
    assert diverged.outcome is not None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 1, 1, 0.0), "layer: got 0, allowed: a whole number from 1 to 2"),
        ((3, 1, 1, 0.0), "layer: got 3, allowed: a whole number from 1 to 2"),
        ((1, 5, 1, 0.0), "unit: got 5, allowed: a whole number from 1 to 4"),
        ((1, 1.0, 1, 0.0), "unit: got 1.0, allowed: a whole number"),
        ((1, 1, 3, 0.0), "source: got 3, allowed: a whole number from 1 to 2"),
        ((1, 1, True, 0.0), "source: got True, allowed: a whole number"),
        ((1, 1, "b", 0.0), "source: got 'b', allowed: a whole number from 1 to 2, or \"bias\""),
        ((1, 1, 1, np.nan), "value: got nan, allowed: a number from -1,000,000 to 1,000,000"),
        ((1, 1, 1, 2e6), "value: got 2000000.0, allowed"),
        ((1, 1, 1, "1"), "value: got '1', allowed"),
    ],
)
def test_what_is_not_allowed_changes_nothing(arguments: tuple[Any, ...], message: str) -> None:
    run = make()
    before = everything(run)
    with pytest.raises(SpecError, match=message):
        run.set_weight(*arguments)
    assert everything(run) == before


def test_a_neuron_needs_all_its_weights() -> None:
    with pytest.raises(SpecError, match="weights: got '3 values', allowed: 2, one for each input"):
        make().set_neuron(1, 1, [0.0, 0.0, 0.0], 0.0)
    with pytest.raises(SpecError, match=r"weights\.1: got inf"):
        make().set_neuron(1, 1, [0.0, np.inf], 0.0)
