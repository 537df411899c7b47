"""Streams: the same numbers for the same name, no number shared by two names, and the distributions that they say."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.rng import Purpose, Stream, batch_order, philox4x32

seeds = st.integers(0, 2**32 - 1)


def test_golden_words() -> None:
    assert Stream(0, Purpose.DATA).words(6).tolist() == GOLDEN_WORDS[0]
    assert Stream(2**32 - 1, Purpose.WEIGHTS, 2**64 - 1).words(6).tolist() == GOLDEN_WORDS[1]


def test_golden_numbers() -> None:
    stream = Stream(7, Purpose.WEIGHTS, 3)
    assert stream.uniform(-1.0, 1.0, 3).tolist() == GOLDEN_UNIFORM
    assert stream.integers([10, 100, 1000]).tolist() == GOLDEN_INTEGERS
    assert stream.permutation(8).tolist() == GOLDEN_PERMUTATION
    # The logarithm and the cosine may differ in the last place between processors.
    np.testing.assert_allclose(stream.normal(1.0, 2.0, 3), GOLDEN_NORMAL, rtol=1e-14)


def test_golden_batch_orders() -> None:
    assert batch_order(seed=0, epoch=0, n=8).tolist() == GOLDEN_ORDERS[0]
    assert batch_order(seed=1, epoch=10**12, n=8).tolist() == GOLDEN_ORDERS[1]


def test_words_are_the_blocks_of_the_documented_counter() -> None:
    index = 5 + (9 << 32)
    words = Stream(123, Purpose.ORDER, index).words(12)
    for block in range(3):
        counter = [block, 0, 5, 9]
        assert words[4 * block : 4 * block + 4].tolist() == philox4x32(counter, (123, int(Purpose.ORDER))).tolist()


@given(seeds, st.sampled_from(list(Purpose)), st.integers(0, 2**64 - 1))
def test_the_same_name_gives_the_same_numbers(seed: int, purpose: Purpose, index: int) -> None:
    first, second = Stream(seed, purpose, index), Stream(seed, purpose, index)
    assert first.random(9).tolist() == second.random(9).tolist()
    assert first.random(3).tolist() == second.random(3).tolist()


def test_purposes_indices_and_seeds_never_share_a_number() -> None:
    names = [(seed, purpose, index) for seed in (0, 1, 2**32 - 1) for purpose in Purpose for index in (0, 1, 2**32)]
    drawn = np.concatenate([Stream(*name).words(64).reshape(-1, 4) for name in names])
    assert len(np.unique(drawn, axis=0)) == len(drawn)  # 128-bit blocks: a repetition is no accident


def test_a_number_of_a_stream_does_not_depend_on_how_the_ones_before_were_asked_for() -> None:
    whole = Stream(3, Purpose.DATA).words(32)
    stream = Stream(3, Purpose.DATA)
    parts = [stream.words(4 * n) for n in (1, 3, 4)]
    assert np.concatenate(parts).tolist() == whole.tolist()


@pytest.mark.parametrize("shape", [5, (5,), (2, 3), (0,), (3, 0), ()])
def test_shapes(shape: int | tuple[int, ...]) -> None:
    expected = (shape,) if isinstance(shape, int) else shape
    stream = Stream(0, Purpose.DATA)
    for drawn in (stream.random(shape), stream.uniform(0.0, 1.0, shape), stream.normal(0.0, 1.0, shape)):
        assert drawn.shape == expected
        assert drawn.dtype == np.float64


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=f"seed: got {seed}, allowed are 0 to 4294967295"):
        Stream(seed, Purpose.DATA)


@pytest.mark.parametrize("index", [-1, 2**64])
def test_index_out_of_range_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="index of a stream"):
        Stream(0, Purpose.DATA, index)


def test_uniform_numbers_fill_their_range_evenly() -> None:
    drawn = Stream(11, Purpose.DATA).uniform(-2.0, 3.0, 100_000)
    assert drawn.min() >= -2.0
    assert drawn.max() < 3.0
    counts = np.histogram(drawn, bins=100, range=(-2.0, 3.0))[0]
    chi_square = float(((counts - 1000.0) ** 2 / 1000.0).sum())
    assert chi_square < 99 + 4 * math.sqrt(2 * 99)


def test_normal_numbers_have_the_moments_of_a_normal_distribution() -> None:
    n = 200_000
    drawn = (Stream(12, Purpose.WEIGHTS).normal(3.0, 2.0, n) - 3.0) / 2.0
    for power, moment, variance in ((1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)):
        assert float(np.mean(drawn**power)) == pytest.approx(moment, abs=4 * math.sqrt(variance / n))
    assert np.mean(np.abs(drawn) > 3.0) == pytest.approx(0.0027, abs=0.0005)
    neighbours = float(np.mean(drawn[::2] * drawn[1::2]))
    assert abs(neighbours) < 4 / math.sqrt(n / 2)


@given(seeds, st.lists(st.integers(1, 2**31), min_size=1, max_size=20))
def test_integers_stay_below_their_bounds(seed: int, bounds: list[int]) -> None:
    drawn = Stream(seed, Purpose.DATA).integers(bounds)
    assert (drawn >= 0).all()
    assert (drawn < np.array(bounds)).all()


@given(seeds, st.integers(0, 300))
def test_a_permutation_has_every_number_once(seed: int, n: int) -> None:
    assert sorted(Stream(seed, Purpose.ORDER).permutation(n).tolist()) == list(range(n))


@given(seeds, st.integers(0, 2**40), st.integers(1, 50))
def test_a_permutation_is_a_fisher_yates_shuffle_of_the_stream(seed: int, epoch: int, n: int) -> None:
    words = Stream(seed, Purpose.ORDER, epoch).words(n).tolist()
    order = list(range(n))
    for word, i in zip(words, range(n - 1, 0, -1), strict=False):
        j = word * (i + 1) >> 32
        order[i], order[j] = order[j], order[i]
    assert batch_order(seed, epoch, n).tolist() == order


def test_all_orders_of_four_are_equally_frequent() -> None:
    draws = 4800
    counts: dict[tuple[int, ...], int] = {}
    for epoch in range(draws):
        order = tuple(batch_order(5, epoch, 4).tolist())
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 24
    chi_square = sum((count - 200.0) ** 2 / 200.0 for count in counts.values())
    assert chi_square < 23 + 4 * math.sqrt(2 * 23)


@settings(max_examples=30)
@given(seeds, st.integers(0, 10**12))
def test_an_epoch_has_an_order_of_its_own(seed: int, epoch: int) -> None:
    assert batch_order(seed, epoch, 60).tolist() != batch_order(seed, epoch + 1, 60).tolist()
    assert batch_order(seed, epoch, 60).tolist() != batch_order((seed + 1) % 2**32, epoch, 60).tolist()


GOLDEN_WORDS: list[list[int]] = [
    [4259200523, 4202584246, 864087110, 3637861455, 3438479210, 1661400116],
    [3080024677, 1639923605, 2788301734, 1734285913, 1019507608, 678612115],
]
GOLDEN_UNIFORM: list[float] = [0.7215429214876352, 0.1880280110145065, -0.6059101918802263]
GOLDEN_INTEGERS: list[int] = [4, 99, 710]
GOLDEN_PERMUTATION: list[int] = [0, 2, 6, 4, 7, 1, 5, 3]
GOLDEN_NORMAL: list[float] = [3.3475740195941204, -2.0926796826370517, 0.7773673268142904]
GOLDEN_ORDERS: list[list[int]] = [[1, 6, 3, 7, 0, 4, 2, 5], [4, 6, 1, 0, 5, 3, 2, 7]]
