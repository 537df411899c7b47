"""An epoch as one step: at once where it is short, in ticks where it is long."""

from tests.session.support import everything, session_of, small
from tests.session.test_pace import slowed

EPOCH = {"do": "step", "unit": "epoch"}
ONE_BY_ONE = small(batch_size=1)
"""An epoch of nine steps."""


def test_a_short_epoch_is_done_at_once() -> None:
    session, _ = session_of()
    session.act(EPOCH)
    assert (session.run.epoch, session.running, session.goal) == (1, False, None)


def test_a_long_epoch_goes_on_in_ticks_and_ends_by_itself() -> None:
    session, clock = session_of(ONE_BY_ONE)
    session.run.advance(1)
    slowed(session, clock, 0.03)
    session.act(EPOCH)
    assert (session.run.epoch, session.running) == (0, True)
    assert session.state()["goal"] == 1
    revision = session.revision
    while session.running:
        assert session.tick(0.03) == 1
    assert (session.run.epoch, session.run.state.cursor.offset) == (1, 0)
    assert session.state()["goal"] is None
    assert session.revision > revision
    at_once, _ = session_of(ONE_BY_ONE)
    at_once.act(EPOCH)
    assert everything(session.run) == everything(at_once.run)


def test_pause_stops_in_the_middle_and_the_next_epoch_ends_where_it_should() -> None:
    session, clock = session_of(ONE_BY_ONE)
    slowed(session, clock, 0.03)
    session.act(EPOCH)
    session.act({"do": "pause"})
    step = session.run.step
    assert step < session.run.steps_per_epoch
    assert session.tick() == 0
    session.act(EPOCH)
    while session.running:
        session.tick()
    assert (session.run.epoch, session.run.step) == (1, session.run.steps_per_epoch)


def test_two_epochs_asked_for_are_two_epochs() -> None:
    session, clock = session_of(ONE_BY_ONE)
    slowed(session, clock, 0.03)
    session.act(EPOCH)
    session.act(EPOCH)
    while session.running:
        session.tick()
    assert session.run.epoch == 2


def test_a_restart_ends_the_step_that_was_under_way() -> None:
    session, clock = session_of(ONE_BY_ONE)
    slowed(session, clock, 0.03)
    session.act(EPOCH)
    session.act({"do": "restart"})
    assert (session.running, session.goal, session.run.step) == (False, None, 0)


def test_play_during_a_long_epoch_goes_on_after_it() -> None:
    session, clock = session_of(ONE_BY_ONE)
    slowed(session, clock, 0.03)
    session.act(EPOCH)
    session.act({"do": "play"})
    clock.now += 1.0
    for _ in range(20):
        clock.now += 0.1
        session.tick()
    assert session.running
    assert session.run.epoch > 1
