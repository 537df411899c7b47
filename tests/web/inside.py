"""The server without its socket: its site, hub, lines and sessions with their threads, and visitors in this process."""

import asyncio
import contextlib
import io
import json
import queue
import threading
from collections.abc import Iterator, MutableMapping
from typing import Any

from starlette.applications import Starlette
from starlette.websockets import WebSocket

from glassnet.session import Session
from glassnet.spec import Experiment
from glassnet.web.app import Site
from glassnet.web.course import CourseDesk
from glassnet.web.hub import MOST_SESSIONS, Hub
from glassnet.web.line import MOST_SAID
from glassnet.web.wire import Message, encode
from tests.web.pages import ASSETS, PATIENCE, read

FIRST = 1_000_000
"""Acts and wants are counted from here: nonsense has smaller numbers, or far larger ones."""


class House:
    """A site in a loop of its own thread. Use as a context; nothing may have been printed as an error at its end.

    Args:
        experiment: what sessions begin with.
        most: sessions at the same time.
    """

    def __init__(self, experiment: Experiment, most: int = MOST_SESSIONS) -> None:
        self._most = most
        self.site = Site(ASSETS, experiment, CourseDesk(code=False, own=False))
        self.loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._printed = io.StringIO()

    def __enter__(self) -> "House":
        self._redirected = contextlib.redirect_stderr(self._printed)
        self._redirected.__enter__()
        self._thread = threading.Thread(target=self.loop.run_until_complete, args=(self._live(),), name="house")
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        self._redirected.__exit__(None, None, None)
        assert not self._thread.is_alive()
        self.loop.close()

    async def _live(self) -> None:
        async with self.site.lifespan(Starlette()):
            (await self._hub())._most = self._most
            self._ready.set()
            await self._stop.wait()

    def session(self, name: str) -> Session:
        """The session of that name; to look at, not to touch."""
        hub = asyncio.run_coroutine_threadsafe(self._hub(), self.loop).result(PATIENCE)
        seat = hub.find(name)
        assert seat is not None and seat._session is not None
        return seat._session

    async def _hub(self) -> Hub:
        return await asyncio.shield(self.site._hub)

    def printed(self) -> str:
        """What was printed as an error so far: tracebacks of what nobody should see."""
        return self._printed.getvalue()

    @contextlib.contextmanager
    def visitor(self) -> Iterator["Visitor"]:
        """A page that comes and goes."""
        visitor = Visitor(self)
        try:
            yield visitor
        finally:
            visitor.leave()


class Visitor:
    """A page: it sends frames, and keeps count of what it was told.

    Attributes:
        session: the name of its session, once it was greeted.
        errors: lines that it was told, by number of the act that they answer.
        ack: the last act that was acknowledged.
        views: the last answers by their number.
    """

    def __init__(self, house: House) -> None:
        self.session = ""
        self.errors: dict[int | None, list[str]] = {}
        self.ack, self.state = 0, dict[str, Any]()
        self.views: dict[int, Message] = {}
        self.count = {"state": 0, "view": 0, "error": 0, "hello": 0}
        self._house = house
        self._came: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._mail: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._number = FIRST
        self._put({"type": "websocket.connect"})
        scope = {"type": "websocket", "path": "/ws", "headers": [], "query_string": b""}
        socket = WebSocket(scope, self._mail.get, self._take)
        self._line = asyncio.run_coroutine_threadsafe(house.site.line(socket), house.loop)

    # -- sending -------------------------------------------------------------------------------------------------

    def _put(self, event: dict[str, Any]) -> None:
        self._house.loop.call_soon_threadsafe(self._mail.put_nowait, event)

    async def _take(self, event: MutableMapping[str, Any]) -> None:
        if event["type"] == "websocket.send":
            self._came.put(event["bytes"])

    def send(self, frame: bytes | str) -> None:
        """Send a frame, or a text where a frame should be."""
        self._put({"type": "websocket.receive", "bytes" if isinstance(frame, bytes) else "text": frame})

    def hello(self, session: str | None = None, link: str | None = None) -> None:
        """Begin, and wait for the answer."""
        greeted, shown = self.count["hello"], self.count["state"]
        self.send(encode("hello", {"protocol": 1, "session": session, "link": link}))
        while self.count["hello"] == greeted or self.count["state"] == shown:
            self.receive()

    def act(self, action: Any) -> int:
        """Send an act; returns its number."""
        self._number += 1
        self.send(encode("act", {"id": self._number, "action": action}))
        return self._number

    def want(self, data: dict[str, Any]) -> None:
        """Send a want."""
        self.send(encode("want", data))

    def next_number(self) -> int:
        """A number for a want."""
        self._number += 1
        return self._number

    def leave(self) -> None:
        """Close the page."""
        self._put({"type": "websocket.disconnect", "code": 1001})
        self._line.result(PATIENCE)

    # -- receiving -----------------------------------------------------------------------------------------------

    def receive(self) -> None:
        """Take the next frame, and see that what it says is fit for a page."""
        message = read(self._came.get(timeout=PATIENCE))
        self.count[message.kind] += 1
        match message.kind:
            case "error":
                said = message.data["message"]
                assert "internal error" not in said, self._house.printed()
                assert said and "\n" not in said and len(said) <= MOST_SAID, said[:300]
                self.errors.setdefault(message.data["id"], []).append(said)
            case "state":
                json.dumps(message.data, allow_nan=False)
                self.ack, self.state = message.data["ack"], message.data
            case "view":
                self.views[message.data["seq"]] = message
            case "hello":
                self.session = message.data["session"]

    def answered(self, number: int) -> bool:
        """Wait for the answer to the act sent last; whether it was done, and not refused."""
        while self.ack != number and number not in self.errors:
            self.receive()
        return number not in self.errors

    def settle(self) -> None:
        """Wait until everything sent so far has been answered; the session is paused then.

        What was acknowledged or refused is known by then: a refusal comes before the acknowledgement of what follows.
        """
        last = self.act({"do": "pause"})
        while self.ack != last:
            self.receive()

    def look(self, **views: Any) -> Message:
        """Ask for views, and wait for the answer; there is news, so that there must be one."""
        seq = self.next_number()
        self.want({"seq": seq, "views": views})
        self.act({"do": "pause"})
        while seq not in self.views:
            self.receive()
        return self.views.pop(seq)

    def weights(self) -> bytes:
        """The session's weights as they are sent."""
        answer = self.look(weights={})
        first, _ = answer.data["views"]["weights"]["buffers"]
        return bytes(answer.buffers[first])
