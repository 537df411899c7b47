"""Learning rates of each step: PyTorch's at whole epochs, continuous between them, whatever the slices."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.engines import Cursor, walk
from glassnet.spec import TrainingSpec
from glassnet.training import SCHEDULES, learning_rates
from glassnet.training.schedules import corrections, make_plan
from tests.support import require_torch
from tests.training.support import make


def spec(**training: Any) -> TrainingSpec:
    return TrainingSpec.from_json({"learning_rate": 0.4} | training)


@pytest.mark.parametrize("kind", ["step", "exponential", "cosine"])
def test_at_whole_epochs_they_are_those_of_pytorch(kind: str) -> None:
    torch = require_torch()
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    schedulers = torch.optim.lr_scheduler
    theirs, settings = {
        "step": (schedulers.StepLR(optimizer, step_size=3, gamma=0.25), {"every": 3, "factor": 0.25}),
        "exponential": (schedulers.ExponentialLR(optimizer, gamma=0.9), {"rate": 0.9}),
        "cosine": (schedulers.CosineAnnealingLR(optimizer, T_max=10, eta_min=0.04), {"epochs": 10, "floor": 0.1}),
    }[kind]
    for (
        group
    ) in optimizer.param_groups:  # making three schedulers on one optimizer has moved nothing, but let us be sure
        group["lr"] = 0.4
    expected = []
    for _ in range(11):
        expected.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        theirs.step()
    own = learning_rates(spec(schedule={"kind": kind} | settings), np.arange(11.0))
    np.testing.assert_allclose(own, expected, rtol=1e-12)


def test_cosine_stays_at_the_floor_after_its_end() -> None:
    rates = learning_rates(spec(schedule={"kind": "cosine", "epochs": 10, "floor": 0.1}), np.array([10.0, 10.5, 99.0]))
    np.testing.assert_allclose(rates, 0.04, rtol=1e-12)


def test_step_holds_its_rate_within_an_interval() -> None:
    t = np.array([0.0, 1.9, 2.0, 3.99, 4.0])
    rates = learning_rates(spec(schedule={"kind": "step", "every": 2, "factor": 0.5}), t)
    np.testing.assert_allclose(rates, [0.4, 0.4, 0.2, 0.2, 0.1], rtol=1e-12)


def test_exponential_falls_within_an_epoch_too() -> None:
    rates = learning_rates(spec(schedule={"kind": "exponential", "rate": 0.25}), np.array([0.0, 0.5, 1.0]))
    np.testing.assert_allclose(rates, [0.4, 0.2, 0.1], rtol=1e-12)


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_warm_up_rises_from_nothing_and_the_schedule_waits(kind: str) -> None:
    warm, cold = spec(schedule=kind, warmup=4.0), spec(schedule=kind)
    np.testing.assert_allclose(learning_rates(warm, np.arange(5.0)), [0.0, 0.1, 0.2, 0.3, 0.4], rtol=1e-12)
    later = np.linspace(0.0, 200.0, 50)
    np.testing.assert_allclose(learning_rates(warm, later + 4.0), learning_rates(cold, later), rtol=1e-12, atol=1e-15)


@given(st.sampled_from(list(SCHEDULES)), st.floats(0.0, 10.0), st.lists(st.floats(0.0, 1e4), min_size=1, max_size=20))
def test_rates_stay_between_zero_and_the_learning_rate(kind: str, warmup: float, epochs: list[float]) -> None:
    rates = learning_rates(spec(schedule=kind, warmup=warmup), np.array(epochs))
    assert rates.shape == (len(epochs),)
    assert (rates >= 0.0).all()
    assert (rates <= 0.4).all()


@given(st.sampled_from(list(SCHEDULES)), st.integers(0, 30), st.integers(1, 30), st.integers(1, 30))
def test_the_plan_of_a_step_does_not_depend_on_slices(kind: str, skipped: int, count: int, examples: int) -> None:
    training = spec(schedule=kind, warmup=1.5, optimizer="adam")
    whole = make_plan(training, walk(Cursor(), skipped + count, examples, 4), examples, 0, ())
    start = walk(Cursor(), skipped, examples, 4).end
    part = make_plan(training, walk(start, count, examples, 4), examples, skipped, ())
    for name in ("learning_rate", "correction1", "correction2"):
        np.testing.assert_array_equal(getattr(part, name), getattr(whole, name)[skipped:])


def test_bias_corrections_count_from_one() -> None:
    plan = make_plan(spec(optimizer="adam"), walk(Cursor(), 3, 10, 5), 10, 0, ())
    np.testing.assert_allclose(plan.correction1, [1 - 0.9, 1 - 0.9**2, 1 - 0.9**3], rtol=1e-12)
    np.testing.assert_allclose(plan.correction2, [1 - 0.999, 1 - 0.999**2, 1 - 0.999**3], rtol=1e-12)
    plan = make_plan(spec(optimizer="momentum"), walk(Cursor(), 3, 10, 5), 10, 0, ())
    assert plan.correction1.tolist() == plan.correction2.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("beta", [0.0, 1e-300, 0.5, 0.9, 0.999, 0.99999])
@pytest.mark.parametrize("before", [0, 300, 37_000, 2_000_000])
def test_bias_corrections_that_are_not_computed_are_one(beta: float, before: int) -> None:
    found = corrections(beta, before, 1000)
    np.testing.assert_array_equal(found, 1.0 - beta ** np.arange(before + 1, before + 1001, dtype=np.float64))


def test_the_learning_rate_shown_is_that_of_the_next_step() -> None:
    run = make(schedule={"kind": "exponential", "rate": 0.5}, learning_rate=0.1)
    assert run.learning_rate == 0.1
    run.advance(1)  # ten of 24 examples
    assert run.learning_rate == pytest.approx(0.1 * 0.5 ** (10 / 24), rel=1e-12)
    run.advance(2)
    assert run.learning_rate == pytest.approx(0.05, rel=1e-12)
    assert run.history.learning_rate.tolist() == pytest.approx([0.1, 0.1 * 0.5 ** (20 / 24)], rel=1e-12)


def test_a_step_during_warm_up_from_zero_changes_nothing() -> None:
    run = make(warmup=2.0, optimizer="sgd")
    before = run.state.parameters
    run.advance(1)
    assert all(np.array_equal(a, b) for a, b in zip(before, run.state.parameters, strict=True))
    run.advance(1)
    assert not np.array_equal(before[0], run.state.parameters[0])
    assert math.isclose(run.learning_rate, 0.1 * (20 / 24) / 2.0)
