"""What a session can show, by name: which function makes it, and with which parameters.

A later panel of the page is a function in `explain` from a run to a `View`, one line here, and a component.
"""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeAlias

from glassnet import explain
from glassnet.explain import View
from glassnet.session import taking
from glassnet.session.scores import scores
from glassnet.spec import SpecError
from glassnet.training import Trainer

Parameter: TypeAlias = int | float | str | bool

VIEWS: dict[str, tuple[Callable[..., View], dict[str, Parameter]]] = {
    "boundary": (explain.boundary, {"size": 100, "plane": ""}),
    "neurons": (explain.neurons, {"size": 32, "plane": ""}),
    "weights": (explain.weights, {}),
    "curves": (explain.curves, {"points": 400}),
    "file": (taking.file, {"what": "experiment"}),
    "scores": (scores, {"part": "test"}),
    "points": (explain.points, {"plane": ""}),
    "code": (explain.code, {"to": "numpy"}),
    "flow": (explain.flow_view, {"points": 120}),
    "autograd": (explain.comparison_view, {"entries": 40}),
    "diagnosis": (explain.diagnose_view, {}),
    "trace": (explain.trace_view, {"part": "train", "example": -1, "long": False}),
    "trace_entry": (
        explain.entry_view,
        {"part": "train", "example": -1, "long": False, "quantity": "z1", "row": 0, "column": 0},
    ),
    "trace_chain": (explain.chain_view, {"part": "train", "example": -1, "layer": 1, "unit": 0, "source": -1}),
    "bending": (explain.bending_view, {}),
    "pieces": (explain.pieces_view, {}),
    "lines": (explain.lines_view, {}),
    "source": (explain.source_view, {"path": "training.learning_rate", "kind": ""}),
    "landscape": (
        explain.landscape_view,
        {"plane": "random", "loss": "own", "seed": 0, "first": "", "second": "", "size": 25, "zoom": 1.0},
    ),
}
"""Views of a run with their parameters and defaults; a parameter has the type of its default."""

MAX_WHOLE = 2**53
"""Up to here a whole number is also exactly a float; some are too long to be one at all."""

ALLOWED = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


def view(run: Trainer, name: str, parameters: Mapping[str, Any]) -> View:
    """A view of a run as it is now.

    Args:
        run: the run.
        name: one of `VIEWS`.
        parameters: by name; what is left out has its default.

    Raises:
        SpecError: for an unknown view or parameter, or one that is not allowed.
    """
    if name not in VIEWS:
        raise SpecError("view", name, "one of status, script, " + ", ".join(VIEWS))
    function, defaults = VIEWS[name]
    given = {key: _checked(name, key, value, defaults) for key, value in parameters.items()}
    return function(run, **(defaults | given))


def _checked(name: str, key: str, value: Any, defaults: Mapping[str, Parameter]) -> Parameter:
    if key not in defaults:
        raise SpecError(f"{name}.{key}", value, ("only " + ", ".join(defaults)) if defaults else "no parameter")
    kind = type(defaults[key])
    if kind is float and type(value) is int and abs(value) <= MAX_WHOLE:
        value = float(value)
    if type(value) is not kind or (isinstance(value, float) and not isfinite(value)):
        raise SpecError(f"{name}.{key}", value, ALLOWED[kind])
    checked: Parameter = value
    return checked
