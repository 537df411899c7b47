"""The owner of the sessions: who sits where, who has left, and whose turn it is to train."""

import secrets
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any, TypeAlias

from glassnet.data import DataError
from glassnet.engines import Preparation
from glassnet.session import Session
from glassnet.spec import Experiment, SpecError, from_link
from glassnet.web import limits
from glassnet.web.hello import welcome
from glassnet.web.line import INTERNAL, Line
from glassnet.web.pool import Pool, Task
from glassnet.web.wire import Message
from glassnet.web.workshop import Workshop

QUOTA = 0.005
"""Seconds of one turn: short enough that a picture comes with every frame of a screen, and that many share fairly."""
INSTANT_QUOTA = 0.016
"""Seconds of a turn in Instant: what is trained by then is shown, the rest follows."""
MOST_SESSIONS = 64
KEPT_SECONDS = 600.0
"""How long a session waits for its page to come back."""
SWEEP_SECONDS = 15.0

Clock: TypeAlias = Callable[[], float]


class HubError(RuntimeError):
    """There is no room for another session."""


class Seat(Task):
    """A session and the line of the page that looks at it.

    Args:
        hub: its owner.
        link: what the session begins with; None is the server's own experiment.

    Attributes:
        id: a name that cannot be guessed; who knows it can take the session up again.
        line: the page's line, None while there is none; then the session does not train.
        left: when the last page left.
    """

    def __init__(self, hub: "Hub", link: str | None) -> None:
        super().__init__()
        self.id = secrets.token_urlsafe(16)
        self.line: Line | None = None
        self.left = hub.clock()
        self._hub, self._link = hub, link
        self._session: Session | None = None
        self._inbox: deque[tuple[Line, Message]] = deque()
        self._waiting: deque[tuple[Line, Message]] = deque()  # acts behind one whose code is being made
        self._ordered: Preparation | None = None
        self._served = threading.Event()  # what was ordered is made
        self._sizes: Any = None  # the network whose neighbours were suggested last
        self._closed = False

    @property
    def backlog(self) -> int:
        """Messages that wait to be handled."""
        return len(self._inbox) + len(self._waiting)

    def post(self, line: Line, message: Message) -> None:
        """Hand in a message of a page; whoever posts keeps the backlog within bounds."""
        self._inbox.append((line, message))
        self.wake()

    def wake(self) -> None:
        """There is something to do."""
        self._hub.pool.wake(self)

    def close(self) -> None:
        """Release the session, at the next turn."""
        self._closed = True
        self.wake()

    def turn(self) -> float | None:
        """Handle messages, train for a moment, show what came of it."""
        if self._closed:
            self._release()
            return None
        self._handle_messages()
        session, line = self._session, self.line
        if session is None or line is None:
            return 0.0 if self._inbox else None
        self._hub.workshop.disturb()
        try:
            session.tick(INSTANT_QUOTA if session.mode == "instant" else QUOTA)
            self._take_wants(session)
            line.show(session)
            self._look_ahead(session)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            session.act({"do": "pause"})
            line.error(INTERNAL)
        if self._inbox or (self._waiting and self._served.is_set()):
            return 0.0
        if not session.running:
            return None
        wait = session.wait()
        return max(wait, QUOTA) if wait > 0.0 else 0.0

    def _handle_messages(self) -> None:
        until = self._hub.clock() + QUOTA
        while (entry := self._next_message()) is not None:
            line, message = entry
            if message.kind == "hello":
                self._greet(line)
            elif self._session is not None and not self._must_wait(self._session, line, message):
                line.handle(self._session, message)
            if self._hub.clock() >= until:
                break

    def _take_wants(self, session: Session) -> None:
        """What was asked for while training went on is answered by what has been trained, not one turn later."""
        while self._inbox and self._inbox[0][1].kind == "want":
            line, message = self._inbox.popleft()
            line.handle(session, message)

    def _next_message(self) -> tuple[Line, Message] | None:
        """An act whose code has been made, or the oldest message that none behind it makes superfluous."""
        served = bool(self._waiting) and self._served.is_set()
        if served and self._ordered is not None:
            return self._waiting.popleft()
        queue = self._waiting if served else self._inbox
        while queue:
            entry = queue.popleft()
            if not self._overtaken(entry):
                return entry
        return None

    def _overtaken(self, entry: tuple[Line, Message]) -> bool:
        """Whether the same drag has set the same setting again, and nothing else was done in between.

        A page sends each place of a slider at once, so that the next one is here when the last has been trained.
        """
        dragged = _drag_of(entry)
        if dragged is None:
            return False
        later = (_drag_of(e) for e in (*self._waiting, *self._inbox) if e[1].kind == "act")
        return next(later, None) == dragged

    def _must_wait(self, session: Session, line: Line, message: Message) -> bool:
        """Whether a message is an act that waits for code to be made, or one that stands behind such an act."""
        if message.kind != "act":
            return False
        if self._ordered is not None:
            if not self._served.is_set():
                self._waiting.append((line, message))
                return True
            self._ordered = None  # this is the act that was waited for; if its code could not be made, it tells why
            return False
        needed = line.preparation(session, message)
        if needed is None or needed.ready:
            return False
        self._ordered = needed
        self._served.clear()
        self._waiting.appendleft((line, message))
        self._hub.workshop.order(needed, self._serve)
        return True

    def _serve(self) -> None:
        self._served.set()
        self.wake()

    def _look_ahead(self, session: Session) -> None:
        """Let the neighbours of a network be made before anyone asks for them."""
        experiment = session.run.experiment
        now = experiment.network.layers, experiment.training.loss, session.run.settings.sizes
        if now != self._sizes:
            self._sizes = now
            self._hub.workshop.suggest(self.id, session.likely())

    def _greet(self, line: Line) -> None:
        line.greeted()
        line.send(welcome().frame(self._hub.version, self.id))
        if self._session is None:
            self._session = self._begun(line)

    def _begun(self, line: Line) -> Session | None:
        """The session of the link; if that is none, of the server's own experiment."""
        own = self._hub.experiment
        if self._link:
            try:
                experiment = from_link(self._link)
                limits.check(experiment, own)
                return Session(experiment)
            except (SpecError, DataError) as error:
                line.error(f"the link cannot be opened: {error}")
            except Exception:
                traceback.print_exc(file=sys.stderr)
                line.error(INTERNAL)
        try:
            return Session(own)
        except (SpecError, DataError) as error:
            line.error(str(error))
        return None

    def _release(self) -> None:
        self._hub.workshop.forget(self.id)
        self._inbox.clear()
        self._waiting.clear()
        self.line = None
        if self._session is not None:
            self._session.close()
            self._session = None


def _drag_of(entry: tuple[Line, Message]) -> tuple[Line, Any, int] | None:
    """The drag that an act is part of: whose, of which setting, which one; None of any other message."""
    line, message = entry
    match message.data.get("action"):
        case {"do": "set", "path": path, "hold": int(hold)}:
            return line, path, hold
    return None


class Hub:
    """All sessions of a server.

    Args:
        experiment: what a session begins with when its page brings no link.
        version: of the server and its page; a page of another version loads itself anew.
        threads: of the pool.
        most: sessions at the same time.
        kept: seconds for which a session waits for its page to come back.
        clock: seconds, never going back.
    """

    def __init__(
        self, experiment: Experiment | None = None, *, version: str = "", threads: int | None = None,
        most: int = MOST_SESSIONS, kept: float = KEPT_SECONDS, clock: Clock = time.monotonic,
    ) -> None:  # fmt: skip
        self.experiment = experiment or Experiment()
        self.version, self.clock = version, clock
        self._most, self._kept = most, kept
        self._seats: dict[str, Seat] = {}
        self._lock = threading.Lock()
        self.pool = Pool(threads)
        self.workshop = Workshop()
        self.pool.wake(_Sweep(self))

    def __len__(self) -> int:
        return len(self._seats)

    def find(self, name: str | None) -> Seat | None:
        """The seat of that name, or None."""
        return self._seats.get(name) if name else None

    def new(self, link: str | None) -> Seat:
        """A seat for another session; if all are taken, the one whose page left first makes room.

        Raises:
            HubError: if all have their pages.
        """
        with self._lock:
            if len(self._seats) >= self._most:
                empty = [seat for seat in self._seats.values() if seat.line is None]
                if not empty:
                    raise HubError(f"all {self._most} places are taken: close another page of this playground first")
                self._drop(min(empty, key=lambda seat: seat.left))
            seat = Seat(self, link)
            self._seats[seat.id] = seat
            return seat

    def sit(self, seat: Seat, line: Line) -> bool:
        """Give a seat to a line; False if another page has it, or it is gone."""
        with self._lock:
            if seat.line is not None or seat.id not in self._seats:
                return False
            seat.line = line
            return True

    def leave(self, seat: Seat, line: Line) -> None:
        """The page is gone: its session stops training and waits for it to come back."""
        with self._lock:
            if seat.line is line:
                seat.line, seat.left = None, self.clock()

    def sweep(self) -> None:
        """Drop the sessions whose pages have been gone for too long."""
        with self._lock:
            now = self.clock()
            for seat in [s for s in self._seats.values() if s.line is None and now - s.left >= self._kept]:
                self._drop(seat)

    def _drop(self, seat: Seat) -> None:
        del self._seats[seat.id]
        seat.close()

    def stop(self) -> None:
        """End all training within about a second."""
        self.workshop.stop()
        if self.pool.stop():  # else a session is still at work in its thread, which ends with the program
            for seat in self._seats.values():
                seat.close()
                seat.turn()
        self._seats.clear()


class _Sweep(Task):
    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub = hub

    def turn(self) -> float:
        self._hub.sweep()
        return SWEEP_SECONDS
