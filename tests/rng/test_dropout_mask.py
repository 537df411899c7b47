"""Dropout masks: a number is a function of seed, step, layer, row and unit, and of nothing else."""

import time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.rng import Purpose, dropout_mask, philox4x32

rates = st.floats(0.0, 0.99)
steps = st.integers(0, 10**12)


def test_golden_mask() -> None:
    assert as_text(dropout_mask(seed=3, step=5, layer=1, shape=(4, 10), rate=0.4)) == GOLDEN_MASK
    assert as_text(dropout_mask(seed=3, step=2**32 + 5, layer=1, shape=(4, 10), rate=0.4)) == GOLDEN_LATE_MASK


def as_text(mask: npt.NDArray[np.float64]) -> list[str]:
    return ["".join("x" if value else "." for value in row) for row in mask]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), steps, st.integers(0, 31), st.integers(1, 6), st.integers(1, 9), rates)
def test_a_unit_is_dropped_if_its_word_is_below_the_rate(
    seed: int, step: int, layer: int, rows: int, units: int, rate: float
) -> None:
    mask = dropout_mask(seed, step, layer, (rows, units), rate)
    for row in range(rows):
        for unit in range(units):
            counter = [(layer << 16) + unit // 4, row, step % 2**32, step >> 32]
            word = int(philox4x32(counter, (seed, int(Purpose.DROPOUT)))[unit % 4])
            expected = 0.0 if word < int(rate * 2**32) else 1.0 / (1.0 - rate)
            assert mask[row, unit] == expected


@settings(max_examples=40)
@given(steps, st.integers(1, 40), st.integers(1, 40), rates)
def test_batch_size_and_width_change_no_entry(step: int, rows: int, units: int, rate: float) -> None:
    large = dropout_mask(1, step, 2, (40, 40), rate)
    assert (dropout_mask(1, step, 2, (rows, units), rate) == large[:rows, :units]).all()


def test_layers_steps_and_seeds_have_masks_of_their_own() -> None:
    names = [(seed, step, layer) for seed in (0, 1) for step in (0, 1, 2**32, 2**40) for layer in (0, 1, 2)]
    masks = {dropout_mask(*name, (20, 20), 0.5).tobytes() for name in names}
    assert len(masks) == len(names)


def test_wide_layers_do_not_run_into_the_next_layer() -> None:
    wide = dropout_mask(0, 0, 0, (1, 2**18), 0.5)[0]
    assert wide[-8:].tolist() != dropout_mask(0, 0, 1, (1, 8), 0.5)[0].tolist()


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_rate_is_kept_and_the_mean_stays_one(rate: float) -> None:
    mask = dropout_mask(4, 17, 0, (500, 400), rate)
    assert np.mean(mask == 0.0) == pytest.approx(rate, abs=0.005)
    assert mask.mean() == pytest.approx(1.0, abs=0.02)
    assert np.mean(mask[:, :200] == 0.0, axis=0).std() < 0.05  # no unit is preferred
    assert set(np.unique(mask)) == {0.0, 1.0 / (1.0 - rate)}


def test_rate_zero_drops_nothing() -> None:
    assert (dropout_mask(0, 0, 0, (50, 50), 0.0) == 1.0).all()


def test_a_mask_far_away_costs_what_a_near_one_costs() -> None:
    def seconds(step: int) -> float:
        start = time.perf_counter()
        dropout_mask(0, step, 0, (10, 8), 0.5)
        return time.perf_counter() - start

    near = min(seconds(0) for _ in range(20))
    far = min(seconds(10**12) for _ in range(20))
    assert far < 20 * near  # replaying would cost 10¹² times as much


GOLDEN_MASK: list[str] = ["..x.xx.x..", "xxxx.xxxx.", "xxx..x.xxx", "x..x.....x"]
GOLDEN_LATE_MASK: list[str] = [".x.x..x.x.", "xxx...xx.x", "xx..xx.xx.", "xxxx..x..x"]
