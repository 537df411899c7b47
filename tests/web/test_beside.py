"""What takes long does not stop a page: compiling is done beside, a tab that closes leaves nothing at work."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from glassnet import engines
from glassnet.engines import Preparation
from glassnet.session import Session
from glassnet.spec import Experiment
from glassnet.web.app import _make_hub
from glassnet.web.hub import Hub
from glassnet.web.server import listen
from glassnet.web.wire import Message
from tests.web.peer import Peer
from tests.web.test_hub import act, session_of, sit
from tests.web.test_pool import eventually
from tests.web.test_workshop import MADE, Thing

WIDTH = {"do": "set", "path": "network.layers", "value": [{"units": 5}]}


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub(Experiment().with_setting("data.n", 60))
    yield hub
    hub.stop()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Changes of the layers need something that is made when the gate opens; nothing is likely to be needed."""
    gate = threading.Event()
    MADE.clear()

    def preparation(self: Session, message: Mapping[str, Any]) -> Preparation | None:
        return Thing("code", gate=gate) if message.get("path") == "network.layers" else None

    monkeypatch.setattr(Session, "preparation", preparation)
    monkeypatch.setattr(Session, "likely", lambda self: [])
    return gate


def want(peer: Peer, post: Any, seq: int) -> None:
    post(peer.line, Message("want", {"seq": seq, "views": {"status": {}}}))


def test_training_and_pictures_go_on_while_code_is_made(hub: Hub, gate: threading.Event) -> None:
    seat, peer = sit(hub)
    act(seat, peer, 1, do="speed", value=5)
    act(seat, peer, 2, do="play")
    assert eventually(lambda: peer.last("state")["ack"] == 2)
    act(seat, peer, 3, **WIDTH)
    for seq in range(1, 4):
        step = session_of(seat).run.step
        want(peer, seat.post, seq)
        assert eventually(lambda seq=seq: any(m.kind == "view" and m.data["seq"] == seq for m in peer.messages))  # type: ignore[misc]
        assert eventually(lambda step=step: session_of(seat).run.step > step)  # type: ignore[misc]
    assert peer.last("state")["ack"] == 2
    assert session_of(seat).run.settings.sizes == (2, 8, 8, 2)
    gate.set()
    assert eventually(lambda: peer.last("state")["ack"] == 3)
    assert session_of(seat).run.settings.sizes == (2, 5, 2)


def test_acts_keep_their_order(hub: Hub, gate: threading.Event) -> None:
    seat, peer = sit(hub)
    act(seat, peer, 1, **WIDTH)
    act(seat, peer, 2, do="set", path="training.learning_rate", value=0.5)
    act(seat, peer, 3, do="step", unit="batch")
    act(seat, peer, 4, do="set", path="network.layers", value=[{"units": 6}])
    act(seat, peer, 5, do="undo")
    time.sleep(0.05)
    assert peer.last("state")["ack"] == 0
    assert seat.backlog == 5
    gate.set()
    assert eventually(lambda: peer.last("state")["ack"] == 5)
    assert seat.backlog == 0
    assert session_of(seat).run.settings.sizes == (2, 5, 2)
    texts = [entry["text"] for entry in peer.last("state")["log"]]
    assert [text.split()[0] for text in texts] == ["set", "set", "set", "undo:"]


def test_other_sessions_wait_for_nothing(hub: Hub, gate: threading.Event) -> None:
    one, waiting = sit(hub)
    act(one, waiting, 1, **WIDTH)
    other, peer = sit(hub)
    act(other, peer, 1, do="set", path="training.learning_rate", value=0.5)
    assert eventually(lambda: peer.last("state")["ack"] == 1)
    assert waiting.last("state")["ack"] == 0
    gate.set()
    assert eventually(lambda: waiting.last("state")["ack"] == 1)


def test_an_act_whose_code_cannot_be_made_is_done_all_the_same(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Session, "preparation", lambda self, message: Thing("broken", fails=True))
    monkeypatch.setattr(Session, "likely", lambda self: [])
    seat, peer = sit(hub)
    act(seat, peer, 1, **WIDTH)
    act(seat, peer, 2, do="step", unit="batch")
    assert eventually(lambda: peer.last("state")["ack"] == 2)
    assert session_of(seat).run.settings.sizes == (2, 5, 2)
    assert "it broke" in capfd.readouterr().err


def test_what_a_page_may_not_have_is_not_made(hub: Hub, gate: threading.Event) -> None:
    seat, peer = sit(hub)
    act(seat, peer, 1, do="set", path="network.layers", value=[{"units": 5000}])
    assert eventually(lambda: "error" in peer.kinds())
    assert "5000" in peer.last("error")["message"]
    assert MADE == []
    gate.set()


def test_a_width_that_was_never_used_is_compiled_and_gives_the_same_run(hub: Hub) -> None:
    seat, peer = sit(hub)
    act(seat, peer, 1, do="set", path="network.layers", value=[{"units": 61}, {"units": 3}])
    act(seat, peer, 2, do="step", unit="epoch")
    assert eventually(lambda: peer.last("state")["ack"] == 2, 20.0)
    names: dict[str, Any] = {}
    exec(session_of(seat).view("script").data["text"], names)
    ours, theirs = session_of(seat).run.state.parameters, names["run"].state.parameters
    assert [p.tobytes() for p in ours] == [p.tobytes() for p in theirs]


@pytest.mark.parametrize("mode", ["watch", "instant"])
def test_closing_the_tab_ends_its_work_within_seconds(hub: Hub, mode: str) -> None:
    seat, peer = sit(hub)
    act(seat, peer, 1, do="set", path="training.epochs", value=100_000_000)
    act(seat, peer, 2, do="mode", value=mode)
    act(seat, peer, 3, do="speed", value=5)
    if mode == "watch":
        act(seat, peer, 4, do="play")
    session = session_of(seat)
    assert eventually(lambda: session.run.step > 100)
    hub.leave(seat, peer.line)

    def still() -> bool:
        step = session.run.step
        time.sleep(0.2)
        return session.run.step == step

    assert eventually(still)
    step = session.run.step
    time.sleep(0.3)
    assert session.run.step == step
    assert hub.sit(seat, peer.line)  # the page comes back: it goes on where it was
    seat.wake()
    assert eventually(lambda: session.run.step > step)


def test_without_a_compiler_the_server_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for line in ("", "no compiler: the slow engine trains"):
        monkeypatch.setattr(engines, "WITHOUT_COMPILER", line)
        _make_hub(None, "1").stop()
        assert capfd.readouterr().err == (line and f"{line}\n")


def test_nothing_that_is_sent_waits_for_what_was_sent_before() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
