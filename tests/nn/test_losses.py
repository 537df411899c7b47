"""Losses: gradients, stability at huge outputs, shapes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.nn import LOSSES, Array, softmax
from tests.nn.cases import targets

NAMES = ["cross_entropy", "binary_cross_entropy", "mse", "half_squared", "huber"]


def test_table_has_all_losses() -> None:
    assert list(LOSSES) == NAMES
    assert all(loss.name == name for name, loss in LOSSES.items())
    assert {name: loss.settings for name, loss in LOSSES.items() if loss.settings} == {"huber": {"delta": 1.0}}


def test_values_by_hand() -> None:
    o, T = np.array([[0.0, 3.0], [1.0, 1.0]]), np.array([[0.0, 1.0], [2.0, 1.0]])
    # Errors o - T: 0, 2, -1, 0. Squares: 0, 4, 1, 0.
    assert LOSSES["mse"].value(o, T) == 5 / 4
    assert LOSSES["half_squared"].value(o, T) == (4 / 2 + 1 / 2) / 2
    # Huber with δ = 1: 0, 1 (2 - ½), ½, 0; with δ = 2 all errors are squared.
    assert LOSSES["huber"].value(o, T) == (1.5 + 0.5) / 4
    assert LOSSES["huber"].value(o, T, delta=2.0) == 2.5 / 4
    # Two logits of 0 make both classes equally likely.
    zero, one = np.zeros((1, 2)), np.array([[0.0, 1.0]])
    assert LOSSES["cross_entropy"].value(zero, one) == pytest.approx(np.log(2), rel=1e-15)
    assert LOSSES["binary_cross_entropy"].value(zero, one) == pytest.approx(np.log(2), rel=1e-15)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("outputs", [1, 3])
def test_gradient_equals_central_difference(name: str, outputs: int) -> None:
    rng = np.random.default_rng(outputs)
    T = targets(name, outputs, rng)
    o: Array = 2 * rng.normal(size=T.shape)
    h = 1e-6
    gradient = LOSSES[name].gradient(o, T)
    for index in np.ndindex(o.shape):
        shift = np.zeros_like(o)
        shift[index] = h
        slope = (LOSSES[name].value(o + shift, T) - LOSSES[name].value(o - shift, T)) / (2 * h)
        assert gradient[index] == pytest.approx(slope, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_huge_outputs_are_no_trouble(name: str, dtype: type) -> None:
    o: Array = np.array([[1e4, -1e4], [-1e4, 1e4], [1e4, 1e4]]).astype(dtype)
    T = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float64)
    loss = LOSSES[name]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(loss.value(o, T))
        gradient, prediction = loss.gradient(o, T), loss.predict(o)
    assert np.isfinite(gradient).all() and np.isfinite(prediction).all()
    assert gradient.dtype == prediction.dtype == dtype


def test_certain_and_right_costs_nothing_certain_and_wrong_costs_the_logit() -> None:
    right, wrong = np.array([[1e4, 0.0]]), np.array([[0.0, 1e4]])
    T = np.array([[1.0, 0.0]])
    assert LOSSES["cross_entropy"].value(right, T) == 0.0
    assert LOSSES["cross_entropy"].value(wrong, T) == 1e4
    assert LOSSES["binary_cross_entropy"].value(np.array([[1e4]]), [[1.0]]) == 0.0
    assert LOSSES["binary_cross_entropy"].value(np.array([[1e4]]), [[0.0]]) == 1e4


@pytest.mark.parametrize("name", NAMES)
def test_nan_reaches_loss_and_gradient(name: str) -> None:
    o, T = np.array([[np.nan, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [1.0, 0.0]])
    assert np.isnan(LOSSES[name].value(o, T))
    gradient = LOSSES[name].gradient(o, T)
    assert np.isnan(gradient[0, 0]) and np.isfinite(gradient[1]).all()


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=8))
def test_softmax_is_a_distribution_in_the_order_of_the_logits(logits: list[float]) -> None:
    p = softmax(np.array([logits]))
    assert (p >= 0).all() and p.sum() == pytest.approx(1.0)
    assert p[0, np.argmax(logits)] == p.max()


def test_predictions_are_probabilities_or_values() -> None:
    o = np.array([[0.0, np.log(3.0)]])
    expected: dict[str, Array] = {
        "cross_entropy": np.array([[0.25, 0.75]]),
        "binary_cross_entropy": np.array([[0.5, 0.75]]),
    }
    for name, loss in LOSSES.items():
        np.testing.assert_allclose(loss.predict(o), expected.get(name, o), rtol=1e-15)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(3,), (3, 2), (1, 1), (1, 3)])
def test_targets_of_another_shape_are_refused(name: str, shape: tuple[int, ...]) -> None:
    o = np.zeros((3, 1))
    for function in (LOSSES[name].value, LOSSES[name].gradient):
        with pytest.raises(ValueError, match=r"targets have shape .* must be \(examples, outputs\)"):
            function(o, np.zeros(shape))


@pytest.mark.parametrize("name", NAMES)
def test_no_examples_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="at least one example"):
        LOSSES[name].value(np.zeros((0, 2)), np.zeros((0, 2)))
