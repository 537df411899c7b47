"""Plain gradient descent that changes the weights on the spot: the same steps as with gradients stored first."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glassnet.spec.methods import SGD
from tests.compiled.cases import make_case
from tests.compiled.test_engine import opened, same, with_parameter

WIDE: dict[str, Any] = {"optimizer": SGD(), "width": 33, "features": 2, "depth": 2}
"""A network so wide that plain gradient descent changes its weights where their gradients are summed up."""


@pytest.mark.parametrize("batch", [1, 10, 32])
@pytest.mark.parametrize(("depth", "outputs", "width"), [(0, 1, 33), (1, 2, 257), (2, 3, 33), (3, 9, 17)])
def test_descent_on_the_spot_is_the_same_bit_for_bit(batch: int, depth: int, outputs: int, width: int) -> None:
    features = 1100 if depth == 0 else 2
    case = make_case(**WIDE | {"depth": depth, "width": width, "features": features}, outputs=outputs, batch=batch)
    at_once, one_by_one = opened(case), opened(case)
    assert at_once._frame.descends
    at_once.advance(replace(case.plan(case.state, 20), marks=()))
    one_by_one.advance(replace(case.plan(case.state, 20), marks=tuple(range(1, 21))))  # marks need whole gradients
    assert same(at_once.snapshot(), one_by_one.snapshot())


def test_descent_on_the_spot_stops_before_a_step_whose_loss_is_not_finite() -> None:
    case = with_parameter(make_case(**WIDE), 0, np.nan)
    engine = opened(case)
    before = engine._theta.copy()
    progress = engine.advance(replace(case.plan(case.state, 3), marks=()))
    assert (progress.steps, progress.diverged) == (0, True)
    assert np.array_equal(before, engine._theta, equal_nan=True)
