"""How fast a session trains: from one batch a second to as fast as it can."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from glassnet.training import Trainer

Clock = Callable[[], float]


@dataclass(frozen=True)
class Speed:
    """A choice of pace.

    Attributes:
        label: what the control says.
        unit: what is counted.
        rate: how many a second; None is as fast as it can.
    """

    label: str
    unit: Literal["batch", "epoch"]
    rate: float | None


SPEEDS = (
    Speed("1 batch a second", "batch", 1.0),
    Speed("5 batches a second", "batch", 5.0),
    Speed("1 epoch a second", "epoch", 1.0),
    Speed("5 epochs a second", "epoch", 5.0),
    Speed("25 epochs a second", "epoch", 25.0),
    Speed("full speed", "epoch", None),
)
DEFAULT_SPEED = 4
FULL_SPEED = SPEEDS[-1]
FIRST_GUESS = 200.0
"""Steps a second that are thought possible before any were measured."""
SHARE, WORTH_A_CALL = 0.8, 0.25
"""Share of what is left of a budget that a call of the engine may take, and that must be left for another call."""
STRETCH = 2.0
"""How many budgets may be taken at once to reach a goal: a picture on the way costs more than what it would save."""
MOST_BEHIND = 0.25
"""Seconds of training that are made up for when a machine cannot keep the pace; the rest is let go."""


class Pace:
    """Says how many steps are due, and measures how many are done.

    Args:
        clock: seconds, never going back; a test puts in its own.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = clock()
        self._owed = 0.0
        self._per_second = FIRST_GUESS
        self._measured_with: tuple[object, ...] = ()
        self.measured = 0.0
        self._window = (clock(), 0)

    def start(self) -> None:
        """Begin to count from now."""
        self._last, self._owed = self._clock(), 1.0
        self._window = (self._clock(), 0)
        self.measured = 0.0

    def advance(
        self, run: Trainer, speed: Speed, budget: float, most: int | None = None, *, stretch: bool = False
    ) -> int:
        """Train for at most about `budget` seconds, or as much as is due; returns the steps taken.

        Args:
            run: what trains.
            speed: how fast.
            budget: seconds; one step is taken even if it takes longer.
            most: steps to a goal, not to be exceeded.
            stretch: whether to reach the goal at once where that is thought to take at most `STRETCH` budgets.
        """
        began = self._clock()
        self._expect(run)
        due = self._due(run, speed, began)
        if most is not None:
            due = min(due, most)
            budget = STRETCH * budget if stretch and due <= self._per_second * STRETCH * budget else budget
        taken = 0
        while taken < due and run.outcome is None:
            left = budget - (self._clock() - began)
            if left <= WORTH_A_CALL * budget and taken:
                break
            possible = int(self._per_second * max(left, 0.0))
            chunk = due - taken if due - taken <= possible else max(1, int(SHARE * possible))
            start = self._clock()
            done = run.advance(chunk)
            took = self._clock() - start
            taken += done
            if took > 0.0 and done:
                self._learn(done / took)
        self._owed = max(0.0, self._owed - taken)
        self._measure(taken)
        return taken

    def _expect(self, run: Trainer) -> None:
        """Forget the pace of another network: a step of this one may take a thousand times as long."""
        settings, training = run.settings, run.settings.training
        kind = settings.sizes, training.batch_size, training.optimizer.kind, run.engine, len(run.data.train)
        if kind != self._measured_with:
            self._measured_with, self._per_second = kind, FIRST_GUESS

    def _learn(self, measured: float) -> None:
        """What is slower than thought is believed at once, lest a second chunk be too large; what is faster, soon."""
        guess = self._per_second
        self._per_second = min(measured, max(2.0 * guess, guess + 0.3 * (measured - guess)))

    def _due(self, run: Trainer, speed: Speed, now: float) -> int:
        elapsed, self._last = now - self._last, now
        if speed.rate is None:
            return 1 << 30
        per_unit = 1 if speed.unit == "batch" else run.steps_per_epoch
        rate = speed.rate * per_unit
        self._owed = min(self._owed + elapsed * rate, max(1.0, MOST_BEHIND * rate))
        return int(self._owed)

    def _measure(self, taken: int) -> None:
        """Steps a second over about the last half second."""
        since, count = self._window
        now, count = self._clock(), count + taken
        if now - since >= 0.5:
            self.measured = count / (now - since)
            since, count = now, 0
        self._window = (since, count)

    def wait(self, run: Trainer, speed: Speed) -> float:
        """Seconds until the next step is due."""
        if speed.rate is None or self._owed >= 1.0:
            return 0.0
        per_unit = 1 if speed.unit == "batch" else run.steps_per_epoch
        return (1.0 - self._owed) / (speed.rate * per_unit)
