"""Ten losses of the reference engine equal PyTorch's, for every optimizer × schedule × regulariser.

The loop on PyTorch's side shares nothing with the engine but the random numbers: its gradients come from autograd, its
updates from torch.optim, its learning rates from formulas written out here. 25 examples in batches of 10 make the last
batch of every epoch a smaller one.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from glassnet.rng import batch_order, dropout_mask
from glassnet.spec import Experiment
from glassnet.spec.methods import Optimizer, Schedule
from glassnet.training import Trainer
from tests.support import require_torch

torch = require_torch()
torch.set_num_threads(1)  # for matrices of this size more of them only wait for each other

STEPS = 10
RATE = 0.05

OPTIMIZERS: dict[str, Callable[[list[Any]], Any]] = {
    "sgd": lambda p: torch.optim.SGD(p, lr=RATE),
    "momentum": lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.9, nesterov=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=RATE),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=RATE),
    "adam": lambda p: torch.optim.Adam(p, lr=RATE),
    "adamw": lambda p: torch.optim.AdamW(
        [{"params": p[::2], "weight_decay": 0.3}, {"params": p[1::2], "weight_decay": 0.0}], lr=RATE
    ),
}
SETTINGS: dict[str, dict[str, float]] = {"adamw": {"weight_decay": 0.3}}

SCHEDULES: dict[str, tuple[dict[str, float], Callable[[float], float]]] = {
    "constant": ({}, lambda t: 1.0),
    "step": ({"every": 2, "factor": 0.5}, lambda t: 0.5 ** (t // 2)),
    "exponential": ({"rate": 0.8}, lambda t: math.exp(t * math.log(0.8))),
    "cosine": ({"epochs": 3, "floor": 0.1}, lambda t: 0.1 + 0.9 * math.cos(math.pi / 2 * min(t / 3, 1.0)) ** 2),
}

REGULARISERS: dict[str, dict[str, Any]] = {
    "none": {},
    "penalties": {"l1": 0.01, "l2": 0.1},
    "clipping": {"clip_norm": 0.05, "l2": 0.1},
    "dropout and warm-up": {"warmup": 1.5},
}


def make(optimizer: str, schedule: str, regulariser: str, **data: Any) -> Experiment:
    dropout = 0.4 if "dropout" in regulariser else 0.0
    training = {
        "optimizer": {"kind": optimizer} | SETTINGS.get(optimizer, {}),
        "schedule": {"kind": schedule} | SCHEDULES[schedule][0],
        "learning_rate": RATE,
        "batch_size": 10,
        "dropout_seed": 11,
        "seed": 12,
    }
    layers = [{"units": 5, "dropout": dropout}, {"units": 4, "activation": "sigmoid", "dropout": dropout / 2}]
    split = {"train": 1.0, "validation": 0.0, "test": 0.0}
    data = {"source": {"kind": "preset", "name": "blobs"}, "n": 25, "split": split} | data
    return Experiment.from_json(
        {"data": data, "network": {"layers": layers}, "training": training | REGULARISERS[regulariser]}
    )


def torch_losses(run: Trainer) -> list[float]:
    """The training loss of the whole set before the first and after each of ten steps, computed by PyTorch."""
    training, layers = run.experiment.training, run.settings.layers
    X, T = (torch.tensor(a, dtype=torch.float64) for a in (run.problem.train.X, run.problem.train.T))
    parameters = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in run.state.parameters]
    weights = parameters[::2]
    optimizer = OPTIMIZERS[training.optimizer.kind](parameters)
    n, size = len(X), 10

    def loss(rows: Any, masks: list[Any]) -> Any:
        a = X[rows]
        for i, mask in enumerate([*masks, None]):
            z = torch.nn.functional.linear(a, parameters[2 * i], parameters[2 * i + 1])
            a = z if mask is None else (torch.tanh, torch.sigmoid)[i](z) * mask
        return torch.nn.functional.cross_entropy(a, T[rows])

    everything, no_dropout = slice(None), [torch.ones(1, dtype=torch.float64)] * 2
    losses = [loss(everything, no_dropout).item()]
    epoch = offset = 0
    for step in range(STEPS):
        rows = batch_order(12, epoch, n)[offset : offset + size]
        masks = [
            torch.tensor(dropout_mask(11, step, i, (len(rows), layer.units), layer.dropout))
            for i, layer in enumerate(layers)
        ]
        t = epoch + offset / n
        factor = SCHEDULES[training.schedule.kind][1](max(t - training.warmup, 0.0))
        factor *= min(t / training.warmup, 1.0) if training.warmup else 1.0
        for group in optimizer.param_groups:
            group["lr"] = RATE * factor
        optimizer.zero_grad()
        penalty = sum(training.l1 * W.abs().sum() + training.l2 / 2 * (W**2).sum() for W in weights)
        (loss(rows, masks) + penalty).backward()
        if training.clip_norm is not None:  # without the 1e-6 of torch.nn.utils.clip_grad_norm_
            norm = math.sqrt(sum(float((p.grad**2).sum()) for p in parameters))
            for p in parameters:
                p.grad *= min(1.0, training.clip_norm / norm)
        optimizer.step()
        offset += size
        if offset >= n:
            epoch, offset = epoch + 1, 0
        losses.append(loss(everything, no_dropout).item())
    return losses


@pytest.mark.parametrize("regulariser", REGULARISERS)
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_ten_losses_equal_those_of_pytorch(optimizer: str, schedule: str, regulariser: str) -> None:
    run = Trainer(make(optimizer, schedule, regulariser), engine="reference")
    expected = torch_losses(run)
    losses = [run.evaluate().scores["train"].loss]
    for _ in range(STEPS):
        run.advance(1)
        losses.append(run.evaluate().scores["train"].loss)
    np.testing.assert_allclose(losses, expected, rtol=1e-9)
    assert losses[0] != losses[-1]


def test_every_choice_is_compared() -> None:
    assert OPTIMIZERS.keys() == Optimizer.choices().keys()
    assert SCHEDULES.keys() == Schedule.choices().keys()


def test_the_comparison_would_notice_a_missing_regulariser() -> None:
    runs = {name: torch_losses(Trainer(make("adam", "step", name), engine="reference")) for name in REGULARISERS}
    finals = [losses[-1] for losses in runs.values()]
    assert len({round(final, 6) for final in finals}) == len(finals)
