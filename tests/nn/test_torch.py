"""The same gradients and the same training as PyTorch's autograd and torch.optim, in float64."""

import math
from typing import Any

import numpy as np
import pytest

from glassnet.nn import (
    ACTIVATIONS,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
    Array,
    clip_by_global_norm,
    initial_network,
    step_scalars,
    update_all,
)
from tests.nn.cases import Case, cases_of
from tests.support import require_torch

torch = require_torch()
F = torch.nn.functional

TORCH_ACTIVATIONS: dict[str, Any] = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z, slope=0.01: F.leaky_relu(z, slope),
    "elu": lambda z, alpha=1.0: F.elu(z, alpha),
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": F.softplus,
    "sine": torch.sin,
    "softsign": F.softsign,
}
TORCH_LOSSES: dict[str, Any] = {
    "cross_entropy": F.cross_entropy,
    "binary_cross_entropy": F.binary_cross_entropy_with_logits,
    "mse": F.mse_loss,
    "half_squared": lambda o, T: F.mse_loss(o, T, reduction="sum") / (2 * len(o)),
    "huber": lambda o, T, delta=1.0: F.huber_loss(o, T, delta=delta),
}


def tensor(array: Array, **keywords: Any) -> Any:
    return torch.tensor(array, dtype=torch.float64, **keywords)


def torch_gradients(case: Case) -> tuple[float, float, list[Array]]:
    """Loss, penalty, and the gradients of their sum, by autograd."""
    parameters = [tensor(p, requires_grad=True) for p in case.network.parameters]
    weights, biases = parameters[::2], parameters[1::2]
    a = tensor(case.X)
    masks = [*case.masks, None]
    for layer, W, b, mask in zip(case.network.layers, weights, biases, masks, strict=True):
        a = TORCH_ACTIVATIONS[layer.activation](F.linear(a, W, b), **layer.settings)
        if mask is not None:
            a = a * tensor(mask)
    loss = TORCH_LOSSES[case.loss](a, tensor(case.T), **case.loss_settings)
    penalty = sum(case.l1 * W.abs().sum() + case.l2 / 2 * (W**2).sum() for W in weights)
    (loss + penalty).backward()
    return loss.item(), penalty.item(), [p.grad.numpy() for p in parameters]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_equal_autograd(activation: str) -> None:
    for case in cases_of(activation):
        expected_loss, expected_penalty, expected = torch_gradients(case)
        loss, penalty, gradients = case.network.loss_and_gradients(
            case.X, case.T, case.loss, case.masks, case.l1, case.l2, **case.loss_settings
        )
        assert loss == pytest.approx(expected_loss, rel=1e-10), str(case)
        assert penalty == pytest.approx(expected_penalty, rel=1e-10), str(case)
        for gradient, reference in zip(gradients.flat, expected, strict=True):
            np.testing.assert_allclose(gradient, reference, rtol=1e-10, atol=1e-12, err_msg=str(case))


def test_soft_targets_give_the_cross_entropy_of_pytorch() -> None:
    rng = np.random.default_rng(0)
    o, T = rng.normal(size=(5, 3)), rng.uniform(size=(5, 3))  # rows that do not add up to 1
    logits = tensor(o, requires_grad=True)
    expected = F.cross_entropy(logits, tensor(T))
    expected.backward()
    loss = LOSSES["cross_entropy"]
    assert loss.value(o, T) == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(loss.gradient(o, T), logits.grad.numpy(), rtol=1e-12)


def test_derivatives_at_the_kink_are_those_of_pytorch() -> None:
    for name in ("relu", "leaky_relu", "elu"):
        settings = {"leaky_relu": {"slope": 0.3}, "elu": {"alpha": 0.3}}.get(name, {})
        z = torch.zeros(1, dtype=torch.float64, requires_grad=True)
        TORCH_ACTIVATIONS[name](z, **settings).sum().backward()
        assert ACTIVATIONS[name].derivative(np.zeros(1), **settings) == z.grad.numpy(), name


# For each optimizer: the settings to try (in our names) and PyTorch's constructor with them.
OPTIMIZER_CASES: list[tuple[str, dict[str, float], Any]] = [
    ("sgd", {}, lambda p: torch.optim.SGD(p, lr=0.5)),
    ("momentum", {}, lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.9)),
    ("momentum", {"momentum": 0.5}, lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.5)),
    ("nesterov", {}, lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.9, nesterov=True)),
    (
        "nesterov",
        {"momentum": 0.5},
        lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.5, nesterov=True),
    ),
    ("rmsprop", {}, lambda p: torch.optim.RMSprop(p, lr=0.5)),
    (
        "rmsprop",
        {"rho": 0.8, "eps": 1e-3},
        lambda p: torch.optim.RMSprop(p, lr=0.5, alpha=0.8, eps=1e-3),
    ),
    ("adagrad", {}, lambda p: torch.optim.Adagrad(p, lr=0.5)),
    ("adagrad", {"eps": 1e-2}, lambda p: torch.optim.Adagrad(p, lr=0.5, eps=1e-2)),
    ("adam", {}, lambda p: torch.optim.Adam(p, lr=0.5)),
    (
        "adam",
        {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3},
        lambda p: torch.optim.Adam(p, lr=0.5, betas=(0.7, 0.95), eps=1e-3),
    ),
    ("adamw", {}, lambda p: adamw_without_decay_of_biases(p, 0.01)),
    (
        "adamw",
        {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.3},
        lambda p: adamw_without_decay_of_biases(p, 0.3, betas=(0.7, 0.95), eps=1e-3),
    ),
]


def adamw_without_decay_of_biases(parameters: list[Any], decay: float, **keywords: Any) -> Any:
    groups = [
        {"params": parameters[::2], "weight_decay": decay},
        {"params": parameters[1::2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.5, **keywords)


@pytest.mark.parametrize(
    ("l1", "l2", "max_norm"),
    [(0.0, 0.0, None), (0.01, 0.02, None), (0.01, 0.02, 0.1)],
    ids=["plain", "penalties", "penalties and clipping"],
)
@pytest.mark.parametrize(
    ("name", "settings", "make_optimizer"),
    OPTIMIZER_CASES,
    ids=[f"{name}{settings or ''}" for name, settings, _ in OPTIMIZER_CASES],
)
def test_ten_training_losses_equal_those_of_pytorch(
    name: str,
    settings: dict[str, float],
    make_optimizer: Any,
    l1: float,
    l2: float,
    max_norm: float | None,
) -> None:
    rng = np.random.default_rng(1)
    X, T = rng.normal(size=(12, 2)), np.eye(3)[rng.integers(3, size=12)]
    network = initial_network([2, 5, 3], rng, initializer="pytorch")

    parameters = [tensor(p, requires_grad=True) for p in network.parameters]
    optimizer = make_optimizer(parameters)
    expected, norms = [], []
    for _ in range(10):
        W1, b1, W2, b2 = parameters
        loss = F.cross_entropy(torch.tanh(tensor(X) @ W1.T + b1) @ W2.T + b2, tensor(T))
        penalty = sum(l1 * W.abs().sum() + l2 / 2 * (W**2).sum() for W in (W1, W2))
        optimizer.zero_grad()
        (loss + penalty).backward()
        # Not clip_grad_norm_, whose additional 1e-6 is no part of the definition.
        norm = torch.nn.utils.get_total_norm([p.grad for p in parameters]).item()
        if max_norm is not None and norm > max_norm:
            for p in parameters:
                p.grad *= max_norm / norm
        optimizer.step()
        expected.append(loss.item())
        norms.append(norm)

    losses, own_norms = [], []
    slots = [OPTIMIZERS[name].initial_slots(p) for p in network.parameters]
    for t in range(1, 11):
        data_loss, _, gradients = network.loss_and_gradients(X, T, "cross_entropy", l1=l1, l2=l2)
        own_norm, clipped = clip_by_global_norm(gradients.flat, max_norm)
        step = step_scalars(name, 0.5, t, **settings)
        updated, slots = update_all(name, network.parameters, clipped, slots, step, **settings)
        network = network.with_parameters(updated)
        losses.append(data_loss)
        own_norms.append(own_norm)

    np.testing.assert_allclose(losses, expected, rtol=1e-10)
    np.testing.assert_allclose(own_norms, norms, rtol=1e-10)
    for own, reference in zip(network.parameters, parameters, strict=True):
        np.testing.assert_allclose(own, reference.detach().numpy(), rtol=1e-9, atol=1e-11)


def test_every_optimizer_is_compared_with_pytorch() -> None:
    assert {name for name, _, _ in OPTIMIZER_CASES} == OPTIMIZERS.keys()


def test_clipping_equals_pytorch_up_to_its_millionth() -> None:
    rng = np.random.default_rng(0)
    gradients = [rng.normal(size=shape) for shape in ((3, 2), (3,), (1, 3))]
    for max_norm in (0.5, 100.0):
        parameters = [torch.nn.Parameter(torch.zeros(g.shape)) for g in gradients]
        for p, g in zip(parameters, gradients, strict=True):
            p.grad = torch.tensor(g, dtype=torch.float32)
        expected_norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm).item()
        norm, clipped = clip_by_global_norm(gradients, max_norm)
        assert norm == pytest.approx(expected_norm, rel=1e-5)
        for own, p in zip(clipped, parameters, strict=True):
            np.testing.assert_allclose(own, p.grad.numpy(), rtol=1e-5)


def test_pytorch_initializer_has_the_limits_of_torch_linear() -> None:
    scheme = INITIALIZERS["pytorch"]
    assert scheme.biases is not None
    rng = np.random.default_rng(0)
    W, b = scheme.weights(300, 40, rng), scheme.biases(300, 40, rng)
    torch.manual_seed(0)
    layer = torch.nn.Linear(40, 300)
    for own, reference in ((W, layer.weight.detach()), (b, layer.bias.detach())):
        ends = float(reference.min()), float(reference.max())
        assert (own.min(), own.max()) == pytest.approx(ends, abs=0.01 / math.sqrt(40))
        assert np.abs(own).max() <= 1 / math.sqrt(40)
