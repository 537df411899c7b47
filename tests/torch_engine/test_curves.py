"""The Torch engine draws the reference's curves: 100 steps, every optimizer, activation, loss, regulariser, schedule.

In float64 every number along the way is the reference's to 1e-9. In float32 it is within `SINGLE` of it.
`python -m tests.torch_engine.test_curves` runs the whole grid of combinations; the tests take every two choices
together, and in the slow tier every three.
"""

import random
import sys

import numpy as np
import pytest

from glassnet.engines import ReferenceEngine
from glassnet.spec.choices import Activation, Loss
from glassnet.spec.methods import Optimizer, Schedule
from tests.compiled.cases import Case, covering
from tests.support import require_torch
from tests.torch_engine.curves import BESIDE, GRID, curve, difference, every_three, run_of, whole_grid

torch = require_torch()
torch.set_num_threads(1)  # for matrices of this size more of them only wait for each other

from glassnet.engines.torch import TorchEngine  # noqa: E402  # after the line that leaves this file out without PyTorch

DOUBLE = 1e-9
SINGLE = 2e-4
"""Greatest difference of a float32 loss or penalty over 100 steps, absolute up to 1 and relative above."""

PAIRS = list(covering(GRID))


def case_of(number: int) -> Case:
    draw = random.Random(number)
    return run_of(number, **PAIRS[number], **{name: draw.choice(values) for name, values in BESIDE.items()})


def double() -> TorchEngine:
    return TorchEngine(device="cpu", dtype="float64")


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_curves_in_float64_are_the_references(number: int) -> None:
    case = case_of(number)
    assert difference(case, double()) <= DOUBLE, str(case)


@pytest.mark.parametrize("number", range(0, len(PAIRS), 15))
def test_curves_in_float32_are_near(number: int) -> None:
    case = case_of(number)
    right = curve(ReferenceEngine(), case)
    got = curve(TorchEngine(device="cpu", dtype="float32"), case)
    columns = [0, 1, 6]  # the losses of both parts and the penalty: a score jumps with a single example
    near = np.abs(got[:, columns] - right[:, columns]) <= SINGLE * np.maximum(1.0, np.abs(right[:, columns]))
    assert near.all(), str(case)


def test_every_choice_is_in_the_grid() -> None:
    kinds = {name: {value.kind for value in GRID[name]} for name in ("optimizer", "activation", "loss", "schedule")}
    assert kinds["optimizer"] == set(Optimizer.choices())
    assert kinds["activation"] == set(Activation.choices())
    assert kinds["loss"] | {"auto"} == set(Loss.choices())
    assert kinds["schedule"] == set(Schedule.choices())
    assert {key for value in GRID["regulariser"] for key in value} == {"l1", "l2", "dropout", "clip_norm"}


def test_a_difference_would_be_noticed() -> None:
    case = case_of(0)
    other = case.with_optimizer(next(v for v in GRID["optimizer"] if v.kind != case.settings.training.optimizer.kind))
    moved = curve(ReferenceEngine(), other) - curve(ReferenceEngine(), case)
    assert np.nanmax(np.abs(moved)) > 1e3 * DOUBLE


@pytest.mark.slow
def test_every_three_choices_together() -> None:
    wrong = [str(case) for case in every_three() if not difference(case, double()) <= DOUBLE]
    assert wrong == []


def main() -> int:
    """Run the whole grid; say how far apart the curves are, and which are too far."""
    worst, wrong, count = 0.0, 0, 0
    for case in whole_grid():
        found, count = difference(case, double()), count + 1
        worst = max(worst, found)
        if not found <= DOUBLE:
            wrong += 1
            print(f"{found:.1e}: {case}")
    print(f"{count} combinations, greatest difference {worst:.1e}, {wrong} above {DOUBLE}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
