"""The line between a session and its page, without any network."""

from typing import Any

import pytest

from glassnet.session import Session
from glassnet.web.wire import Message
from tests.web.peer import OWN, Peer


@pytest.fixture
def session() -> Session:
    return Session(OWN)


@pytest.fixture
def peer(session: Session) -> Peer:
    peer = Peer()
    peer.line.show(session)
    assert peer.kinds() == "state"
    peer.messages.clear()
    return peer


def want(peer: Peer, session: Session, seq: int, **views: dict[str, Any]) -> None:
    peer.line.handle(session, Message("want", {"seq": seq, "views": views}))
    peer.line.show(session)


def test_a_want_is_answered_once_and_the_next_when_there_is_news(peer: Peer, session: Session) -> None:
    want(peer, session, 1, status={})
    want(peer, session, 2, status={})
    assert peer.kinds() == "view"
    peer.line.show(session)
    assert peer.kinds() == "view"
    session.run.advance(1)
    peer.line.show(session)
    assert [message.data["seq"] for message in peer.messages] == [1, 2]
    assert [message.data["step"] for message in peer.messages] == [0, 1]


def test_other_views_are_news(peer: Peer, session: Session) -> None:
    want(peer, session, 1, boundary={"size": 10})
    want(peer, session, 2, boundary={"size": 12})
    want(peer, session, 3, boundary={"size": 12}, status={})
    want(peer, session, 4, boundary={"size": 12}, status={})
    assert [message.data["seq"] for message in peer.messages] == [1, 2, 3]


def test_a_third_want_replaces_the_oldest(peer: Peer, session: Session) -> None:
    for seq in range(1, 6):
        want(peer, session, seq, status={})
    session.run.advance(1)
    peer.line.show(session)
    session.run.advance(1)
    peer.line.show(session)
    assert [message.data["seq"] for message in peer.messages] == [1, 4, 5]


def test_the_state_comes_before_views_that_show_it(peer: Peer, session: Session) -> None:
    want(peer, session, 1, status={})
    want(peer, session, 2, status={})
    peer.line.handle(session, Message("act", {"id": 7, "action": {"do": "step", "unit": "epoch"}}))
    peer.line.show(session)
    assert peer.kinds() == "view state view"
    assert peer.messages[1].data["ack"] == 7
    assert peer.messages[1].data["revision"] == session.revision


def test_no_picture_is_made_for_a_page_that_is_slow_to_take_them(peer: Peer, session: Session) -> None:
    peer.slow = True
    want(peer, session, 1, status={})
    assert peer.kinds() == ""
    peer.slow = False
    peer.line.show(session)
    assert peer.kinds() == "view"


def test_buffers_of_floats_come_first(peer: Peer, session: Session) -> None:
    want(peer, session, 1, boundary={"size": 9}, weights={}, neurons={"size": 5}, points={})
    message = peer.messages[-1]
    views = message.data["views"]
    assert set(views) == {"boundary", "weights", "neurons", "points"}
    count = session.run.parameters
    first, number = views["weights"]["buffers"]
    assert number == 1
    assert message.buffers[first].nbytes == 4 * count
    first, _ = views["boundary"]["buffers"]
    assert message.buffers[first].nbytes == 81
    assert [b.nbytes for b in message.buffers[:2]] == [4 * count, 12 * 60]


def test_a_view_that_fails_is_told_once_and_left_out(peer: Peer, session: Session) -> None:
    for seq in range(1, 4):
        want(peer, session, seq, status={}, boundary={"size": 100_000})
        session.run.advance(1)
    assert peer.kinds() == "error view view view"
    assert all(list(message.data["views"]) == ["status"] for message in peer.messages[1:])
    session.act({"do": "pause"})
    want(peer, session, 4, nothing={})
    assert "nothing" in peer.last("error")["message"]


def test_a_line_that_quotes_a_long_text_is_cut(peer: Peer, session: Session) -> None:
    table = {"kind": "table", "text": "x,y\n1,2\n3,4\n", "column": "c" * 9000}
    action = {"do": "set", "path": "data.source", "value": table}
    peer.line.handle(session, Message("act", {"id": 1, "action": action}))
    said = peer.last("error")["message"]
    assert said.startswith("label column")
    assert len(said) == 1000


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("want", {}, "needs"),
        ("want", {"seq": True, "views": {}}, "needs"),
        ("want", {"seq": 1, "views": []}, "needs"),
        ("want", {"seq": 1, "views": {"status": 3}}, "needs"),
        ("want", {"seq": 1, "views": {str(i): {} for i in range(17)}}, "16 views"),
        ("act", {}, "needs"),
        ("act", {"id": None, "action": {"do": "play"}}, "needs"),
        ("act", {"id": 1}, "do"),
        ("act", {"id": 1, "action": "play"}, "do"),
        ("act", {"id": 1, "action": {"do": "fly"}}, "fly"),
        ("sing", {}, "sing"),
    ],
)
def test_a_message_of_the_wrong_form_is_answered_with_an_error(
    peer: Peer, session: Session, kind: str, data: dict[str, Any], said: str
) -> None:
    peer.line.handle(session, Message(kind, data))
    assert said in peer.last("error")["message"]


def test_numbers_that_are_not_finite_make_valid_messages(peer: Peer, session: Session) -> None:
    session.act({"do": "set", "path": "data.source", "value": {"kind": "preset", "name": "plane"}})
    session.act({"do": "set", "path": "training.learning_rate", "value": 1000.0})
    session.act({"do": "set", "path": "training.optimizer", "value": "sgd"})
    session.act({"do": "set", "path": "network.layers", "value": [{"units": 4, "activation": "identity"}] * 3})
    session.act({"do": "step", "unit": "epoch"})
    assert session.run.outcome is not None
    want(peer, session, 1, status={}, boundary={}, neurons={}, weights={}, curves={}, points={}, script={})
    assert peer.kinds() == "state view"
    assert peer.last("state")["outcome"]["kind"] == "diverged"
