"""The descent behind an estimator: whole epochs on an engine, until the loss gets no better."""

from dataclasses import dataclass, replace
from math import inf

from glassnet.engines import Cursor, EngineChoice, Evaluations, Problem, RunState, Settings, walk
from glassnet.training.schedules import make_plan

AT_ONCE = 1 << 16
"""Steps handed to an engine in one call, at most (but never less than an epoch): bounds the arrays of a plan."""


@dataclass(frozen=True)
class Stopping:
    """When to end before the last epoch, by scikit-learn's rule.

    Attributes:
        patience: epochs without a better loss that are borne; None for no end.
        tol: how much lower a loss must be to count as better.
        part: whose loss: train or validation.
        keep_best: whether the weights of the best epoch are the result, and not the last ones.
    """

    patience: int | None
    tol: float
    part: str
    keep_best: bool


@dataclass(frozen=True)
class Fitted:
    """What came of it.

    Attributes:
        state: the weights, what the optimizer remembers, and how many epochs it has seen.
        losses: of the training set after each epoch.
        validation_losses: of the validation set after each epoch; empty without one.
        diverged: whether a loss was not finite.
        stopped: whether it ended because the loss got no better.
    """

    state: RunState
    losses: list[float]
    validation_losses: list[float]
    diverged: bool
    stopped: bool


def fit(
    choice: EngineChoice, problem: Problem, settings: Settings, state: RunState, *, epochs: int, stopping: Stopping
) -> Fitted:
    """Train for some epochs.

    The rule counts the epochs whose loss is not lower than the lowest before by `tol`, and ends when there are more
    than `patience` of them in a row. So at any time it is known how many epochs will be needed at least; the engine
    gets all of these in one call, and no epoch too many is computed.

    Args:
        choice: which engine computes.
        problem: the examples.
        settings: network, loss, optimizer and rates.
        state: where it starts, at the beginning of an epoch.
        epochs: how many at most.
        stopping: when to end before.
    """
    if state.cursor.offset:  # it diverged in the middle of an epoch
        state = replace(state, cursor=Cursor(state.cursor.step, state.cursor.epoch + 1))
    engine = choice.make()
    engine.open(problem, settings, state)
    examples, training = len(problem.train.X), settings.training
    per_epoch = -(-examples // min(training.batch_size or examples, examples))
    losses: list[float] = []
    validation_losses: list[float] = []
    best, waited, best_state = inf, 0, state
    done, diverged, stopped = 0, False, False
    cursor, slot_steps = state.cursor, state.slot_steps
    while done < epochs and not (diverged or stopped):
        count = min(epochs - done, max(1, AT_ONCE // per_epoch))
        if stopping.keep_best:
            count = 1
        elif stopping.patience is not None:
            count = min(count, stopping.patience + 1 - waited)
        coming = walk(cursor, count * per_epoch, examples, training.batch_size)
        marks = tuple(range(per_epoch, count * per_epoch + 1, per_epoch))
        progress = engine.advance(make_plan(training, coming, examples, slot_steps, marks))
        cursor, slot_steps, diverged = coming.end, slot_steps + progress.steps, progress.diverged
        found = _losses(progress.evaluations, "train")
        losses += found
        validation_losses += _losses(progress.evaluations, "validation") if "validation" in problem.parts else []
        done += len(found)
        for loss in found if stopping.part == "train" else validation_losses[-len(found) :]:
            waited = waited + 1 if loss > best - stopping.tol else 0
            if loss < best:
                best = loss
                best_state = engine.snapshot() if stopping.keep_best else state
        stopped = stopping.patience is not None and waited > stopping.patience
    last = engine.snapshot()
    engine.close()
    if stopping.keep_best and losses:
        last = replace(best_state, cursor=last.cursor)
    return Fitted(last, losses, validation_losses, diverged, stopped)


def _losses(evaluations: Evaluations, part: str) -> list[float]:
    return [float(loss) for loss in evaluations.column(f"{part}_loss")]
