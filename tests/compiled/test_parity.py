"""The compiled engine computes what the reference computes: gradients, steps, losses, scores, penalties, norms.

Every two choices of the specification meet in one of the cases (a pairwise covering array; every other case belongs to
the slow tier, as compiling takes time). Both engines start each step from the same state; the reference in float64 says
what is right, and the reference in float32 how much of an error is the precision's and nobody's fault.

All choices with all others are some ten million cases. `python -m tests.compiled.test_parity [--from K] [--count N]`
goes through them in a scattered order, so that any part of it is a sample of the whole, and says where it stopped.
"""

import argparse
import sys
from dataclasses import replace
from math import gcd, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.engines import Engine, ReferenceEngine, RunState
from glassnet.engines.compiled import CompiledEngine
from glassnet.engines.protocol import Evaluation
from glassnet.engines.state import Array
from glassnet.spec.methods import Momentum
from tests.compiled.cases import FACTORS, Case, covering, in_precision, make_case, with_zeros

CASES = list(covering(FACTORS))
STEPS = 2
TOTAL = prod(len(values) for values in FACTORS.values())
BOUND = 2e-6
"""Greatest error of a tensor, relative to its norm.

Where a sum cancels, no float32 arithmetic can keep it. There ten times the float32 reference's own error is allowed, or
ten times what becomes of the float64 one when its parameters change in the last digit of a float32.
"""


def error(got: Array, right: Array) -> float:
    """‖got − right‖ / ‖right‖."""
    wide = right.astype(np.float64)
    return float(np.linalg.norm(got - wide) / max(float(np.linalg.norm(wide)), 1e-30))


def tensors(state: RunState) -> list[Array]:
    return [*state.parameters, *(a for slot in state.slots for a in slot.values())]


def shaken(state: RunState) -> RunState:
    """The state with every parameter changed by up to the last digit of a float32."""
    draw = np.random.default_rng(0)
    moved = (p * (1 + draw.uniform(-(2.0**-23), 2.0**-23, p.shape)) for p in state.parameters)
    return replace(state, parameters=tuple(moved))


def compare_step(case: Case, state: RunState) -> tuple[RunState, list[str]]:
    """One step on both engines; the reference's state after it, and what differs."""
    compiled = CompiledEngine()
    engines: dict[str, Engine] = {name: ReferenceEngine() for name in ("right", "rounded", "shaken")}
    engines["compiled"] = compiled
    after, seen = {}, {}
    for name, engine in engines.items():
        start = in_precision(state, np.float64 if name in ("right", "shaken") else np.float32)
        if name == "shaken":
            start = shaken(start)
        engine.open(case.problem, case.settings, start)
        progress = engine.advance(case.plan(state, 1))
        assert (progress.steps, progress.diverged) == (1, False), name
        after[name], seen[name] = engine.snapshot(), progress.evaluations[0]
    assert compiled.explain().startswith("compiled")  # nothing falls back
    compiled.close()
    right, got = after["right"], after["compiled"]
    assert got.cursor == right.cursor and got.slot_steps == right.slot_steps
    wrong = []
    others = zip(tensors(after["rounded"]), tensors(after["shaken"]), strict=True)
    for k, (a, b, near) in enumerate(zip(tensors(got), tensors(right), others, strict=True)):
        allowed = max(BOUND, *(10 * error(c, b) for c in near))
        if not error(a, b) <= allowed:
            wrong.append(f"tensor {k}: error {error(a, b):.1e}, allowed {allowed:.1e}")
    return right, wrong + compare_evaluations(seen)


def numbers_of(evaluation: Evaluation) -> dict[str, float]:
    """All that an evaluation says; 1 − score, as R² is 1 − something."""
    found = {"norm": evaluation.gradient_norm, "penalty": evaluation.penalty}
    for part, score in evaluation.scores.items():
        found[f"{part} loss"], found[f"1 - {part} score"] = score.loss, 1 - score.score
    return found


def compare_evaluations(seen: dict[str, Evaluation]) -> list[str]:
    """What differs by more than 1e-5, or than ten times what precision alone makes of it (see `BOUND`)."""
    got, right, rounded, shaken = (numbers_of(seen[name]) for name in ("compiled", "right", "rounded", "shaken"))
    assert got.keys() == right.keys()
    wrong = []
    for name, b in right.items():
        allowed = max(1e-5 * (1e-3 + abs(b)), 10 * abs(rounded[name] - b), 10 * abs(shaken[name] - b))
        if not abs(got[name] - b) <= allowed:
            wrong.append(f"{name}: {got[name]!r} instead of {b!r}, allowed {allowed:.1e}")
    return wrong


def check(case: Case) -> None:
    """Gradients, some steps from the reference's states, and ten losses of two free runs."""
    _, wrong = compare_step(case.with_optimizer(Momentum(momentum=0.0)), case.with_optimizer(Momentum()).state)
    assert not wrong, f"gradients, {case}: {wrong}"  # with μ = 0 the velocity after a step is the gradient
    state = case.state
    for k in range(STEPS):
        state, wrong = compare_step(case, state)
        assert not wrong, f"step {k}, {case}: {wrong}"
    runs = []
    both: list[Engine] = [ReferenceEngine(), CompiledEngine()]
    for engine in both:
        engine.open(case.problem, case.settings, case.state)
        runs.append(engine.advance(case.plan(case.state, 10)).evaluations)
        engine.close()
    for k, (right, got) in enumerate(zip(*runs, strict=True)):
        a, b = got.scores["train"].loss, right.scores["train"].loss
        assert abs(a - b) <= 1e-5 * (1e-3 + abs(b)), f"free run, step {k}, {case}: loss {a!r} instead of {b!r}"


@pytest.mark.parametrize("number", range(0, len(CASES), 2))
def test_choices_agree_with_the_reference(number: int) -> None:
    check(make_case(**CASES[number], seed=number))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, len(CASES), 2))
def test_every_two_choices_together_agree_with_the_reference(number: int) -> None:
    check(make_case(**CASES[number], seed=number))


@pytest.mark.parametrize(("width", "batch"), [(3, 1), (17, 7), (17, None), (100, 32)])
def test_skipping_zeros_changes_nothing(batch: int | None, width: int) -> None:
    regularised = make_case(features=40, width=width, batch=batch, regulariser={"l2": 0.02, "dropout": 0.3}, depth=2)
    case = with_zeros(regularised, share=0.8)
    check(case)
    engine = CompiledEngine()
    engine.open(case.problem, case.settings, case.state)
    assert engine.explain().endswith("zeros skipped")
    X = case.problem.train.X.astype(np.float32)
    for got, right in zip(engine.forward(X), engine.forward(X.astype(np.float64)), strict=True):
        assert error(got, right) < BOUND
    engine.close()


@settings(max_examples=8)
@given(st.fixed_dictionaries({name: st.sampled_from(list(values)) for name, values in FACTORS.items()}))
def test_any_choices_agree_with_the_reference(choices: dict[str, object]) -> None:
    check(make_case(**choices, seed=5))  # type: ignore[arg-type]


def nth(number: int) -> dict[str, Any]:
    """A case of the full product; neighbours have little in common."""
    stride = next(n for n in range(int(TOTAL * 0.618), TOTAL) if gcd(n, TOTAL) == 1)
    place, choices = number * stride % TOTAL, {}
    for name, values in FACTORS.items():
        place, index = divmod(place, len(values))
        choices[name] = values[index]
    return choices


def test_the_full_product_has_each_case_once() -> None:
    seen = {tuple(map(str, nth(n).values())) for n in range(0, TOTAL, TOTAL // 5000)}
    assert len(seen) == len(range(0, TOTAL, TOTAL // 5000))
    assert TOTAL > 10_000_000 and nth(TOTAL) == nth(0)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(150))
def test_a_sample_of_the_full_product_agrees_with_the_reference(number: int) -> None:
    check(make_case(**nth(number), seed=number))


def main() -> int:
    """Go through a part of the full product; say which cases are wrong."""
    parser = argparse.ArgumentParser(description=f"Parity of the engines in the full product of {TOTAL:,} cases.")
    parser.add_argument("--from", type=int, default=0, dest="first", help="number of the first case")
    parser.add_argument("--count", type=int, default=TOTAL, help="how many cases")
    given = parser.parse_args()
    failed, end = 0, min(TOTAL, given.first + given.count)
    for number in range(given.first, end):
        try:
            check(make_case(**nth(number), seed=number))
        except AssertionError as wrong:
            failed += 1
            print(f"case {number}: {wrong}", flush=True)
        if number % 1000 == 999:
            print(f"{number + 1:,} of {TOTAL:,}, {failed} wrong", file=sys.stderr, flush=True)
    print(f"cases {given.first} to {end - 1}: {failed} wrong; go on with --from {end}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
