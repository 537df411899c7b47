"""Backpropagation against central differences, in float64."""

import numpy as np
import pytest

from glassnet.nn import ACTIVATIONS, LOSSES, MLP, Array, Dense, initial_network
from tests.nn.cases import Case, cases_of, make_case

STEP = 1e-5
# Below this size of a gradient, rounding of the loss (1e-16 / 1e-5) is more than a millionth of it.
SMALLEST = 1e-4


def objective(case: Case) -> float:
    """Data loss and penalties, from their definitions."""
    output = case.network.forward(case.X, case.masks).output
    loss = LOSSES[case.loss].value(output, case.T, **case.loss_settings)
    for layer in case.network.layers:
        loss += case.l1 * np.abs(layer.W).sum() + case.l2 / 2 * (layer.W**2).sum()
    return float(loss)


def central_differences(case: Case, array: Array) -> Array:
    """d objective / d array, entry by entry; `array` is changed in place and restored."""
    slopes = np.empty_like(array)
    for index in np.ndindex(array.shape):
        kept = array[index]
        array[index] = kept + STEP
        above = objective(case)
        array[index] = kept - STEP
        below = objective(case)
        array[index] = kept
        slopes[index] = (above - below) / (2 * STEP)
    return slopes


def relative_error(actual: Array, expected: Array) -> float:
    scale = max(float(np.abs(expected).max()), SMALLEST)
    return float(np.abs(actual - expected).max()) / scale


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_equal_central_differences(activation: str) -> None:
    for case in cases_of(activation):
        loss, penalty, gradients = case.network.loss_and_gradients(
            case.X, case.T, case.loss, case.masks, case.l1, case.l2, **case.loss_settings
        )
        assert loss + penalty == pytest.approx(objective(case), rel=1e-14)
        for array, gradient in zip(case.network.parameters, gradients.flat, strict=True):
            assert relative_error(gradient, central_differences(case, array)) < 1e-6, str(case)


@pytest.mark.parametrize("depth", range(3))
def test_gradient_of_the_inputs_equals_central_differences(depth: int) -> None:
    case = make_case("tanh", "mse", depth, outputs=2)
    _, _, gradients = case.network.loss_and_gradients(case.X, case.T, case.loss, case.masks)
    assert relative_error(gradients.dX, central_differences(case, case.X)) < 1e-6


def test_deltas_are_the_gradients_of_the_weighted_sums() -> None:
    # A bias of one example acts exactly as that example's weighted sum.
    case = make_case("silu", "huber", 2, outputs=2)
    _, _, together = case.network.loss_and_gradients(case.X, case.T, "huber", l1=1.0, l2=1.0)
    for i in range(len(case.X)):
        rows = slice(i, i + 1)
        _, _, alone = case.network.loss_and_gradients(case.X[rows], case.T[rows], "huber")
        for delta, db in zip(together.deltas, alone.db, strict=True):
            np.testing.assert_allclose(delta[i], db / len(case.X), rtol=1e-12)


def test_gradient_of_relu_at_its_kink_is_zero() -> None:
    network = MLP([Dense(np.zeros((2, 1)), np.zeros(2), "relu"), Dense(np.ones((1, 2)), np.ones(1))])
    _, _, gradients = network.loss_and_gradients([[1.0]], [[0.0]], "mse")
    assert not gradients.dW[0].any() and not gradients.db[0].any()


def test_weight_at_zero_is_not_held_there_by_l1() -> None:
    network = MLP([Dense(np.zeros((1, 1)), np.zeros(1))])
    _, _, gradients = network.loss_and_gradients([[1.0]], [[0.1]], "mse", l1=10.0)
    # dL/dW = 2 (0 - 0.1) · 1, and sign(0) = 0 adds nothing.
    np.testing.assert_allclose(gradients.dW[0], [[-0.2]], rtol=1e-15)


def test_penalties_leave_biases_and_deltas_alone() -> None:
    network = initial_network([2, 3, 1], np.random.default_rng(0))
    X, T = [[1.0, 2.0], [0.5, -1.0]], [[1.0], [0.0]]
    plain_loss, no_penalty, plain = network.loss_and_gradients(X, T, "mse")
    loss, penalty, gradients = network.loss_and_gradients(X, T, "mse", l1=0.1, l2=0.2)
    assert loss == plain_loss and no_penalty == 0.0 and penalty > 0
    for a, b in zip(plain.db + plain.deltas, gradients.db + gradients.deltas, strict=True):
        np.testing.assert_array_equal(a, b)
    for layer, a, b in zip(network.layers, plain.dW, gradients.dW, strict=True):
        np.testing.assert_allclose(b - a, 0.1 * np.sign(layer.W) + 0.2 * layer.W, rtol=1e-12)
