"""A notebook within the test: it carries the messages of widgets, and is looked at as its front end would."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import comm
from comm.base_comm import BaseComm

from glassnet.web.widget import Widget
from glassnet.web.wire import Message, encode
from tests.web.pages import PATIENCE, read


class NotebookComm(BaseComm):
    """A connection whose other end is a queue."""

    def __init__(self, *args: Any, **keys: Any) -> None:
        self.sent: queue.Queue[tuple[str, dict[str, Any], list[Any]]] = queue.Queue()
        super().__init__(*args, **keys)

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
    ) -> None:
        self.sent.put((msg_type, data or {}, buffers or []))


@contextmanager
def notebook() -> Iterator[None]:
    """Widgets that are made within have a connection."""
    before = comm.create_comm
    comm.create_comm = NotebookComm
    try:
        yield
    finally:
        comm.create_comm = before


class View:
    """A place that shows a widget.

    Args:
        widget: the widget.
        name: how the view calls itself.
    """

    def __init__(self, widget: Widget, name: str = "a view") -> None:
        self.name, self._widget, self._comm = name, widget, widget.comm
        self._id = self._seq = 0

    def send(self, kind: str, data: Any) -> None:
        content = {"method": "custom", "content": {"view": self.name}}
        self._comm.handle_msg({"content": {"data": content}, "buffers": [memoryview(encode(kind, data))]})

    def receive(self, timeout: float = PATIENCE) -> Message:
        """The next message to this view; those to others are passed over."""
        while True:
            _, data, buffers = self._comm.sent.get(timeout=timeout)
            if data.get("method") == "custom" and data["content"]["view"] == self.name:
                (frame,) = buffers
                return read(bytes(frame))

    def until(self, kind: str, **parts: Any) -> Message:
        while True:
            message = self.receive()
            if message.kind == kind and all(message.data.get(k) == v for k, v in parts.items()):
                return message

    def silent(self, seconds: float = 0.2) -> bool:
        try:
            self.receive(seconds)
        except queue.Empty:
            return True
        return False

    def hello(self) -> dict[str, Any]:
        """Begin; the first state."""
        self.send("hello", {"protocol": 1, "session": None, "link": None})
        self.until("hello")
        return self.until("state").data

    def act(self, do: str, **parts: Any) -> int:
        self._id += 1
        self.send("act", {"id": self._id, "action": {"do": do, **parts}})
        return self._id

    def done(self, do: str, **parts: Any) -> dict[str, Any]:
        """Act, and wait for the state that acknowledges it."""
        return self.until("state", ack=self.act(do, **parts)).data

    def want(self, **views: dict[str, Any]) -> int:
        self._seq += 1
        self.send("want", {"seq": self._seq, "views": views})
        return self._seq

    def view(self, **views: dict[str, Any]) -> Message:
        """Ask, and wait for the answer."""
        return self.until("view", seq=self.want(**views))
