"""A flood of messages, good and bad: what becomes of them, how fast, and what the server remembers of them.

``python -m benchmarks.fuzz [--messages 1000000] [--seed 0] [--minutes 0] [--write]``. Pages come and go in the server's
own process, without a network between; each sends some dozens of messages made by the same generator as the tests'
(`tests/web/fuzzing.py`): acts of every kind, wants for every view, values at and beyond their limits, nonsense, frames
that are none. Another page watches, does nothing but ask for its weights, and must find them as they were.

It ends with an error if a page was told of an internal error, if the server printed one, or if the watching page's
session was touched. ``--minutes`` ends it early; ``--write`` keeps what was found in ``benchmarks/results/fuzz.md``.
"""

import argparse
import platform
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random, SystemRandom

import psutil

from glassnet.session import Session
from glassnet.spec import Experiment, from_link
from glassnet.web.wire import encode
from tests.web.fuzzing import SMALL, Babbler
from tests.web.inside import House, Visitor

RESULTS = Path(__file__).parent / "results" / "fuzz.md"
STAY, BURST = 240, 24
"""Messages of a page before it leaves, and those that it sends before it waits for all answers."""
SESSIONS = 8
"""Places of the server; a page that comes when all are taken makes it forget the session that was left first."""
LARGE = 0.002
"""How often a good value is as large as the playground allows; such messages take seconds of training and drawing."""
SHOW_EVERY = 10.0
LABELS = {
    "act": "acts", "want": "wants", "strange": "messages of other kinds or forms", "garbage": "frames that are none",
    "error": "lines that said what was wrong", "view": "answers with views", "state": "states", "hello": "greetings",
    "pages": "pages that came and went",
}  # fmt: skip


class Flood:
    """The counts of a flood.

    Args:
        house: where it goes.
        random: the chance.
    """

    def __init__(self, house: House, random: Random) -> None:
        self.counts: Counter[str] = Counter()
        self.sent = 0
        self._house, self._random, self._babbler = house, random, Babbler(random, LARGE)
        self._left: list[str] = []

    def visit(self, messages: int) -> None:
        """One page that sends some messages and leaves."""
        babbler = self._babbler
        with self._house.visitor() as page:
            page.hello(babbler.one([None, *self._left]), babbler.link() if babbler.often(0.3) else None)
            for i in range(messages):
                self._send(page)
                if i % BURST == BURST - 1:
                    page.settle()
            page.settle()
            self.counts["pages"] += 1
            self.counts.update(page.count)
            self._left = [*self._left[-3:], page.session]

    def _send(self, page: Visitor) -> None:
        self.sent += 1
        babbler = self._babbler
        match self._random.randrange(8):
            case 0 | 1 | 2 | 3:
                page.act(babbler.action())
                self.counts["act"] += 1
            case 4 | 5:
                page.want(babbler.want(page.next_number()))
                self.counts["want"] += 1
            case 6:
                page.send(encode(*babbler.stranger()))
                self.counts["strange"] += 1
            case _:
                page.send(babbler.garbage())
                self.counts["garbage"] += 1


def megabytes() -> float:
    """Memory of this process."""
    return float(psutil.Process().memory_info().rss) / 2**20


def libraries() -> list[tuple[str, float]]:
    """The memory of this process when it begins, and after the first message that needs each of the large libraries.

    They are loaded before the flood, so that what the messages themselves leave behind can be told from them.
    """
    steps: list[tuple[str, Callable[[], object]]] = [
        ("the server and this benchmark", lambda: None),
        ("LLVM: code for a network that nobody had before", lambda: Session(_new_network()).run.advance(1)),
        ("Matplotlib: a figure to take away", lambda: Session(SMALL).view("file", {"what": "boundary.png"})),
        ("scikit-learn and SciPy: the digits", lambda: Session(from_link("v=1&data.source=preset(name=digits)"))),
        ("PyTorch: gradients by autograd", lambda: Session(SMALL).view("autograd", {"entries": 1})),
    ]
    found = []
    for words, need in steps:
        need()
        found.append((words, megabytes()))
    return found


def _new_network() -> Experiment:
    """Three layers of random widths: hardly ever in the cache of kernels, so that LLVM must be loaded."""
    chance = SystemRandom()
    return SMALL.with_setting("network.layers", [{"units": chance.randrange(9, 65)} for _ in range(3)])


def run(messages: int, seed: int, minutes: float) -> tuple[Flood, float, list[tuple[int, float]]]:
    """The flood, its seconds, and the memory after how many messages."""
    end = time.monotonic() + 60 * minutes if minutes else float("inf")
    with House(SMALL, SESSIONS) as house, house.visitor() as watching:
        watching.hello()
        before = watching.weights()
        flood = Flood(house, Random(seed))
        flood.visit(STAY)  # loads what is loaded once: compiler, figures, scikit-learn
        began = shown = time.monotonic()
        memory = [(flood.sent, megabytes())]
        while flood.sent < messages and time.monotonic() < end:
            flood.visit(min(STAY, messages - flood.sent))
            if time.monotonic() - shown >= SHOW_EVERY:
                shown = time.monotonic()
                memory.append((flood.sent, megabytes()))
                print(f"{flood.sent:12,} messages {flood.sent / (shown - began):8.0f} a second "
                      f"{memory[-1][1]:8.0f} MB", flush=True)  # fmt: skip
        seconds = time.monotonic() - began
        memory.append((flood.sent, megabytes()))
        if watching.weights() != before or watching.errors:
            raise SystemExit("the session of the watching page was touched")
        if house.printed():
            raise SystemExit(f"the server printed:\n{house.printed()[-4000:]}")
    return flood, seconds, memory


def report(
    flood: Flood, seconds: float, memory: list[tuple[int, float]], loaded: list[tuple[str, float]]
) -> str:  # fmt: skip
    """What was found, as Markdown."""
    needed = [f"| {words} | {held:.0f} |" for words, held in loaded]
    lines = [f"- {LABELS[kind]}: {flood.counts[kind]:,}" for kind in LABELS if flood.counts[kind]]
    step = max(1, len(memory) // 8)
    table = [f"| {sent:,} | {held:.0f} |" for sent, held in [*memory[:-1:step], memory[-1]]]
    return "\n".join(
        [
            f"{flood.sent:,} messages in {seconds:.0f} s ({flood.sent / seconds:,.0f} a second).",
            "Internal errors: 0. Errors printed by the server: 0. The watching page's session: untouched.", "", *lines,
            "", "Most of the memory is libraries, each loaded by the first message that needs it. Here they were",
            "loaded before the flood, one after another:", "",
            "| loaded | memory of the process, MB |", "|:--|--:|", *needed,
            "", "The flood came after that:", "",
            "| messages so far | memory of the process, MB |", "|--:|--:|", *table, "",
            f"The server keeps {SESSIONS} sessions, also of pages that have gone, each with what can be undone in it",
            "(at most 64 MB). What is kept for drawing is bounded by bytes",
            "(`glassnet.explain.kept`), and so are the pictures of the past (`training.trail`, 32 MB each).", "",
        ]
    )  # fmt: skip


def main() -> int:
    """Flood, print, keep if asked to."""
    parser = argparse.ArgumentParser(description="A flood of messages, good and bad.")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0.0, help="end after so many minutes; 0: never")
    parser.add_argument("--write", action="store_true", help=f"keep the result in {RESULTS.name}")
    chosen = parser.parse_args()
    warnings.simplefilter("error")  # a warning of NumPy in a session would go unnoticed
    loaded = libraries()
    found = report(*run(chosen.messages, chosen.seed, chosen.minutes), loaded)
    print(found)
    if chosen.write:
        machine = f"{psutil.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}"
        head = f"# Messages of all kinds\n\n`python -m benchmarks.fuzz`, seed {chosen.seed}, {date.today()}, {machine}."
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(f"{head}\n\n{found}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
