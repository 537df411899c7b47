"""The process that runs a learner's code: it takes calls, runs them and returns values as plain data.

It decides nothing: whoever started it judges. Its own standard input and output carry the messages; the learner's code
reads from nothing, and what it prints is caught. Limits are the system's where it has them. This keeps accidents away
(an endless loop, all the memory, a print too many). It is no sandbox: code runs with the user's own rights.
"""

import io
import json
import os
import sys
import traceback
import types
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from typing import IO, Any

from glassnet.lessons.plain import from_plain, to_plain

PRINTED = 2000
"""Characters of what the code prints that are kept."""

LARGEST = 1 << 28
"""Bytes of the largest message."""

MODULE = "learner"


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed, however much it is."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what still has room."""
        self.text += text[: max(0, PRINTED - len(self.text))]
        return len(text)


def read_message(stream: IO[bytes]) -> Any:
    """The next message, or None at the end of the stream, or if what comes is none."""
    head = stream.read(8)
    length = int.from_bytes(head, "little")
    if len(head) < 8 or length > LARGEST:
        return None
    return json.loads(stream.read(length))


def write_message(stream: IO[bytes], message: Any) -> None:
    """Send a message: its length in eight bytes, then its JSON."""
    body = json.dumps(message).encode()
    stream.write(len(body).to_bytes(8, "little") + body)
    stream.flush()


def limit_memory(megabytes: int) -> None:
    """Limit what the process may allocate, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Space:
    """What the learner's file defines."""

    def __init__(self) -> None:
        self.file = ""
        self.names: dict[str, Any] = {}

    def load(self, source: str, file: str) -> Any:
        """Run the file from top to bottom, in a module of its own."""
        self.file = file
        module = types.ModuleType(MODULE)
        sys.modules[MODULE] = module  # dataclasses look themselves up there
        self.names = module.__dict__
        exec(compile(source, file, "exec"), self.names)
        return {"functions": [name for name, value in self.names.items() if isinstance(value, types.FunctionType)]}

    def call(self, function: str, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Call a function of the file and say which arguments it changed."""
        given = [from_plain(argument) for argument in arguments]
        named = {name: from_plain(value) for name, value in keywords.items()}
        before = [json.dumps(a) for a in (*arguments, *keywords.values())]
        value = self.names[function](*given, **named)
        labels = [*range(len(given)), *named]
        after = [_same_form(a) for a in (*given, *named.values())]
        plain = to_plain(value)
        changed = [label for label, old, new in zip(labels, before, after, strict=True) if new not in (None, old)]
        return {"value": plain, "changed": changed}


def _same_form(value: Any) -> str | None:
    """A value for comparing with what was sent; None for functions, which do not change."""
    return None if callable(value) else json.dumps(to_plain(value))


def describe(error: BaseException, file: str) -> dict[str, Any]:
    """Type, message and the line of the learner's file that an error arose in."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return {"type": type(error).__name__, "message": error.msg, "line": error.lineno, "syntax": True}
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    try:
        message = str(error)[:500]
    except Exception:
        message = ""
    return {"type": type(error).__name__, "message": message, "line": lines[-1] if lines else None, "syntax": False}


def answer(space: Space, work: Callable[[], Any]) -> dict[str, Any]:
    """Do what is asked; every way in which the learner's code can end gives an answer."""
    printed = Printed()
    try:
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            result = work()
    except BaseException as error:  # also SystemExit and KeyboardInterrupt: the code's, not ours
        result = {"error": describe(error, space.file)}
    return {**result, "printed": printed.text}


def main() -> None:
    """Serve until the input ends."""
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    space = Space()
    limit_memory(int(sys.argv[1]))
    write_message(outward, {"ready": True})
    while (message := read_message(inward)) is not None:
        if message["do"] == "load":
            work = partial(space.load, message["source"], message["file"])
        else:
            work = partial(space.call, message["function"], message["arguments"], message["keywords"])
        write_message(outward, answer(space, work))


if __name__ == "__main__":
    main()
