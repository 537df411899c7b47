"""A population on the reference engine: the same as `engines.compiled.population`, one network after another.

For machines without a compiler, and as the second opinion in the tests.
"""

from collections.abc import Sequence

import numpy as np

from glassnet.engines import Problem, ReferenceEngine, RunState, walk
from glassnet.engines.compiled.population_values import Flags, Member, PopulationPlan, PopulationProgress, Recorded
from glassnet.engines.protocol import FOUND, Evaluations, Floats, Plan


class OneByOne:
    """Networks that are trained one after another by the reference engine.

    Args:
        problem: the data, the same for all.
        members: the networks.
    """

    def __init__(self, problem: Problem, members: Sequence[Member]) -> None:
        self._problem = problem
        self._engines = [ReferenceEngine() for _ in members]
        self._batch = members[0].settings.training.batch_size
        self._cursor = members[0].state.cursor
        self._diverged = np.zeros(len(members), np.bool_)
        for engine, member in zip(self._engines, members, strict=True):
            engine.open(problem, member.settings, member.state)

    def advance(self, plan: PopulationPlan) -> PopulationProgress:
        """Take as many steps as the plan says; a network whose loss is not finite keeps its weights from there on."""
        taken = np.zeros(len(self._engines), np.int64)
        table = np.full((len(self._engines), len(plan.marks), len(FOUND)), np.nan)
        rates, first, second = (
            np.broadcast_to(a, (len(self._engines), plan.steps))
            for a in (plan.learning_rate, plan.correction1, plan.correction2)
        )
        for i, engine in enumerate(self._engines):
            if self._diverged[i]:
                continue
            progress = engine.advance(Plan(rates[i], first[i], second[i], plan.marks))
            taken[i], self._diverged[i] = progress.steps, progress.diverged
            table[i, : len(progress.evaluations)] = progress.evaluations.table
        self._cursor = walk(self._cursor, plan.steps, len(self._problem.train.X), self._batch).end
        return PopulationProgress(taken, self.diverged, self._recorded(table))

    def evaluate(self) -> Recorded:
        """Evaluate all networks on the present weights."""
        return self._recorded(np.stack([Evaluations.of([engine.evaluate()]).table for engine in self._engines]))

    @property
    def diverged(self) -> Flags:
        """Which networks have diverged, (networks,)."""
        return self._diverged.copy()

    def snapshot(self) -> list[RunState]:
        """The present state of every network."""
        return [engine.snapshot() for engine in self._engines]

    def _recorded(self, table: Floats) -> Recorded:
        """A table (networks, evaluations, columns) as populations hand it over."""
        by_name = dict(zip(FOUND, np.moveaxis(table, -1, 0), strict=True))
        loss, score = (
            {part: by_name[f"{part}_{what}"] for part in self._problem.parts} for what in ("loss", "score")
        )  # fmt: skip
        return Recorded(loss, score, by_name["penalty"], by_name["gradient_norm"])
