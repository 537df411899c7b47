"""The choices that steer the descent: optimizers and learning-rate schedules.

Formulas are those of torch.optim; w is a weight, g its gradient, η the learning rate of the step.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from glassnet.spec.fields import Effect, integer, number
from glassnet.spec.values import Variant

LIVE = Effect.LIVE


def _decay_rate(default: float, label: str, explain: str) -> Any:
    return number(default, label, explain, LIVE, low=0.0, high=1.0, open_high=True)


def _epsilon(default: float) -> Any:
    explain = "added to the denominator so that it is never 0"
    return number(default, "Epsilon", explain, LIVE, low=0.0, high=1.0, open_low=True, scale="log")


class Optimizer(Variant):
    """How a gradient becomes a change of the weights."""


@dataclass(frozen=True)
class SGD(Optimizer):
    """Straight down the batch's gradient: w ← w − η g."""

    kind: ClassVar[str] = "sgd"
    label: ClassVar[str] = "SGD"


@dataclass(frozen=True)
class Momentum(Optimizer):
    """SGD with a velocity that remembers past gradients: v ← μ v + g, w ← w − η v."""

    kind: ClassVar[str] = "momentum"
    label: ClassVar[str] = "Momentum"
    momentum: float = _decay_rate(0.9, "Momentum", "share μ of the velocity kept each step")


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """Momentum that looks one step ahead: v ← μ v + g, w ← w − η (g + μ v)."""

    kind: ClassVar[str] = "nesterov"
    label: ClassVar[str] = "Nesterov"
    momentum: float = _decay_rate(0.9, "Momentum", "share μ of the velocity kept each step")


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Steps scaled by a running mean of the squared gradient: w ← w − η g / (√v + ε)."""

    kind: ClassVar[str] = "rmsprop"
    label: ClassVar[str] = "RMSprop"
    rho: float = _decay_rate(0.99, "Rho", "share of the running mean kept each step")
    eps: float = _epsilon(1e-8)


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Steps scaled by the sum of all squared gradients so far: w ← w − η g / (√v + ε)."""

    kind: ClassVar[str] = "adagrad"
    label: ClassVar[str] = "Adagrad"
    eps: float = _epsilon(1e-10)


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum and scaled steps together, both corrected for their start at 0."""

    kind: ClassVar[str] = "adam"
    label: ClassVar[str] = "Adam"
    beta1: float = _decay_rate(0.9, "Beta 1", "share of the mean gradient kept each step")
    beta2: float = _decay_rate(0.999, "Beta 2", "share of the mean squared gradient kept each step")
    eps: float = _epsilon(1e-8)


@dataclass(frozen=True)
class AdamW(Optimizer):
    """Adam with decoupled weight decay: w ← w − η λ w beside the Adam step; biases are exempt."""

    kind: ClassVar[str] = "adamw"
    label: ClassVar[str] = "AdamW"
    beta1: float = _decay_rate(0.9, "Beta 1", "share of the mean gradient kept each step")
    beta2: float = _decay_rate(0.999, "Beta 2", "share of the mean squared gradient kept each step")
    eps: float = _epsilon(1e-8)
    weight_decay: float = number(
        0.01,
        "Weight decay",
        "λ, the share of each weight lost a step, times η",
        LIVE,
        low=0.0,
        high=10.0,
    )


class Schedule(Variant):
    """How the learning rate changes with the epoch t (counted in fractions) after the warm-up."""


@dataclass(frozen=True)
class Constant(Schedule):
    """The learning rate stays as it is."""

    kind: ClassVar[str] = "constant"
    label: ClassVar[str] = "Constant"


@dataclass(frozen=True)
class StepDecay(Schedule):
    """Multiplied by the factor after every so many epochs."""

    kind: ClassVar[str] = "step"
    label: ClassVar[str] = "Step"
    every: int = integer(30, "Every", "epochs between two drops", LIVE, low=1, high=1_000_000)
    factor: float = number(0.5, "Factor", "what each drop multiplies by", LIVE, low=0.0, high=1.0, open_low=True)


@dataclass(frozen=True)
class Exponential(Schedule):
    """Multiplied by the rate with every epoch: η · rateᵗ."""

    kind: ClassVar[str] = "exponential"
    label: ClassVar[str] = "Exponential"
    rate: float = number(0.99, "Rate", "what each epoch multiplies by", LIVE, low=0.0, high=1.0, open_low=True)


@dataclass(frozen=True)
class Cosine(Schedule):
    """Half a cosine wave from the learning rate down to the floor, then flat."""

    kind: ClassVar[str] = "cosine"
    label: ClassVar[str] = "Cosine"
    epochs: int = integer(100, "Epochs", "epochs until the floor is reached", LIVE, low=1, high=1_000_000)
    floor: float = number(0.0, "Floor", "share of the learning rate left at the end", LIVE, low=0.0, high=1.0)
