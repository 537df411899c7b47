"""Every data set holds what it promises: size, classes, and a noise that disturbs and does nothing else."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.data.making import class_sizes, deal
from glassnet.data.presets import MAKERS, make_preset
from glassnet.data.shapes import SHAPES
from glassnet.data.table import Table
from glassnet.rng import Purpose, Stream
from glassnet.spec import SpecError
from glassnet.spec.presets import PRESETS

FIXED = {"xor_points", "digits", "iris", "wine", "breast_cancer", "diabetes"}
FREE = sorted(PRESETS.keys() - FIXED)
CLASSES = [name for name in FREE if PRESETS[name].task == "classification"]
VALUES = [name for name in FREE if PRESETS[name].task == "regression"]
LABEL_NOISE = {"classic_circle", "classic_xor", "clusters"}
SMALL = st.integers(4, 90)
SEEDS = st.integers(0, 2**32 - 1)


def same(a: Table, b: Table) -> bool:
    return np.array_equal(a.points, b.points) and np.array_equal(a.labels, b.labels)


def test_names_are_those_of_the_specification() -> None:
    assert MAKERS.keys() == PRESETS.keys()


@pytest.mark.parametrize("name", PRESETS)
def test_preset_is_what_the_specification_says(name: str) -> None:
    info, table = PRESETS[name], make_preset(name, n=60, noise=0.1, seed=1)
    count = info.n or 60
    assert table.points.shape == (count, info.inputs) == (len(table.labels), len(table.inputs))
    assert table.task == info.task and len(table.classes) == info.classes
    assert np.array_equal(table.points, table.points.astype(np.float32))
    if info.task == "classification":
        assert table.labels.dtype == np.int64 and set(table.labels.tolist()) == set(range(info.classes))
        assert len(set(table.classes)) == info.classes and all(table.classes)
    else:
        assert np.array_equal(table.labels, table.labels.astype(np.float32))
    if info.inputs <= 2:
        assert table.inputs == ("x", "y")[: info.inputs]
    x0, x1, y0, y1 = table.domain
    assert x0 < x1 and y0 < y1


@given(name=st.sampled_from(FREE), n=SMALL, noise=st.floats(0, 1), seed=SEEDS)
@settings(max_examples=120)
def test_same_request_gives_the_same_numbers(name: str, n: int, noise: float, seed: int) -> None:
    first = make_preset(name, n=n, noise=noise, seed=seed)
    assert len(first.points) == len(first.labels) == n
    assert np.isfinite(first.points).all() and np.isfinite(first.labels).all()
    assert same(first, make_preset(name, n=n, noise=noise, seed=seed))
    assert first.domain == make_preset(name, n=n + 1, noise=1 - noise, seed=seed ^ 1).domain


@pytest.mark.parametrize("name", FREE)
def test_another_seed_draws_other_numbers(name: str) -> None:
    assert not same(make_preset(name, n=50, noise=0.1, seed=0), make_preset(name, n=50, noise=0.1, seed=1))


@given(name=st.sampled_from(CLASSES), n=SMALL, balance=st.none() | st.floats(0.01, 0.99), seed=SEEDS)
@settings(max_examples=120)
def test_classes_have_the_shares_asked_for(name: str, n: int, balance: float | None, seed: int) -> None:
    table = make_preset(name, n=n, noise=0.0, balance=balance, seed=seed)
    counts = np.bincount(table.labels, minlength=PRESETS[name].classes)
    if balance is None:
        assert np.ptp(counts) <= 1
    else:
        assert counts[0] == min(max(round(balance * n), 1), n - 1)
        assert np.ptp(counts[1:]) <= 1


def test_balance_changes_nothing_for_values() -> None:
    for name in VALUES:
        plain = make_preset(name, n=30, noise=0.2, seed=4)
        assert same(plain, make_preset(name, n=30, noise=0.2, balance=0.2, seed=4))


@given(sizes=st.lists(st.integers(1, 40), min_size=2, max_size=5))
def test_classes_take_turns(sizes: list[int]) -> None:
    dealt = deal(sizes)
    n = sum(sizes)
    assert np.bincount(dealt.labels).tolist() == sizes
    for k, size in enumerate(sizes):
        mine = dealt.labels == k
        np.testing.assert_allclose(dealt.place[mine], np.arange(size) / size)
        # at any point the class has had its share, but for one or two
        shares = np.cumsum(mine) - np.arange(1, n + 1) * size / n
        assert np.abs(shares).max() <= len(sizes)


@given(n=st.integers(4, 200), classes=st.integers(2, 6))
def test_sizes_add_up(n: int, classes: int) -> None:
    for balance in (None, 0.01, 0.37, 0.99):
        assert sum(class_sizes(n, classes, balance)) == n


@given(name=st.sampled_from(FREE), seed=SEEDS, noise=st.floats(0.01, 1))
@settings(max_examples=120)
def test_noise_moves_each_point_its_own_way_and_nothing_else(name: str, seed: int, noise: float) -> None:
    tables = [make_preset(name, n=40, noise=level, seed=seed) for level in (0.0, noise / 2, noise)]
    none, half, full = tables
    if name in LABEL_NOISE or name in VALUES:
        assert np.array_equal(none.points, full.points)
    else:
        assert np.array_equal(none.labels, full.labels)
        assert not np.array_equal(none.points, full.points)
    if name in SHAPES or name == "classic_spiral":  # along a line, in proportion
        np.testing.assert_allclose(half.points - none.points, (full.points - none.points) / 2, atol=2e-6)
    if name in VALUES and not name.startswith("classic"):
        np.testing.assert_allclose(half.labels - none.labels, (full.labels - none.labels) / 2, atol=1e-6)


SIZES = {
    "circle": 2.5, "xor": 2.5, "gauss": 2.5, "spiral": 1.25, "moons": 1.0, "checkerboard": 1.25, "blobs": 2.5,
    "spirals3": 1.25, "curve": 1.5, "pinwheel": 1.5, "circles": 1.0,
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_spread_of_the_noise_is_its_share_of_the_size(name: str) -> None:
    assert SHAPES[name].size == SIZES[name]  # links from before mean the same points
    none, noisy = (make_preset(name, n=4000, noise=noise, seed=5) for noise in (0.0, 0.3))
    shift = noisy.points - none.points
    drawn = Stream(5, Purpose.NOISE).normal(0.0, 0.3 * SHAPES[name].size, shift.shape)
    np.testing.assert_allclose(shift, drawn, atol=2e-6)
    np.testing.assert_allclose(shift.std(axis=0), 0.3 * SHAPES[name].size, rtol=0.05)
    np.testing.assert_allclose(shift.mean(axis=0), 0.0, atol=0.03 * SHAPES[name].size)


@pytest.mark.parametrize("name", [name for name in VALUES if not name.startswith("classic")])
def test_values_fill_their_range_and_noise_is_added(name: str) -> None:
    none, noisy = (make_preset(name, n=4000, noise=noise, seed=5) for noise in (0.0, 0.3))
    greatest = 4.0 if name.startswith("trend") else 1.0
    assert 0.65 * greatest < np.abs(none.labels).max() <= greatest
    assert (noisy.labels - none.labels).std() == pytest.approx(0.3, rel=0.05)


@pytest.mark.parametrize("name", [name for name in FREE if name != "clusters"])
def test_points_without_noise_lie_in_the_window(name: str) -> None:
    table = make_preset(name, n=2000, noise=0.0, seed=0)
    x0, x1, y0, y1 = table.domain
    up = table.points[:, 1] if table.points.shape[1] == 2 else table.labels
    assert x0 <= table.points[:, 0].min() and table.points[:, 0].max() <= x1
    assert y0 <= up.min() and up.max() <= y1


# The two rings of scikit-learn lie closer to each other than a noise of 0.1.
LEARNABLE = [name for name in SHAPES if name != "circles"]


@pytest.mark.parametrize("name", LEARNABLE)
def test_shape_can_be_learned_at_the_default_noise(name: str) -> None:
    known, new = (make_preset(name, n=1000, noise=0.1, seed=seed) for seed in (0, 1))
    square = ((new.points[:, None] - known.points[None]) ** 2).sum(axis=2)
    nearest = known.labels[np.argpartition(square, 7, axis=1)[:, :7]]  # (n, 7)
    votes = np.stack([(nearest == k).sum(axis=1) for k in range(len(known.classes))])
    assert np.mean(votes.argmax(axis=0) == new.labels) > 0.955


def test_circle_is_learned_by_a_small_tanh_network() -> None:
    from sklearn.neural_network import MLPClassifier

    table = make_preset("circle", n=500, noise=0.1, seed=0)
    net = MLPClassifier((6,), activation="tanh", solver="lbfgs", random_state=0, max_iter=150, tol=1e-3)
    net.fit(table.points[:300], table.labels[:300])
    assert net.score(table.points[300:], table.labels[300:]) > 0.95


@pytest.mark.parametrize("name", sorted(FIXED))
def test_fixed_sets_come_as_they_are(name: str) -> None:
    plain = make_preset(name, n=10, noise=0.0, seed=0)
    assert same(plain, make_preset(name, n=999, noise=0.7, balance=0.2, seed=5))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "cirlce"}, "name: got 'cirlce', allowed: one of circle, xor"),
        ({"n": 3}, "n: got 3, allowed: a whole number from 4 to 1,000,000"),
        ({"noise": 1.5}, "noise: got 1.5, allowed: a number from 0 to 1"),
        ({"balance": 0.0}, "balance: got 0.0, allowed: a number from 0.01 to 0.99"),
        ({"seed": -1}, "seed: got -1, allowed: a whole number from 0"),
    ],
)
def test_bad_request_says_what_is_allowed(change: dict[str, Any], message: str) -> None:
    asked: dict[str, Any] = {"name": "circle", "n": 10, "noise": 0.0, "seed": 0}
    with pytest.raises(SpecError) as caught:
        make_preset(**(asked | change))
    assert str(caught.value).startswith(message)
