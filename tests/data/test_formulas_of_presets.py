"""At noise 0 every data set follows its documented formula; the classic ones follow theirs at every noise."""

import json
import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from glassnet.data.making import class_sizes, deal
from glassnet.data.presets import make_preset
from glassnet.data.shapes import SHAPES
from glassnet.data.table import Floats, Table
from glassnet.rng import Purpose, Stream
from tests.support import ROOT

N = 3000
EPS = 1e-6


def made(name: str, noise: float = 0.0, n: int = N) -> Table:
    return make_preset(name, n=n, noise=noise, seed=7)


def of_class(table: Table, k: int) -> Floats:
    return table.points[np.flatnonzero(table.labels == k)]


def radius(points: Floats) -> Floats:
    return np.hypot(points[:, 0], points[:, 1])


def is_uniform(values: Floats, low: float, high: float) -> bool:
    """Whether values look uniform: Kolmogorov's distance below its 0.1 % point."""
    u = (np.sort(values) - low) / (high - low)
    ideal = (np.arange(len(u)) + 0.5) / len(u)
    return bool(np.abs(u - ideal).max() < 1.95 / math.sqrt(len(u)) and u[0] >= -EPS and u[-1] <= 1 + EPS)


@pytest.mark.parametrize("name", ["circle", "classic_circle"])
def test_circle(name: str) -> None:
    table = made(name)
    assert is_uniform(radius(of_class(table, 1)), 0, 2.5)
    assert is_uniform(radius(of_class(table, 0)), 3.5, 5)
    assert is_uniform(np.arctan2(*table.points.T), -np.pi, np.pi)


@pytest.mark.parametrize("name", ["xor", "classic_xor"])
def test_xor(name: str) -> None:
    table = made(name)
    x, y = table.points.T
    assert np.array_equal(table.labels == 1, x * y > 0)
    for coordinate in (x, y):
        assert is_uniform(np.abs(coordinate), 0.3, 5.3)
        assert np.mean(coordinate > 0) == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("name", ["gauss", "classic_gauss"])
def test_gauss(name: str) -> None:
    table = made(name)
    for k, centre in ((0, -2.0), (1, 2.0)):
        points = of_class(table, k)
        np.testing.assert_allclose(points.mean(axis=0), centre, atol=0.08)
        np.testing.assert_allclose(np.cov(points.T), np.eye(2) * 0.5, atol=0.06)


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_variance_of_the_classic_gauss_is_linear(noise: float, variance: float) -> None:
    points = of_class(made("classic_gauss", noise, n=20_000), 1)
    np.testing.assert_allclose(points.var(axis=0), variance, rtol=0.06)


@pytest.mark.parametrize("name", ["spiral", "classic_spiral"])
def test_spiral_of_five_hundred_points(name: str) -> None:
    table = made(name, n=500)
    for label, start in ((1, 0.0), (0, math.pi)):
        arm = []
        for i in range(250):
            r, t = 5 * i / 250, 1.75 * i / 250 * 2 * math.pi + start
            arm.append((r * math.sin(t), r * math.cos(t)))
        np.testing.assert_allclose(of_class(table, label), np.array(arm), atol=5e-7)


def test_noise_of_the_classic_spiral_is_uniform() -> None:
    shift = made("classic_spiral", 0.4).points - made("classic_spiral").points
    assert is_uniform(shift.ravel(), -0.4, 0.4)


@pytest.mark.parametrize("noise", [0.0, 0.2, 0.5])
def test_classic_circle_labels_a_moved_point(noise: float) -> None:
    table = made("classic_circle", noise, n=40_000)
    # The chance that a point at distance r, moved by U(-5, 5)·noise, ends nearer than 2.5, by counting.
    steps = (np.arange(60) + 0.5) / 60 * 10 - 5
    dx, dy = np.meshgrid(steps * noise, steps * noise)
    for low, high in ((0.0, 1.0), (2.0, 2.5), (3.5, 4.0), (4.5, 5.0)):
        r = radius(table.points)
        ring = (r >= low) & (r < high)
        inside = [
            np.mean(np.hypot(a * np.cos(t) + dx, a * np.sin(t) + dy) < 2.5)
            for a in np.linspace(low, high, 11)[:-1] + (high - low) / 20
            for t in np.linspace(0, np.pi / 2, 9)[:-1]  # the square of shifts is not round
        ]
        assert np.mean(table.labels[ring] == 1) == pytest.approx(np.mean(inside), abs=0.03)


@pytest.mark.parametrize("noise", [0.0, 0.2, 0.5])
def test_classic_xor_labels_a_moved_point(noise: float) -> None:
    table = made("classic_xor", noise, n=40_000)
    x, y = np.abs(table.points.T)
    right = (table.points[:, 0] * table.points[:, 1] >= 0) == (table.labels == 1)
    reach = 5 * noise
    keep = [np.clip((reach + c) / (2 * reach), 0, 1) if reach else np.ones_like(c) for c in (x, y)]  # sign survives
    expected = keep[0] * keep[1] + (1 - keep[0]) * (1 - keep[1])
    assert right.mean() == pytest.approx(expected.mean(), abs=0.01)
    near = (x < 1) & (y > 3)
    assert right[near].mean() == pytest.approx(expected[near].mean(), abs=0.03)


def test_checkerboard() -> None:
    table = made("checkerboard")
    cell = np.floor((table.points + 5) / 2.5)
    assert cell.min() == 0 and cell.max() == 3
    assert np.array_equal(table.labels, cell.sum(axis=1) % 2)
    counts = np.bincount((4 * cell[:, 0] + cell[:, 1]).astype(int))
    assert len(counts) == 16 and counts.min() > 0.7 * N / 16
    assert is_uniform((table.points + 5).ravel() % 2.5, 0.15, 2.35)


def test_blobs() -> None:
    table = made("blobs")
    for k in range(3):
        angle = 2 * math.pi * k / 3
        points = of_class(table, k)
        np.testing.assert_allclose(points.mean(axis=0), (3 * math.sin(angle), 3 * math.cos(angle)), atol=0.08)
        np.testing.assert_allclose(np.cov(points.T), np.eye(2) * 0.5, atol=0.07)


def test_three_spirals() -> None:
    table = made("spirals3", n=300)
    for k in range(3):
        u = np.arange(100) / 100
        r, t = 0.5 + 4.5 * u, 2 * np.pi * (1.1 * u + k / 3)
        np.testing.assert_allclose(of_class(table, k), np.stack([r * np.sin(t), r * np.cos(t)], axis=1), atol=1e-6)


def test_curve() -> None:
    table = made("curve")
    x, y = table.points.T
    height = y - 2 * np.sin(x)
    assert np.array_equal(table.labels == 1, height > 0)
    assert is_uniform(np.abs(height), 0.4, 3.4) and is_uniform(x, -5.5, 5.5)


def test_pinwheel_blades_are_bent_clouds() -> None:
    table = made("pinwheel")
    for k in range(5):
        x, y = of_class(table, k).T / 3
        # undo the turn, which depends on a: near enough on the radius, as b is small
        a = np.hypot(x, y)
        back = -(2 * np.pi * k / 5 + 0.25 * np.exp(a))
        a, b = x * np.cos(back) - y * np.sin(back), x * np.sin(back) + y * np.cos(back)
        assert a.mean() == pytest.approx(1, abs=0.04) and a.std() == pytest.approx(0.25, abs=0.03)
        assert b.mean() == pytest.approx(0, abs=0.02) and b.std() == pytest.approx(0.08, abs=0.02)


FORMULAS: dict[str, Callable[..., float]] = {
    "plane": lambda x, y: (x + y) / 12,
    "sine": math.sin,
    "trend": lambda x: math.sin(x) + x / 2,
    "step": lambda x: 1.0 if x >= 0 else -1.0,
    "plane1": lambda x: x / 6,
    "bumps1": lambda x: math.exp(-(x**2) / 4),
    "sine2": lambda x, y: (math.sin(x) + math.sin(y)) / 2,
    "trend2": lambda x, y: math.sin(x) + y / 2,
    "step2": lambda x, y: 1.0 if x + y >= 0 else -1.0,
    "classic_plane": lambda x, y: (x + y) / 10,
}


@pytest.mark.parametrize("name", FORMULAS)
def test_values(name: str) -> None:
    table = made(name)
    for row, value in zip(table.points, table.labels, strict=True):
        assert FORMULAS[name](*row) == pytest.approx(value, rel=1e-6, abs=3e-7)
    for column in table.points.T:
        assert is_uniform(column, -6, 6)


CENTRES = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]


def distances(points: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """The distance to each centre, shape (n, 6), and the centres' signs."""
    centres = np.array(CENTRES)
    return np.linalg.norm(points[:, None] - centres[None, :, :2], axis=2), centres[:, 2].astype(np.int64)


def test_hills() -> None:
    table = made("bumps")
    d, sign = distances(table.points)
    np.testing.assert_allclose(table.labels, (sign * np.exp(-(d**2) / 2)).sum(axis=1), atol=1e-6)


def test_classic_hills_are_the_greatest_of_six_cones() -> None:
    table = made("classic_bumps")
    d, sign = distances(table.points)
    cones = sign * np.clip(1 - d / 2, 0, 1)
    best = np.abs(cones).argmax(axis=1)
    np.testing.assert_allclose(table.labels, cones[np.arange(N), best], atol=1e-6)


def test_noise_of_the_classic_plane_is_in_the_point_that_is_labelled() -> None:
    blur = 10 * (made("classic_plane", 0.3).labels - made("classic_plane").labels)  # sum of two U(-1.8, 1.8)
    assert np.abs(blur).max() <= 3.6 + 1e-5
    assert blur.std() == pytest.approx(math.sqrt(2 * 3.6**2 / 12), rel=0.04)


def test_xor_points_are_the_truth_table() -> None:
    table = make_preset("xor_points", n=4, noise=0.1, seed=0)
    rows = {tuple(p): k for p, k in zip(table.points.tolist(), table.labels.tolist(), strict=True)}
    assert rows == {(a, b): int(a) ^ int(b) for a in (0.0, 1.0) for b in (0.0, 1.0)}


@pytest.mark.parametrize("n", [4, 5, 500, 501])
@pytest.mark.parametrize("name", ["moons", "circles"])
def test_moons_and_circles_are_scikit_learns_bit_for_bit(name: str, n: int) -> None:
    from sklearn import datasets

    points, labels = getattr(datasets, f"make_{name}")(n, shuffle=False, noise=None)
    table = make_preset(name, n=n, noise=0.0, seed=3)
    for k in (0, 1):
        expected = points[labels == k]
        assert np.array_equal(of_class(table, k), expected.astype(np.float32))
        dealt = deal(class_sizes(n, 2))
        unrounded = SHAPES[name].positions(dealt, Stream(0, Purpose.DATA))
        assert np.array_equal(unrounded[dealt.labels == k], expected)


def test_clusters_are_scikit_learns() -> None:
    from sklearn.datasets import make_classification

    points, labels = make_classification(
        100, n_features=2, n_informative=2, n_redundant=0, n_clusters_per_class=1, flip_y=0.0, shuffle=False,
        random_state=11,
    )  # fmt: skip
    table = make_preset("clusters", n=100, noise=0.0, seed=11)
    for k in (0, 1):
        assert np.array_equal(of_class(table, k), points[labels == k].astype(np.float32))


@pytest.mark.parametrize("noise", [0.2, 0.6])
def test_noise_of_clusters_redraws_labels(noise: float) -> None:
    right = made("clusters").labels
    less, more = (made("clusters", level).labels != right for level in (noise / 2, noise))
    assert more.mean() == pytest.approx(noise / 2, abs=0.03)  # half of those drawn anew come out as before
    assert not (less & ~more).any()


def test_circles_have_the_radii_of_the_reference_numbers() -> None:
    numbers = json.loads((ROOT / "tests/reference/numbers.json").read_text(encoding="utf-8"))
    entry = next(e for e in numbers["entries"] if e["id"] == "circles.dataset")
    fixture = numbers["fixtures"]["circles"]
    points = np.concatenate([fixture["X_train"], fixture["X_test"]])
    labels = np.concatenate([fixture["y_train"], fixture["y_test"]])
    ours = make_preset("circles", n=1000, noise=0.03, seed=42)
    for k in (0, 1):
        expected = entry["outputs"][f"mean_radius_class{k}"]
        # The fixture is scikit-learn's draw; ours is another draw of the same distribution.
        assert radius(points[labels == k]).mean() == pytest.approx(expected, abs=1e-6)
        assert radius(of_class(ours, k)).mean() == pytest.approx(expected, abs=5e-3)
        assert radius(of_class(ours, k)).std() == pytest.approx(radius(points[labels == k]).std(), rel=0.1)


def test_digits_are_scikit_learns_scaled_to_one() -> None:
    from sklearn.datasets import load_digits

    digits, table = load_digits(), make_preset("digits", n=4, noise=0.5, seed=0)
    assert np.array_equal(table.points * 16, digits.data) and np.array_equal(table.labels, digits.target)
    assert table.inputs[0] == "p0" and table.inputs[-1] == "p63" and table.classes == tuple("0123456789")
