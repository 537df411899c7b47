"""Actions: what a learner does to a run, as small frozen values.

An action calls the run's public methods and nothing else, has its text, renders the Python line that does the same,
and has a JSON form. Whatever a session can do to a run is one of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from glassnet.spec import Effect, Experiment, SpecError, entries, get_at, plain
from glassnet.training import Trainer


class Action(Protocol):
    """Something that changes a run."""

    do: ClassVar[str]

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Change the run; returns the effects, and raises SpecError without changing anything."""

    def text(self) -> str:
        """What the action does, in words: `set the learning rate to 0.03`."""

    def python(self) -> str:
        """The line that does the same to a run called `run`."""

    def to_json(self) -> dict[str, Any]:
        """The action as plain values, `do` telling its kind."""


@dataclass(frozen=True)
class Set:
    """Change one setting; its effect decides what that means."""

    do: ClassVar[str] = "set"
    path: str
    value: Any

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Change the setting of the run."""
        return run.set(self.path, self.value)

    def text(self) -> str:
        """`set the learning rate to 0.03`."""
        return f"set {_label(self.path)} to {_words(self.value)}"

    def python(self) -> str:
        """`run.set("training.learning_rate", 0.03)`."""
        return f'run.set("{self.path}", {plain(self.value)!r})'

    def to_json(self) -> dict[str, Any]:
        """The path and the value."""
        return {"do": self.do, "path": self.path, "value": plain(self.value)}


@dataclass(frozen=True)
class AddPoint:
    """Put a point into the training set."""

    do: ClassVar[str] = "add_point"
    x: float
    y: float
    label: float

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Add the point to the run's training set."""
        run.add_point(self.x, self.y, self.label)
        return frozenset({Effect.LIVE})

    def text(self) -> str:
        """`add a point at (1.00, 2.00)`."""
        return f"add a point at ({self.x:.2f}, {self.y:.2f})"

    def python(self) -> str:
        """`run.add_point(1.0, 2.0, label=1.0)`."""
        return f"run.add_point({self.x!r}, {self.y!r}, label={self.label!r})"

    def to_json(self) -> dict[str, Any]:
        """Place and label."""
        return {"do": self.do, "x": self.x, "y": self.y, "label": self.label}


@dataclass(frozen=True)
class Restart:
    """Go back to the initial weights, with the settings as they are."""

    do: ClassVar[str] = "restart"

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Restart the run."""
        run.restart()
        return frozenset({Effect.RESTART})

    def text(self) -> str:
        """`start again from the same weights`."""
        return "start again from the same weights"

    def python(self) -> str:
        """`run.restart()`."""
        return "run.restart()"

    def to_json(self) -> dict[str, Any]:
        """Nothing but its kind."""
        return {"do": self.do}


@dataclass(frozen=True)
class Load:
    """Take up another experiment from its start."""

    do: ClassVar[str] = "load"
    experiment: Experiment

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Replace the run's experiment."""
        if not run.change(self.experiment) & {Effect.DATA, Effect.RESTART}:
            run.restart()
        return frozenset({Effect.RESTART})

    def text(self) -> str:
        """`load another experiment`."""
        return "load another experiment"

    def python(self) -> str:
        """A new run of the experiment."""
        return f"run = gn.Trainer(gn.Experiment.from_json({self.experiment.to_json()!r}))"

    def to_json(self) -> dict[str, Any]:
        """The experiment."""
        return {"do": self.do, "experiment": self.experiment.to_json()}


def action_from_json(data: Mapping[str, Any]) -> Action:
    """An action from its JSON form.

    Raises:
        SpecError: for an unknown action, or one whose parts are missing or of the wrong kind.
    """
    do = data.get("do")
    match do:
        case "set":
            path = data.get("path")
            if not isinstance(path, str):
                raise SpecError("path", path, "the dotted path of a setting")
            return Set(path, _frozen(data.get("value")))
        case "add_point":
            return AddPoint(*(_number(data, name) for name in ("x", "y", "label")))
        case "restart":
            return Restart()
        case "load":
            return Load(Experiment.from_json(data.get("experiment")))
    raise SpecError("do", do, "one of set, add_point, restart, load")


def inverse(action: Action, before: Experiment) -> Action:
    """The action that takes back a live or reshaping one, given the settings before it."""
    match action:
        case Set(path=path):
            return Set(path, get_at(before, path))
        case AddPoint():
            return Set("data.points", before.data.points)
        case _:
            raise TypeError(f"{action.do} is taken back by restoring the run, not by an action")


def _number(data: Mapping[str, Any], name: str) -> float:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e6:
        raise SpecError(name, value, "a number from -1,000,000 to 1,000,000")
    return float(value)


def _frozen(value: Any) -> Any:
    """Lists as tuples, so that an action can never change after it was made."""
    if isinstance(value, list):
        return tuple(_frozen(entry) for entry in value)
    return value


def _label(path: str) -> str:
    labels = {entry.path: entry.info.label for entry in entries()}
    name = labels.get(path, path.rsplit(".", 1)[-1].replace("_", " "))
    return f"“{name}”" if path in labels else name


def _words(value: Any) -> str:
    value = plain(value)
    if isinstance(value, dict):
        rest = ", ".join(f"{k} {_words(v)}" for k, v in value.items() if k not in ("kind", "name"))
        head = str(value.get("name", value.get("kind", "")))
        return f"{head} ({rest})" if head and rest else head or rest
    if isinstance(value, (list, tuple)):
        return ", ".join(_words(v) for v in value) if len(value) <= 6 else f"{len(value)} entries"
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
