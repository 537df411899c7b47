"""Where a run stands, as plain arrays: what every engine starts from, hands back, and a checkpoint stores."""

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cursor:
    """How far training has come.

    Attributes:
        step: training steps taken since the start.
        epoch: whole passes through the training set.
        offset: examples of the present pass already used.
    """

    step: int = 0
    epoch: int = 0
    offset: int = 0


@dataclass(frozen=True)
class RunState:
    """Everything that changes when a run is trained.

    Attributes:
        parameters: W₁, b₁, W₂, b₂, …; W of shape (fan_out, fan_in), b of shape (fan_out,).
        slots: what the optimizer keeps for each parameter, by name (empty dictionaries for SGD).
        slot_steps: steps taken since the slots were zero; Adam's bias correction counts these.
        cursor: how far training has come.
    """

    parameters: tuple[Array, ...]
    slots: tuple[dict[str, Array], ...]
    slot_steps: int = 0
    cursor: Cursor = Cursor()

    def copied(self) -> "RunState":
        """The same state in arrays of its own."""
        parameters = tuple(p.copy() for p in self.parameters)
        slots = tuple({name: a.copy() for name, a in slot.items()} for slot in self.slots)
        return replace(self, parameters=parameters, slots=slots)

    @property
    def weights(self) -> tuple[Array, ...]:
        """The weight matrices, the output's last."""
        return self.parameters[::2]

    @property
    def biases(self) -> tuple[Array, ...]:
        """The bias vectors, the output's last."""
        return self.parameters[1::2]

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take."""
        slots = sum(a.nbytes for slot in self.slots for a in slot.values())
        return sum(p.nbytes for p in self.parameters) + slots


@dataclass(frozen=True)
class Steps:
    """The batches of the coming steps; each array has one entry a step.

    Attributes:
        epoch: the pass in which the batch lies.
        offset: where it begins within the pass.
        size: its number of examples.
        end: the cursor after the last step.
    """

    epoch: Ints
    offset: Ints
    size: Ints
    end: Cursor

    def __len__(self) -> int:
        return len(self.size)

    def fraction(self, examples: int) -> npt.NDArray[np.float64]:
        """The epoch, counted in fractions, at which each step begins."""
        return self.epoch + self.offset / examples


def walk(cursor: Cursor, count: int, examples: int, batch_size: int | None) -> Steps:
    """The batches of the next `count` steps over `examples` training examples.

    The last batch of a pass is what is left, however small. If there are fewer examples than before (points were
    removed in the middle of a pass), the pass ends at once.

    Args:
        cursor: where training stands.
        count: number of steps, 0 or more.
        examples: size of the training set, 1 or more.
        batch_size: examples a step; None for all.

    Example:
        >>> walk(Cursor(), 4, examples=5, batch_size=2).size.tolist()
        [2, 2, 1, 2]
    """
    size = min(batch_size or examples, examples)
    epoch, offset = cursor.epoch, cursor.offset
    if offset >= examples:
        epoch, offset = epoch + 1, 0
    first = -(-(examples - offset) // size)  # steps left in this pass
    whole = -(-examples // size)  # steps of a whole pass
    passes = 1 + max(0, -(-(count + 1 - first) // whole))  # begun by then, and by where the cursor will stand
    begins = np.tile(np.arange(whole, dtype=np.int64) * size, passes)[whole - first :]
    begins[:first] += offset - begins[0]  # the present pass may stand anywhere
    epochs = np.repeat(np.arange(epoch, epoch + passes, dtype=np.int64), whole)[whole - first :]
    sizes = np.minimum(size, examples - begins[:count])
    end = Cursor(cursor.step + count, int(epochs[count]), int(begins[count]))
    return Steps(epochs[:count], begins[:count], sizes, end)
