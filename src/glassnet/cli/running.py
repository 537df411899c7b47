"""A run on the terminal: training in short slices, with a progress bar, until the end or Ctrl-C."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from types import FrameType

from glassnet.training import Trainer

SLICE = 0.1
"""Seconds between two looks at the keyboard and two moves of the bar; a single step is never cut."""

Show = Callable[[Trainer], None]


class Interrupt:
    """Whether Ctrl-C was pressed; a second time it ends the program at once."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Take the signal."""
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Within it Ctrl-C only sets a flag, so that no step is left half done."""
    interrupt = Interrupt()
    try:
        before = signal.signal(signal.SIGINT, interrupt)
    except ValueError:  # not the main thread, which has the signals
        yield interrupt
        return
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)


def train(run: Trainer, interrupt: Interrupt) -> float:
    """Train to the experiment's number of epochs, to another end, or to Ctrl-C; `run.outcome` is None after the last.

    How the steps are sliced changes no bit of the run.

    Returns:
        The seconds that it took.
    """
    goal, steps, started = run.experiment.training.epochs, 1, perf_counter()
    with _bar(goal) as show:
        left = _steps_left(run)
        while left > 0 and run.outcome is None and not interrupt.pressed:
            began = perf_counter()
            left -= run.advance(min(steps, left))
            took = perf_counter() - began
            steps = max(1, steps * 2 if took < SLICE / 2 else steps // 2 if took > SLICE else steps)
            show(run)
    if left <= 0 and run.outcome is None:
        run.train()  # nothing is left to do but to say that it is finished
    return perf_counter() - started


def _steps_left(run: Trainer) -> int:
    """Steps until the last epoch of the experiment is done."""
    training, cursor, examples = run.experiment.training, run.state.cursor, len(run.data.train)
    size = min(training.batch_size or examples, examples)
    if cursor.epoch >= training.epochs:
        return 0
    return -(-(examples - cursor.offset) // size) + (training.epochs - cursor.epoch - 1) * -(-examples // size)


@contextmanager
def _bar(goal: int) -> Iterator[Show]:
    """A progress bar on standard error if that is a terminal; else nothing is shown."""
    if not sys.stderr.isatty():
        yield lambda run: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("epoch {task.completed:,.0f} of {task.total:,.0f}"), BarColumn(),
        TextColumn("{task.fields[score]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=goal, score="")

        def show(run: Trainer) -> None:
            loss, score = run.history.train_loss[-1], run.history.column("train_score")[-1]
            text = f"loss {loss:.4g}, {run.history.score} {score:.3f}"
            progress.update(task, completed=run.epoch, score=text)

        yield show
