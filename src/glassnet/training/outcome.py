"""How a run ends: finished, stopped early, or diverged, and in the last case where and why."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from glassnet.engines import Problem, RunState, Settings, walk
from glassnet.engines.reference.engine import batch_masks, build_network
from glassnet.rng import batch_order


@dataclass(frozen=True)
class Outcome:
    """Why a run does not go on.

    Attributes:
        kind: "finished" (all epochs done), "stopped early", "target reached" or "diverged".
        step, epoch: where.
        message: in words, with what can be done about it.
        layer: the first layer whose numbers were not finite, from 1; None unless the run diverged.
    """

    kind: Literal["finished", "stopped early", "target reached", "diverged"]
    step: int
    epoch: int
    message: str
    layer: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "kind": self.kind, "step": self.step, "epoch": self.epoch, "message": self.message, "layer": self.layer,
        }  # fmt: skip


def finished(state: RunState) -> Outcome:
    """All epochs of the run are done."""
    epoch = state.cursor.epoch
    return Outcome("finished", state.cursor.step, epoch, f"finished {epoch} epoch{'s' * (epoch != 1)}")


def stopped_early(state: RunState, best_epoch: int, best_loss: float, patience: int) -> Outcome:
    """The validation loss has not become better for as many epochs as the patience allows."""
    epoch = state.cursor.epoch
    message = (
        f"stopped early at epoch {epoch}: the validation loss has not improved for {patience} epochs "
        f"(best {best_loss:.4g} at epoch {best_epoch})"
    )
    return Outcome("stopped early", state.cursor.step, epoch, message)


def target_reached(state: RunState, part: str, name: str, score: float) -> Outcome:
    """The score has become as high as was asked for."""
    epoch, called = state.cursor.epoch, {"accuracy": "accuracy", "r2": "R²"}[name]
    message = f"reached the target at epoch {epoch}: the {part} {called} is {score:.4g}"
    return Outcome("target reached", state.cursor.step, epoch, message)


def diverged(problem: Problem, settings: Settings, state: RunState) -> Outcome:
    """Find the layer that overflowed by replaying the step in `nn`, and say what is the likely cause."""
    layer, what = _culprit(problem, settings, state)
    cursor = state.cursor
    rate = settings.training.learning_rate
    cause = f"the learning rate, {rate:g}, is probably too high: try {min(rate / 10, 0.1):g}"
    if what == "inputs":
        cause = "the inputs are too large for the network: scale them"
    elif cursor.step == 0:
        cause = "the initial weights or the inputs are too large: choose another start or scale the inputs"
    if settings.training.clip_norm is None and cursor.step > 0:
        cause += ", or clip the gradients"
    message = (
        f"diverged at step {cursor.step} (epoch {cursor.epoch}): the loss is no longer a finite number; "
        f"layer {layer} was the first to overflow ({what}). Likely cause: {cause}"
    )
    return Outcome("diverged", cursor.step, cursor.epoch, message, layer)


def _culprit(problem: Problem, settings: Settings, state: RunState) -> tuple[int, str]:
    """The first layer, from 1, with numbers that are not finite, and which numbers they are."""
    for i, (W, b) in enumerate(zip(state.weights, state.biases, strict=True)):
        if not (np.isfinite(W).all() and np.isfinite(b).all()):
            return i + 1, "weights"
    train, training = problem.train, settings.training
    batch = walk(state.cursor, 1, len(train.X), training.batch_size)
    epoch, offset, size = int(batch.epoch[0]), int(batch.offset[0]), int(batch.size[0])
    order = batch_order(training.seed, epoch, len(train.X)) if training.shuffle else np.arange(len(train.X))
    rows = order[offset : offset + size]
    with np.errstate(all="ignore"):
        tape = build_network(settings, state).forward(train.X[rows], batch_masks(settings, state.cursor.step, size))
    for i, z in enumerate(tape.z):
        if not np.isfinite(z).all():
            return i + 1, "inputs" if i == 0 and np.abs(train.X).max() > 1e30 else "weighted sums"
    return len(tape.z), "loss"
