"""What an engine is: a way to advance a run's state, and nothing more.

Engines are independent implementations of the same step, so that their agreement is evidence. What must be equal by
construction (batch order, dropout masks, learning rate of each step) comes from outside: from `glassnet.rng` and
from `glassnet.training`.
"""

from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from glassnet.engines.state import Array, RunState
from glassnet.spec import LayerSpec, Loss, OutputActivation, TrainingSpec

Floats: TypeAlias = npt.NDArray[np.float64]
Encoding = Literal["class", "one_hot", "sign", "value"]


@dataclass(frozen=True)
class Examples:
    """Examples as an engine trains on them.

    Attributes:
        X: inputs, shape (n, features); every value is a float32.
        T: targets as the loss takes them, shape (n, outputs).
        labels: class numbers or values, shape (n,).
    """

    X: Floats
    T: Floats
    labels: npt.NDArray[np.int64] | Floats


@dataclass(frozen=True)
class Problem:
    """What is to be learned; `parts` has "train" and, if they are not empty, "validation" and "test"."""

    parts: dict[str, Examples]
    encoding: Encoding

    @property
    def train(self) -> Examples:
        """The examples that the network learns from."""
        return self.parts["train"]


@dataclass(frozen=True)
class Settings:
    """How it is learned: the specification with everything resolved that depends on the data.

    Attributes:
        sizes: units of each layer, inputs first, outputs last.
        layers: the hidden layers.
        output: the output layer's activation.
        loss: the loss, never "auto".
        training: optimizer, rates, penalties, seeds.
    """

    sizes: tuple[int, ...]
    layers: tuple[LayerSpec, ...]
    output: OutputActivation
    loss: Loss
    training: TrainingSpec


@dataclass(frozen=True)
class Plan:
    """What the coming steps need to know from outside; arrays with one entry a step.

    Attributes:
        learning_rate: after schedule and warm-up, shape (steps,).
        correction1, correction2: Adam's bias corrections 1 − βᵗ, shape (steps,); 1 for other optimizers.
        marks: numbers of steps, ascending, after which all parts are to be evaluated.
    """

    learning_rate: Floats
    correction1: Floats
    correction2: Floats
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Score:
    """How well the network does on one part.

    Attributes:
        loss: the data loss, without penalty.
        score: accuracy (classification) or R² (regression).
    """

    loss: float
    score: float


@dataclass(frozen=True)
class Evaluation:
    """All parts on the same weights, in evaluation mode.

    Attributes:
        after: number of steps of the advance after which it was made.
        scores: by part.
        penalty: L1 and L2 penalty of the weights.
        gradient_norm: norm of the last batch's whole gradient, penalty included, before clipping; NaN before any step.
    """

    after: int
    scores: dict[str, Score]
    penalty: float
    gradient_norm: float


@dataclass(frozen=True)
class Progress:
    """What an advance did.

    Attributes:
        steps: steps taken: all that were asked for, or fewer if the run diverged.
        diverged: whether the loss of the next step's batch, or of an evaluation, is not finite.
        evaluations: one for each mark that was reached.
    """

    steps: int
    diverged: bool = False
    evaluations: list[Evaluation] = field(default_factory=list)


class Engine(Protocol):
    """A way to advance a run's state."""

    name: str

    def open(self, problem: Problem, settings: Settings, state: RunState) -> None:
        """Take up a run; also called again after a live change."""

    def advance(self, plan: Plan) -> Progress:
        """Take as many steps as the plan has entries."""

    def evaluate(self) -> Evaluation:
        """Evaluate all parts on the present weights."""

    def forward(self, X: Array) -> list[Array]:
        """The activations of every layer in evaluation mode: (n, features) → one (n, units) for each layer.

        A float32 X asks for speed (drawing), a float64 one for accuracy (predictions, explanations).
        """

    def snapshot(self) -> RunState:
        """The present state, in arrays that no later step changes."""

    def close(self) -> None:
        """Release what the engine holds."""
