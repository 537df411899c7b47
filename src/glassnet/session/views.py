"""What a session can show, by name: which function makes it, and with which parameters.

A later panel of the page is a function in `explain` from a run to a `View`, one line here, and a component.
"""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeAlias

from glassnet import explain
from glassnet.explain import View
from glassnet.spec import SpecError
from glassnet.training import Trainer

Parameter: TypeAlias = int | float | str | bool

VIEWS: dict[str, tuple[Callable[..., View], dict[str, Parameter]]] = {
    "boundary": (explain.boundary, {"size": 100}),
    "neurons": (explain.neurons, {"size": 32}),
    "weights": (explain.weights, {}),
    "curves": (explain.curves, {"points": 400}),
    "points": (explain.points, {}),
}
"""Views of a run with their parameters and defaults; a parameter has the type of its default."""

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
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or (isinstance(value, float) and not isfinite(value)):
        raise SpecError(f"{name}.{key}", value, ALLOWED[kind])
    checked: Parameter = value
    return checked
