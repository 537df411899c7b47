"""Very large batches: cut into the same segments whatever the number of threads, and added in the same order."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glassnet.engines import ReferenceEngine
from glassnet.engines.compiled import CompiledEngine, team
from glassnet.engines.compiled import engine as engine_module
from glassnet.spec.methods import Adam
from tests.compiled.cases import Case, in_precision, make_case, with_zeros
from tests.compiled.test_engine import CANARY, GUARD, same, with_parameter
from tests.compiled.test_parity import error

EVERYTHING = {"dropout": 0.2, "l2": 0.01, "clip_norm": 1.0}


@pytest.fixture(autouse=True)
def _cut_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team, "WORTH_CUTTING", 1000)


def large(**changes: Any) -> Case:
    settings: dict[str, Any] = {"batch": None, "examples": 301, "regulariser": EVERYTHING, "optimizer": Adam()}
    return make_case(**settings | changes)


def opened(case: Case, threads: int) -> CompiledEngine:
    engine = CompiledEngine(threads=threads)
    engine.open(case.problem, case.settings, case.state)
    assert engine._segment_rows > 0
    return engine


CASES = [large(), large(batch=150, width=17), with_zeros(large(features=40, width=9), share=0.8)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_number_of_threads_changes_no_bit(case: Case) -> None:
    found = []
    for threads in (1, 2, 5):
        engine = opened(case, threads)
        evaluations = [engine.advance(case.plan(engine.snapshot(), 10)).evaluations for _ in range(3)]
        found.append((engine.snapshot(), evaluations))
        engine.close()
    for state, evaluations in found[1:]:
        assert same(state, found[0][0])
        for a, b in zip(evaluations, found[0][1], strict=True):
            assert np.array_equal(a.table, b.table, equal_nan=True)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_steps_on_segments_are_the_reference_s(case: Case) -> None:
    reference, engine = ReferenceEngine(), opened(case, 2)
    reference.open(case.problem, case.settings, in_precision(case.state, np.float64))
    expected, found = (e.advance(case.plan(case.state, 6)).evaluations for e in (reference, engine))
    for name in ("train_loss", "validation_loss", "penalty", "gradient_norm"):
        np.testing.assert_allclose(found.column(name), expected.column(name), rtol=1e-5)
    for a, b in zip(engine.snapshot().parameters, reference.snapshot().parameters, strict=True):
        assert error(a, b) < 1e-5


def test_not_a_number_is_noticed_in_every_segment_before_a_step() -> None:
    case = large(regulariser=None)
    for row in (0, 100, 200, 300):
        X = case.problem.train.X.copy()
        X[row, 0] = np.nan
        train = replace(case.problem.train, X=X)
        broken = replace(case, problem=replace(case.problem, parts={"train": train}))
        progress = opened(broken, 2).advance(broken.plan(broken.state, 3))
        assert (progress.steps, progress.diverged) == (0, True)
    everywhere = with_parameter(case, 0, np.nan)
    assert opened(everywhere, 2).advance(case.plan(case.state, 3)).diverged


def test_cuts_depend_on_the_batch_alone() -> None:
    for batch in (129, 1000, 60_000):
        rows = team.segment_rows(batch, 5000)
        assert rows % 32 == 0 and (team.SEGMENTS - 1) * rows < batch + 3 * 32 <= (team.SEGMENTS + 1) * rows + 3 * 32
        assert -(-batch // rows) <= team.SEGMENTS
    assert team.segment_rows(team.SEGMENTS * 32, 10**9) == 0


def test_nothing_is_written_outside_the_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def guarded(count: int, dtype: Any = np.float32) -> Any:
        size = np.dtype(dtype).itemsize // 4
        block = np.full(count * size + 2 * GUARD, CANARY, np.float32)
        inner = block[GUARD : GUARD + count * size]
        inner[:] = 0
        made.append((block, count * size))
        return inner.view(dtype)

    monkeypatch.setattr(engine_module, "aligned", guarded)
    for case in CASES:
        engine = opened(case, 3)
        engine.advance(case.plan(case.state, 5))
        engine.evaluate()
    assert len(made) > 20
    for block, count in made:
        assert (block[:GUARD] == CANARY).all() and (block[GUARD + count :] == CANARY).all()
