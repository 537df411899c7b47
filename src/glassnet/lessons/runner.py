"""Runs a learner's code in a process of its own, with limits of time and memory."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from glassnet.lessons.child import read_message, write_message
from glassnet.lessons.plain import from_plain, to_plain

PACKAGES = Path(__file__).resolve().parents[2]
"""The folder that the package is imported from; the child imports the same."""

STARTING = 60.0
"""Seconds that a process may take to start: a cold disk, a busy classroom machine."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a learner's code may use.

    Attributes:
        seconds: of wall time for reading the file, and again for each call.
        megabytes: of memory, where the system can limit it.
    """

    seconds: float = 10.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call returned nothing.

    Attributes:
        timed_out: it took longer than allowed.
        type: name of the exception; empty if the process itself ended.
        message: the exception's text.
        line: line of the learner's file, from 1, or None.
        syntax: Python could not read the file.
    """

    timed_out: bool = False
    type: str = ""
    message: str = ""
    line: int | None = None
    syntax: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a call.

    Attributes:
        value: what it returned.
        changed: positions and names of the arguments that it changed.
        printed: what it printed.
        failure: why it returned nothing, or None.
    """

    value: Any = None
    changed: tuple[int | str, ...] = ()
    printed: str = ""
    failure: Failure | None = None


@dataclass
class Runner:
    r"""A process that runs one file after another; the process starts with the first.

    Use it in a `with` statement: at its end the process ends.

    Args:
        limits: of each file and each call.

    Example:
        >>> with Runner() as runner:
        ...     loaded = runner.load("def double(x):\n    return 2 * x\n", "double.py")
        ...     runner.call("double", (21,)).value
        42
    """

    limits: Limits = field(default_factory=Limits)
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False, repr=False)
    _started_with: int = field(default=0, init=False, repr=False)

    def __enter__(self) -> "Runner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(self, source: str, file: str) -> Observation:
        """Run a file from top to bottom; what it defined can be called afterwards.

        Returns:
            The names of its functions as `value`, or the failure.
        """
        if self._process is None or self._process.poll() is not None or self._started_with < self.limits.megabytes:
            self.close()
            self._start()
        return self._ask({"do": "load", "source": source, "file": file}, "functions")

    def call(
        self, function: str, arguments: Sequence[Any] = (), keywords: Mapping[str, Any] | None = None
    ) -> Observation:
        """Call a function of the file that was loaded last.

        Args:
            function: its name.
            arguments: values with a plain form, see `plain.to_plain`.
            keywords: the same, by name.
        """
        plain = [to_plain(argument) for argument in arguments]
        named = {name: to_plain(value) for name, value in (keywords or {}).items()}
        return self._ask({"do": "call", "function": function, "arguments": plain, "keywords": named}, "value")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _start(self) -> None:
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        path = os.pathsep.join(p for p in (str(PACKAGES), os.environ.get("PYTHONPATH", "")) if p)
        environment = {**os.environ, **threads, "PYTHONPATH": path, "MPLBACKEND": "Agg", "PYTHONSAFEPATH": "1"}
        self._started_with = self.limits.megabytes
        self._process = subprocess.Popen(
            [sys.executable, "-m", "glassnet.lessons.child", str(self.limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        if isinstance(self._exchange(None, STARTING), Failure):
            raise RuntimeError("the process that runs exercises does not start")

    def _ask(self, message: dict[str, Any], wanted: str) -> Observation:
        reply = self._exchange(message, self.limits.seconds)
        if isinstance(reply, Failure):
            return Observation(failure=reply)
        printed = str(reply.get("printed", ""))
        if "error" in reply:
            error = reply["error"]
            line = error["line"] if isinstance(error["line"], int) and error["line"] > 0 else None
            failure = Failure(False, str(error["type"]), str(error["message"]), line, bool(error["syntax"]))
            return Observation(printed=printed, failure=failure)
        try:
            value = reply[wanted] if wanted == "functions" else from_plain(reply[wanted])
        except (KeyError, TypeError, ValueError):  # something else than the child wrote into the pipe
            return Observation(printed=printed, failure=Failure(message="what came back is no value"))
        return Observation(value, tuple(reply.get("changed", ())), printed)

    def _exchange(self, message: Any, seconds: float) -> Any:
        """Send a message and wait for the answer; a process that is late is killed, and pipes then end."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return Failure(type="", message="the process has ended")
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            if message is not None:
                write_message(process.stdin, message)
            reply = read_message(process.stdout)
        except (OSError, ValueError):
            reply = None
        finally:
            timer.cancel()
        if reply is None:
            self.close()
            return Failure(timed_out=True) if late.is_set() else Failure(message="Python itself ended")
        return reply
