"""However the steps of a run are divided among calls, the run is the same bit for bit."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer, history
from tests.strategies import small_experiments
from tests.training.support import everything, make

FEW = settings(max_examples=25)
CHANGES: list[tuple[str, Any]] = [
    ("training.learning_rate", 0.02),
    ("training.batch_size", 6),
    ("training.optimizer", "rmsprop"),
    ("training.l2", 0.1),
    ("training.evaluate_every", 2),
    ("network.layers", [{"units": 3, "activation": "relu", "dropout": 0.2}]),
    ("data.points", [[0.5, 0.5, 1.0]]),
]
changes = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(CHANGES)), max_size=3)


def trained(
    engine: str, experiment: Experiment, steps: int, changed: list[tuple[int, tuple[str, Any]]], cuts: list[int]
) -> Trainer:
    """A run with changes at given steps, paused at the cuts as well."""
    run = Trainer(experiment, engine=engine)
    stops = sorted([(at, change) for at, change in changed] + [(cut, None) for cut in cuts], key=lambda stop: stop[0])
    for at, change in stops:
        run.advance(max(0, min(at, steps) - run.step))
        if change is not None:
            run.set(*change)
    run.advance(steps - run.step)
    return run


@FEW
@given(small_experiments(), st.integers(0, 40), changes, st.lists(st.integers(0, 40), max_size=20))
def test_slices_change_no_bit(
    engine: str, experiment: Experiment, steps: int, changed: list[tuple[int, tuple[str, Any]]], cuts: list[int]
) -> None:
    try:
        whole = trained(engine, experiment, steps, changed, [])
    except SpecError:
        return  # a label that the regression sets do not have, or the like
    assert everything(trained(engine, experiment, steps, changed, cuts)) == everything(whole)


@FEW
@given(small_experiments(), st.lists(st.integers(0, 3), max_size=5))
def test_epochs_are_steps(engine: str, experiment: Experiment, epochs: list[int]) -> None:
    by_epochs, by_steps = (Trainer(experiment, engine=engine) for _ in range(2))
    taken = sum(by_epochs.advance_epochs(count) for count in epochs)
    by_steps.advance(taken)
    if by_epochs.outcome is not None and by_epochs.outcome.kind == "diverged":
        assert by_steps.advance(1) == 0  # the step that diverges is not taken, only tried
    assert everything(by_epochs) == everything(by_steps)
    if by_epochs.outcome is None:
        assert by_epochs.epoch == sum(epochs)
        assert taken == sum(epochs) * by_epochs.steps_per_epoch


@settings(max_examples=10)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.sampled_from([None, 5]))
def test_thinning_the_history_does_not_depend_on_slices(engine: str, cuts: list[int], patience: int | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "CAPACITY", 6)
        whole, sliced = (make(engine, batch_size=None, patience=patience) for _ in range(2))
        whole.advance(sum(cuts))
        for cut in cuts:
            sliced.advance(cut)
        assert everything(sliced) == everything(whole)
        assert len(whole.history) < 6


def test_advance_epochs_from_the_middle_of_one_goes_to_its_end() -> None:
    run = make()
    run.advance(1)
    assert run.advance_epochs(1) == 2
    assert (run.step, run.epoch) == (3, 1)
    assert run.advance_epochs(0) == 0


def test_advance_returns_the_steps_that_were_taken() -> None:
    run = make(patience=1, learning_rate=0.0)
    assert run.advance(0) == 0
    assert run.advance(100) == 3
    assert run.outcome is not None
    assert run.advance(10) == 0


@pytest.mark.parametrize("name", ["advance", "advance_epochs"])
def test_a_negative_number_is_refused(name: str) -> None:
    with pytest.raises(SpecError, match="got -1, allowed: a whole number from 0"):
        getattr(make(), name)(-1)


def test_train_goes_to_the_number_of_epochs_and_reports_progress() -> None:
    seen: list[int] = []
    run = make(epochs=7).train(lambda run: seen.append(run.epoch))
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    assert run.outcome is not None
    assert (run.outcome.kind, run.outcome.epoch, run.outcome.message) == ("finished", 7, "finished 7 epochs")
    again = make(epochs=7)
    again.advance(10)  # in the middle of the fourth
    again.train()
    assert everything(again) == everything(run)


def test_a_run_of_no_epochs_is_finished_at_once() -> None:
    run = make(epochs=0).train()
    assert (run.step, run.epoch, len(run.history)) == (0, 0, 1)
    assert run.outcome is not None
    assert run.outcome.kind == "finished"
