"""Which examples each step takes: `walk` against a loop that goes step by step."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from glassnet.engines import Cursor, walk

cursors = st.builds(Cursor, st.integers(0, 1000), st.integers(0, 50), st.integers(0, 60))
sizes = st.none() | st.integers(1, 80)


def slow_walk(
    cursor: Cursor, count: int, examples: int, batch_size: int | None
) -> tuple[list[tuple[int, int, int]], Cursor]:
    """(epoch, offset, size) of each step, and where the cursor stands after them."""
    taken, (step, epoch, offset) = [], (cursor.step, cursor.epoch, cursor.offset)
    for _ in range(count):
        if offset >= examples:
            epoch, offset = epoch + 1, 0
        size = min(batch_size or examples, examples - offset)
        taken.append((epoch, offset, size))
        step, offset = step + 1, offset + size
        if offset >= examples:
            epoch, offset = epoch + 1, 0
    return taken, Cursor(step, epoch, offset)


@given(cursors, st.integers(1, 40), st.integers(1, 50), sizes)
def test_equals_a_loop(cursor: Cursor, count: int, examples: int, batch_size: int | None) -> None:
    taken, end = slow_walk(cursor, count, examples, batch_size)
    steps = walk(cursor, count, examples, batch_size)
    assert list(zip(steps.epoch.tolist(), steps.offset.tolist(), steps.size.tolist(), strict=True)) == taken
    assert steps.end == end
    assert len(steps) == count


@given(cursors, st.integers(0, 30), st.integers(0, 30), st.integers(1, 50), sizes)
def test_two_walks_are_one(cursor: Cursor, first: int, second: int, examples: int, batch_size: int | None) -> None:
    whole = walk(cursor, first + second, examples, batch_size)
    one = walk(cursor, first, examples, batch_size)
    two = walk(one.end, second, examples, batch_size)
    assert np.concatenate([one.size, two.size]).tolist() == whole.size.tolist()
    assert np.concatenate([one.epoch, two.epoch]).tolist() == whole.epoch.tolist()
    assert two.end == whole.end or first + second == 0


@given(st.integers(1, 50), sizes, st.integers(1, 5))
def test_an_epoch_takes_every_example_once(examples: int, batch_size: int | None, epochs: int) -> None:
    steps_per_epoch = -(-examples // min(batch_size or examples, examples))
    steps = walk(Cursor(), epochs * steps_per_epoch, examples, batch_size)
    for epoch in range(epochs):
        assert int(steps.size[steps.epoch == epoch].sum()) == examples
    assert steps.end == Cursor(epochs * steps_per_epoch, epochs, 0)


def test_points_removed_in_the_middle_of_a_pass_end_it() -> None:
    steps = walk(Cursor(step=4, epoch=2, offset=8), 2, examples=8, batch_size=4)
    assert (steps.epoch.tolist(), steps.offset.tolist()) == ([3, 3], [0, 4])


def test_points_added_in_the_middle_of_a_pass_are_part_of_it() -> None:
    steps = walk(Cursor(step=4, epoch=2, offset=8), 2, examples=10, batch_size=4)
    assert (steps.epoch.tolist(), steps.size.tolist()) == ([2, 3], [2, 4])


def test_fractions_of_epochs() -> None:
    steps = walk(Cursor(), 4, examples=5, batch_size=2)
    assert steps.fraction(5).tolist() == [0.0, 0.4, 0.8, 1.0]


def test_a_cursor_far_away_costs_nothing() -> None:
    steps = walk(Cursor(10**15, 10**12, 3), 2, examples=7, batch_size=4)
    assert steps.epoch.tolist() == [10**12, 10**12 + 1]
    assert steps.end == Cursor(10**15 + 2, 10**12 + 1, 4)
