"""The owner of the sessions, without any network."""

import gc
import time
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

from glassnet.session import Session
from glassnet.spec import to_link
from glassnet.web.hub import Hub, HubError, Seat
from glassnet.web.wire import Message
from tests.web.peer import OWN, Peer
from tests.web.test_pool import eventually


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub(OWN, most=3, kept=100.0, clock=Clock())
    yield hub
    hub.stop()


def sit(hub: Hub, link: str | None = None) -> tuple[Seat, Peer]:
    seat, peer = hub.new(link), Peer()
    assert hub.sit(seat, peer.line)
    seat.post(peer.line, Message("hello", {}))
    assert eventually(lambda: "state" in peer.kinds())
    return seat, peer


def act(seat: Seat, peer: Peer, number: int, **action: Any) -> None:
    seat.post(peer.line, Message("act", {"id": number, "action": action}))


def session_of(seat: Seat) -> Session:
    assert seat._session is not None
    return seat._session


def test_a_session_trains_while_its_page_is_there(hub: Hub) -> None:
    seat, peer = sit(hub)
    act(seat, peer, 1, do="play")
    assert eventually(lambda: session_of(seat).run.step > 20)
    hub.leave(seat, peer.line)
    time.sleep(0.05)
    steps = session_of(seat).run.step
    time.sleep(0.1)
    assert session_of(seat).run.step == steps
    assert hub.sit(seat, peer.line)
    seat.wake()
    assert eventually(lambda: session_of(seat).run.step > steps)


def test_names_cannot_be_guessed(hub: Hub) -> None:
    names = {hub.new(None).id for _ in range(3)}
    assert len(names) == 3
    assert all(len(name) >= 20 for name in names)
    assert hub.find("") is None
    assert hub.find("another") is None


def test_one_seat_has_one_page(hub: Hub) -> None:
    seat, peer = sit(hub)
    other = Peer()
    assert not hub.sit(seat, other.line)
    hub.leave(seat, other.line)  # who does not sit there cannot leave
    assert seat.line is peer.line
    hub.leave(seat, peer.line)
    assert hub.sit(seat, other.line)


def test_the_session_whose_page_left_first_makes_room(hub: Hub) -> None:
    clock = hub.clock
    assert isinstance(clock, Clock)
    sitting = [sit(hub) for _ in range(3)]
    with pytest.raises(HubError, match="all 3 places"):
        hub.new(None)
    for seat, peer in (sitting[1], sitting[0]):
        clock.now += 1.0
        hub.leave(seat, peer.line)
    hub.new(None)
    assert hub.find(sitting[1][0].id) is None
    assert hub.find(sitting[0][0].id) is sitting[0][0]
    assert len(hub) == 3


def test_a_dropped_session_leaves_nothing_behind(hub: Hub) -> None:
    clock = hub.clock
    assert isinstance(clock, Clock)
    seat, peer = sit(hub)
    held = weakref.ref(session_of(seat)), weakref.ref(session_of(seat).run)
    act(seat, peer, 1, do="play")
    hub.leave(seat, peer.line)
    clock.now = 99.0
    hub.sweep()
    assert hub.find(seat.id) is seat
    clock.now = 101.0
    hub.sweep()
    assert hub.find(seat.id) is None
    assert len(hub) == 0
    del seat, peer

    def gone() -> bool:
        gc.collect()
        return all(ref() is None for ref in held)

    assert eventually(gone)


def test_stop_ends_training_within_a_second(hub: Hub) -> None:
    for _ in range(3):
        seat, peer = sit(hub)
        act(seat, peer, 1, do="speed", value=5)
        act(seat, peer, 2, do="play")
    start = time.monotonic()
    hub.stop()
    assert time.monotonic() - start < 1.5
    assert len(hub) == 0


def test_many_sessions_train_alike(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: dict[Session, list[float]] = {}  # seconds of each turn
    tick = Session.tick

    def timed(self: Session, budget: float = 0.0) -> int:
        began = time.perf_counter()
        taken = tick(self, budget)
        if taken:
            turns.setdefault(self, []).append(time.perf_counter() - began)
        return taken

    monkeypatch.setattr(Session, "tick", timed)
    seats = []
    for _ in range(3):
        seat, peer = sit(hub)
        act(seat, peer, 1, do="speed", value=5)
        seats.append((seat, peer))
    for seat, peer in seats:
        act(seat, peer, 2, do="play")
    sessions = [session_of(seat) for seat, _ in seats]
    assert eventually(lambda: len(turns) == 3)
    begun = [(len(turns[session]), session.run.step) for session in sessions]
    assert eventually(lambda: min(map(len, turns.values())) > 60)
    found = [
        (turns[session][first:], session.run.step - step)
        for session, (first, step) in zip(sessions, begun, strict=True)
    ]
    counts = [len(seconds) for seconds, _ in found]
    assert max(counts) <= min(counts) + 15, counts  # of 60 and more; the system's own scheduling is in it
    for shares in ([sum(seconds) for seconds, _ in found], [steps for _, steps in found]):
        assert max(shares) < 3 * min(shares), shares


def test_places_of_a_drag_that_were_overtaken_are_left_out(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    seat, peer = sit(hub)
    session, done = session_of(seat), list[Any]()
    do = session.act

    def noted(message: dict[str, Any]) -> None:
        done.append(message["value"])
        do(message)

    monkeypatch.setattr(session, "act", noted)
    rate, l2 = "training.learning_rate", "training.l2"
    drag: list[tuple[str, float, int | None]] = [
        (rate, 0.1, 7), (rate, 0.2, 7), (rate, 0.3, 7), (l2, 0.4, 7), (rate, 0.5, 7), (rate, 0.6, 8), (rate, 0.7, None),
        (rate, 0.8, None),
    ]  # fmt: skip
    messages = [Message("want", {"seq": 1, "views": {}})]
    for number, (path, value, hold) in enumerate(drag, start=1):
        action = {"do": "set", "path": path, "value": value} | ({} if hold is None else {"hold": hold})
        messages += [Message("act", {"id": number, "action": action}), Message("want", {"seq": number, "views": {}})]
    seat._inbox.extend((peer.line, message) for message in messages)  # all at once, before the first is looked at
    seat.wake()
    assert eventually(lambda: peer.last("state")["ack"] == len(drag))
    assert done == [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
    assert session.run.experiment.training.learning_rate == 0.8


def test_what_is_asked_while_training_goes_on_is_answered_by_what_it_came_to(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, peer = sit(hub)
    session = session_of(seat)
    act(seat, peer, 1, do="mode", value="instant")
    assert eventually(lambda: peer.last("state")["ack"] == 1 and not session.running)
    tick = session.tick

    def busy(quota: float) -> None:
        tick(quota)
        if peer.last("state")["ack"] == 1:  # the first training after the first change is under way
            seat.post(peer.line, Message("want", {"seq": 1, "views": {"status": {}}}))
            act(seat, peer, 3, do="set", path="training.l2", value=0.3)

    monkeypatch.setattr(session, "tick", busy)
    act(seat, peer, 2, do="set", path="training.l2", value=0.2)
    assert eventually(lambda: peer.last("state")["ack"] == 3)
    after = [(m.kind, m.data.get("ack", m.data.get("seq"))) for m in peer.messages]
    assert after.index(("state", 2)) < after.index(("view", 1)) < after.index(("state", 3))


def test_a_session_begins_with_its_link(hub: Hub) -> None:
    seat, _ = sit(hub, to_link(OWN.with_setting("training.learning_rate", 0.5)))
    assert session_of(seat).run.experiment.training.learning_rate == 0.5


@pytest.mark.parametrize("link", ["nonsense", "v=99", "v=1&data.source=csv(path='/etc/passwd)", "v=1&data.n=999999"])
def test_a_link_that_cannot_be_opened_is_told(hub: Hub, link: str) -> None:
    seat, peer = sit(hub, link)
    assert "the link cannot be opened" in peer.last("error")["message"]
    assert session_of(seat).run.experiment == OWN


def test_an_error_in_training_is_told_and_pauses(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(self: Session, budget: float = 0.0) -> int:
        if self.running:
            raise RuntimeError("a bug")
        return 0

    monkeypatch.setattr(Session, "tick", broken)
    seat, peer = sit(hub)
    act(seat, peer, 1, do="play")
    assert eventually(lambda: "error" in peer.kinds())
    assert "internal error" in peer.last("error")["message"]
    assert not session_of(seat).running
    act(seat, peer, 2, do="step", unit="batch")
    assert eventually(lambda: peer.last("state")["ack"] == 2)
    assert "RuntimeError: a bug" in capfd.readouterr().err


def test_an_act_whose_preparation_fails_is_answered_all_the_same(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Session, message: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Session, "preparation", broken)
    seat, peer = sit(hub)
    act(seat, peer, 1, do="set", path="training.learning_rate", value=0.5)
    assert eventually(lambda: peer.last("state")["ack"] == 1)
    assert session_of(seat).run.experiment.training.learning_rate == 0.5
    assert "error" not in peer.kinds()
