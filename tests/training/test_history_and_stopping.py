"""What a run records, how the record is kept small, and when training stops by itself."""

from typing import Any

import numpy as np
import pytest

from glassnet.engines import Evaluation, Evaluations, Score
from glassnet.spec import SpecError
from glassnet.training import History, Trainer, history
from glassnet.training.history import COLUMNS
from tests.training.support import experiment, make

PARTS = ("train", "validation", "test")


def test_the_first_entry_is_the_untrained_network_then_one_an_epoch() -> None:
    run = make(schedule={"kind": "exponential", "rate": 0.5}, l2=0.1)
    assert len(run.history) == 1
    start = run.evaluate()
    run.advance_epochs(3)
    assert run.history.epoch.tolist() == [0.0, 1.0, 2.0, 3.0]
    assert run.history.step.tolist() == [0.0, 3.0, 6.0, 9.0]
    now = run.evaluate()
    for part in PARTS:
        for at, evaluation in ((0, start), (-1, now)):
            assert run.history.column(f"{part}_loss")[at] == evaluation.scores[part].loss
            assert run.history.column(f"{part}_score")[at] == evaluation.scores[part].score
    assert run.history.penalty[0] == start.penalty
    assert run.history.gradient_norm[-1] == now.gradient_norm
    assert np.isnan(run.history.gradient_norm[0])
    assert (np.diff(run.history.learning_rate) <= 0.0).all()


def test_scores_have_the_name_of_the_task() -> None:
    classes = make()
    assert classes.history.test_accuracy.tolist() == classes.history.column("test_score").tolist()
    with pytest.raises(AttributeError, match="a history has no 'test_r2': this run's score is accuracy"):
        _ = classes.history.test_r2
    values = make(data={"source": {"kind": "preset", "name": "plane"}})
    values.advance_epochs(30)
    assert values.history.train_r2[-1] > 0.5
    with pytest.raises(AttributeError, match="this run's score is r2"):
        _ = values.history.train_accuracy
    with pytest.raises(AttributeError, match="a history has no 'lose'; it has step, epoch"):
        _ = values.history.lose
    assert list(classes.history.columns()) == [name.replace("score", "accuracy") for name in COLUMNS]


def test_absent_parts_are_not_a_number() -> None:
    run = make(data={"split": {"train": 1.0, "validation": 0.0, "test": 0.0}})
    run.advance_epochs(2)
    assert np.isfinite(run.history.train_loss).all()
    assert np.isnan(run.history.validation_loss).all()
    assert np.isnan(run.history.test_accuracy).all()


def test_evaluate_every_makes_entries_rarer() -> None:
    run = make(evaluate_every=4)
    run.advance_epochs(13)
    assert run.history.epoch.tolist() == [0.0, 4.0, 8.0, 12.0]


def test_a_full_history_is_thinned_and_then_grows_more_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "CAPACITY", 8)
    run, full = make(batch_size=None), make(batch_size=None, evaluate_every=1)
    run.advance_epochs(60)
    monkeypatch.setattr(history, "CAPACITY", 1000)
    full.advance_epochs(60)
    assert run.history.stride == 16
    assert run.history.epoch.tolist() == [0.0, 16.0, 32.0, 48.0]
    for name in ("train_loss", "validation_loss", "test_score", "gradient_norm"):
        kept = full.history.column(name)[run.history.epoch.astype(int)]
        np.testing.assert_array_equal(run.history.column(name), kept)


@pytest.mark.parametrize("capacity", [2, 3, 5, 8])
@pytest.mark.parametrize("every", [1, 3])
def test_a_history_never_grows_beyond_its_capacity(capacity: int, every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "CAPACITY", capacity)
    run = make(batch_size=None, evaluate_every=every)
    for _ in range(50):
        run.advance_epochs(1)
        assert 1 <= len(run.history) < capacity
        assert run.history.epoch[0] == 0.0
        assert (run.history.epoch % every == 0.0).all()


def test_a_copy_of_a_history_is_its_own() -> None:
    run = make()
    copy = run.history.copied()
    run.advance_epochs(2)
    assert (len(copy), len(run.history)) == (1, 3)
    assert History("r2").columns()["test_r2"].shape == (0,)


@pytest.mark.parametrize("before", [0, 1, 64])
def test_a_copy_grows_from_any_length(before: int) -> None:
    def added(to: History, count: int) -> None:
        at = np.arange(float(len(to)), float(len(to) + count))
        found = [Evaluation(0, {"train": Score(step, 0.5)}, 0.0, 0.0) for step in at.tolist()]
        to.record(at, at, Evaluations.of(found), np.full(count, 0.1))

    original = History("accuracy")
    added(original, before)
    copy = original.copied()
    added(copy, 200)
    assert (len(original), len(copy)) == (before, before + 200)
    assert copy.train_loss.tolist() == copy.step.tolist() == list(range(before + 200))


def validation_losses(run: Trainer) -> list[float]:
    return [float(loss) for loss in run.history.validation_loss]


@pytest.mark.parametrize("patience", [1, 2, 5])
@pytest.mark.parametrize("min_delta", [0.0, 0.005])
def test_training_stops_at_the_epoch_that_the_losses_say(patience: int, min_delta: float) -> None:
    settings: dict[str, Any] = {"optimizer": "adam", "learning_rate": 0.1, "min_delta": min_delta}
    free = make(**settings)
    free.advance_epochs(120)
    losses, best, best_epoch, expected = validation_losses(free), float("inf"), 0, None
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            expected = epoch
            break
    assert expected is not None
    run = make(patience=patience, **settings)
    run.advance_epochs(120)
    assert run.epoch == expected
    assert validation_losses(run) == losses[: expected + 1]
    assert run.outcome is not None
    assert run.outcome.kind == "stopped early"
    assert run.outcome.message == (
        f"stopped early at epoch {expected}: the validation loss has not improved for {patience} epochs "
        f"(best {best:.4g} at epoch {best_epoch})"
    )


def test_a_run_that_learns_nothing_stops_after_its_patience() -> None:
    run = make(patience=4, learning_rate=0.0).train()
    assert run.outcome is not None
    assert (run.outcome.kind, run.outcome.epoch, run.outcome.step) == ("stopped early", 4, 12)


def test_patience_needs_a_validation_set() -> None:
    split = {"train": 0.8, "validation": 0.0, "test": 0.2}
    with pytest.raises(SpecError, match=r"training\.patience: got 3, allowed: none without a validation set"):
        Trainer(experiment(patience=3, data={"split": split}))


def test_a_live_change_lets_a_stopped_run_go_on() -> None:
    run = make(patience=2, learning_rate=0.0)
    run.advance_epochs(10)
    assert run.advance(1) == 0
    run.set("training.patience", None)
    assert run.outcome is None
    assert run.advance_epochs(3) == 9


@pytest.mark.parametrize(
    ("losses", "min_delta", "patience", "stops_at"),
    [
        ([1.0, 0.9, 0.8, 0.7, 0.6], 0.0, 1, None),
        ([1.0, 0.9, 0.9, 0.9, 0.5], 0.0, 2, 3),
        ([1.0, 0.9, 1.0, 0.8, 1.0, 0.8], 0.0, 2, 5),
        ([1.0, 0.95, 0.9, 0.85, 0.8], 0.1, 2, 2),  # each step down is too small to count ...
        ([1.0, 0.95, 0.89, 0.85, 0.78], 0.1, 2, None),  # ... but what adds up to enough does
        ([1.0, float("nan"), float("nan"), 0.5], 0.0, 2, 2),
        ([float("nan"), float("nan"), 0.5, 0.4], 0.0, 3, None),
    ],
)
def test_patience_on_losses_made_by_hand(
    losses: list[float], min_delta: float, patience: int, stops_at: int | None
) -> None:
    run = make()
    run.set("training.min_delta", min_delta)
    run.set("training.patience", patience)
    run._best = (float("inf"), 0)
    stopped = None
    for epoch, loss in enumerate(losses):
        found = Evaluations.of([Evaluation(0, {"validation": Score(loss, 0.5)}, 0.0, 0.0)])
        run._watch(np.array([epoch]), found)
        if run.outcome is not None and stopped is None:
            stopped = epoch
    assert stopped == stops_at


def test_the_validation_set_decides_when_the_target_is_reached() -> None:
    run = make(data={"noise": 0.3}, target=0.95, epochs=200, learning_rate=0.03).train()
    assert run.outcome is not None and "the validation accuracy is 1" in run.outcome.message
    assert run.history.validation_accuracy[-1] >= 0.95 > run.history.train_accuracy[-1]


def test_without_a_validation_set_the_training_set_decides() -> None:
    split = {"train": 0.6, "validation": 0.0, "test": 0.4}
    run = make(data={"noise": 0.3, "split": split}, target=0.95, epochs=200, learning_rate=0.03).train()
    assert run.outcome is not None and "the train accuracy is" in run.outcome.message
    assert run.history.train_accuracy[-1] >= 0.95 > run.history.train_accuracy[:-1].max()
