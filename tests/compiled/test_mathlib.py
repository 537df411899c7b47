"""The functions of `mathlib` against float64 over the range of all float32 numbers, with the bounds that it states."""

import ctypes
import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from glassnet.engines.compiled import mathlib
from glassnet.engines.compiled.activations import ACTIVATIONS
from glassnet.engines.compiled.compile import Loaded, Target, object_code
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import I64, LANES, PTR, VEC
from glassnet.nn import ACTIVATIONS as REFERENCE

Write = Callable[[Builder, Value], Sequence[Value]]
Floats = npt.NDArray[np.float64]

TARGETS = {"host": Target.host(), "generic": Target.generic()}
SMALLEST = 1.2e-38
"""The least normal float32: below it, results may be 0."""


def all_floats() -> npt.NDArray[np.float32]:
    """Every 4,001st float32 from −∞ to ∞, and many where functions bend."""
    bits = np.arange(0, 2**32, 4001, dtype=np.uint64).astype(np.uint32).view(np.float32)
    near = [np.linspace(-r, r, 200_000).astype(np.float32) for r in (0.01, 1.0, 10.0, 100.0)]
    return np.concatenate([bits[np.isfinite(bits)], *near])


NUMBERS = all_floats()


def run(write: Write, x: npt.NDArray[np.float32], target: str = "host") -> tuple[Floats, list[Floats]]:
    """What a function makes of numbers: the numbers used (whole vectors) and each of its results."""
    module = Module(fused=TARGETS[target].fused)
    b = module.function("f", {"x": PTR, "y": PTR, "vectors": I64}, about="A function on many numbers.", exported=True)
    source, results, vectors = b.arguments.values()
    width = 0

    def eight(i: Value, _: list[Value]) -> list[Value]:
        nonlocal width
        values = write(b, b.load(VEC, b.at(source, i * LANES)))
        width = len(values)
        for k, value in enumerate(values):
            b.store(value, b.at(results, (i * width + k) * LANES))
        return []

    b.loop(vectors, eight)
    b.return_()
    loaded = Loaded(object_code(module.text, TARGETS[target]))
    count = len(x) // LANES
    used = np.ascontiguousarray(x[: count * LANES])
    y = np.empty((count, width, LANES), np.float32)
    function = loaded.function("f", None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    function(used.ctypes.data, y.ctypes.data, count)
    return used.astype(np.float64), [y[:, k].ravel().astype(np.float64) for k in range(width)]


def relative(got: Floats, right: Floats) -> float:
    normal = np.abs(right) > SMALLEST
    return float(np.max(np.abs(got[normal] - right[normal]) / np.abs(right[normal])))


both = pytest.mark.parametrize("target", TARGETS)


@both
def test_exp_keeps_its_bound(target: str) -> None:
    x, (got,) = run(lambda b, v: [mathlib.exp_negative(b, v)], NUMBERS[NUMBERS <= 0], target)
    inside = x >= mathlib.EXP_LOWEST
    assert relative(got[inside], np.exp(x[inside])) < 1.5e-7
    assert (got[~inside] == 0).all()


@both
def test_expm1_keeps_its_bound(target: str) -> None:
    _, (got, whole) = run(mathlib.expm1_negative, NUMBERS[NUMBERS <= 0], target)
    x = _
    assert relative(got, np.expm1(x)) < 3e-7
    assert relative(whole[x >= mathlib.EXP_LOWEST], np.exp(x[x >= mathlib.EXP_LOWEST])) < 3e-7


@both
def test_log1p_keeps_its_bound(target: str) -> None:
    u = NUMBERS[(NUMBERS >= 0) & (NUMBERS <= 1e37)]
    x, (got,) = run(lambda b, v: [mathlib.log1p(b, v)], u, target)
    assert relative(got, np.log1p(x)) < 2e-7


@both
def test_tanh_keeps_its_bound_and_never_exceeds_one(target: str) -> None:
    x, (got,) = run(lambda b, v: [mathlib.tanh(b, v)], NUMBERS, target)
    assert relative(got, np.tanh(x)) < 5e-7
    assert np.abs(got).max() <= 1.0


@both
def test_the_tanh_of_pictures_keeps_its_bound_and_never_exceeds_one(target: str) -> None:
    x, (got,) = run(lambda b, v: [mathlib.tanh_for_pictures(b, v)], NUMBERS, target)
    assert np.abs(got - np.tanh(x)).max() < 5e-5
    assert np.abs(got).max() <= 1.0
    special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-40, 50.0, -50.0], np.float32)
    _, (got,) = run(lambda b, v: [mathlib.tanh_for_pictures(b, v)], special, target)
    assert np.isnan(got[0])
    np.testing.assert_allclose(got[1:], [1.0, -1.0, 0.0, 0.0, 0.0, 1.0, -1.0], rtol=0, atol=5e-5)


@both
def test_tanh_by_exp_keeps_its_bounds_also_of_the_slope(target: str) -> None:
    x, (got, slope) = run(mathlib.tanh_by_exp, NUMBERS, target)
    assert relative(got, np.tanh(x)) < 4e-7
    near = np.abs(x) < -mathlib.EXP_LOWEST / 2
    assert relative(slope[near], 1 / np.cosh(x[near]) ** 2) < 6e-7
    special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e-40, 50.0, -50.0], np.float32)
    _, (got, _) = run(mathlib.tanh_by_exp, special, target)
    assert np.isnan(got[0]) and got[1:5].tolist() == [1.0, -1.0, 0.0, 0.0] and got[6:].tolist() == [1.0, -1.0]


@both
def test_logistic_keeps_its_bound_on_both_sides(target: str) -> None:
    x, (up, down, _) = run(mathlib.logistic, NUMBERS, target)
    right = np.where(x < 0, np.exp(np.minimum(x, 0.0)), 1.0) / (1.0 + np.exp(-np.abs(x)))
    inside = np.abs(x) < -mathlib.EXP_LOWEST
    assert relative(up[inside], right[inside]) < 3e-7
    assert np.array_equal(up, run(mathlib.logistic, -NUMBERS, target)[1][1])
    assert np.abs(up + down - 1).max() < 2e-7


@both
def test_normal_distribution_keeps_its_bounds(target: str) -> None:
    near = NUMBERS[np.abs(NUMBERS) < 20][::7]
    x, (got, density) = run(mathlib.normal_cdf, near, target)
    right = np.array([0.5 * math.erfc(-v / math.sqrt(2.0)) for v in x.tolist()])
    assert np.abs(got - right).max() < 3.5e-7
    assert relative(got[x > -mathlib.CDF_LIMIT], right[x > -mathlib.CDF_LIMIT]) < 5e-6
    assert np.abs(density - np.exp(-(x**2) / 2)).max() < 3e-7
    _, (far, _) = run(mathlib.normal_cdf, np.array([-1e30, 1e30, -100.0, 100.0] * 2, np.float32), target)
    assert np.abs(far - np.tile([0.0, 1.0], 4)).max() < 1e-37


@both
def test_sine_and_cosine_keep_their_bound_and_say_nothing_far_away(target: str) -> None:
    x, (sine, cosine) = run(mathlib.sine_cosine, NUMBERS, target)
    near = np.abs(x) <= (4e6 if TARGETS[target].fused else 8192.0)
    assert np.abs(sine - np.sin(x))[near].max() < 3e-7
    assert np.abs(cosine - np.cos(x))[near].max() < 3e-7
    assert (sine[~near] == 0).all() and (cosine[~near] == 1).all()


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_activations_and_slopes_are_the_reference_s(kind: str) -> None:
    reference = REFERENCE[kind]
    setting = next(iter(reference.settings.values()), 0.0)
    near = NUMBERS[np.abs(NUMBERS) < 50][::11]
    x, (a, slope) = run(lambda b, z: ACTIVATIONS[kind](b, z, b.value(setting, VEC)), near)
    right, right_slope = reference.value(x), reference.derivative(x)
    assert np.max(np.abs(a - right) / (1 + np.abs(right))) < 5e-7
    assert np.max(np.abs(slope - right_slope)) < 1e-6


@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_not_a_number_stays_one_and_infinities_give_the_limit(kind: str) -> None:
    special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 3e38, -3e38, 1e-40], np.float32)
    _, (a, _) = run(lambda b, z: ACTIVATIONS[kind](b, z, b.value(0.5, VEC)), special)
    assert np.isnan(a[0])
    with np.errstate(all="ignore"):
        settings = dict.fromkeys(REFERENCE[kind].settings, 0.5)
        right = REFERENCE[kind].value(special.astype(np.float64), **settings)
    known = [1, 2, 3, 4, 7] if kind == "sine" else [1, 2, 3, 4, 5, 6, 7]
    for k in known:
        assert a[k] == pytest.approx(right[k], rel=1e-6, abs=1e-37, nan_ok=True), special[k]
