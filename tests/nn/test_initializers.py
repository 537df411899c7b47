"""Initializers: their distributions over many seeds."""

import math

import numpy as np
import pytest

from glassnet.nn import INITIALIZERS

FAN_OUT, FAN_IN, SEEDS = 30, 20, 40

# The variance that the formula of each scheme gives, and its limit where it is uniform.
VARIANCES: dict[str, float] = {
    "uniform": 1.0 / 12,
    "normal": 1.0,
    "lecun_normal": 1 / FAN_IN,
    "xavier_uniform": 2 / (FAN_IN + FAN_OUT),
    "xavier_normal": 2 / (FAN_IN + FAN_OUT),
    "he_uniform": 2 / FAN_IN,
    "he_normal": 2 / FAN_IN,
    "orthogonal": 1 / FAN_OUT,  # orthonormal columns of FAN_OUT numbers
    "pytorch": 1 / (3 * FAN_IN),
}
LIMITS = {name: math.sqrt(3 * VARIANCES[name]) for name in VARIANCES if "uniform" in name}
LIMITS["pytorch"] = 1 / math.sqrt(FAN_IN)


def draws(name: str, **settings: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The weights of many seeds, (seeds, fan_out, fan_in)."""
    scheme = INITIALIZERS[name]
    seeds = (np.random.default_rng(seed) for seed in range(SEEDS))
    return np.array([scheme.weights(FAN_OUT, FAN_IN, rng, **settings) for rng in seeds])


def test_table_has_all_initializers() -> None:
    assert list(INITIALIZERS) == [*list(VARIANCES)[:8], "zeros", "pytorch"]
    assert all(scheme.name == name for name, scheme in INITIALIZERS.items())
    assert {name: s.settings for name, s in INITIALIZERS.items() if s.settings} == {
        "uniform": {"limit": 0.5},
        "normal": {"std": 1.0},
        "orthogonal": {"gain": 1.0},
    }
    assert [name for name, scheme in INITIALIZERS.items() if scheme.biases] == ["pytorch"]


@pytest.mark.parametrize("name", VARIANCES)
def test_mean_and_variance_are_those_of_the_formula(name: str) -> None:
    W = draws(name)
    assert W.shape == (SEEDS, FAN_OUT, FAN_IN)
    # 24,000 numbers: the standard error of the variance is at most 0.9 %, of the mean 0.65 % of σ.
    assert W.var() == pytest.approx(VARIANCES[name], rel=0.04)
    assert abs(W.mean()) < 0.03 * math.sqrt(VARIANCES[name])
    # Normal numbers reach far beyond the limit that uniform ones of the same variance keep.
    widest = np.abs(W).max()
    if name in LIMITS:
        assert 0.99 * LIMITS[name] < widest <= LIMITS[name]
    else:
        assert widest > 2 * math.sqrt(3 * VARIANCES[name])


@pytest.mark.parametrize(
    ("name", "setting", "factor"),
    [
        ("uniform", {"limit": 1.5}, 3.0),
        ("normal", {"std": 0.1}, 0.1),
        ("orthogonal", {"gain": 2.0}, 2.0),
    ],
)
def test_settings_scale_the_weights(name: str, setting: dict[str, float], factor: float) -> None:
    np.testing.assert_allclose(draws(name, **setting), factor * draws(name), rtol=0, atol=1e-14)


@pytest.mark.parametrize(("fan_out", "fan_in"), [(5, 5), (3, 7), (7, 3), (1, 4), (4, 1)])
def test_orthogonal_weights_are_orthonormal(fan_out: int, fan_in: int) -> None:
    for seed in range(5):
        W = INITIALIZERS["orthogonal"].weights(fan_out, fan_in, np.random.default_rng(seed))
        assert W.shape == (fan_out, fan_in)
        product = W @ W.T if fan_out <= fan_in else W.T @ W
        np.testing.assert_allclose(product, np.eye(min(fan_out, fan_in)), atol=1e-12)


def test_orthogonal_signs_do_not_follow_the_algorithm() -> None:
    # Without the correction the first entry of every Householder Q is negative for positive input.
    scheme = INITIALIZERS["orthogonal"]
    signs = [scheme.weights(4, 4, np.random.default_rng(seed))[0, 0] > 0 for seed in range(200)]
    assert 70 < sum(signs) < 130
    diagonal = [np.trace(scheme.weights(4, 4, np.random.default_rng(seed))) for seed in range(400)]
    # The trace of a uniformly distributed orthogonal matrix has mean 0 and variance 1.
    assert abs(np.mean(diagonal)) < 0.2 and np.var(diagonal) == pytest.approx(1.0, abs=0.25)


def test_zeros_are_zero() -> None:
    assert not draws("zeros").any()


def test_pytorch_biases_have_the_limit_of_the_weights() -> None:
    biases = INITIALIZERS["pytorch"].biases
    assert biases is not None
    b = biases(5000, FAN_IN, np.random.default_rng(0))
    assert b.shape == (5000,)
    assert b.var() == pytest.approx(VARIANCES["pytorch"], rel=0.05)
    assert np.abs(b).max() <= LIMITS["pytorch"]


def test_same_generator_gives_the_same_weights() -> None:
    for scheme in INITIALIZERS.values():
        one, two = (scheme.weights(3, 4, np.random.default_rng(7)) for _ in range(2))
        np.testing.assert_array_equal(one, two)
