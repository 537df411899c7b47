"""Short trials: what a few epochs with another learning rate do, tried out on a copy of the run."""

from dataclasses import dataclass, replace
from math import nan

from glassnet.engines import DEFAULT_ENGINE
from glassnet.spec import SpecError
from glassnet.training import Trainer

EPOCHS = 10
"""Length of a trial, if the run has had as many; a tenth of the run if that is more."""

MAX_EPOCHS = 30
MAX_WORK = 5e8 if DEFAULT_ENGINE == "compiled" else 2e7
"""Multiplications that all trials together may cost: a second or so."""

FROM_START, FROM_HERE = (0.01, 0.1, 1.0, 10.0), (1.0, 10.0)
"""The learning rates tried, over the run's own."""


@dataclass(frozen=True)
class Trial:
    """What a learning rate did in a few epochs.

    Attributes:
        factor: the learning rate over the run's own.
        start: whether the trial began at the initial weights (else where the run stands).
        epochs: its length.
        before, after: training loss at its beginning and at its end; NaN if it diverged.
    """

    factor: float
    start: bool
    epochs: int
    before: float
    after: float


def try_rates(run: Trainer) -> tuple[Trial, ...]:
    """Try lower and higher learning rates from the start, and (unless the run diverged) a higher one from here.

    Nothing is tried where it would take long, or where no step has been taken.
    """
    epochs = max(1, min(MAX_EPOCHS, max(EPOCHS, run.epoch // 10)))
    work = 6.0 * run.parameters * len(run.data.train) * epochs * len(FROM_START + FROM_HERE)
    if work > MAX_WORK or run.step == 0 or run.experiment.training.learning_rate == 0.0:
        return ()
    diverged = run.outcome is not None and run.outcome.kind == "diverged"
    from_start = [_trial(run, factor, epochs, start=True) for factor in FROM_START]
    return (*from_start, *(_trial(run, factor, epochs, start=False) for factor in FROM_HERE if not diverged))


def _trial(run: Trainer, factor: float, epochs: int, *, start: bool) -> Trial:
    done = 0 if start else run.epoch
    try:
        changed = run.experiment
        for name, value in (
            ("learning_rate", min(1000.0, run.experiment.training.learning_rate * factor)),
            ("epochs", done + epochs + 1), ("patience", None), ("target", None),
        ):  # fmt: skip
            changed = changed.with_setting(f"training.{name}", value)
        copy = Trainer(changed, engine=DEFAULT_ENGINE, data=run.data)
    except SpecError:
        return Trial(factor, start, epochs, nan, nan)
    try:
        if not start:
            copy.restore(replace(run.snapshot(), experiment=changed, outcome=None, trail=None))
        before = copy.evaluate().scores["train"].loss
        copy.advance_epochs(epochs)
        diverged = copy.outcome is not None and copy.outcome.kind == "diverged"
        after = nan if diverged else copy.evaluate().scores["train"].loss
    finally:
        copy.close()
    return Trial(factor, start, epochs, before, after)
