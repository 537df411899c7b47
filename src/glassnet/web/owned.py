"""A run that lives in another thread than the cells that use it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, Protocol, TypeVar

from glassnet.engines import Evaluation, RunState
from glassnet.engines.state import Array
from glassnet.spec import Effect, Experiment, SpecError
from glassnet.training import Network, Snapshot, Trainer

P = ParamSpec("P")
R = TypeVar("R")


class Owner(Protocol):
    """Whose thread trains a run."""

    @property
    def inside(self) -> bool:
        """Whether whoever asks is in that thread, or there is none any more."""

    def call(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do something in the thread, and wait for what comes of it."""

    def touched(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The same with something that changes the run."""

    def act(self, message: Mapping[str, Any]) -> None:
        """Do an action of the session."""


class OwnedRun(Trainer):
    """A run whose owner trains it in a thread of its own: what other threads ask of it is done there.

    Changes that the document knows become its actions, so that the views show them, and undo and the script have them.

    Attributes:
        owner: set once it has one; until then, and when the owner's thread has ended, this is a run like any other.
    """

    owner: Owner | None = None

    @classmethod
    def of(cls, what: Experiment | Trainer) -> "OwnedRun":
        """A run of an experiment, or one that goes on where another stands, which is not touched again.

        A run whose settings were changed under way is taken up as a new one that starts with its weights: no script
        of the session could tell how it came to them.
        """
        if isinstance(what, Experiment):
            return cls(what)
        if what.trail.changes:
            network = what.net.with_given_weights()
            return cls(what.experiment.with_(network=network), engine=what.engine_choice, data=what.data)
        run = cls(what.experiment, engine=what.engine_choice, data=what.data)
        run.restore(what.snapshot())
        run._may_go_on()
        return run

    @property
    def _inside(self) -> bool:
        return self.owner is None or self.owner.inside

    def _there(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return do(*args, **kwargs) if self.owner is None else self.owner.call(do, *args, **kwargs)

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def state(self) -> RunState:
        """Parameters, optimizer slots and cursor, as plain arrays."""
        return self._there(self._state_now)

    def _state_now(self) -> RunState:
        return super().state

    @property
    def net(self) -> Network:
        """The network with its present weights: those on screen, once training is paused."""
        return self._there(self._net_now)

    def _net_now(self) -> Network:
        return super().net

    def evaluate(self) -> Evaluation:
        """All parts on the present weights."""
        return self._there(super().evaluate)

    def activations(self, points: Any) -> list[Array]:
        """The activations of every layer at raw points."""
        return self._there(super().activations, points)

    def forward(self, X: Array) -> list[Array]:
        """The activations of every layer for the network's inputs."""
        return self._there(super().forward, X)

    def snapshot(self) -> Snapshot:
        """Everything that `restore` needs."""
        return self._there(super().snapshot)

    # -- changing ------------------------------------------------------------------------------------------------

    def advance(self, steps: int) -> int:
        """Take training steps; the views follow."""
        return super().advance(steps) if self._inside else self._owner.touched(super().advance, steps)

    def set(self, path: str, value: Any) -> frozenset[Effect]:
        """Change one setting; the views follow, and it can be undone there."""
        if self._inside:
            return super().set(path, value)
        before = self.experiment
        self._owner.act({"do": "set", "path": path, "value": value})
        return before.effects(self.experiment)

    def restart(self) -> None:
        """Go back to the initial weights."""
        if self._inside:
            super().restart()
        else:
            self._owner.act({"do": "restart"})

    def set_weight(self, layer: int, unit: int, source: int | str, value: float) -> None:
        """Set one weight or bias."""
        if self._inside:
            super().set_weight(layer, unit, source, value)
        else:
            entry = {"layer": layer, "unit": unit, "source": source, "value": value}
            self._owner.act({"do": "set_weight"} | entry)

    def set_neuron(self, layer: int, unit: int, weights: Sequence[float], bias: float) -> None:
        """Set all incoming weights and the bias of one neuron."""
        if self._inside:
            super().set_neuron(layer, unit, weights, bias)
        else:
            entry = {"layer": layer, "unit": unit, "weights": list(weights), "bias": bias}
            self._owner.act({"do": "set_neuron"} | entry)

    def add_points(self, points: Sequence[Sequence[float]]) -> None:
        """Put points of one's own into the training set."""
        if self._inside:
            super().add_points(points)
        else:
            self._owner.act({"do": "add_points", "points": [list(point) for point in points]})

    def erase_points(self, rows: Sequence[int] = (), own: Sequence[int] = ()) -> None:
        """Leave points out."""
        if self._inside:
            super().erase_points(rows, own)
        else:
            self._owner.act({"do": "erase_points", "rows": list(rows), "own": list(own)})

    def move_point(self, x: float, y: float, *, row: int | None = None, own: int | None = None) -> None:
        """Put a point somewhere else."""
        if self._inside:
            super().move_point(x, y, row=row, own=own)
        else:
            self._owner.act({"do": "move_point", "x": x, "y": y, "row": row, "own": own})

    def set_points(self, points: Sequence[Sequence[float]] = (), erased: Sequence[int] = ()) -> None:
        """Have exactly these own points, and exactly these rows left out."""
        if self._inside:
            super().set_points(points, erased)
        else:
            entry = {"points": [list(point) for point in points], "erased": list(erased)}
            self._owner.act({"do": "set_points"} | entry)

    def change(self, new: Experiment) -> frozenset[Effect]:
        """Change many settings at once: for the owner only."""
        self._only_inside("change")
        return super().change(new)

    def begin(self, new: Experiment) -> None:
        """Take up settings from the initial weights: for the owner only."""
        self._only_inside("begin")
        super().begin(new)

    def restore(self, snapshot: Snapshot) -> None:
        """Go to another moment: for the owner only."""
        self._only_inside("restore")
        super().restore(snapshot)

    def _only_inside(self, name: str) -> None:
        if not self._inside:
            raise SpecError(
                f"run.{name}", "a run that a widget shows", "run.set(path, value), which can be undone there"
            )

    @property
    def _owner(self) -> Owner:
        assert self.owner is not None, "asked only where there is one"
        return self.owner
