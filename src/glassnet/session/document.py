"""The document: a run, what was done to it, and the way back.

A document is a tree of branches. A branch is an experiment's start and the live actions on it, each stamped with the
step at which it was done; whatever restarts training begins a new branch. The weights at any moment are a function of
the branch and the step, so that replaying it gives them bit for bit.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from glassnet.engines import DEFAULT_ENGINE
from glassnet.session.actions import Action, Set, SetNeuron, SetWeight, action_from_json, inverse
from glassnet.spec import Effect, Experiment, SpecError, to_link
from glassnet.training import Snapshot, Trainer

FORMAT = 1
UNDO_DEPTH = 200
UNDO_BYTES = 64 << 20
MAX_BRANCHES, MAX_ACTIONS = 400, 20_000
"""Branches that a document remembers, and live actions in one of them and in all together; both are more than an
afternoon's worth."""
RESTARTING = frozenset({Effect.DATA, Effect.RESTART})


@dataclass(frozen=True)
class Stamped:
    """An action and the step at which it was done."""

    step: int
    action: Action


@dataclass(frozen=True)
class Branch:
    """A start and the live actions on it.

    Attributes:
        start: the settings from which training began.
        actions: in order; their steps never fall.
        parent: number of the branch it came from, or None.
        parent_step: the step of that branch at which it was left.
    """

    start: Experiment
    actions: tuple[Stamped, ...] = ()
    parent: int | None = None
    parent_step: int = 0


@dataclass(frozen=True)
class Place:
    """A moment of a document: everything needed to be there again."""

    branches: tuple[Branch, ...]
    current: int
    snapshot: Snapshot


@dataclass
class Done:
    """An action on the undo or redo stack.

    Attributes:
        action: what was done.
        before: the moment before it.
        restarts: whether it restarted training.
        group: actions with the same group (a slider being dragged) are undone together.
        after: on the redo stack, the moment that undoing left; None if the action is simply done again.
    """

    action: Action
    before: Place
    restarts: bool
    group: str | None = None
    after: Place | None = None


@dataclass
class Document:
    """A run with its log; all changes go through `act`, `undo` and `redo`.

    Attributes:
        run: the experiment under way.
        branches: the tree.
        current: number of the branch that the run is on.

    Example:
        >>> document = Document.start(Experiment().with_setting("data.n", 50))
        >>> document.act(Set("training.learning_rate", 0.1))
        >>> document.undo(), document.run.experiment.training.learning_rate
        ('set “Learning rate” to 0.1', 0.01)
    """

    run: Trainer
    branches: list[Branch]
    current: int = 0
    _undo: list[Done] = field(default_factory=list)
    _redo: list[Done] = field(default_factory=list)

    @classmethod
    def start(cls, experiment: Experiment, engine: str = DEFAULT_ENGINE) -> Self:
        """A document with nothing done yet."""
        return cls(Trainer(experiment, engine=engine), [Branch(experiment)])

    @property
    def branch(self) -> Branch:
        """The branch that the run is on."""
        return self.branches[self.current]

    # -- doing ---------------------------------------------------------------------------------------------------

    def act(self, action: Action, group: str | None = None) -> None:
        """Do an action and remember it.

        Args:
            action: what to do.
            group: a name shared by actions that are to be undone together, as those of one drag.

        Raises:
            SpecError: if the action is not allowed, or the log of the branch is full; then nothing has changed.
        """
        done = self._do(action, group)
        self._redo.clear()
        last = self._undo[-1] if self._undo else None
        if group is not None and last is not None and last.group == group and last.action.do == action.do:
            last.action, last.restarts = action, last.restarts or done.restarts
        else:
            self._undo.append(done)
            self._forget_oldest()

    def _do(self, action: Action, group: str | None) -> Done:
        before = self.place()
        restarts = bool(action.apply(self.run) & RESTARTING)
        if restarts:
            self._branch_off(before, group)
        elif len(self.branch.actions) < MAX_ACTIONS:
            self._append(action)
        else:  # a run whose log had gaps could not be repeated
            self.go(before)
            raise SpecError("log", f"{MAX_ACTIONS:,} changes since the start", "no more of them: restart training")
        return Done(action, before, restarts, group)

    def _branch_off(self, before: Place, group: str | None) -> None:
        """Begin a branch where the run now stands; one that a drag has just begun is replaced."""
        last = self._undo[-1] if self._undo else None
        dragging = group is not None and last is not None and last.group == group and last.restarts
        origin = last.before if dragging and last else before
        self.branches = list(origin.branches)
        parent_step = origin.snapshot.state.cursor.step
        self.branches.append(Branch(self.run.experiment, (), origin.current, parent_step))
        self.branches = _latest(self.branches)
        self.current = len(self.branches) - 1

    def _append(self, action: Action) -> None:
        """Log a live action; a second change of the same setting at the same step replaces the first."""
        stamped, actions = Stamped(self.run.step, action), self.branch.actions
        last = actions[-1] if actions else None
        if last and last.step == stamped.step and _replaces(action, last.action):
            actions = actions[:-1]
        self.branches[self.current] = replace(self.branch, actions=(*actions, stamped))

    def _forget_oldest(self) -> None:
        """Keep what can be undone and redone within bounds; the last action can always be undone, and redone."""
        self._undo, self._redo = _within_bounds(self._undo), _within_bounds(self._redo)

    # -- going back ------------------------------------------------------------------------------------------------

    def undo(self) -> str | None:
        """Take back the last action (or drag); returns its text, or None if there is none.

        If no step was taken since, the moment before it is restored. Later, a live change is taken back by its inverse
        at the present step; a restart by restoring the run that it left.
        """
        if not self._undo:
            return None
        done = self._undo[-1]
        here = self.place()
        untrained = self.run.step == done.before.snapshot.state.cursor.step and not done.restarts
        if untrained or done.restarts:
            self.go(done.before)
            self._redo.append(replace(done, after=here))
        else:
            self._do(inverse(done.action, done.before.snapshot), None)
            self._redo.append(replace(done, after=None))
        self._undo.pop()  # only now: if it was refused, nothing has changed
        self._forget_oldest()
        return done.action.text()

    def redo(self) -> str | None:
        """Do again what was last undone; returns its text, or None if there is nothing."""
        if not self._redo:
            return None
        done = self._redo[-1]
        unmoved = self.run.step == done.before.snapshot.state.cursor.step
        if done.after is not None and (done.restarts or unmoved):
            before = self.place()
            self.go(done.after)
            self._undo.append(Done(done.action, before, done.restarts))
        else:
            self._undo.append(self._do(done.action, None))
        self._redo.pop()
        self._forget_oldest()
        return done.action.text()

    @property
    def undo_text(self) -> str | None:
        """What `undo` would take back."""
        return self._undo[-1].action.text() if self._undo else None

    @property
    def redo_text(self) -> str | None:
        """What `redo` would do again."""
        return self._redo[-1].action.text() if self._redo else None

    def coming(self, which: str) -> Experiment | None:
        """The settings that `undo` or `redo` leads to, or None where that is not known before."""
        if which == "undo":
            return self._undo[-1].before.snapshot.experiment if self._undo else None
        after = self._redo[-1].after if self._redo else None
        return after.snapshot.experiment if after else None

    def place(self) -> Place:
        """This moment, to come back to."""
        return Place(tuple(self.branches), self.current, self.run.snapshot())

    def go(self, place: Place) -> None:
        """Be at another moment of this document."""
        self.branches, self.current = list(place.branches), place.current
        self.run.restore(place.snapshot)

    # -- keeping and showing -----------------------------------------------------------------------------------------

    def script(self) -> str:
        """The Python program that gives the run's weights bit for bit."""
        engine = "" if self.run.engine == DEFAULT_ENGINE else f', engine="{self.run.engine}"'
        lines = [
            "import glassnet as gn",
            "",
            f'experiment = gn.from_link("{to_link(self.branch.start)}")',
            f"run = gn.Trainer(experiment{engine})",
        ]
        step = 0
        for stamped in self.branch.actions:
            if stamped.step > step:
                lines.append(f"run.advance({stamped.step - step})")
                step = stamped.step
            lines.append(stamped.action.python())
        if self.run.step > step:
            lines.append(f"run.advance({self.run.step - step})")
        return "\n".join(lines) + "\n"

    def to_json(self) -> dict[str, Any]:
        """The document as plain values: the branches, and where the run stands."""
        return {
            "format": FORMAT,
            "current": self.current,
            "step": self.run.step,
            "branches": [
                {
                    "start": branch.start.to_json(),
                    "parent": branch.parent,
                    "parent_step": branch.parent_step,
                    "actions": [{"step": s.step, "action": s.action.to_json()} for s in branch.actions],
                }
                for branch in self.branches
            ],
        }

    @classmethod
    def replay(cls, data: dict[str, Any], engine: str = DEFAULT_ENGINE) -> Self:
        """The document that `to_json` wrote, its run trained again from its start to where it stood.

        Raises:
            SpecError: if it is not a document, or an action in it is not allowed.
        """
        try:
            if data["format"] != FORMAT:
                raise SpecError("format", data["format"], f"{FORMAT}")
            branches = [_branch(entry) for entry in data["branches"]]
            current, step = int(data["current"]), int(data["step"])
            branch = branches[current]
        except (KeyError, TypeError, IndexError, ValueError) as error:
            if isinstance(error, SpecError):
                raise
            raise SpecError("document", data, "the JSON of a session") from None
        document = cls(Trainer(branch.start, engine=engine), branches, current)
        for stamped in branch.actions:
            document.run.advance(stamped.step - document.run.step)
            stamped.action.apply(document.run)
        document.run.advance(step - document.run.step)
        return document


def _within_bounds(stack: list[Done]) -> list[Done]:
    """The end of a stack, within bounds of number and memory; moments that runs have in common are counted once."""
    held, known = 0, set[int]()
    for count, done in enumerate(reversed(stack)):
        for place in (done.before, done.after):
            if place is not None:
                held += _bytes(place.snapshot, known)
        if count == UNDO_DEPTH or (held > UNDO_BYTES and count > 0):
            return stack[-count:]
    return stack


def _bytes(snapshot: Snapshot, known: set[int]) -> int:
    """Memory that a snapshot holds, but for the moments of its trail that are known; they are known then."""
    frames = [frame for frame in snapshot.trail.frames if id(frame) not in known] if snapshot.trail else []
    known.update(map(id, frames))
    return snapshot.nbytes + sum(frame.nbytes for frame in frames)


def _latest(branches: list[Branch]) -> list[Branch]:
    """The last branches; where they are too many, or have too many actions, the older ones are forgotten."""
    logged = sum(len(branch.actions) for branch in branches)
    if len(branches) <= MAX_BRANCHES and logged <= MAX_ACTIONS:
        return branches
    gone, kept = len(branches) - 1, 0
    while gone > 0 and len(branches) - gone < MAX_BRANCHES // 2 and kept <= MAX_ACTIONS // 2:
        gone -= 1
        kept += len(branches[gone].actions)
    parents = [branch.parent for branch in branches[gone:]]
    return [
        replace(branch, parent=None if parent is None or parent < gone else parent - gone)
        for branch, parent in zip(branches[gone:], parents, strict=True)
    ]


def _branch(data: dict[str, Any]) -> Branch:
    actions = tuple(Stamped(int(s["step"]), action_from_json(s["action"])) for s in data["actions"])
    return Branch(Experiment.from_json(data["start"]), actions, data["parent"], int(data["parent_step"]))


def _replaces(new: Action, old: Action) -> bool:
    """Whether doing `old` and then `new` at the same step is the same as doing `new` alone."""
    match new, old:
        case SetWeight(), SetWeight():
            return (new.layer, new.unit, new.source) == (old.layer, old.unit, old.source)
        case SetNeuron(), SetNeuron():
            return (new.layer, new.unit) == (old.layer, old.unit)
    if not (isinstance(new, Set) and isinstance(old, Set) and new.path == old.path):
        return False
    # a change of optimizer, shape or points moves the state itself; a number only says how the next step is taken
    return isinstance(new.value, (int, float)) and "layers" not in new.path
