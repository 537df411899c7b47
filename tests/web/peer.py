"""What a page would see of a session, without any network."""

from typing import Any

from glassnet.spec import Experiment
from glassnet.web.line import Line
from glassnet.web.wire import Message
from tests.web.pages import read

OWN = Experiment().with_setting("data.n", 60)


class Peer:
    """What a page would see: a line whose frames are kept."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.slow = False
        self.line = Line(lambda frame: self.messages.append(read(frame)), lambda: self.slow, OWN)

    def kinds(self) -> str:
        return " ".join(message.kind for message in self.messages)

    def last(self, kind: str) -> dict[str, Any]:
        return next(message.data for message in reversed(self.messages) if message.kind == kind)
