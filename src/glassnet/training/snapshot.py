"""A moment of a run: what undo goes back to and a checkpoint keeps."""

from dataclasses import dataclass

from glassnet.engines import RunState
from glassnet.spec import Experiment
from glassnet.training.history import History
from glassnet.training.outcome import Outcome
from glassnet.training.trail import Trail


@dataclass(frozen=True)
class Snapshot:
    """Everything that a run can be taken back to.

    Attributes:
        experiment: the settings at that moment.
        state: parameters, slots, cursor.
        history: what had been recorded.
        outcome: why the run did not go on, or None.
        best: best validation loss so far and its epoch.
        trail: moments kept along the way; None where they were not stored, as in a checkpoint.
    """

    experiment: Experiment
    state: RunState
    history: History
    outcome: Outcome | None
    best: tuple[float, int]
    trail: Trail | None = None

    @property
    def nbytes(self) -> int:
        """Memory that it holds, about."""
        return self.state.nbytes + self.history.table.nbytes
