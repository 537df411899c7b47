"""Activations: their derivatives, their stability, their ranges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.nn import ACTIVATIONS

NAMES = [
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "gelu",
    "silu",
    "softplus",
    "sine",
    "softsign",
]
KINKED = {"relu", "leaky_relu", "elu", "softsign"}  # softsign's second derivative jumps at 0
SETTINGS = {"leaky_relu": ("slope", 0.0, 1.0), "elu": ("alpha", 0.1, 2.0)}
EXTREMES = np.array([-1e300, -1e20, -1e4, -800.0, -100.0, -0.0, 0.0, 100.0, 800.0, 1e4, 1e20, 1e300])
LIMITS = {  # value and derivative at -inf, value and derivative at inf
    "identity": (-np.inf, 1, np.inf, 1),
    "sigmoid": (0, 0, 1, 0),
    "tanh": (-1, 0, 1, 0),
    "relu": (0, 0, np.inf, 1),
    "leaky_relu": (-np.inf, 0.01, np.inf, 1),
    "elu": (-1, 0, np.inf, 1),
    "gelu": (0, 0, np.inf, 1),
    "silu": (0, 0, np.inf, 1),
    "softplus": (0, 0, np.inf, 1),
}


def test_table_has_all_activations() -> None:
    assert list(ACTIVATIONS) == NAMES
    assert all(activation.name == name for name, activation in ACTIVATIONS.items())


def test_settings_are_read_from_the_signatures() -> None:
    settings = {name: a.settings for name, a in ACTIVATIONS.items() if a.settings}
    assert settings == {"leaky_relu": {"slope": 0.01}, "elu": {"alpha": 1.0}}


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_derivative_equals_central_difference(name: str, data: st.DataObject) -> None:
    z = data.draw(st.floats(-30.0, 30.0).filter(lambda z: name not in KINKED or abs(z) > 1e-3))
    settings = {}
    if name in SETTINGS:
        setting, low, high = SETTINGS[name]
        settings[setting] = data.draw(st.floats(low, high))
    activation, h = ACTIVATIONS[name], 1e-4
    far, near = (
        (activation.value(np.array([z + k]), **settings) - activation.value(np.array([z - k]), **settings)) / (2 * k)
        for k in (h, h / 2)
    )
    slope = (4 * near - far) / 3  # Richardson: the errors of order h² cancel
    np.testing.assert_allclose(activation.derivative(np.array([z]), **settings), slope, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_far_out_everything_is_finite(name: str) -> None:  # and no warning, which is an error
    activation = ACTIVATIONS[name]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for dtype in (np.float64, np.float32):
            z = EXTREMES[np.abs(EXTREMES) < 1e30].astype(dtype) if dtype is np.float32 else EXTREMES
            value, derivative = activation.value(z), activation.derivative(z)
            assert np.isfinite(value).all() and np.isfinite(derivative).all()
            assert value.dtype == derivative.dtype == dtype
            assert (value >= activation.low).all() and (value <= activation.high).all()


@pytest.mark.parametrize("name", NAMES)
def test_nan_stays_nan(name: str) -> None:
    z = np.array([np.nan, 1.0])
    value, derivative = ACTIVATIONS[name].value(z), ACTIVATIONS[name].derivative(z)
    assert np.isnan(value[0]) and np.isfinite(value[1])
    assert np.isnan(derivative[0]) == (name != "identity")  # whose derivative is constant


@pytest.mark.parametrize("name", LIMITS)
def test_infinite_z_gives_the_limit(name: str) -> None:
    z, activation = np.array([-np.inf, np.inf]), ACTIVATIONS[name]
    low_value, low_slope, high_value, high_slope = LIMITS[name]
    np.testing.assert_array_equal(activation.value(z), [low_value, high_value])
    np.testing.assert_array_equal(activation.derivative(z), [low_slope, high_slope])


@pytest.mark.parametrize("name", sorted(ACTIVATIONS.keys() - LIMITS))
def test_infinite_z_without_a_limit_gives_nan(name: str) -> None:
    with np.errstate(invalid="ignore"):
        assert np.isnan(ACTIVATIONS[name].value(np.array([-np.inf, np.inf]))).all()


@pytest.mark.parametrize("name", NAMES)
def test_range_is_what_the_values_fill(name: str) -> None:
    activation = ACTIVATIONS[name]
    values = activation.value(np.linspace(-2000.0, 2000.0, 400_001))  # steps of 0.01
    if np.isfinite(activation.low):
        assert activation.low <= values.min() <= activation.low + 1e-3
    else:
        assert values.min() <= -20
    if np.isfinite(activation.high):
        assert activation.high - 1e-3 <= values.max() <= activation.high
    else:
        assert values.max() >= 2000
    assert activation.bounded == (name in {"sigmoid", "tanh", "sine", "softsign"})


@pytest.mark.parametrize("name", NAMES)
def test_shape_is_kept_and_input_is_not_changed(name: str) -> None:
    for shape in [(), (0, 3), (2, 3)]:
        z = np.full(shape, -0.5)
        for function in (ACTIVATIONS[name].value, ACTIVATIONS[name].derivative):
            assert np.shape(function(z)) == shape
        assert (z == -0.5).all()


def test_tails_keep_their_digits() -> None:
    # 1 + erf and 1 - σ would cancel to 0 here; the values are of mpmath.
    z = np.array([-10.0])
    np.testing.assert_allclose(ACTIVATIONS["gelu"].value(z), -7.619853024160527e-23, rtol=1e-12)
    z = np.array([40.0])
    np.testing.assert_allclose(ACTIVATIONS["sigmoid"].derivative(z), 4.248354255291589e-18, rtol=1e-12)
