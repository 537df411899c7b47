"""One page's line to a session: its acts go in, state and views go out, at the pace at which the page asks.

A page sends `want` with the views that its open panels show, at most two at a time. Each is answered once, as soon as
there is something that the last answer did not show. So a fast page gets every picture it can draw, a slow one gets
fewer, and a hidden one, which asks for nothing, gets none.
"""

import sys
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from glassnet.data import DataError
from glassnet.engines import Preparation
from glassnet.explain import View
from glassnet.session import Session
from glassnet.spec import Experiment, SpecError
from glassnet.web import limits
from glassnet.web.hello import PROTOCOL
from glassnet.web.wire import Message, WireError, encode

MAX_WANTS = 2
MOST_SAID = 1000
"""Letters of the longest line that a page is told."""
INTERNAL = "internal error: the server's terminal shows what happened; the session goes on"


@dataclass(frozen=True)
class Want:
    """A question for views.

    Attributes:
        seq: its number, repeated in the answer.
        views: parameters of each view by name.
        seen: the revision of the state that the page knew when it asked; None if it does not say.
    """

    seq: int
    views: dict[str, dict[str, Any]]
    seen: int | None = None

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Want":
        """The want in a message's data.

        Raises:
            WireError: if it has not the right form.
        """
        seq, views, seen = data.get("seq"), data.get("views"), data.get("seen")
        if type(seq) is not int or not isinstance(views, dict) or not all(isinstance(p, dict) for p in views.values()):
            raise WireError('a want needs "seq" (a whole number) and "views" (parameters by name)')
        if len(views) > limits.MAX_VIEWS:
            raise WireError(f"a want may ask for {limits.MAX_VIEWS} views; this one asks for {len(views)}")
        return cls(seq, views, seen if type(seen) is int else None)


Look: TypeAlias = Callable[[Session, str], View | None]


def no_more(session: Session, name: str) -> None:
    """There are no views but the session's own."""


class Line:
    """What a server knows about one page. It is used by one thread at a time.

    Args:
        send: takes a frame that is to go to the page; from any thread.
        full: whether so many frames wait to be sent that no more pictures should be made.
        own: the experiment that the server was started with; see `limits.check`.
        look: gives the views that are not the session's own, by name.
    """

    def __init__(
        self, send: Callable[[bytes], None], full: Callable[[], bool], own: Experiment, look: Look = no_more
    ) -> None:
        self.send = send
        self._full, self._own, self._look = full, own, look
        self._wants: deque[Want] = deque(maxlen=MAX_WANTS)  # a third replaces the oldest
        self._ack = 0
        self._told: int | None = None  # the revision of the last state sent
        self._shown: tuple[int, int, dict[str, dict[str, Any]]] | None = None  # what the last answer showed
        self._complaint: tuple[int, str] | None = None

    def greeted(self) -> None:
        """The page begins (again): it knows nothing, and what it asked for before does not count."""
        self._wants.clear()
        self._told = self._shown = self._complaint = None

    def handle(self, session: Session, message: Message) -> None:
        """Do what a message says; what is wrong with it is told to the page."""
        match message.kind:
            case "act":
                self._act(session, message.data)
            case "want":
                try:
                    self._wants.append(Want.read(message.data))
                except WireError as error:
                    self.error(str(error))
            case kind:
                self.error(f"no message is called {kind[:40]!r}; a page may send hello, act and want")

    def _act(self, session: Session, data: dict[str, Any]) -> None:
        number, action = data.get("id"), data.get("action")
        if type(number) is not int:
            self.error('an act needs "id" (a whole number) and "action"')
            return
        try:
            limits.check_action(action, session.run.experiment, self._own)
            session.act(action)  # type: ignore[arg-type]  # refuses what is no action
        except (SpecError, DataError) as error:
            self.error(str(error), number)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self.error(INTERNAL, number)
        self._ack = number

    def preparation(self, session: Session, message: Message) -> Preparation | None:
        """What an act has to wait for: see `Session.preparation`. An act that will fail waits for nothing: it tells."""
        action = message.data.get("action")
        try:
            limits.check_action(action, session.run.experiment, self._own)
            return session.preparation(action)
        except Exception:
            return None

    def show(self, session: Session) -> None:
        """Send what the page should see by now: the state if it changed, and views if it asked for them."""
        if session.revision != self._told:
            self._told = session.revision
            self.send(encode("state", session.state() | {"ack": self._ack}))
        for want in list(self._wants):  # one that must wait does not hold up another that asks for something else
            if self._full():
                break
            now = (session.revision, session.run.step, want.views)
            if now == self._shown:
                continue
            self._shown = now
            self._wants.remove(want)
            self.send(self._answer(session, want))

    def _answer(self, session: Session, want: Want) -> bytes:
        made: list[tuple[str, View]] = []
        for name, parameters in want.views.items():
            try:
                limits.check_view(name, parameters)
                made.append((name, self._look(session, name) or session.view(name, parameters)))
            except SpecError as error:
                # What was asked of an older state may be senseless now; the page asks anew when it knows the new one.
                if want.seen is None or want.seen >= session.revision:
                    self._complain(session, str(error))
            except Exception as error:
                if self._complain(session, INTERNAL, f"{name}: {error!r}"):
                    traceback.print_exc(file=sys.stderr)
        made.sort(key=lambda entry: any(array.dtype.itemsize == 1 for array in entry[1].arrays))  # float32 first
        views: dict[str, Any] = {}
        buffers: list[Any] = []
        for name, view in made:
            views[name] = view.data | {"buffers": [len(buffers), len(view.arrays)]}
            buffers += view.arrays
        run = session.run
        return encode("view", {"seq": want.seq, "step": run.step, "epoch": run.epoch, "views": views}, buffers)

    def _complain(self, session: Session, text: str, about: str = "") -> bool:
        """Tell what is wrong with a view, but not again with every picture; whether it was told."""
        complaint = (session.revision, about or text)
        news = complaint != self._complaint
        if news:
            self._complaint = complaint
            self.error(text)
        return news

    def error(self, message: str, number: int | None = None) -> None:
        """Tell the page what went wrong, in one line; what it quotes of a page's own text may be long, and is cut."""
        line = " ".join(message.split())
        line = line if len(line) <= MOST_SAID else line[: MOST_SAID - 1] + "…"
        self.send(encode("error", {"message": line, "id": number}))


def check_hello(data: dict[str, Any]) -> tuple[str | None, str | None]:
    """The session and the link that a page begins with.

    Raises:
        WireError: if the message has not the right form, or speaks another version of the protocol.
    """
    if data.get("protocol") != PROTOCOL:
        raise WireError(f"the server speaks version {PROTOCOL} of the protocol, the page another one: reload the page")
    session, link = data.get("session"), data.get("link")
    if not isinstance(session, (str, type(None))) or not isinstance(link, (str, type(None))):
        raise WireError('hello needs "session" and "link", each a text or null')
    return session, link
