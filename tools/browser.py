"""A Chromium and a running playground, for browser tests, benchmarks and screenshots."""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
HOW_TO_GET_ONE = (
    "install Chromium (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask "
    "chromium) or set GLASSNET_CHROMIUM to the path of a Chromium or Chrome"
)
# The tests watch that no request leaves the machine; the browser itself must make none either.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What the installed command `glassnet` runs; said this way it needs no installed command.
COMMAND = (sys.executable, "-c", "import sys; from glassnet.cli import main; sys.exit(main())")
ADDRESS = re.compile(r"http://[^\s\"'<>]+")


class PlaygroundError(RuntimeError):
    """The playground did not start: the message has what it printed."""


def find_chromium() -> str | None:
    """The Chromium to drive, by GLASSNET_CHROMIUM or by its usual names; None if there is none."""
    named = os.environ.get("GLASSNET_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that `find_chromium` finds, without a window."""
    path = find_chromium()
    if path is None:
        raise PlaygroundError(f"no Chromium was found: {HOW_TO_GET_ONE}")
    arguments = list(ARGUMENTS)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium's sandbox does not start as root
    return playwright.chromium.launch(executable_path=path, args=arguments, headless=True)


@dataclass(frozen=True)
class Playground:
    """A playground running in a process of its own.

    Attributes:
        url: The address that it printed, with the start-up token.
        process: The server.
        started: ``time.perf_counter()`` just before the process was started.
    """

    url: str
    process: subprocess.Popen[str]
    started: float


@contextmanager
def running_playground(
    *arguments: str, env: Mapping[str, str] | None = None, timeout: float = 30.0
) -> Iterator[Playground]:
    """Run ``glassnet play`` on a free port and stop it, as Ctrl-C does, at the end.

    Args:
        *arguments: Further arguments of ``glassnet play``.
        env: Environment variables to add.
        timeout: Seconds to wait for the address.

    Yields:
        The running playground.

    Raises:
        PlaygroundError: If it ends, or prints no address in time.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "play", "--no-browser", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
    )
    try:
        yield Playground(_printed_address(process, started + timeout), process, started)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _printed_address(process: subprocess.Popen[str], deadline: float) -> str:
    """The first http address that the process prints."""
    assert process.stdout is not None
    lines: queue.Queue[str] = queue.Queue()
    # The thread goes on reading after the address: a talkative server never waits for its pipe.
    threading.Thread(target=_read_lines, args=(process.stdout, lines), daemon=True).start()
    printed = ""
    while (left := deadline - time.perf_counter()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if not line:
            break
        printed += line
        found = ADDRESS.search(line)
        if found:
            return found.group()
    raise PlaygroundError(f"`glassnet play` printed no address; it printed:\n{printed or '(nothing)'}")


def _read_lines(stream: IO[str], lines: queue.Queue[str]) -> None:
    """Put each line into the queue, and an empty one at the end."""
    with stream:
        for line in stream:
            lines.put(line)
    lines.put("")
