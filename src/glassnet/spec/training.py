"""How the network is trained."""

from dataclasses import dataclass

from glassnet.spec.choices import AutoLoss, Loss
from glassnet.spec.fields import Effect, flag, integer, number, seed_number, union
from glassnet.spec.methods import Adam, Constant, Optimizer, Schedule
from glassnet.spec.values import Value

LIVE = Effect.LIVE


@dataclass(frozen=True)
class TrainingSpec(Value):
    """The loss, the optimizer, the batches, the penalties, and when to stop."""

    loss: Loss = union(AutoLoss(), Loss, "Loss", "what training makes small", Effect.RESTART)
    optimizer: Optimizer = union(Adam(), Optimizer, "Optimizer", "how a gradient becomes a change of the weights", LIVE)
    learning_rate: float = number(
        0.01, "Learning rate", "length of a step: too small learns slowly, too large jumps about",
        LIVE, low=0.0, high=1000.0, scale="log",
    )  # fmt: skip
    schedule: Schedule = union(Constant(), Schedule, "Schedule", "how the learning rate changes with the epochs", LIVE)
    warmup: float = number(
        0.0, "Warm-up", "epochs in which the learning rate rises from 0, before the schedule begins",
        LIVE, low=0.0, high=1e6,
    )  # fmt: skip
    batch_size: int | None = integer(
        10, "Batch size", "examples averaged for each step; the last batch of an epoch may be smaller",
        LIVE, low=1, high=10_000_000, scale="log", optional="the whole training set",
    )  # fmt: skip
    epochs: int = integer(
        200,
        "Epochs",
        "passes through the training set in a whole run",
        LIVE,
        low=0,
        high=100_000_000,
    )
    l1: float = number(
        0.0, "L1 penalty", "λ of λ·Σ|w|: drives needless weights to 0; biases are exempt",
        LIVE, low=0.0, high=100.0, scale="log",
    )  # fmt: skip
    l2: float = number(
        0.0, "L2 penalty", "λ of λ/2·Σw²: keeps weights small; biases are exempt",
        LIVE, low=0.0, high=100.0, scale="log",
    )  # fmt: skip
    clip_norm: float | None = number(
        None, "Clip gradients", "greatest norm of the whole gradient; longer ones are shortened to it",
        LIVE, low=0.0, high=1e6, open_low=True, scale="log", optional="no clipping",
    )  # fmt: skip
    shuffle: bool = flag(True, "Shuffle", "visit the examples in a new order in every epoch", LIVE)
    seed: int = seed_number("Seed of the order", "another seed shuffles the batches otherwise", LIVE)
    dropout_seed: int = seed_number("Seed of the dropout", "another seed silences other neurons", LIVE)
    patience: int | None = integer(
        None, "Patience", "stop after so many epochs without a better validation loss",
        LIVE, low=1, high=1_000_000, optional="no early stopping",
    )  # fmt: skip
    min_delta: float = number(
        0.0, "Least improvement", "how much lower the validation loss must be to count as better",
        LIVE, low=0.0, high=1e6,
    )  # fmt: skip
    target: float | None = number(
        None, "Target", "stop when the validation score (accuracy or R²) is as high as this; without a validation set "
        "that of the training set", LIVE, low=0.0, high=1.0, optional="no target",
    )  # fmt: skip
    evaluate_every: int = integer(
        1,
        "Evaluate every",
        "epochs between two entries of the history",
        LIVE,
        low=1,
        high=1_000_000,
    )

    @property
    def steered(self) -> bool:
        """Whether the evaluations decide when the run ends."""
        return self.patience is not None or self.target is not None
