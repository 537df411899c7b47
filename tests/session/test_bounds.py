"""What a session remembers has bounds, however long it goes on."""

import json

import pytest

from glassnet.session import Document, document
from glassnet.session.actions import Restart, Set
from glassnet.session.session import LOG_SHOWN
from glassnet.spec import SpecError
from tests.session.support import everything, session_of, small

RATE = "training.learning_rate"


def test_branches_of_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BRANCHES", 8)
    made = Document.start(small(), "reference")
    for i in range(30):
        made.act(Set(RATE, 0.1 + i / 100))
        made.act(Restart())
        assert len(made.branches) <= 8
        assert all(b.parent is None or b.parent < k for k, b in enumerate(made.branches))
    assert made.branch.parent == made.current - 1
    assert made.branches[made.branch.parent].actions
    made.run.advance(3)
    copy = Document.replay(json.loads(json.dumps(made.to_json())), "reference")
    assert everything(copy.run) == everything(made.run)
    while made.undo():  # what can be undone does not need them
        pass
    assert made.run.experiment == small()


def test_branches_with_too_many_actions_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_ACTIONS", 12)
    made = Document.start(small(), "reference")
    for i in range(60):
        made.run.advance(1)
        made.act(Set(RATE, 0.1 + i / 100) if i % 5 else Restart())
        assert sum(len(branch.actions) for branch in made.branches) <= 12 + 5
    assert len(made.branch.actions) == 4


def test_a_run_with_a_full_log_takes_no_more_changes_until_it_is_restarted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_ACTIONS", 3)
    session, clock = session_of(engine="reference")

    def change(value: float) -> None:
        clock.now += 1.0
        session.run.advance(1)
        session.act({"do": "set", "path": RATE, "value": value})

    for value in (0.2, 0.3, 0.4):
        change(value)
    before, state = everything(session.run), session.state()
    for act in ({"do": "set", "path": RATE, "value": 0.5}, {"do": "set", "path": "training.l2", "value": 0.1}):
        with pytest.raises(SpecError, match="log: got '3 changes since the start', allowed: no more of them: restart"):
            session.act(act)
        assert everything(session.run) == before
        assert session.state() == state
    session.run.advance(1)
    with pytest.raises(SpecError, match="log: got"):  # taking back is another change, as training has gone on
        session.act({"do": "undo"})
    assert session.document.undo_text == "set “Learning rate” to 0.4"
    session.act({"do": "restart"})
    change(0.6)
    assert session.run.experiment.training.learning_rate == 0.6


def test_the_trails_of_runs_that_were_left_count_as_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Document.start(small(), "reference")
    monkeypatch.setattr(document, "UNDO_BYTES", 200_000)

    def held() -> int:
        trails = [done.before.snapshot.trail for done in made._undo]
        return sum({id(frame): frame.nbytes for trail in trails if trail for frame in trail.frames}.values())

    made.run.advance_epochs(60)
    for i in range(5):  # one trail, seen five times
        made.act(Set("training.l2", i / 100))
        made.run.advance(1)
    assert len(made._undo) == 5
    one = made.run.trail.frames[0].nbytes
    monkeypatch.setattr(document, "UNDO_BYTES", 150 * one)
    for _ in range(12):
        made.act(Restart())
        made.run.advance_epochs(60)
    assert 2 <= len(made._undo) < 12
    assert held() <= 150 * one


def test_what_can_be_redone_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Document.start(small(), "reference")
    for i in range(10):
        made.act(Set("training.l2", (i + 1) / 100))
    monkeypatch.setattr(document, "UNDO_BYTES", 1)
    while made.undo():
        assert len(made._redo) == 1
    assert made.redo() is not None


def test_the_log_shown_is_bounded_in_lines_and_in_letters() -> None:
    session, _ = session_of()
    rows = "".join(f"{i},{i % 7},{'ab'[i % 2]}\n" for i in range(500))
    for i in range(3):
        table = {"kind": "table", "column": "label", "text": f"x,y,label\n{i},0,a\n{rows}"}
        session.act({"do": "set", "path": "data.source", "value": table})
    for i in range(LOG_SHOWN + 20):
        session.act({"do": "speed", "value": i % 3})
        session.act({"do": "set", "path": "training.l2", "value": i / 1000})
    state = session.state()
    assert len(state["log"]) == LOG_SHOWN
    session.act({"do": "set", "path": "data.source", "value": table | {"text": table["text"] + "9,9,a\n"}})
    texts = [line["text"] for line in session.state()["log"]] + [session.state()["undo"]]
    assert max(map(len, texts)) < 200
    assert not any("\n" in text for text in texts)
