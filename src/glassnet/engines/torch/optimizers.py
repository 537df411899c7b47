"""Optimizers: `torch.optim` beside Glassnet's names, and the slots between both."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn, optim

from glassnet.engines.state import Array
from glassnet.spec import Optimizer

Groups = list[dict[str, object]]


@dataclass(frozen=True)
class Counterpart:
    """An optimizer of `torch.optim`.

    Attributes:
        make: from groups of parameters and Glassnet's settings.
        slots: Glassnet's name of each slot, and PyTorch's.
        counts: whether PyTorch keeps the number of steps in each parameter's state.
    """

    make: Callable[..., optim.Optimizer]
    slots: dict[str, str]
    counts: bool


def _with_velocity(groups: Groups, momentum: float, *, nesterov: bool) -> optim.Optimizer:
    # With a momentum of 0 PyTorch keeps no velocity and refuses Nesterov; the smallest float changes nothing else.
    return optim.SGD(groups, momentum=momentum or sys.float_info.min, nesterov=nesterov)


OPTIMIZERS: dict[str, Counterpart] = {
    "sgd": Counterpart(lambda groups: optim.SGD(groups), {}, False),
    "momentum": Counterpart(
        lambda groups, momentum: _with_velocity(groups, momentum, nesterov=False),
        {"velocity": "momentum_buffer"}, False,
    ),
    "nesterov": Counterpart(
        lambda groups, momentum: _with_velocity(groups, momentum, nesterov=True),
        {"velocity": "momentum_buffer"}, False,
    ),
    "rmsprop": Counterpart(
        lambda groups, rho, eps: optim.RMSprop(groups, alpha=rho, eps=eps), {"square": "square_avg"}, True
    ),
    "adagrad": Counterpart(lambda groups, eps: optim.Adagrad(groups, eps=eps), {"total": "sum"}, True),
    "adam": Counterpart(
        lambda groups, beta1, beta2, eps: optim.Adam(groups, betas=(beta1, beta2), eps=eps),
        {"mean": "exp_avg", "square": "exp_avg_sq"}, True,
    ),
    "adamw": Counterpart(
        lambda groups, beta1, beta2, eps, weight_decay: optim.AdamW(groups, betas=(beta1, beta2), eps=eps),
        {"mean": "exp_avg", "square": "exp_avg_sq"}, True,
    ),
}  # fmt: skip
"""Every optimizer by name."""


def make_optimizer(
    optimizer: Optimizer, parameters: Sequence[nn.Parameter], slots: Sequence[dict[str, Array]], steps: int
) -> optim.Optimizer:
    """The optimizer of `torch.optim`, with what Glassnet's slots remember.

    The learning rate is set before each step (`set_rate`).

    Args:
        optimizer: the choice with its settings.
        parameters: W₁, b₁, W₂, b₂, … of the module.
        slots: what is remembered of each.
        steps: steps taken since the slots were zero.
    """
    settings = optimizer.settings()
    counterpart = OPTIMIZERS[optimizer.kind]
    groups: Groups = [{"params": list(parameters)}]
    if "weight_decay" in settings:  # decoupled weight decay leaves biases alone
        groups = [
            {"params": list(parameters[::2]), "weight_decay": settings["weight_decay"]},
            {"params": list(parameters[1::2]), "weight_decay": 0.0},
        ]
    made = counterpart.make(groups, **settings)
    for parameter, kept in zip(parameters, slots, strict=True):
        remembered: dict[str, Tensor] = {
            counterpart.slots[name]: torch.tensor(array, dtype=parameter.dtype, device=parameter.device)
            for name, array in kept.items()
        }
        if counterpart.counts:
            remembered["step"] = torch.tensor(float(steps), dtype=torch.float32)
        made.state[parameter].update(remembered)
    return made


def set_rate(optimizer: optim.Optimizer, rate: float) -> None:
    """Let the next step have this learning rate."""
    for group in optimizer.param_groups:
        group["lr"] = rate


def slots_of(optimizer: Optimizer, made: optim.Optimizer, parameters: Sequence[nn.Parameter]) -> list[dict[str, Array]]:
    """What the optimizer remembers of each parameter, under Glassnet's names, in arrays of their own."""
    names = OPTIMIZERS[optimizer.kind].slots
    return [
        {name: made.state[p][theirs].detach().cpu().numpy().copy() for name, theirs in names.items()}
        for p in parameters
    ]
