"""Undo and redo: what one of them takes back, how drags are gathered, and how much is remembered."""

import pytest

from glassnet.session import Document, Session, Set, document
from glassnet.spec import SpecError
from glassnet.training import Trainer
from tests.session.support import everything, session_of, small, weights


def rate(session: Session) -> float:
    return session.run.experiment.training.learning_rate


def set_rate(session: Session, value: float) -> None:
    session.act({"do": "set", "path": "training.learning_rate", "value": value})


def test_changes_of_one_setting_in_quick_succession_are_one_drag(engine: str) -> None:
    session, clock = session_of(engine=engine)
    for value in (0.2, 0.3, 0.4):
        set_rate(session, value)
        clock.now += 0.1
    texts = [session.document.undo_text]
    session.act({"do": "undo"})
    assert rate(session) == 0.1
    texts.append(session.document.undo_text)
    assert texts == ["set “Learning rate” to 0.4", None]
    session.act({"do": "redo"})
    assert rate(session) == 0.4


def test_a_long_drag_is_one_drag_however_long_it_takes(engine: str) -> None:
    session, clock = session_of(engine=engine)
    for i in range(50):
        set_rate(session, 0.2 + i / 100)
        clock.now += 0.7
    session.act({"do": "undo"})
    assert rate(session) == 0.1


def test_a_rest_or_another_setting_ends_a_drag(engine: str) -> None:
    session, clock = session_of(engine=engine)
    set_rate(session, 0.2)
    clock.now += 0.9
    set_rate(session, 0.3)
    session.act({"do": "set", "path": "training.l2", "value": 0.1})
    set_rate(session, 0.4)
    undone = []
    while session.document.undo_text:
        session.act({"do": "undo"})
        undone.append((rate(session), session.run.experiment.training.l2))
    assert undone == [(0.3, 0.1), (0.3, 0.0), (0.2, 0.0), (0.1, 0.0)]


def test_a_drag_of_a_restarting_setting_leaves_one_branch(engine: str) -> None:
    session, clock = session_of(engine=engine)
    session.run.advance(5)
    before = everything(session.run)
    for value in (0.2, 0.3, 0.4):
        session.act({"do": "set", "path": "data.noise", "value": value})
        clock.now += 0.1
    assert len(session.document.branches) == 2
    assert session.document.branch.start.data.noise == 0.4
    assert (session.document.branch.parent, session.document.branch.parent_step) == (0, 5)
    session.act({"do": "undo"})
    assert everything(session.run) == before


def test_points_and_restarts_are_never_gathered(engine: str) -> None:
    session, _ = session_of(engine=engine)
    for x in (1.0, 2.0):
        session.act({"do": "add_point", "x": x, "y": 0.0, "label": 0})
    session.act({"do": "restart"})
    session.act({"do": "restart"})
    count = 0
    while session.document.undo_text:
        session.act({"do": "undo"})
        count += 1
    assert count == 4
    assert session.run.experiment.data.points == ()


def test_a_live_change_is_taken_back_where_training_stands_now(engine: str) -> None:
    session, clock = session_of(engine=engine)
    set_rate(session, 0.3)
    session.run.advance(7)
    trained = everything(session.run)["parameters"]
    session.act({"do": "undo"})
    assert rate(session) == 0.1
    assert session.run.step == 7
    assert everything(session.run)["parameters"] == trained
    session.run.advance(2)
    session.act({"do": "redo"})
    assert (rate(session), session.run.step) == (0.3, 9)
    steps = [stamped.step for stamped in session.document.branch.actions]
    assert steps == [0, 7, 9]
    assert clock.now == 100.0


def test_a_restart_is_taken_back_to_the_run_that_it_left(engine: str) -> None:
    session, _ = session_of(engine=engine)
    session.run.advance(7)
    before = everything(session.run)
    session.act({"do": "new_weights"})
    session.run.advance(3)
    later = everything(session.run)
    session.act({"do": "undo"})
    assert everything(session.run) == before
    session.act({"do": "redo"})
    assert everything(session.run) == later


def test_a_new_action_ends_what_can_be_done_again(engine: str) -> None:
    session, clock = session_of(engine=engine)
    set_rate(session, 0.3)
    session.act({"do": "undo"})
    clock.now += 1.0
    session.act({"do": "set", "path": "training.l2", "value": 0.1})
    assert session.document.redo_text is None
    with pytest.raises(SpecError, match="redo: got 'nothing', allowed: something to redo"):
        session.act({"do": "redo"})


def test_there_is_an_end_to_undo(engine: str) -> None:
    session, _ = session_of(engine=engine)
    with pytest.raises(SpecError, match="undo: got 'nothing', allowed: something to undo"):
        session.act({"do": "undo"})
    assert session.revision == 1


def test_the_number_of_remembered_actions_is_bounded(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "UNDO_DEPTH", 5)
    made = Document.start(small(), engine)
    for i in range(20):
        made.act(Set("training.learning_rate", 0.2 + i / 100))
    count = 0
    while made.undo():
        count += 1
    assert count == 5
    assert made.run.experiment.training.learning_rate == pytest.approx(0.2 + 14 / 100)


def test_the_memory_of_remembered_actions_is_bounded(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Document.start(small(), engine)
    one = made.run.snapshot().nbytes
    monkeypatch.setattr(document, "UNDO_BYTES", 4 * one)
    for i in range(20):
        made.act(Set("training.l2", i / 100))
        assert sum(done.before.snapshot.nbytes for done in made._undo) <= 4 * one
    monkeypatch.setattr(document, "UNDO_BYTES", 1)
    made.act(Set("training.l1", 0.5))
    assert made.undo() is not None  # the last action can always be undone
    assert made.undo() is None


def test_the_log_of_a_branch_keeps_one_entry_for_a_number_changed_again_at_the_same_step(engine: str) -> None:
    made = Document.start(small(), engine)
    for i in range(100):
        made.act(Set("training.learning_rate", 0.2 + i / 1000), group="drag")
    assert len(made.branch.actions) == 1
    for optimizer in ("sgd", "momentum"):  # each of these resets slots: both are kept
        made.act(Set("training.optimizer", optimizer))
    assert len(made.branch.actions) == 3


def line_of(session: Session) -> list[float]:
    """The incoming weights and the bias of the first neuron."""
    state = session.run.state
    return [*state.weights[0][0].tolist(), float(state.biases[0][0])]


def move_line(session: Session, *values: float) -> None:
    session.act({"do": "set_neuron", "layer": 1, "unit": 1, "weights": list(values[:2]), "bias": values[2]})


def test_dragging_the_line_of_a_neuron_is_undone_at_once(engine: str) -> None:
    session, clock = session_of(engine=engine)
    before = everything(session.run)
    for bias in (0.25, 0.5, 0.75):
        move_line(session, 1.0, -1.0, bias)
        clock.now += 0.1
    assert line_of(session) == [1.0, -1.0, 0.75]
    assert [stamped.action.to_json()["bias"] for stamped in session.document.branch.actions] == [0.75]
    session.act({"do": "undo"})
    assert everything(session.run) == before
    session.act({"do": "redo"})
    assert line_of(session) == [1.0, -1.0, 0.75]


def test_a_weight_set_by_hand_is_taken_back_where_training_stands_now(engine: str) -> None:
    session, _ = session_of(engine=engine)
    old = line_of(session)
    session.act({"do": "set_weight", "layer": 1, "unit": 1, "source": 2, "value": 0.5})
    session.run.advance(3)
    session.act({"do": "set_weight", "layer": 1, "unit": 1, "source": "bias", "value": 0.125})
    move_line(session, 2.0, 3.0, 4.0)
    session.run.advance(3)
    trained = line_of(session)
    session.act({"do": "undo"})
    assert line_of(session)[2] == 0.125
    assert session.run.step == 6
    session.act({"do": "undo"})
    session.act({"do": "undo"})
    assert line_of(session)[1] == old[1]
    for _ in range(3):
        session.act({"do": "redo"})
    assert line_of(session) == [2.0, 3.0, 4.0] != trained


def test_the_script_of_edited_weights_gives_them_bit_for_bit(engine: str) -> None:
    session, _ = session_of(engine=engine)
    session.run.advance(3)
    move_line(session, 0.1, 1 / 3, -0.7)
    session.run.advance(4)
    session.act({"do": "set_weight", "layer": 2, "unit": 2, "source": 3, "value": 0.3})
    session.run.advance(2)
    names: dict[str, object] = {}
    exec(session.document.script(), names)
    run = names["run"]
    assert isinstance(run, Trainer)
    assert weights(run) == weights(session.run)
    assert everything(Document.replay(session.document.to_json(), engine).run) == everything(session.run)
