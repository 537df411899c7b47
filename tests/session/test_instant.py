"""Instant mode: after every change the run is the one that `gn.train` makes of the same settings."""

import numpy as np
import pytest

import glassnet as gn
from glassnet.session import MODES, Session
from glassnet.session.instant import CURVE
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer
from tests.session.support import FakeClock, everything, session_of, small, weights

RATE = {"do": "set", "path": "training.learning_rate"}


def settle(session: Session) -> int:
    """Tick until nothing is left to do; returns how many ticks that took."""
    count = 0
    while session.running:
        session.tick()
        count += 1
    return count


def instant(epochs: int = 12, engine: str = "compiled") -> tuple[Session, FakeClock]:
    session, clock = session_of(small(epochs=epochs), engine)
    session.act({"do": "mode", "value": "instant"})
    settle(session)
    return session, clock


def trained(experiment: Experiment, engine: str = "compiled") -> Trainer:
    """A run of an experiment from its start to its last epoch."""
    return Trainer(experiment, engine=engine).train()


@pytest.mark.parametrize(
    "message",
    [
        {**RATE, "value": 0.3},
        {"do": "set", "path": "data.noise", "value": 0.4},
        {"do": "set", "path": "data.seed", "value": 5},
        {"do": "set", "path": "network.seed", "value": 7},
        {"do": "set", "path": "network.layers.0.units", "value": 5},
        {"do": "set", "path": "training.l2", "value": 0.01},
        {"do": "set", "path": "training.optimizer", "value": "sgd"},
        {"do": "set", "path": "training.epochs", "value": 5},
        {"do": "set", "path": "training.epochs", "value": 40},
        {"do": "new_weights"},
    ],
    ids=lambda message: str(message.get("path", message["do"])),
)
def test_each_change_trains_from_the_start_to_the_last_epoch(message: dict[str, object], engine: str) -> None:
    session, _ = instant(engine=engine)
    before = weights(session.run)
    session.act(message)
    settle(session)
    run = session.run
    expected = trained(run.experiment, engine)
    assert weights(run) == weights(expected) != before
    assert run.epoch == run.experiment.training.epochs
    assert run.history.table.tobytes() == expected.history.table.tobytes()


def test_it_is_what_the_library_trains() -> None:
    experiment = Experiment().with_setting("data.n", 100).with_setting("training.epochs", 300)
    session = Session(experiment)
    session.act({"do": "mode", "value": "instant"})
    session.act({**RATE, "value": 0.03})
    settle(session)
    data = gn.load("circle", n=100)
    run = gn.train(gn.Network([2, 8, 8, 2]), data, epochs=300, lr=0.03, batch_size=10)
    assert weights(session.run) == weights(run)
    ours, theirs = session.run.history, run.history
    kept = np.isin(theirs.epoch, ours.epoch)
    assert 100 < len(ours) <= CURVE + 1
    assert ours.table.tobytes() == theirs.table[kept].tobytes()


def test_a_long_run_keeps_no_more_of_its_history_than_a_curve_shows() -> None:
    session, _ = instant(epochs=3000)
    assert len(session.run.history) <= CURVE + 1
    assert weights(session.run) == weights(trained(session.run.experiment))


def test_early_stopping_still_looks_at_every_epoch() -> None:
    session, _ = session_of(small(epochs=2000, patience=300, min_delta=0.05))
    session.act({"do": "mode", "value": "instant"})
    settle(session)
    expected = trained(session.run.experiment)
    assert expected.outcome is not None and expected.outcome.kind == "stopped early"
    assert (session.run.outcome, weights(session.run)) == (expected.outcome, weights(expected))
    assert len(session.run.history) == len(expected.history)


def test_the_script_is_the_experiment_and_one_line() -> None:
    session, _ = instant()
    session.act({**RATE, "value": 0.3})
    session.act({"do": "set", "path": "network.layers.0.activation", "value": "relu"})
    settle(session)
    text = session.view("script").data["text"]
    assert "run.set" not in text and text.count("advance") == 1
    names: dict[str, Trainer] = {}
    exec(text, names)
    assert weights(names["run"]) == weights(session.run)


def test_a_drag_is_undone_as_one_with_the_picture_that_was_there() -> None:
    session, clock = instant()
    before = everything(session.run)
    for value in (0.2, 0.3, 0.4):
        clock.now += 0.1
        session.act({**RATE, "value": value})
        settle(session)
    after = everything(session.run)
    session.act({"do": "undo"})
    assert (everything(session.run), session.running) == (before, False)
    assert session.state()["undo"] is None or "Learning rate" not in session.state()["undo"]
    session.act({"do": "redo"})
    assert everything(session.run) == after


def test_what_was_changed_in_one_hold_is_one_drag_however_slowly() -> None:
    session, clock = instant()
    before = everything(session.run)
    for value in (0.2, 0.3):
        clock.now += 60.0
        session.act({**RATE, "value": value, "hold": 17})
        settle(session)
    middle = everything(session.run)
    session.act({**RATE, "value": 0.5, "hold": 18})
    settle(session)
    session.act({"do": "undo"})
    assert everything(session.run) == middle
    session.act({"do": "undo"})
    assert everything(session.run) == before


def test_a_change_overtakes_the_training_of_the_one_before() -> None:
    session, clock = session_of(small(epochs=400))
    clock.cost = 1e-3  # each look at the clock takes a millisecond: nothing is finished in one tick
    session.act({"do": "mode", "value": "instant"})
    session.tick(0.02)
    assert 0 < session.run.step < 400
    assert session.running
    session.act({**RATE, "value": 0.3})
    assert session.run.step == 0
    settle(session)
    assert weights(session.run) == weights(trained(session.run.experiment))


def test_pause_stays_where_it_is_and_play_watches_from_there() -> None:
    session, clock = session_of(small(epochs=400))
    clock.cost = 1e-3
    session.act({"do": "mode", "value": "instant"})
    session.tick(0.02)
    session.act({"do": "pause"})
    step = session.run.step
    assert session.tick() == 0
    session.act({"do": "play"})
    assert session.mode == "watch"
    assert session.running
    session.tick()
    assert step < session.run.step < step + 100


def test_coming_from_a_run_with_changes_it_starts_again() -> None:
    session, _ = session_of(small(epochs=12))
    session.act({"do": "step", "unit": "epoch"})
    session.act({**RATE, "value": 0.3})
    watched = everything(session.run)
    session.act({"do": "mode", "value": "instant"})
    settle(session)
    assert weights(session.run) == weights(trained(session.run.experiment))
    session.act({"do": "mode", "value": "watch"})
    session.act({"do": "undo"})
    assert everything(session.run) == watched


def test_coming_from_an_untouched_run_it_goes_on() -> None:
    session, _ = session_of(small(epochs=12))
    session.act({"do": "step", "unit": "epoch"})
    session.act({"do": "mode", "value": "instant"})
    assert session.run.epoch >= 1
    settle(session)
    assert (session.run.epoch, session.state()["undo"]) == (12, None)
    assert weights(session.run) == weights(trained(session.run.experiment))


def test_back_in_watch_a_change_holds_from_the_next_step() -> None:
    session, _ = instant()
    session.act({"do": "mode", "value": "watch"})
    step = session.run.step
    session.act({**RATE, "value": 0.3})
    assert session.run.step == step
    assert not session.running


def test_a_weight_set_by_hand_stays_and_trains_nothing() -> None:
    session, _ = instant()
    step = session.run.step
    session.act({"do": "set_weight", "layer": 1, "unit": 1, "source": 1, "value": 0.5})
    assert (session.run.step, session.running) == (step, False)
    assert session.run.net.weights[0][0, 0] == 0.5


def test_a_refused_change_changes_nothing() -> None:
    session, _ = instant()
    before = everything(session.run)
    with pytest.raises(SpecError):
        session.act({**RATE, "value": -1})
    with pytest.raises(SpecError, match="watch or instant"):
        session.act({"do": "mode", "value": "later"})
    assert everything(session.run) == before
    assert (session.mode, session.running) == ("instant", False)


def test_a_diverging_run_ends() -> None:
    session, _ = instant(epochs=50)
    session.act({"do": "set", "path": "training.optimizer", "value": "sgd"})
    session.act({"do": "set", "path": "training.loss", "value": "mse"})
    session.act({"do": "set", "path": "network.layers.0.activation", "value": "identity"})
    session.act({**RATE, "value": 1000.0})
    settle(session)
    assert session.run.outcome is not None and session.run.outcome.kind == "diverged"
    session.act({**RATE, "value": 0.01})
    settle(session)
    assert session.run.epoch == 50


def test_both_modes_are_explained_in_one_line() -> None:
    assert list(MODES) == ["watch", "instant"]
    assert all("\n" not in text and len(text) < 120 for text in MODES.values())
