"""How fast a session trains, with a clock that only moves when told to."""

from math import isclose

import pytest

from glassnet.session import SPEEDS, Session
from glassnet.session.pace import MOST_BEHIND
from glassnet.spec import SpecError
from tests.session.support import FakeClock, session_of, small

SECOND = {speed.label: i for i, speed in enumerate(SPEEDS)}
FULL = len(SPEEDS) - 1


def playing(speed: int) -> tuple[Session, FakeClock]:
    session, clock = session_of()
    session.act({"do": "speed", "value": speed})
    session.act({"do": "play"})
    return session, clock


def ticks(session: Session, clock: FakeClock, seconds: float, every: float = 0.02) -> int:
    taken = 0
    for _ in range(round(seconds / every)):
        clock.now += every
        taken += session.tick()
    return taken


@pytest.mark.parametrize("index", range(len(SPEEDS) - 1), ids=[speed.label for speed in SPEEDS[:-1]])
def test_ten_seconds_bring_ten_times_the_rate(index: int) -> None:
    session, clock = playing(index)
    speed = SPEEDS[index]
    assert speed.rate is not None
    steps = 10 * speed.rate * (1 if speed.unit == "batch" else session.run.steps_per_epoch)
    taken = ticks(session, clock, 10.0)
    assert taken == session.run.step
    assert steps <= taken <= steps + 1  # the first step comes at once


def test_the_first_step_comes_at_once() -> None:
    session, _ = playing(0)
    assert session.tick() == 1
    assert session.tick() == 0


def test_wait_says_when_the_next_step_is_due() -> None:
    session, clock = playing(SECOND["5 batches a second"])
    assert session.wait() == 0.0
    session.tick()
    assert isclose(session.wait(), 0.2)
    clock.now += session.wait() + 1e-9
    assert session.tick() == 1
    session.act({"do": "speed", "value": FULL})
    assert session.wait() == 0.0


@pytest.mark.parametrize("index", range(len(SPEEDS) - 1), ids=[speed.label for speed in SPEEDS[:-1]])
def test_who_sleeps_as_long_as_wait_says_keeps_the_pace(index: int) -> None:
    session, clock = playing(index)
    speed, began = SPEEDS[index], clock.now
    while session.run.step < 40:
        session.tick()
        clock.now += session.wait() + 1e-9
    per_unit = 1 if speed.unit == "batch" else session.run.steps_per_epoch
    assert speed.rate is not None
    assert clock.now - began == pytest.approx(40 / (speed.rate * per_unit), rel=0.01)


def test_a_machine_that_stood_still_makes_up_for_a_quarter_of_a_second_only() -> None:
    session, clock = playing(SECOND["25 epochs a second"])
    session.tick()
    clock.now += 3600.0
    per_second = 25 * session.run.steps_per_epoch
    assert session.tick() <= MOST_BEHIND * per_second + 1
    assert session.tick() == 0


def slowed(session: Session, clock: FakeClock, seconds: float) -> list[int]:
    """Lets every training step take some seconds of the clock; the chunks that are asked for go into the list."""
    asked: list[int] = []
    advance = session.run.advance

    def slow(steps: int) -> int:
        asked.append(steps)
        clock.now += seconds * steps
        return advance(steps)

    session.run.advance = slow  # type: ignore[method-assign]
    return asked


@pytest.mark.parametrize("seconds", [1e-2, 1e-3, 1e-4])
def test_full_speed_keeps_to_the_budget_on_any_machine(seconds: float) -> None:
    session, clock = playing(FULL)
    slowed(session, clock, seconds)
    session.tick(0.02)  # a first guess may be wrong
    for _ in range(30):
        before = clock.now
        taken = session.tick(0.02)
        assert taken >= 1
        assert clock.now - before <= max(0.03, 2 * seconds)
    assert session.tick(0.0) == 1  # however small the budget, it goes on


def test_what_was_measured_is_forgotten_when_the_network_becomes_another() -> None:
    session, clock = playing(FULL)
    slowed(session, clock, 1e-7)
    for _ in range(10):
        session.tick()
    session.act({"do": "set", "path": "network.layers.0.units", "value": 200})
    slowed(session, clock, 1e-2)
    before = clock.now
    session.tick()
    assert clock.now - before < 0.2


def test_a_paused_session_stands_still() -> None:
    session, clock = playing(FULL)
    session.act({"do": "pause"})
    assert ticks(session, clock, 1.0) == 0
    session.act({"do": "play"})
    session.act({"do": "step", "unit": "batch"})
    assert (session.running, session.run.step) == (False, 1)


def test_a_pause_is_not_made_up_for() -> None:
    session, clock = playing(SECOND["1 batch a second"])
    session.tick()
    session.act({"do": "pause"})
    clock.now += 100.0
    session.act({"do": "play"})
    assert session.tick() == 1
    assert session.tick() == 0


def test_a_run_that_is_over_stops_playing_and_says_so() -> None:
    session, clock = session_of(small(patience=1, learning_rate=0.0))
    session.act({"do": "play"})
    revision = session.revision
    ticks(session, clock, 2.0)
    assert session.run.outcome is not None
    assert not session.running
    assert session.revision > revision
    with pytest.raises(SpecError, match="play: got 'stopped early'"):
        session.act({"do": "play"})
    assert not session.running


def test_the_measured_speed_is_steps_by_seconds() -> None:
    session, clock = playing(SECOND["5 epochs a second"])
    ticks(session, clock, 4.0)
    shown = session.view("status").data["steps_per_second"]
    assert shown == pytest.approx(5 * session.run.steps_per_epoch, rel=0.15)
    session.act({"do": "pause"})
    assert session.view("status").data["steps_per_second"] == 0.0
