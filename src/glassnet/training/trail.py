"""The trail of a run: moments kept along its way, so that what happened can be looked at afterwards."""

from dataclasses import dataclass, field
from functools import cached_property

from glassnet.engines import RunState, Settings
from glassnet.spec import Experiment

GROWTH = 1.15
"""Each moment comes this much later, counted from the start or the last change, than the one before it."""

MAX_BYTES, MAX_FRAMES = 32 << 20, 400
"""Memory that the moments may take, and their number; beyond them every other one is dropped."""


@dataclass(frozen=True, eq=False)
class Keyframe:
    """A moment of a run: everything that the coming step depends on, but for the data.

    Attributes:
        experiment: the settings at that moment.
        settings: the same with everything resolved that depends on the data.
        state: parameters, optimizer slots, cursor.
    """

    experiment: Experiment
    settings: Settings
    state: RunState

    @property
    def step(self) -> int:
        """Training steps taken before."""
        return self.state.cursor.step

    @property
    def epoch(self) -> int:
        """Whole passes made before."""
        return self.state.cursor.epoch

    @cached_property
    def nbytes(self) -> int:
        """Memory that it holds, about."""
        return self.state.nbytes


@dataclass(frozen=True, eq=False)
class Trail:
    """Moments of a run: its start, then the ends of epochs, densely at first and ever more rarely.

    After a change of a setting it begins densely again, with the moment just before the change and the one just
    after it. Which moments are kept does not depend on how the run is sliced into calls. Nothing in a trail is ever
    changed; `with_frame` and `with_change` give a new one.

    Attributes:
        frames: the moments, in order of their steps.
        origin: the epoch of the start or of the last change, from which the moments grow rarer.
        changes: for each change the index in `frames` of the moment just after it.

    Example:
        >>> from glassnet.training import Trainer
        >>> run = Trainer(Experiment().with_setting("data.n", 40))
        >>> run.advance_epochs(12)
        36
        >>> [frame.epoch for frame in run.trail.frames]
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    """

    frames: tuple[Keyframe, ...]
    origin: int = 0
    changes: tuple[int, ...] = field(default=())

    @property
    def due(self) -> int:
        """The epoch at whose beginning the next moment is to be kept."""
        age = max(0, self.frames[-1].epoch - self.origin)
        return self.origin + max(age + 1, int(age * GROWTH))

    def with_frame(self, frame: Keyframe) -> "Trail":
        """The trail with one more moment."""
        return Trail((*self.frames, frame), self.origin, self.changes)._within_bounds()

    def with_change(self, before: Keyframe, after: Keyframe) -> "Trail":
        """The trail with a change of settings: the moments on both sides of it have the same step.

        Where a moment of the same step was kept already it stands for the one before; several changes at one step
        are one.
        """
        frames, changes = self.frames, self.changes
        if changes and changes[-1] == len(frames) - 1 and frames[-1].step == after.step:
            frames, changes = frames[:-1], changes[:-1]
        elif frames[-1].step != before.step:
            frames = (*frames, before)
        return Trail((*frames, after), after.epoch, (*changes, len(frames)))._within_bounds()

    def _within_bounds(self) -> "Trail":
        """The same with every other moment dropped if there are too many; start, end and the last changes stay."""
        held = sum(frame.nbytes for frame in self.frames)
        if len(self.frames) < 4 or (held <= MAX_BYTES and len(self.frames) <= MAX_FRAMES):
            return self
        changes = self.changes[-MAX_FRAMES // 8 :] if held <= MAX_BYTES else self.changes[-1:]
        needed = {0, len(self.frames) - 1, *changes, *(i - 1 for i in changes)}
        kept = [i for i in range(len(self.frames)) if i in needed or i % 2 == 0]
        places = {old: new for new, old in enumerate(kept)}
        return Trail(tuple(self.frames[i] for i in kept), self.origin, tuple(places[i] for i in changes))
