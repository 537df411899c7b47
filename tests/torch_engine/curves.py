"""Runs whose curves two engines are compared on: small networks, learning calmly enough that nothing is chaotic."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import numpy as np

from glassnet.engines import Engine, ReferenceEngine
from glassnet.engines.protocol import Floats
from glassnet.spec.methods import Constant, Cosine, Exponential, StepDecay
from tests.compiled.cases import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZER_CHOICES,
    OUTPUTS,
    REGULARISERS,
    Case,
    make_case,
)

SCHEDULES = [Constant(), StepDecay(every=3, factor=0.5), Exponential(rate=0.9), Cosine(epochs=8, floor=0.1)]
GRID: dict[str, Sequence[Any]] = {
    "optimizer": OPTIMIZER_CHOICES,
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "regulariser": REGULARISERS,
    "schedule": SCHEDULES,
}
"""Every combination of these is a run."""

BESIDE: dict[str, Sequence[Any]] = {
    "depth": (0, 1, 2),
    "batch": (1, 10, 32, None),
    "outputs": (1, 2, 3),
    "output": OUTPUTS,
    "warmup": (0.0, 1.5),
}
"""What else a run chooses."""

STEPS = 100
EVERY = 10
"""Steps between two losses that are compared: evaluating takes longer than stepping."""


def run_of(seed: int, *, schedule: Any, warmup: float, **choices: Any) -> Case:
    """A run of 100 steps on 23 random examples; batches of 10 make the last of every epoch a smaller one."""
    case = make_case(**choices, width=4, examples=23, features=2, seed=seed)
    training = case.settings.training.with_(schedule=schedule, warmup=warmup, learning_rate=0.01)
    return replace(case, settings=replace(case.settings, training=training))


def whole_grid() -> Iterator[Case]:
    """Every combination of `GRID`, with the other choices drawn."""
    draw = random.Random(0)
    for seed, values in enumerate(product(*GRID.values())):
        yield run_of(seed, **dict(zip(GRID, values, strict=True)), **drawn(draw, BESIDE))


def drawn(draw: random.Random, factors: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    return {name: draw.choice(values) for name, values in factors.items()}


def every_three(seed: int = 0) -> Iterator[Case]:
    """Runs in which every three choices of `GRID` meet at least once: greedily, the best of several."""
    draw = random.Random(seed)
    names = list(GRID)
    triples = list(combinations(names, 3))
    missing = {
        (triple, indices) for triple in triples for indices in product(*(range(len(GRID[name])) for name in triple))
    }

    def met(row: dict[str, int]) -> set[Any]:
        return {(triple, tuple(row[name] for name in triple)) for triple in triples}

    number = 0
    while missing:
        triple, indices = min(missing)
        rows = [
            {name: draw.randrange(len(GRID[name])) for name in names} | dict(zip(triple, indices, strict=True))
            for _ in range(20)
        ]
        best = max(rows, key=lambda row: len(met(row) & missing))
        missing -= met(best)
        number += 1
        yield run_of(number, **{name: GRID[name][index] for name, index in best.items()}, **drawn(draw, BESIDE))


def curve(engine: Engine, case: Case) -> Floats:
    """Losses, scores, penalty and gradient norm along 100 steps: (evaluations, columns of `FOUND`)."""
    engine.open(case.problem, case.settings, case.state)
    plan = case.plan(case.state, STEPS)
    progress = engine.advance(replace(plan, marks=tuple(range(EVERY, STEPS + 1, EVERY))))
    assert (progress.steps, progress.diverged) == (STEPS, False), str(case)
    engine.close()
    return progress.evaluations.table


def difference(case: Case, engine: Engine) -> float:
    """Greatest difference between an engine's curve and the reference's, relative where numbers are above 1."""
    right, got = curve(ReferenceEngine(), case), curve(engine, case)
    assert np.array_equal(np.isnan(right), np.isnan(got)), str(case)
    return float(np.nanmax(np.abs(got - right) / np.maximum(1.0, np.abs(right))))
