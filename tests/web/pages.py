"""A server in a thread of the test, and pages that talk to it as a browser's would."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.sync.client import ClientConnection, connect

from glassnet.spec import Experiment
from glassnet.web.app import make_app
from glassnet.web.assets import Asset, Assets
from glassnet.web.server import hosts_of, listen, make_server
from glassnet.web.wire import Message, encode

TOKEN = "a-token-for-tests"
PATIENCE = 30.0
ASSETS = Assets(b"<!doctype html><title>page</title>", {"page.0123.js": Asset(b"//", "text/javascript")}, "cafe")


@dataclass(frozen=True)
class Answer:
    """What the server answered to an HTTP request."""

    status: int
    headers: dict[str, str]
    body: str


def read(frame: bytes) -> Message:
    """A frame of the server, which may be longer than one of a page."""
    length = int.from_bytes(frame[:4], "little")
    header = json.loads(frame[4 : 4 + length])
    at, buffers = 4 + length, []
    for size in header["buffers"]:
        buffers.append(memoryview(frame)[at : at + size])
        at += size
    assert at == len(frame)
    return Message(header["kind"], header["data"], tuple(buffers))


@dataclass
class Page:
    """One connection, with what it has received."""

    socket: ClientConnection
    last_id: int = 0
    last_seq: int = 0
    received: list[Message] = field(default_factory=list)

    def send(self, kind: str, data: Any) -> None:
        self.socket.send(encode(kind, data))

    def receive(self, timeout: float = PATIENCE) -> Message:
        frame = self.socket.recv(timeout)
        assert isinstance(frame, bytes)
        message = read(frame)
        self.received.append(message)
        return message

    def until(self, kind: str, **parts: Any) -> dict[str, Any]:
        """The data of the next message of a kind with certain entries."""
        while True:
            message = self.receive()
            if message.kind == kind and all(message.data.get(k) == v for k, v in parts.items()):
                return message.data

    def silent(self, seconds: float = 0.15) -> bool:
        """Whether nothing comes for a while."""
        try:
            self.receive(seconds)
        except TimeoutError:
            return True
        return False

    def hello(self, session: str | None = None, link: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """Begin; returns the server's hello and the first state."""
        self.send("hello", {"protocol": 1, "session": session, "link": link})
        return self.until("hello"), self.until("state")

    def act(self, do: str, **parts: Any) -> int:
        self.last_id += 1
        self.send("act", {"id": self.last_id, "action": {"do": do, **parts}})
        return self.last_id

    def done(self, do: str, **parts: Any) -> dict[str, Any]:
        """Act, and wait for the state that acknowledges it."""
        return self.until("state", ack=self.act(do, **parts))

    def refused(self, do: str, **parts: Any) -> str:
        """Act, and wait for the error that answers it."""
        return str(self.until("error", id=self.act(do, **parts))["message"])

    def want(self, **views: dict[str, Any]) -> int:
        self.last_seq += 1
        self.send("want", {"seq": self.last_seq, "views": views})
        return self.last_seq

    def view(self, **views: dict[str, Any]) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        return self.until("view", seq=self.want(**views))


@dataclass
class Served:
    """A running server."""

    port: int
    cookie: str = ""
    patience: float = PATIENCE

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        """An HTTP request; header names with _ for -."""
        return self._request("GET", path, None, headers)

    def post(self, path: str, content: object, **headers: str) -> Answer:
        """Send JSON (or, as bytes, whatever), as the server's own page would unless the headers say otherwise."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        own = {"Origin": f"http://{self.host}", "Cookie": self.cookie}
        return self._request("POST", path, body, own | headers)

    def _request(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        named = {name.replace("_", "-"): value for name, value in headers.items() if value}
        try:
            connection.request(method, path, body, headers=named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read().decode())
        finally:
            connection.close()

    def enter(self) -> None:
        """Exchange the token for the cookie."""
        self.cookie = self.get(f"/?token={TOKEN}").headers["set-cookie"].split(";")[0]

    def connect(self, *, origin: str | None = "own", cookie: str | None = "own", host: str = "") -> ClientConnection:
        headers = {"Cookie": self.cookie if cookie == "own" else cookie} if cookie else {}
        return connect(
            f"ws://{host or self.host}/ws",
            origin=f"http://{self.host}" if origin == "own" else origin,  # type: ignore[arg-type]
            additional_headers=headers,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            close_timeout=1,
        )

    @contextmanager
    def page(self) -> Iterator[Page]:
        with self.connect() as socket:
            yield Page(socket)


@contextmanager
def running_server(experiment: Experiment | None = None, *, code: bool = True, own: bool = True) -> Iterator[Served]:
    """A server on a free port, in a thread of its own."""
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    hosts = hosts_of("127.0.0.1", port)
    app = make_app(ASSETS, hosts=hosts, token=TOKEN, port=port, experiment=experiment, code=code, own=own)
    server = make_server(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        served = Served(port)
        served.enter()
        yield served
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()
