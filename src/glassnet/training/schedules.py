"""The learning rate of each step, and Adam's bias corrections: computed here, once, for every engine."""

from collections.abc import Callable
from functools import lru_cache
from math import ceil, log
from typing import Any

import numpy as np

from glassnet.engines import Plan, Steps
from glassnet.engines.protocol import Floats
from glassnet.nn import OPTIMIZERS
from glassnet.spec import TrainingSpec

FIRST_STEPS = 1 << 15
"""Steps from the start of a run whose bias corrections are kept."""


def constant(t: Floats) -> Floats:
    """1."""
    return np.ones_like(t)


def step(t: Floats, *, every: int, factor: float) -> Floats:
    """factor^⌊t / every⌋."""
    return factor ** np.floor(t / every)


def exponential(t: Floats, *, rate: float) -> Floats:
    """rate^t."""
    return rate**t


def cosine(t: Floats, *, epochs: int, floor: float) -> Floats:
    """½ (1 + cos(π t / epochs)), from 1 down to `floor` instead of 0; flat after `epochs`.

    Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017, without restarts.
    """
    return floor + (1.0 - floor) * 0.5 * (1.0 + np.cos(np.pi * np.minimum(t / epochs, 1.0)))


SCHEDULES: dict[str, Callable[..., Floats]] = {
    "constant": constant,
    "step": step,
    "exponential": exponential,
    "cosine": cosine,
}
"""Every schedule by name: the factor on the learning rate at t epochs after the warm-up, t of shape (steps,)."""


def learning_rates(training: TrainingSpec, epochs: Floats) -> Floats:
    """The learning rate of steps that begin at some epochs, counted in fractions, shape (steps,).

    During the warm-up the rate rises linearly from 0 and the schedule waits; a warm-up ends exactly at the full rate.

    Example:
        >>> spec = TrainingSpec(learning_rate=0.1, warmup=2)
        >>> learning_rates(spec, np.array([0.0, 1.0, 2.0, 3.0])).tolist()
        [0.0, 0.05, 0.1, 0.1]
    """
    settings: dict[str, Any] = training.schedule.settings()
    warmup = training.warmup
    rates = training.learning_rate * SCHEDULES[training.schedule.kind](np.maximum(epochs - warmup, 0.0), **settings)
    if warmup > 0.0:
        rates = rates * (np.minimum(epochs, warmup) / warmup)
    return rates


def make_plan(training: TrainingSpec, steps: Steps, examples: int, slot_steps: int, marks: tuple[int, ...]) -> Plan:
    """What an engine needs to know for the coming steps.

    Args:
        training: rates, schedule, optimizer.
        steps: the batches to come.
        examples: size of the training set.
        slot_steps: steps that the optimizer's slots have seen.
        marks: numbers of steps after which to evaluate.
    """
    known = OPTIMIZERS[training.optimizer.kind].settings
    used = training.optimizer.settings()
    betas = (used[name] if name in known else 0.0 for name in ("beta1", "beta2"))
    first, second = (corrections(beta, slot_steps, len(steps)) for beta in betas)
    if training.schedule.kind == "constant" and training.warmup == 0.0:  # nobody needs to know where each step stands
        rates = np.full(len(steps), training.learning_rate)
    else:
        rates = learning_rates(training, steps.fraction(examples))
    return Plan(rates, first, second, marks)


def corrections(beta: float, before: int, count: int) -> Floats:
    """Adam's bias corrections 1 − βᵗ of steps `before` + 1 and on, shape (count,); 1 for β = 0.

    Example:
        >>> corrections(0.5, 1, 2).tolist()
        [0.75, 0.875]
    """
    if before + count <= FIRST_STEPS:
        return _first_corrections(beta)[before : before + count]
    return _corrections(beta, before, count)


@lru_cache(maxsize=8)
def _first_corrections(beta: float) -> Floats:
    """Those of a run's first steps are kept: who tries another learning rate takes the same steps again."""
    found = _corrections(beta, 0, FIRST_STEPS)
    found.flags.writeable = False
    return found


def _corrections(beta: float, before: int, count: int) -> Floats:
    """Powers are computed only as long as they count: a number below 2⁻⁵⁴ taken from 1 leaves 1."""
    counting = ceil(54 * log(2.0) / -log(beta)) if beta > 0.0 else 0
    t = np.arange(before + 1, min(before + count, counting) + 1, dtype=np.float64)
    found = np.ones(count)
    found[: len(t)] -= beta**t
    return found
