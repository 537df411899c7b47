"""Optimizers, clipping and penalties, beside the comparison with PyTorch in test_torch.py."""

import numpy as np
import pytest

from glassnet.nn import (
    OPTIMIZERS,
    StepScalars,
    clip_by_global_norm,
    l1_gradient,
    l1_penalty,
    l2_gradient,
    l2_penalty,
    step_scalars,
    update_all,
)

DEFAULTS = {
    "sgd": {},
    "momentum": {"momentum": 0.9},
    "nesterov": {"momentum": 0.9},
    "rmsprop": {"rho": 0.99, "eps": 1e-8},
    "adagrad": {"eps": 1e-10},
    "adam": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    "adamw": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
}


def test_table_has_all_optimizers_with_their_defaults() -> None:
    assert list(OPTIMIZERS) == list(DEFAULTS)
    assert all(optimizer.name == name for name, optimizer in OPTIMIZERS.items())
    assert {name: optimizer.settings for name, optimizer in OPTIMIZERS.items()} == DEFAULTS


@pytest.mark.parametrize("name", DEFAULTS)
def test_update_returns_the_slots_that_the_table_names(name: str) -> None:
    optimizer, w = OPTIMIZERS[name], np.array([1.0, -2.0])
    slots = optimizer.initial_slots(w)
    assert tuple(slots) == optimizer.slots
    assert all(not array.any() and array.shape == w.shape for array in slots.values())
    _, after = optimizer.update(w, np.ones(2), slots, StepScalars(0.1))
    assert tuple(after) == optimizer.slots and all(array.all() for array in after.values())


@pytest.mark.parametrize("name", DEFAULTS)
@pytest.mark.parametrize("setting", ["learning_rate", "correction1", "correction2"])
def test_step_scalars_are_used_by_those_that_have_them(name: str, setting: str) -> None:
    optimizer, w, g = OPTIMIZERS[name], np.array([1.0]), np.array([0.5])
    slots = optimizer.initial_slots(w)
    one, _ = optimizer.update(w, g, slots, StepScalars(0.1))
    other, _ = optimizer.update(w, g, slots, StepScalars(**{"learning_rate": 0.1, setting: 0.7}))
    assert (one != other).all() == (setting == "learning_rate" or name in {"adam", "adamw"})


def test_decay_of_adamw_spares_biases_and_can_be_set() -> None:
    W, b = np.array([[2.0]]), np.array([2.0])
    gradients = [np.zeros((1, 1)), np.zeros(1)]
    slots = [OPTIMIZERS["adamw"].initial_slots(p) for p in (W, b)]
    step = step_scalars("adamw", 0.5, t=1)
    (new_W, new_b), _ = update_all("adamw", [W, b], gradients, slots, step, weight_decay=0.1)
    assert new_W.item() == pytest.approx(2.0 - 0.5 * 0.1 * 2.0) and new_b.item() == 2.0
    (default_W, _), _ = update_all("adamw", [W, b], gradients, slots, step)
    assert default_W.item() == pytest.approx(2.0 - 0.5 * 0.01 * 2.0)


def test_bias_corrections_go_to_one() -> None:
    assert step_scalars("adam", 0.1, t=1) == StepScalars(0.1, 1 - 0.9, 1 - 0.999)
    assert step_scalars("adamw", 0.1, t=10, beta1=0.5) == StepScalars(0.1, 1 - 0.5**10, 1 - 0.999**10)
    assert step_scalars("adam", 0.1, t=10**6) == StepScalars(0.1, 1.0, 1.0)
    assert step_scalars("rmsprop", 0.1, t=1) == StepScalars(0.1, 1.0, 1.0)


@pytest.mark.parametrize("name", DEFAULTS)
def test_nan_in_a_gradient_reaches_the_weight_and_no_other(name: str) -> None:
    optimizer, w = OPTIMIZERS[name], np.array([1.0, 2.0])
    new, _ = optimizer.update(w, np.array([np.nan, 1.0]), optimizer.initial_slots(w), step_scalars(name, 0.1, t=1))
    assert np.isnan(new[0]) and np.isfinite(new[1])


def test_wrong_use_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown optimizer 'adamm': choose one of sgd, momentum"):
        step_scalars("adamm", 0.1, t=1)
    with pytest.raises(ValueError, match="sgd has no setting 'momentum': its settings are none"):
        step_scalars("sgd", 0.1, t=1, momentum=0.9)
    with pytest.raises(ValueError, match="t is 0: the first step is 1"):
        step_scalars("adam", 0.1, t=0)
    with pytest.raises(ValueError, match="adam has no setting 'rho'"):
        update_all("adam", [], [], [], StepScalars(0.1), rho=0.9)
    with pytest.raises(ValueError, match="shorter"):
        update_all("sgd", [np.zeros(1)], [], [{}], StepScalars(0.1))


def test_clipping_shrinks_all_gradients_by_one_factor() -> None:
    gradients = [np.array([[3.0, 0.0]]), np.array([4.0])]
    norm, clipped = clip_by_global_norm(gradients, 2.5)
    assert norm == 5.0
    np.testing.assert_array_equal(clipped[0], [[1.5, 0.0]])
    np.testing.assert_array_equal(clipped[1], [2.0])
    assert clip_by_global_norm(clipped, None)[0] == 2.5


@pytest.mark.parametrize("max_norm", [None, 5.0, 6.0])
def test_short_gradients_are_left_as_they_are(max_norm: float | None) -> None:
    gradients = [np.array([3.0]), np.array([4.0])]
    norm, clipped = clip_by_global_norm(gradients, max_norm)
    assert norm == 5.0 and all(a is b for a, b in zip(clipped, gradients, strict=True))


def test_gradients_that_are_zero_stay_zero() -> None:
    norm, clipped = clip_by_global_norm([np.zeros(2)], 1.0)
    assert norm == 0.0 and not clipped[0].any()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_clipping_hides_no_broken_gradient(bad: float) -> None:
    norm, clipped = clip_by_global_norm([np.array([bad, 1.0]), np.array([2.0])], 1.0)
    assert not np.isfinite(norm)
    np.testing.assert_array_equal(clipped[0], [bad, 1.0])
    np.testing.assert_array_equal(clipped[1], [2.0])


def test_norm_of_float32_gradients_does_not_overflow() -> None:
    norm, (clipped,) = clip_by_global_norm([np.full(4, 1e30, np.float32)], 1.0)
    assert norm == pytest.approx(2e30)
    np.testing.assert_allclose(clipped, np.full(4, 0.5), rtol=1e-6)


@pytest.mark.parametrize("max_norm", [0.0, -1.0, float("nan")])
def test_impossible_norm_is_refused(max_norm: float) -> None:
    with pytest.raises(ValueError, match="max_norm is"):
        clip_by_global_norm([np.ones(1)], max_norm)


def test_penalties_and_their_gradients() -> None:
    W = np.array([[1.0, -2.0], [0.0, 3.0]])
    assert l2_penalty(W, 0.5) == 0.5 / 2 * 14
    assert l1_penalty(W, 0.5) == 0.5 * 6
    np.testing.assert_array_equal(l2_gradient(W, 0.5), [[0.5, -1.0], [0.0, 1.5]])
    np.testing.assert_array_equal(l1_gradient(W, 0.5), [[0.5, -0.5], [0.0, 0.5]])
