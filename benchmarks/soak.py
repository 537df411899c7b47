"""A session trained at full speed for some minutes, with a page that asks for all pictures: does anything grow?

``python -m benchmarks.soak [--minutes 3] [--write]``. Server and page are in one process, without a network between;
the page asks for its next pictures as soon as it has the last ones, as a browser does, and now and then moves a control
and takes it back. By time: memory of the process, threads, steps, entries of the history, moments of the trail, bytes
of the state message.

Then the page is closed, and after it the server: how long until the session trains no more, and until the threads are
gone. It ends with an error if anything grew or stayed. ``--write`` keeps the table in ``benchmarks/results/soak.md``.
"""

import argparse
import json
import platform
import sys
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

from glassnet.session import SPEEDS, Session
from glassnet.spec import Experiment
from glassnet.training.history import CAPACITY
from glassnet.training.trail import MAX_FRAMES
from tests.web.inside import House, Visitor

RESULTS = Path(__file__).parent / "results" / "soak.md"
PICTURES = {
    "status": {}, "boundary": {"size": 100}, "neurons": {"size": 32}, "weights": {}, "curves": {"points": 400},
    "points": {}, "scores": {}, "flow": {"points": 120}, "bending": {}, "pieces": {}, "lines": {}, "script": {},
}  # fmt: skip
"""Every picture that a page may show of a run while it trains."""
ROWS = 18
WARM = 1 / 3
"""The share of the time after which memory is compared with the end."""
MAY_GROW = 0.03
"""Share by which memory may differ: the allocator's own coming and going."""
QUIET_SECONDS = 3.0
"""Within this time after its page a session must have stopped training, and after the server its threads be gone."""


@dataclass(frozen=True)
class Row:
    """What there was at some moment."""

    seconds: float
    megabytes: float
    threads: int
    steps: int
    history: int
    trail: int
    state: int
    answers: int

    def __str__(self) -> str:
        return (
            f"| {self.seconds:.0f} | {self.megabytes:.1f} | {self.threads} | {self.steps:,} | {self.history:,} | "
            f"{self.trail} | {self.state:,} | {self.answers:,} |"
        )


HEAD = (
    "| seconds | memory, MB | threads | steps | history, entries | trail, moments | state message, bytes | answers |\n"
    "|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def glassnet_threads() -> int:
    """Threads of a hub: its pool and its workshop."""
    return sum(thread.name.startswith("glassnet-") for thread in threading.enumerate())


def row(page: Visitor, session: Session, began: float) -> Row:
    """The present moment."""
    memory, run = psutil.Process().memory_info().rss / 2**20, session.run
    state = len(json.dumps(page.state, separators=(",", ":")))
    return Row(
        time.monotonic() - began, memory, threading.active_count(), run.step, len(run.history), len(run.trail.frames),
        state, page.count["view"],
    )  # fmt: skip


def soak(page: Visitor, session: Session, seconds: float) -> list[Row]:
    """Train and look for so long."""
    page.act({"do": "speed", "value": len(SPEEDS) - 1})
    page.act({"do": "play"})
    began, rows = time.monotonic(), list[Row]()
    waiting = [page.next_number()]
    page.want({"seq": waiting[0], "views": PICTURES})
    print(HEAD, flush=True)
    while (passed := time.monotonic() - began) < seconds:
        waiting.append(page.next_number())
        page.want({"seq": waiting[-1], "views": PICTURES})  # two at a time, as the page does
        oldest = waiting.pop(0)
        while oldest not in page.views:
            page.receive()
        page.views.clear()
        if passed >= len(rows) * seconds / ROWS:
            for value in (0.02, 0.01):
                page.act({"do": "set", "path": "training.learning_rate", "value": value, "hold": 1})
            rows.append(row(page, session, began))
            print(rows[-1], flush=True)
    rows.append(row(page, session, began))
    print(rows[-1], flush=True)
    return rows


def seconds_until_it_rests(session: Session) -> float:
    """How long a session goes on to train; a second without a step is rest."""
    began = moved = time.monotonic()
    step = session.run.step
    while time.monotonic() - moved < 1.0 and time.monotonic() - began < 4 * QUIET_SECONDS:
        time.sleep(0.01)
        if session.run.step != step:
            step, moved = session.run.step, time.monotonic()
    return moved - began


def seconds_until_no_threads(began: float) -> float:
    """How long until the hub's threads are gone."""
    while glassnet_threads() and time.monotonic() - began < 4 * QUIET_SECONDS:
        time.sleep(0.01)
    return time.monotonic() - began


def faults(rows: list[Row], rest: float, gone: float) -> list[str]:
    """What grew, or stayed."""
    warm, end = rows[int(WARM * len(rows))], rows[-1]
    found = {
        f"memory grew from {warm.megabytes:.1f} to {end.megabytes:.1f} MB":
            end.megabytes > (1 + MAY_GROW) * warm.megabytes,
        "the number of threads grew": end.threads > warm.threads,
        "the history is longer than it may be": max(each.history for each in rows) > CAPACITY,
        "the trail is longer than it may be": max(each.trail for each in rows) > MAX_FRAMES + 2,
        "the session trains on without its page": rest > QUIET_SECONDS,
        "threads stay after the server": gone > QUIET_SECONDS,
    }  # fmt: skip
    return [fault for fault, there in found.items() if there]


def main() -> int:
    """Soak, print, keep if asked to; exit 1 if anything grew or stayed."""
    parser = argparse.ArgumentParser(description="A session at full speed, with a page that asks for all pictures.")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--write", action="store_true", help=f"keep the result in {RESULTS.name}")
    chosen = parser.parse_args()
    with House(Experiment()) as house:
        page = Visitor(house)
        page.hello()
        session = house.session(page.session)
        rows = soak(page, session, 60 * chosen.minutes)
        page.leave()
        rest = seconds_until_it_rests(session)
        closing = time.monotonic()
    gone = seconds_until_no_threads(closing)
    found = faults(rows, rest, gone)
    warm, end = rows[int(WARM * len(rows))], rows[-1]
    text = [
        f"After the page: the session trained for another {rest:.2f} s. After the server: threads were gone in "
        f"{gone:.2f} s.", "",
        f"Verdict: {'; '.join(found) or 'bounded'}. From {warm.seconds:.0f} s to the end, {end.steps - warm.steps:,} "
        f"steps and {end.answers - warm.answers:,} answers, memory went from {warm.megabytes:.1f} to "
        f"{end.megabytes:.1f} MB.",
    ]  # fmt: skip
    print("\n".join(["", *text]))
    if chosen.write:
        machine = f"{psutil.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}"
        head = f"# A session at full speed\n\n`python -m benchmarks.soak`, {date.today()}, {machine}."
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text("\n".join([head, "", HEAD, *map(str, rows), "", *text, ""]), encoding="utf-8")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
