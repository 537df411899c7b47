"""Philox4x32-10 against its authors' known answers and against a second, slow implementation in plain integers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.rng import philox4x32

# kat_vectors of Random123, the authors' own library: counter, key, answer.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]

word = st.integers(0, 2**32 - 1)
counters = st.tuples(word, word, word, word)
keys = st.tuples(word, word)


def slow_philox(counter: tuple[int, ...], key: tuple[int, int]) -> list[int]:
    """The paper's definition, one round after another, with nothing but Python's integers."""
    c, k = list(counter), list(key)
    for _ in range(10):
        high0, low0 = divmod(0xD2511F53 * c[0], 2**32)
        high1, low1 = divmod(0xCD9E8D57 * c[2], 2**32)
        c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return c


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN, ids=["zeros", "ones", "pi"])
def test_known_answers(counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]) -> None:
    assert philox4x32(counter, key).tolist() == list(answer)
    assert slow_philox(counter, key) == list(answer)


@given(st.lists(counters, min_size=1, max_size=5), keys)
def test_equals_the_slow_implementation(several: list[tuple[int, ...]], key: tuple[int, int]) -> None:
    together = philox4x32(np.array(several, np.uint64).T, key)
    assert together.dtype == np.uint32
    assert together.T.tolist() == [slow_philox(counter, key) for counter in several]


def test_counters_of_any_shape_are_hashed_one_by_one() -> None:
    counter = np.arange(24, dtype=np.uint64).reshape(4, 2, 3)
    together = philox4x32(counter, (1, 2))
    assert together.shape == (4, 2, 3)
    assert together[:, 1, 2].tolist() == slow_philox(tuple(counter[:, 1, 2].tolist()), (1, 2))


def test_the_given_counter_is_not_changed() -> None:
    counter = np.ones((4, 3), np.uint64)
    philox4x32(counter, (5, 6))
    assert (counter == 1).all()


@given(counters, keys, st.integers(0, 127))
def test_one_bit_of_the_counter_changes_about_half_of_the_answer(
    counter: tuple[int, ...], key: tuple[int, int], bit: int
) -> None:
    other = list(counter)
    other[bit // 32] ^= 1 << bit % 32
    changed = philox4x32(counter, key) ^ philox4x32(other, key)
    flips = sum(int(w).bit_count() for w in changed)
    assert 28 <= flips <= 100  # of 128; further off than six standard deviations would be a weakness
