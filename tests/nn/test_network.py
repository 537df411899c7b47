"""The network: one step worked by hand, shapes, dtypes, dropout, errors."""

from typing import Any

import numpy as np
import pytest

from glassnet.nn import (
    ACTIVATIONS,
    INITIALIZERS,
    LOSSES,
    MLP,
    OPTIMIZERS,
    Array,
    Dense,
    clip_by_global_norm,
    dropout,
    dropout_backward,
    dropout_mask,
    initial_network,
    step_scalars,
    update_all,
)


def test_one_step_worked_by_hand() -> None:
    # A 2-2-1 network: ReLU, then identity; one example x = (1, 2) with target 1.
    network = MLP(
        [
            Dense(np.array([[1.0, 0.5], [-1.0, 0.25]]), np.array([0.5, 0.0]), "relu"),
            Dense(np.array([[2.0, 3.0]]), np.array([-1.0])),
        ]
    )
    x, t = np.array([[1.0, 2.0]]), np.array([[1.0]])

    # Forward.
    #   z1 = ( 1·1 + 0.5·2 + 0.5,  -1·1 + 0.25·2 + 0 ) = (2.5, -0.5)
    #   a1 = ( max(2.5, 0),        max(-0.5, 0)      ) = (2.5, 0)
    #   o  = 2·2.5 + 3·0 - 1 = 4
    tape = network.forward(x)
    np.testing.assert_array_equal(tape.z[0], [[2.5, -0.5]])
    np.testing.assert_array_equal(tape.a[0], [[2.5, 0.0]])
    np.testing.assert_array_equal(tape.output, [[4.0]])

    # Loss.
    #   L = ½ (4 - 1)² = 4.5, and dL/do = 4 - 1 = 3.
    loss, penalty, gradients = network.loss_and_gradients(x, t, "half_squared")
    assert (loss, penalty) == (4.5, 0.0)

    # Backward.
    #   δ2  = dL/do · identity'(o) = 3 · 1 = 3
    #   dW2 = δ2 · a1 = (3·2.5, 3·0) = (7.5, 0), db2 = δ2 = 3
    #   da1 = δ2 · W2 = (3·2, 3·3) = (6, 9)
    #   δ1  = da1 · relu'(z1) = (6·1, 9·0) = (6, 0)
    #   dW1 = δ1 xᵀ = ((6·1, 6·2), (0, 0)) = ((6, 12), (0, 0)), db1 = (6, 0)
    #   dx  = W1ᵀ δ1 = (6·1, 6·0.5) = (6, 3)
    np.testing.assert_array_equal(gradients.deltas[1], [[3.0]])
    np.testing.assert_array_equal(gradients.dW[1], [[7.5, 0.0]])
    np.testing.assert_array_equal(gradients.db[1], [3.0])
    np.testing.assert_array_equal(gradients.deltas[0], [[6.0, 0.0]])
    np.testing.assert_array_equal(gradients.dW[0], [[6.0, 12.0], [0.0, 0.0]])
    np.testing.assert_array_equal(gradients.db[0], [6.0, 0.0])
    np.testing.assert_array_equal(gradients.dX, [[6.0, 3.0]])

    # Update with learning rate 1/16 (binary fractions, so that all is exact).
    #   W1 = ((1 - 6/16, 0.5 - 12/16), (-1, 0.25)) = ((0.625, -0.25), (-1, 0.25))
    #   b1 = (0.5 - 6/16, 0) = (0.125, 0)
    #   W2 = (2 - 7.5/16, 3) = (1.53125, 3), b2 = -1 - 3/16 = -1.1875
    step = step_scalars("sgd", 1 / 16, t=1)
    parameters, _ = update_all("sgd", network.parameters, gradients.flat, [{}] * 4, step)
    expected = [[[0.625, -0.25], [-1.0, 0.25]], [0.125, 0.0], [[1.53125, 3.0]], [-1.1875]]
    for array, numbers in zip(parameters, expected, strict=True):
        np.testing.assert_array_equal(array, np.array(numbers))


def test_loss_and_gradients_of_a_batch_are_means_over_its_examples() -> None:
    rng = np.random.default_rng(0)
    network = initial_network([2, 4, 3], rng)
    X, T = rng.normal(size=(5, 2)), rng.normal(size=(5, 3))
    for name in ("mse", "half_squared", "huber"):
        loss, _, together = network.loss_and_gradients(X, T, name)
        alone = [network.loss_and_gradients(X[[i]], T[[i]], name) for i in range(5)]
        assert loss == pytest.approx(np.mean([one[0] for one in alone]))
        for k, gradient in enumerate(together.flat):
            mean = np.mean([one[2].flat[k] for one in alone], axis=0)
            np.testing.assert_allclose(gradient, mean, rtol=1e-12, atol=1e-15)


def test_tape_holds_what_every_layer_received_and_made() -> None:
    rng = np.random.default_rng(0)
    network = initial_network([2, 3, 4, 1], rng, hidden="sigmoid")
    X, mask = rng.normal(size=(5, 2)), dropout_mask(rng.uniform(size=(5, 3)), 0.5)
    tape = network.forward(X, [mask, None])
    assert [z.shape for z in tape.z] == [a.shape for a in tape.a] == [(5, 3), (5, 4), (5, 1)]
    np.testing.assert_array_equal(tape.inputs[0], X)
    np.testing.assert_array_equal(tape.inputs[1], tape.a[0] * mask)
    np.testing.assert_array_equal(tape.inputs[2], tape.a[1])
    np.testing.assert_array_equal(tape.output, tape.a[2])
    assert tape.masks[1] is None


def test_dropped_unit_gets_no_gradient_and_a_kept_one_is_scaled() -> None:
    rng = np.random.default_rng(0)
    network = initial_network([2, 2, 1], rng)
    X, T, mask = rng.normal(size=(3, 2)), rng.normal(size=(3, 1)), np.array([[0.0, 2.0]] * 3)
    _, _, gradients = network.loss_and_gradients(X, T, "mse", [mask])
    assert not gradients.dW[0][0].any() and gradients.db[0][0] == 0 and gradients.dW[1][0, 0] == 0
    assert gradients.dW[0][1].all()
    # The other unit's gradients are those of a network that has it alone, with doubled output.
    (hidden, output) = network.layers
    alone = MLP([Dense(hidden.W[1:], hidden.b[1:], "tanh"), Dense(2 * output.W[:, 1:], output.b)])
    _, _, expected = alone.loss_and_gradients(X, T, "mse")
    np.testing.assert_allclose(gradients.dW[0][1:], expected.dW[0], rtol=1e-12)
    np.testing.assert_allclose(gradients.dW[1][:, 1:], 2 * expected.dW[1], rtol=1e-12)


def test_dropout_keeps_the_mean_and_passes_everything_without_a_mask() -> None:
    mask = dropout_mask(np.random.default_rng(0).uniform(size=(100, 1000)), p=0.3)
    assert set(np.unique(mask)) == {0.0, 1 / 0.7}
    assert mask.mean() == pytest.approx(1.0, abs=0.01)
    assert (dropout_mask(np.zeros((1, 3)), p=0.0) == 1).all()
    a = np.ones((2, 3))
    assert dropout(a, None) is a and dropout_backward(a, None) is a
    np.testing.assert_array_equal(dropout_backward(a, mask[:2, :3]), mask[:2, :3])


@pytest.mark.parametrize("p", [-0.1, 1.0, float("nan")])
def test_impossible_dropout_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="dropout p is"):
        dropout_mask(np.zeros((1, 1)), p)


def test_float32_stays_float32() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(4, 2))  # float64, as are the masks, the targets and the settings
    mask = dropout_mask(rng.uniform(size=(4, 3)), 0.5)
    strength = np.float64(0.1)
    settings: dict[str, Any] = {"leaky_relu": {"slope": strength}, "elu": {"alpha": strength}}
    for activation in ACTIVATIONS:
        draw = rng.normal(size=(3, 2)).astype(np.float32), rng.normal(size=3).astype(np.float32)
        hidden = Dense(*draw, activation, settings.get(activation, {}))
        network = MLP([hidden, Dense(np.ones((2, 3), np.float32), np.zeros(2, np.float32))])
        for loss in LOSSES:
            T = np.eye(2)[[0, 1, 0, 1]]
            loss_settings = {"delta": strength} if loss == "huber" else {}
            _, _, gradients = network.loss_and_gradients(X, T, loss, [mask], strength, strength, **loss_settings)
            tape = network.forward(X, [mask])
            made = [*tape.inputs, *tape.z, *tape.a, *gradients.flat, *gradients.deltas]
            assert {array.dtype for array in made} == {np.dtype(np.float32)}
    for name, optimizer in OPTIMIZERS.items():
        _, clipped = clip_by_global_norm(gradients.flat, 0.01)
        slots = [optimizer.initial_slots(p) for p in network.parameters]
        step = step_scalars(name, np.float64(0.1), t=1)
        given = dict.fromkeys(optimizer.settings, strength)
        parameters, slots = update_all(name, network.parameters, clipped, slots, step, **given)
        made = [*parameters, *(array for held in slots for array in held.values())]
        assert {array.dtype for array in made} == {np.dtype(np.float32)}, name


def test_parameters_can_be_taken_out_and_put_back() -> None:
    network = initial_network([3, 4, 2], np.random.default_rng(0), hidden="elu", output="tanh")
    assert network.sizes == (3, 4, 2)
    assert [p.shape for p in network.parameters] == [(4, 3), (4,), (2, 4), (2,)]
    other = network.with_parameters([2 * p for p in network.parameters])
    assert [layer.activation for layer in other.layers] == ["elu", "tanh"]
    for a, b in zip(network.parameters, other.parameters, strict=True):
        np.testing.assert_array_equal(2 * a, b)


def test_nothing_is_changed_in_place() -> None:
    rng = np.random.default_rng(0)
    network = initial_network([2, 3, 1], rng, hidden="identity")
    X, T, mask = rng.normal(size=(4, 2)), rng.normal(size=(4, 1)), np.full((4, 3), 2.0)
    arrays: list[Array] = [*network.parameters, X, T, mask]
    before = [array.copy() for array in arrays]
    _, _, gradients = network.loss_and_gradients(X, T, "mse", [mask], l1=0.1, l2=0.1)
    clip_by_global_norm(gradients.flat, 1e-3)
    for name, optimizer in OPTIMIZERS.items():
        slots = [optimizer.initial_slots(p) for p in network.parameters]
        step = step_scalars(name, 0.1, t=1)
        update_all(name, network.parameters, gradients.flat, slots, step)
        assert not any(array.any() for held in slots for array in held.values())
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_initial_network_uses_what_it_is_told() -> None:
    network = initial_network([5, 4, 3], np.random.default_rng(0), hidden="relu", output="sine", initializer="pytorch")
    assert [layer.activation for layer in network.layers] == ["relu", "sine"]
    rng, scheme = np.random.default_rng(0), INITIALIZERS["pytorch"]
    assert scheme.biases is not None
    np.testing.assert_array_equal(network.layers[0].W, scheme.weights(4, 5, rng))
    np.testing.assert_array_equal(network.layers[0].b, scheme.biases(4, 5, rng))
    np.testing.assert_array_equal(network.layers[1].W, scheme.weights(3, 4, rng))
    assert not initial_network([5, 3], np.random.default_rng(0)).layers[0].b.any()


def dense(fan_in: int, fan_out: int, **keywords: Any) -> Dense:
    return Dense(np.zeros((fan_out, fan_in)), np.zeros(fan_out), **keywords)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Dense(np.zeros((3, 2)), np.zeros(2)), r"W has shape \(3, 2\) and b \(2,\)"),
        (lambda: Dense(np.zeros(3), np.zeros(3)), r"must be \(fan_out, fan_in\)"),
        (lambda: Dense(np.zeros((3, 2), np.float32), np.zeros(3)), "both must be float64 or both"),
        (lambda: Dense(np.zeros((3, 2), int), np.zeros(3, int)), "W is int64"),
        (lambda: dense(2, 3, activation="rellu"), "unknown activation 'rellu': choose one of iden"),
        (
            lambda: dense(2, 3, activation="elu", settings={"slope": 1.0}),
            "elu has no setting 'slope': its settings are alpha",
        ),
        (
            lambda: dense(2, 3, activation="relu", settings={"slope": 1.0}),
            "relu has no setting 'slope': its settings are none",
        ),
        (lambda: MLP([]), "at least one layer"),
        (lambda: MLP([dense(2, 3), dense(4, 1)]), "layer 1 has 3 units, but layer 2 takes 4"),
        (
            lambda: MLP([dense(1, 1), Dense(np.zeros((1, 1), "f"), np.zeros(1, "f"))]),
            "layer 1 is float64, but layer 2 is float32",
        ),
        (lambda: initial_network([3], np.random.default_rng(0)), r"sizes are \[3\]: at least two"),
        (lambda: initial_network([3, 0], np.random.default_rng(0)), "each 1 or more"),
        (
            lambda: initial_network([3, 1], np.random.default_rng(0), initializer="he"),
            "unknown initializer 'he': choose one of uniform, normal",
        ),
    ],
)
def test_impossible_networks_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1.0]], [[1.0]], "mse"), r"X has shape \(1, 1\): it must be \(examples, 2\)"),
        (([1.0, 2.0], [[1.0]], "mse"), r"X has shape \(2,\)"),
        (([[1.0, 2.0]], [1.0], "mse"), r"targets have shape \(1,\) and outputs \(1, 1\)"),
        (([[1.0, 2.0]], [[1.0]], "mae"), "unknown loss 'mae': choose one of cross_entropy, binary"),
        (([[1.0, 2.0]], [[1.0]], "mse", []), "0 masks for 1 hidden layers"),
        (
            ([[1.0, 2.0]], [[1.0]], "mse", [np.ones((2, 3))]),
            r"mask of hidden layer 1 has shape \(2, 3\): it must be \(1, 3\)",
        ),
    ],
)
def test_data_that_does_not_fit_is_refused(arguments: Any, message: str) -> None:
    network = MLP([dense(2, 3), dense(3, 1)])
    with pytest.raises(ValueError, match=message):
        network.loss_and_gradients(*arguments)


def test_setting_that_the_loss_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="mse has no setting 'delta': its settings are none"):
        dense_only = MLP([dense(2, 1)])
        dense_only.loss_and_gradients([[1.0, 2.0]], [[1.0]], "mse", delta=1.0)


def test_empty_batch_can_be_predicted() -> None:
    assert MLP([dense(2, 3)]).forward(np.zeros((0, 2))).output.shape == (0, 3)
