"""Actions: what a learner does to a run, as small frozen values.

An action calls the run's public methods and nothing else, has its text, renders the Python line that does the same,
and has a JSON form. Whatever a session can do to a run is one of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Protocol

from glassnet.session.points import AddPoints, ErasePoints, MovePoint, SetPoints
from glassnet.spec import Effect, Experiment, SpecError, entries, get_at, plain
from glassnet.training import Snapshot, Trainer

MOST_LETTERS = 40
"""Of a text in the words for an action."""


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
class SetWeight:
    """Set one weight, or a bias where `source` is "bias"; layer, neuron and input count from 1."""

    do: ClassVar[str] = "set_weight"
    layer: int
    unit: int
    source: int | str
    value: float

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Set the weight of the run."""
        run.set_weight(self.layer, self.unit, self.source, self.value)
        return frozenset({Effect.LIVE})

    def text(self) -> str:
        """`set weight W1[3,2] to 0.5`, `set bias b1[3] to 0.5`."""
        bias = self.source == "bias"
        name = f"bias b{self.layer}[{self.unit}]" if bias else f"weight W{self.layer}[{self.unit},{self.source}]"
        return f"set {name} to {self.value:.4g}"

    def python(self) -> str:
        """`run.set_weight(1, 3, 2, 0.5)`."""
        return f"run.set_weight({self.layer}, {self.unit}, {self.source!r}, {self.value!r})"

    def to_json(self) -> dict[str, Any]:
        """Which weight, and its value."""
        return {"do": self.do, "layer": self.layer, "unit": self.unit, "source": self.source, "value": self.value}


@dataclass(frozen=True)
class SetNeuron:
    """Set all incoming weights and the bias of one neuron: what moving its line on the plane does."""

    do: ClassVar[str] = "set_neuron"
    layer: int
    unit: int
    weights: tuple[float, ...]
    bias: float

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Set the neuron of the run."""
        run.set_neuron(self.layer, self.unit, self.weights, self.bias)
        return frozenset({Effect.LIVE})

    def text(self) -> str:
        """`move neuron 3 of layer 1`."""
        return f"move neuron {self.unit} of layer {self.layer}"

    def python(self) -> str:
        """`run.set_neuron(1, 3, (0.5, -1.0), 0.25)`."""
        return f"run.set_neuron({self.layer}, {self.unit}, {self.weights!r}, {self.bias!r})"

    def to_json(self) -> dict[str, Any]:
        """Which neuron, its weights and its bias."""
        where = {"do": self.do, "layer": self.layer, "unit": self.unit}
        return where | {"weights": list(self.weights), "bias": self.bias}


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


KINDS = (
    "set", "add_point", "add_points", "erase_points", "move_point", "set_points", "set_weight", "set_neuron", "restart",
    "load",
)  # fmt: skip


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
            return AddPoints((tuple(_number(data, name) for name in ("x", "y", "label")),))
        case "add_points":
            return AddPoints(_points(data.get("points")), _index(data, "stroke", 0))
        case "erase_points":
            return ErasePoints(_indices(data, "rows"), _indices(data, "own"), _index(data, "stroke", 0))
        case "move_point":
            row, own = (None if data.get(name) is None else _index(data, name) for name in ("row", "own"))
            return MovePoint(_number(data, "x"), _number(data, "y"), row, own)
        case "set_points":
            return SetPoints(_points(data.get("points")), _indices(data, "erased"))
        case "set_weight":
            layer, unit = _index(data, "layer"), _index(data, "unit")
            source = "bias" if data.get("source") == "bias" else _index(data, "source")
            return SetWeight(layer, unit, source, _number(data, "value"))
        case "set_neuron":
            given = data.get("weights")
            if not isinstance(given, (list, tuple)):
                raise SpecError("weights", given, "a list of numbers")
            weights = tuple(_number({"weights": value}, "weights") for value in given)
            return SetNeuron(_index(data, "layer"), _index(data, "unit"), weights, _number(data, "bias"))
        case "restart":
            return Restart()
        case "load":
            return Load(Experiment.from_json(data.get("experiment")))
    raise SpecError("do", do, "one of " + ", ".join(KINDS))


def drag_name(action: Action) -> str | None:
    """What is being dragged by an action: such actions in quick succession are undone together; None for others."""
    match action:
        case Set(path=path):
            return path
        case SetWeight(layer=layer, unit=unit, source=source):
            return f"weight {layer} {unit} {source}"
        case SetNeuron(layer=layer, unit=unit):
            return f"neuron {layer} {unit}"
        case AddPoints(stroke=stroke) | ErasePoints(stroke=stroke) if stroke:
            return f"stroke {stroke}"
        case _:
            return None


def inverse(action: Action, before: Snapshot) -> Action:
    """The action that takes back a live or reshaping one, given the moment before it."""
    match action:
        case Set(path=path):
            return Set(path, get_at(before.experiment, path))
        case AddPoints() | ErasePoints() | MovePoint() | SetPoints():
            data = before.experiment.data
            return SetPoints(data.points, getattr(data.source, "erased", ()))
        case SetWeight(layer=layer, unit=unit, source=source):
            W, b = before.state.weights[layer - 1], before.state.biases[layer - 1]
            value = b[unit - 1] if isinstance(source, str) else W[unit - 1, source - 1]
            return SetWeight(layer, unit, source, float(value))
        case SetNeuron(layer=layer, unit=unit):
            W, b = before.state.weights[layer - 1], before.state.biases[layer - 1]
            return SetNeuron(layer, unit, tuple(W[unit - 1].tolist()), float(b[unit - 1]))
        case _:
            raise TypeError(f"{action.do} is taken back by restoring the run, not by an action")


def _number(data: Mapping[str, Any], name: str) -> float:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e6:
        raise SpecError(name, value, "a number from -1,000,000 to 1,000,000")
    return float(value)


def _index(data: Mapping[str, Any], name: str, default: int | None = None) -> int:
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise SpecError(name, value, "a whole number")
    return value


def _indices(data: Mapping[str, Any], name: str) -> tuple[int, ...]:
    given = data.get(name, ())
    if not isinstance(given, (list, tuple)):
        raise SpecError(name, given, "a list of whole numbers")
    return tuple(_index({name: value}, name) for value in given)


def _points(given: Any) -> tuple[tuple[float, ...], ...]:
    """Rows of x, y and label."""
    allowed = "a list of points, each x, y, label"
    if not isinstance(given, (list, tuple)):
        raise SpecError("points", given, allowed)
    for row in given:
        if not isinstance(row, (list, tuple)) or len(row) != 3:
            raise SpecError("points", row, allowed)
    return tuple(tuple(_number({"points": part}, "points") for part in row) for row in given)


def _frozen(value: Any) -> Any:
    """Lists as tuples, so that an action can never change after it was made."""
    if isinstance(value, list):
        return tuple(_frozen(entry) for entry in value)
    return value


@cache
def _labels() -> dict[str, str]:
    return {entry.path: entry.info.label for entry in entries()}


def _label(path: str) -> str:
    labels = _labels()
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
    if isinstance(value, str):  # a pasted table, for one, is not repeated in every line of the log
        line = " ".join(value.split())
        return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
