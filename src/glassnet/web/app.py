"""The application behind the guard: the page, its files, and the line of each tab to its session."""

import asyncio
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from glassnet._version import __version__
from glassnet.web.assets import Assets
from glassnet.web.course import CourseDesk
from glassnet.web.guard import Guard
from glassnet.web.wire import Message, WireError, decode

if TYPE_CHECKING:
    from glassnet.spec import Experiment
    from glassnet.web.hub import Hub, Seat

INBOX = 64
"""Messages of a page that may wait to be handled, and frames that may wait to be sent to it, before it must wait."""
FULL = 8
"""Frames that wait to be sent, from which on no more pictures are made."""
POLL_SECONDS = 0.005
SWITCH_SECONDS = 0.001
"""How long one thread keeps the interpreter while another wants it; Python's own 5 ms are a third of a frame."""
TAKE_OVER_SECONDS = 0.6
FOREVER = "public, max-age=31536000, immutable"


def make_app(
    assets: Assets, *, hosts: tuple[str, ...], token: str, port: int, experiment: "Experiment | None" = None,
    code: bool = True, own: bool = True, embedders: tuple[str, ...] = (),
) -> ASGIApp:  # fmt: skip
    """The whole application.

    Args:
        assets: the page and its files.
        hosts: what the Host header may say.
        token: what the first link must bring.
        port: where the server listens.
        experiment: what a page begins with unless its link says otherwise.
        code: whether answers to exercises may run here.
        own: whether the server is the learner's own, and keeps the learner's progress.
        embedders: origins whose pages may show this one in a frame.
    """
    site = Site(assets, experiment, CourseDesk(code=code, own=own))
    app = Starlette(
        routes=[
            Route("/", site.page),
            Route("/static/{name}", site.file),
            *site.desk.routes,
            WebSocketRoute("/ws", site.line),
        ],
        lifespan=site.lifespan,
    )
    return Guard(app, hosts=hosts, token=token, port=port, embedders=embedders)


class Site:
    """What answers requests.

    Args:
        assets: the page and its files.
        experiment: what a page begins with unless its link says otherwise.
        desk: answers what belongs to the course.
    """

    def __init__(self, assets: Assets, experiment: "Experiment | None", desk: CourseDesk) -> None:
        self._assets, self._experiment, self.desk = assets, experiment, desk
        self._version = f"{__version__}+{assets.digest}"

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Load the rooms that compute while the browser loads the page; stop them at the end."""
        self._hub = asyncio.get_running_loop().run_in_executor(None, _make_hub, self._experiment, self._version)
        yield
        self.desk.close()
        with suppress(Exception):  # if it did not begin, that was told to whoever wanted it
            (await self._hub).stop()

    async def page(self, request: Request) -> Response:
        """The page."""
        return Response(self._assets.page, media_type="text/html; charset=utf-8")

    async def file(self, request: Request) -> Response:
        """A file of the page; its name changes with its content."""
        asset = self._assets.files.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("There is no such file. Reload the page.\n", 404)
        return Response(asset.body, media_type=asset.type, headers={"Cache-Control": FOREVER})

    async def line(self, socket: WebSocket) -> None:
        """A page's line to its session, until the page closes it."""
        await socket.accept()
        outbox = Outbox(socket)
        sender = asyncio.create_task(outbox.run())
        try:
            hub = await asyncio.shield(self._hub)
            await Visit(hub, socket, outbox, self.desk).run()
        except WebSocketDisconnect:
            pass
        finally:
            outbox.close()
            sender.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect):
                await sender


class Visit:
    """One page while it is connected.

    Args:
        hub: where the sessions are.
        socket: what the page sends comes from here.
        outbox: what goes to the page goes here.
        desk: gives the views that belong to the course.
    """

    def __init__(self, hub: "Hub", socket: WebSocket, outbox: "Outbox", desk: CourseDesk) -> None:
        from glassnet.web.line import Line

        self._hub, self._socket, self._outbox = hub, socket, outbox
        self._line = Line(outbox.send, outbox.full, hub.experiment, desk.look)
        self._seat: Seat | None = None

    async def run(self) -> None:
        """Hand on what the page sends.

        Raises:
            WebSocketDisconnect: when the page is gone.
        """
        try:
            while True:
                try:
                    await self._hand_on(await self._receive())
                except WireError as error:
                    self._line.error(str(error))
                while len(self._outbox) >= INBOX or (self._seat is not None and self._seat.backlog >= INBOX):
                    if self._outbox.closed:
                        raise WebSocketDisconnect()
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            if self._seat is not None:
                self._hub.leave(self._seat, self._line)

    async def _receive(self) -> Message:
        event = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event.get("code", 1000))
        frame = event.get("bytes")
        if frame is None:
            raise WireError("messages are binary frames; this one was text")
        return decode(frame)

    async def _hand_on(self, message: Message) -> None:
        if message.kind == "hello" and self._seat is None:
            await self._sit_down(message)
        if self._seat is None:
            raise WireError("the first message must be hello")
        self._seat.post(self._line, message)

    async def _sit_down(self, message: Message) -> None:
        """Take up the session that the page names, or begin another."""
        from glassnet.web.hub import HubError
        from glassnet.web.line import check_hello

        name, link = check_hello(message.data)
        known = self._hub.find(name)
        if known is not None and await self._taken_up(known):
            self._seat = known
            self._outbox.drained = known.wake
            return
        try:
            seat = self._hub.new(link)
        except HubError as error:
            raise WireError(str(error)) from None
        self._hub.sit(seat, self._line)
        self._seat, self._outbox.drained = seat, seat.wake

    async def _taken_up(self, seat: "Seat") -> bool:
        """Whether the seat could be had: after a reload the page that had it may take a moment to be gone.

        If that page stays, this one is a copy of it (a tab was duplicated), and gets a session of its own.
        """
        deadline = asyncio.get_running_loop().time() + TAKE_OVER_SECONDS
        while not self._hub.sit(seat, self._line):
            if asyncio.get_running_loop().time() > deadline or self._hub.find(seat.id) is None:
                return False
            await asyncio.sleep(POLL_SECONDS)
        return True


class Outbox:
    """Frames on their way to a page, handed in by any thread.

    Args:
        socket: where they go.

    Attributes:
        drained: called when frames were sent.
        closed: whether the page is gone.
    """

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._loop = asyncio.get_running_loop()
        self._frames: deque[bytes] = deque()
        self._news = asyncio.Event()
        self._was_full = False
        self.drained = _nothing
        self.closed = False

    def __len__(self) -> int:
        return len(self._frames)

    def send(self, frame: bytes) -> None:
        """Queue a frame; one for a page that is gone is forgotten."""
        if self.closed:
            return
        self._frames.append(frame)
        with suppress(RuntimeError):  # the loop is closed: the server is stopping
            self._loop.call_soon_threadsafe(self._news.set)

    def full(self) -> bool:
        """Whether the page is slow to take what is sent."""
        self._was_full = self._was_full or len(self._frames) >= FULL
        return self._was_full

    async def run(self) -> None:
        """Send, until cancelled or the page is gone."""
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                while self._frames:
                    await self._socket.send_bytes(self._frames[0])
                    self._frames.popleft()
                if self._was_full:
                    self._was_full = False
                    self.drained()
        except (WebSocketDisconnect, RuntimeError):  # Starlette raises either, depending on who closed first
            pass
        finally:
            self.close()

    def close(self) -> None:
        """The page is gone."""
        self.closed = True
        self._frames.clear()


def _nothing() -> None:
    pass


def _make_hub(experiment: "Experiment | None", version: str) -> "Hub":
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    from glassnet.engines import WITHOUT_COMPILER
    from glassnet.web.hello import welcome
    from glassnet.web.hub import Hub

    if WITHOUT_COMPILER:
        print(WITHOUT_COMPILER, file=sys.stderr, flush=True)

    # The matrices are small: several threads would spend more time on waiting for each other than on computing, and
    # take the browser's core. This has an effect only after NumPy has been imported.
    threadpool_limits(1, user_api="blas")
    sys.setswitchinterval(SWITCH_SECONDS)
    hub = Hub(experiment, version=version)
    welcome()
    return hub
