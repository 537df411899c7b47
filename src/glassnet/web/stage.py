"""The owner of a widget's run: a thread that trains it, answers the views that look at it, and does what Python asks.

A notebook's kernel has one thread for the cells. A widget's run belongs to another one, so that training keeps no cell
waiting and a long cell does not stop the training. Nothing is shared between the two but this: whatever a cell asks of
the run is done in the run's own thread, between two turns, and the cell waits for it.
"""

import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

from glassnet.session import Branch, Document, Session
from glassnet.spec import Experiment
from glassnet.training import Trainer
from glassnet.web.hub import Hub, Seat
from glassnet.web.line import Line
from glassnet.web.owned import OwnedRun

MOST_VIEWS = 8
"""Places in which one widget can be shown at once."""

P = ParamSpec("P")
R = TypeVar("R")


class Views(Line):
    """The lines of all views that look at a session, as one.

    Args:
        own: the experiment that the widget began with; see `limits.check`.
    """

    def __init__(self, own: Experiment) -> None:
        super().__init__(_nowhere, _never, own)
        self.lines: dict[str, Line] = {}

    def show(self, session: Session) -> None:
        """Send to each view what it should see by now."""
        for line in list(self.lines.values()):
            line.show(session)

    def error(self, message: str, number: int | None = None) -> None:
        """Tell all views what went wrong."""
        for line in list(self.lines.values()):
            line.error(message, number)


def _nowhere(frame: bytes) -> None:
    """There is nobody to send it to."""


def _never() -> bool:
    """A view asks for one picture at a time, so its line is never full."""
    return False


class Stage(Seat):
    """A session with its thread and its views.

    Args:
        what: an experiment, or a run to be taken up where it stands; the run itself is not touched again.
        changed: called in the run's thread when the session's state has changed.
        still_there: whether the widget is; when it is gone, the thread ends by itself.

    Raises:
        SpecError: if the parts of the experiment do not fit together.
        DataError: if its data cannot be read.

    Example:
        >>> stage = Stage(Experiment().with_setting("data.n", 50))
        >>> stage.run.advance(3), stage.run.step
        (3, 3)
        >>> stage.end()
    """

    def __init__(
        self, what: Experiment | Trainer, *, changed: Callable[[Session], None] = lambda session: None,
        still_there: Callable[[], bool] = lambda: True,
    ) -> None:  # fmt: skip
        self.run = OwnedRun.of(what)
        session = Session(document=Document(self.run, [Branch(self.run.experiment)]))
        self._jobs: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._worker: int | None = None
        self._statements = 0
        self._over = False
        self._alone = False  # trains though nobody looks, since a cell said so
        self._changed, self._told_revision, self._still_there = changed, session.revision, still_there
        super().__init__(_House(self.run.experiment, self), None)
        self._session: Session = session
        self.views = Views(self.run.experiment)
        self.run.owner = self

    @property
    def session(self) -> Session:
        """What is shown; to be used in the stage's own thread."""
        return self._session

    @property
    def inside(self) -> bool:
        """Whether whoever asks is the run's own thread, or there is none any more."""
        return self._over or threading.get_ident() == self._worker

    def call(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do something in the run's thread, and wait for what comes of it."""
        if self.inside:
            return do(*args, **kwargs)
        future: Future[R] = Future()
        self._jobs.append((future, partial(do, *args, **kwargs)))
        self.wake()
        if self._over:  # it may have ended while this was handed in
            self._do_jobs()
        return future.result()

    def act(self, message: Mapping[str, Any]) -> None:
        """Do what a message says, as `Session.act`; code that it needs is made before, while training goes on."""
        code = self.call(self._session.preparation, message)
        if code is not None and not code.ready:
            code.make()
        self.call(self._act, message)

    def _act(self, message: Mapping[str, Any]) -> None:
        self._statements -= 1  # each is undone alone: it belongs to no drag, whose numbers are above 0
        self._session.act({"hold": self._statements} | dict(message))
        if message.get("do") in ("play", "pause"):
            self._alone = message["do"] == "play"

    def touched(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do something to the run in its thread, and let the views see it."""

        def doing() -> R:
            try:
                return do(*args, **kwargs)
            finally:
                self._session.revision += 1

        return self.call(doing)

    def look(self, name: str, send: Callable[[bytes], None], *, new: bool) -> Line | None:
        """The line of a view by its name; None if it has not been heard of, unless it is new."""
        lines = self.views.lines
        if name not in lines and new:
            while len(lines) >= MOST_VIEWS:
                lines.pop(next(iter(lines)))
            lines[name] = Line(send, _never, self._hub.experiment)
        return lines.get(name)

    def look_away(self, name: str) -> None:
        """A view is gone. Without any, training waits for the next one, unless a cell began it."""
        self.views.lines.pop(name, None)

    def turn(self) -> float | None:
        """Do what cells ask, then as any session does: handle messages, train for a moment, show what came of it."""
        self._worker = threading.get_ident()
        try:
            self._do_jobs()
            self._alone = self._alone and self._session.running
            self.line = self.views if self.views.lines or self._alone else None
            pause = super().turn()
            self._tell()
            return pause
        finally:
            self._worker = None

    def _tell(self) -> None:
        if self._session.revision != self._told_revision:
            self._told_revision = self._session.revision
            try:
                self._changed(self._session)
            except Exception:  # of somebody's observer
                traceback.print_exc(file=sys.stderr)

    def _do_jobs(self) -> None:
        while True:
            try:
                future, do = self._jobs.popleft()
            except IndexError:
                return
            try:
                result = do()
            except BaseException as error:  # it belongs to whoever asked
                future.set_exception(error)
            else:
                self._tell()
                future.set_result(result)

    def _release(self) -> None:
        """Nobody looks any more; the run stays readable."""
        self._hub.workshop.forget(self.id)
        self._inbox.clear()
        self._waiting.clear()
        self.views.lines.clear()
        self._session.act({"do": "pause"})

    def check(self) -> None:
        """End the thread of a widget that went without a word, as in marimo when its cell runs again."""
        if not self._still_there():
            threading.Thread(target=self.end, daemon=True).start()

    def end(self) -> None:
        """End the thread within about a second; the run stays as it is, and can be used without it."""
        if self._over:
            return
        self.close()
        if threading.get_ident() == self._worker:  # a thread cannot wait for its own end
            threading.Thread(target=self.end, daemon=True).start()
            return
        self._hub.stop()
        self._over = True
        self._release()
        self._do_jobs()


class _House(Hub):
    """A hub for one stage, with one thread.

    Args:
        experiment: what the stage began with.
        stage: the stage.
    """

    def __init__(self, experiment: Experiment, stage: Stage) -> None:
        self._stage = stage
        super().__init__(experiment, threads=1)

    def sweep(self) -> None:
        """Now and then: see whether the widget is still there."""
        self._stage.check()
