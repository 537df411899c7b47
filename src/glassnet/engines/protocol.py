"""What an engine is: a way to advance a run's state, and nothing more.

Engines are independent implementations of the same step, so that their agreement is evidence. What must be equal by
construction (batch order, dropout masks, learning rate of each step) comes from outside: from `glassnet.rng` and
from `glassnet.training`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol, TypeAlias, overload

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
        weights: how much each example counts, shape (n,): the loss is the mean of weight · loss, here and in every
            batch, and scores are of the examples alike. None counts all of them as 1.
    """

    X: Floats
    T: Floats
    labels: npt.NDArray[np.int64] | Floats
    weights: Floats | None = None

    @cached_property
    def one_hot(self) -> bool:
        """Whether each row of T is a single 1 among zeros."""
        return bool(((self.T == 0) | (self.T == 1)).all() and (self.T.sum(axis=1) == 1).all())


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


PARTS = ("train", "validation", "test")

FOUND = (
    "train_loss", "validation_loss", "test_loss", "train_score", "validation_score", "test_score",
    "penalty", "gradient_norm",
)  # fmt: skip
"""The columns of a table of evaluations; NaN where a part is absent."""


@dataclass(frozen=True, eq=False)
class Evaluations(Sequence[Evaluation]):
    """A sequence of evaluations, kept as one table: a fast engine makes thousands in a call.

    Attributes:
        after: for each, the number of steps after which it was made, shape (n,), ascending.
        table: what was found, shape (n, columns), in the order of `FOUND`.
        parts: the parts that there are.
    """

    after: npt.NDArray[np.int64]
    table: Floats
    parts: tuple[str, ...] = PARTS

    @classmethod
    def of(cls, evaluations: Iterable[Evaluation]) -> "Evaluations":
        """The table of single evaluations."""
        listed = list(evaluations)
        rows = [[*_losses_and_scores(e), e.penalty, e.gradient_norm] for e in listed]
        after = np.array([e.after for e in listed], np.int64)
        table = np.array(rows, np.float64).reshape(-1, len(FOUND))
        return cls(after, table, tuple(listed[0].scores) if listed else PARTS)

    def column(self, name: str) -> Floats:
        """One column of the table by its name in `FOUND`, shape (n,)."""
        found: Floats = self.table[:, FOUND.index(name)]
        return found

    def __len__(self) -> int:
        return len(self.after)

    @overload
    def __getitem__(self, at: int) -> Evaluation: ...
    @overload
    def __getitem__(self, at: slice) -> "Evaluations": ...
    def __getitem__(self, at: int | slice) -> "Evaluation | Evaluations":
        if isinstance(at, slice):
            return Evaluations(self.after[at], self.table[at], self.parts)
        row = self.table[at].tolist()
        scores = {name: Score(row[i], row[i + 3]) for i, name in enumerate(PARTS) if name in self.parts}
        return Evaluation(int(self.after[at]), scores, row[6], row[7])


def _losses_and_scores(evaluation: Evaluation) -> list[float]:
    scores = [evaluation.scores.get(name) for name in PARTS]
    return [s.loss if s else np.nan for s in scores] + [s.score if s else np.nan for s in scores]


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
    evaluations: Evaluations = field(default_factory=lambda: Evaluations.of([]))


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

    def explain(self) -> str:
        """How the open run is computed, in one line: engine, device, precision."""

    def close(self) -> None:
        """Release what the engine holds."""


class Preparation(Protocol):
    """Something that an engine must make before it can take up a run, such as machine code; equal ones are the same.

    `Engine.open` makes it by itself if need be. Who cannot wait for it makes it before, in another thread.
    """

    @property
    def ready(self) -> bool:
        """Whether it is made."""

    def make(self) -> None:
        """Make it; in any thread."""

    def __hash__(self) -> int: ...
