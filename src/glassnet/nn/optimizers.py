"""Optimizers: how a gradient changes a parameter.

An optimizer is a pure pair: the names of its *slots* (arrays like the parameter, 0 at the start,
in which it remembers earlier gradients) and a function

    update(w, g, slots, step, **settings) -> (new w, new slots)

on one array w with its gradient g. Nothing is changed in place. Formulas as in torch.optim; t
counts the steps from 1, lr is the learning rate. What is the same for all parameters of a
step (learning rate, bias corrections) comes in as `StepScalars`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .common import Array, checked_settings, keyword_defaults, look_up

Slots = Mapping[str, Array]
Updated = tuple[Array, dict[str, Array]]


@dataclass(frozen=True)
class StepScalars:
    """The numbers of one step, computed once for all parameters by `step_scalars`.

    Attributes:
        learning_rate: The learning rate of this step.
        correction1: 1 - β₁ᵗ, or 1 for optimizers without β₁.
        correction2: 1 - β₂ᵗ, or 1 for optimizers without β₂.
    """

    learning_rate: float
    correction1: float = 1.0
    correction2: float = 1.0


def sgd(w: Array, g: Array, slots: Slots, step: StepScalars) -> Updated:
    """`w ← w - lr g`: straight downhill."""
    return w - step.learning_rate * g, {}


def momentum(w: Array, g: Array, slots: Slots, step: StepScalars, *, momentum: float = 0.9) -> Updated:
    """`v ← μ v + g; w ← w - lr v`: a heavy ball (Polyak 1964)."""
    velocity = momentum * slots["velocity"] + g
    return w - step.learning_rate * velocity, {"velocity": velocity}


def nesterov(w: Array, g: Array, slots: Slots, step: StepScalars, *, momentum: float = 0.9) -> Updated:
    """`v ← μ v + g; w ← w - lr (g + μ v)`: looks ahead (Sutskever et al. 2013)."""
    velocity = momentum * slots["velocity"] + g
    return w - step.learning_rate * (g + momentum * velocity), {"velocity": velocity}


def rmsprop(w: Array, g: Array, slots: Slots, step: StepScalars, *, rho: float = 0.99, eps: float = 1e-8) -> Updated:
    """`s ← ρ s + (1-ρ) g²; w ← w - lr g / (√s + ε)` (Hinton 2012, lecture 6 of his course)."""
    square = rho * slots["square"] + (1.0 - rho) * g**2
    return w - step.learning_rate * g / (np.sqrt(square) + eps), {"square": square}


def adagrad(w: Array, g: Array, slots: Slots, step: StepScalars, *, eps: float = 1e-10) -> Updated:
    """`s ← s + g²; w ← w - lr g / (√s + ε)` (Duchi, Hazan and Singer 2011)."""
    total = slots["total"] + g**2
    return w - step.learning_rate * g / (np.sqrt(total) + eps), {"total": total}


def adam(
    w: Array,
    g: Array,
    slots: Slots,
    step: StepScalars,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Updated:
    """Means of g and of g², corrected for their start at 0 (Kingma and Ba 2015, algorithm 1).

    `m ← β₁ m + (1-β₁) g; v ← β₂ v + (1-β₂) g²; w ← w - lr m̂ / (√v̂ + ε)`
    with `m̂ = m / (1-β₁ᵗ)` and `v̂ = v / (1-β₂ᵗ)`; m and v are the slots "mean" and "square".
    """
    mean = beta1 * slots["mean"] + (1.0 - beta1) * g
    square = beta2 * slots["square"] + (1.0 - beta2) * g**2
    corrected_mean = mean / step.correction1
    corrected_square = square / step.correction2
    new_w = w - step.learning_rate * corrected_mean / (np.sqrt(corrected_square) + eps)
    return new_w, {"mean": mean, "square": square}


def adamw(
    w: Array,
    g: Array,
    slots: Slots,
    step: StepScalars,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> Updated:
    """`w ← w - lr λ w`, then `w ← w - lr m̂ / (√v̂ + ε)` as Adam (Loshchilov and Hutter 2019, algorithm 2).

    This decay is *decoupled*: unlike the gradient of an L2 penalty it is not divided by √v̂.
    It is for weights; for a bias call with `weight_decay=0.0`, as `update_all` does.
    """
    decayed = w - step.learning_rate * weight_decay * w
    return adam(decayed, g, slots, step, beta1=beta1, beta2=beta2, eps=eps)


@dataclass(frozen=True)
class Optimizer:
    """One row of `OPTIMIZERS`.

    Attributes:
        name: Its key in the table.
        slots: The names of the arrays that it keeps for each parameter.
        update: `update(w, g, slots, step, **settings)` -> (new w, new slots).

    Example:
        >>> w = np.array([1.0, -2.0])
        >>> heavy_ball = OPTIMIZERS["momentum"]
        >>> slots, step = heavy_ball.initial_slots(w), StepScalars(learning_rate=0.1)
        >>> for t in range(2):  # minimise Σw², whose gradient is 2w
        ...     w, slots = heavy_ball.update(w, 2 * w, slots, step, momentum=0.9)
        >>> w.round(12).tolist()
        [0.46, -0.92]
    """

    name: str
    slots: tuple[str, ...]
    update: Callable[..., Updated]

    @property
    def settings(self) -> dict[str, float]:
        """The names of its settings with their defaults."""
        return keyword_defaults(self.update)

    def initial_slots(self, w: Array) -> dict[str, Array]:
        """Return the slots of the parameter w before the first step: arrays of zeros like w."""
        return {slot: np.zeros_like(w) for slot in self.slots}


OPTIMIZERS: dict[str, Optimizer] = {
    row.name: row
    for row in (
        Optimizer("sgd", (), sgd),
        Optimizer("momentum", ("velocity",), momentum),
        Optimizer("nesterov", ("velocity",), nesterov),
        Optimizer("rmsprop", ("square",), rmsprop),
        Optimizer("adagrad", ("total",), adagrad),
        Optimizer("adam", ("mean", "square"), adam),
        Optimizer("adamw", ("mean", "square"), adamw),
    )
}
"""Every optimizer by name."""


def step_scalars(name: str, learning_rate: float, t: int, **settings: float) -> StepScalars:
    """Compute the scalars of step t.

    Args:
        name: A name in `OPTIMIZERS`.
        learning_rate: The learning rate of this step.
        t: The number of the step since the slots were zero; the first is 1.
        **settings: The optimizer's settings where they differ from their defaults.

    Raises:
        ValueError: An unknown name or setting, or t below 1.

    Example:
        >>> step_scalars("adam", 0.01, t=1, beta1=0.5, beta2=0.75)
        StepScalars(learning_rate=0.01, correction1=0.5, correction2=0.25)
        >>> step_scalars("sgd", 0.01, t=1)
        StepScalars(learning_rate=0.01, correction1=1.0, correction2=1.0)
    """
    if t < 1:
        raise ValueError(f"t is {t}: the first step is 1")
    known = look_up(OPTIMIZERS, name, "optimizer").settings
    used = known | checked_settings(settings, known, name)
    # Without a β the power is 0 and the correction 1.
    corrections = (1.0 - used.get(beta, 0.0) ** t for beta in ("beta1", "beta2"))
    return StepScalars(float(learning_rate), *corrections)


def update_all(
    name: str,
    parameters: Sequence[Array],
    gradients: Sequence[Array],
    slots: Sequence[Slots],
    step: StepScalars,
    **settings: float,
) -> tuple[list[Array], list[dict[str, Array]]]:
    """Update all parameters of a network. Biases are exempt from decoupled weight decay.

    Args:
        name: A name in `OPTIMIZERS`.
        parameters: W₁, b₁, W₂, b₂, … as in `MLP.parameters`; what has one dimension is a bias.
        gradients: Their gradients, as in `Gradients.flat`.
        slots: The slots of each.
        step: The scalars of this step, from `step_scalars`.
        **settings: The optimizer's settings where they differ from their defaults.

    Returns:
        The new parameters and the new slots.

    Raises:
        ValueError: An unknown name or setting, or sequences of different lengths.

    Example:
        >>> W, b = np.array([[1.0]]), np.array([1.0])
        >>> parameters, slots = update_all(
        ...     "sgd", [W, b], [2 * W, 3 * b], [{}, {}], step_scalars("sgd", 0.1, t=1)
        ... )
        >>> parameters
        [array([[0.8]]), array([0.7])]
    """
    optimizer = look_up(OPTIMIZERS, name, "optimizer")
    for_weights = checked_settings(settings, optimizer.settings, name)
    for_biases = for_weights
    if "weight_decay" in optimizer.settings:
        for_biases = {**for_weights, "weight_decay": 0.0}
    updated = [
        optimizer.update(w, g, slots_of_w, step, **(for_weights if w.ndim == 2 else for_biases))
        for w, g, slots_of_w in zip(parameters, gradients, slots, strict=True)
    ]
    return [w for w, _ in updated], [new_slots for _, new_slots in updated]
