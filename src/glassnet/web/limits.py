"""What the playground accepts: experiments that a page can show and that leave the server time for others.

A link may come from anywhere. It must neither keep the server busy for minutes nor make it read a file; the command
line and the library have no such limits.
"""

from collections.abc import Mapping
from typing import Any

from glassnet.spec import CsvFile, CsvText, Experiment, SpecError, from_link, get_at

MAX_POINTS = 20_000
MAX_OWN_POINTS = 2_000
MAX_FEATURES = 32
MAX_LAYERS = 8
MAX_UNITS = 64
MAX_TEXT = 450_000
"""Characters of a pasted table: 20,000 rows of three columns."""
MAX_PIXELS = {"boundary": 200, "neurons": 64, "landscape": 41}
"""The largest `size` of the views that are pictures."""
MAX_VIEWS = 16
"""Views that may be asked for at once."""

HIGHEST = {"data.n": MAX_POINTS, "units": MAX_UNITS}
"""Upper ends of ranges in the schema that are lower here; the page's controls then offer no more."""


def check(experiment: Experiment, own: Experiment) -> None:
    """Refuse an experiment that is too much for the playground.

    Args:
        experiment: what a page asks for.
        own: the experiment that the server was started with; what it contains was chosen on this machine and is
            allowed.

    Raises:
        SpecError: naming the field, the value, and what is allowed.
    """
    source, data, layers = experiment.data.source, experiment.data, experiment.network.layers
    if source != own.data.source:
        if isinstance(source, CsvFile):
            raise SpecError("data.source", "csv", "no file: a page cannot make the server read one (start with it: "
                            "glassnet play --experiment FILE)")  # fmt: skip
        if isinstance(source, CsvText) and len(source.text) > MAX_TEXT:
            raise SpecError("data.source.text", f"{len(source.text):,} characters", f"at most {MAX_TEXT:,}")
    _at_most("data.n", data.n, MAX_POINTS, own)
    _few("data.points", len(data.points), "own points", MAX_OWN_POINTS, len(own.data.points))
    _few("data.features", len(data.features), "features", MAX_FEATURES, len(own.data.features))
    _few("network.layers", len(layers), "hidden layers", MAX_LAYERS, len(own.network.layers))
    widest = max((layer.units for layer in own.network.layers), default=0)
    for i, layer in enumerate(layers):
        if layer.units > max(MAX_UNITS, widest):
            raise SpecError(f"network.layers.{i}.units", layer.units, f"at most {MAX_UNITS} in the playground")


def check_action(action: Any, now: Experiment, own: Experiment) -> None:
    """Refuse an action whose experiment would be too much; what is no action at all is the session's to refuse.

    Args:
        action: the message of a page.
        now: the experiment that the action would change.
        own: as in `check`.

    Raises:
        SpecError: if the resulting experiment is refused, or is none.
    """
    match action:
        case {"do": "set", "path": str(path), "value": value}:
            check(now.with_setting(path, value), own)
        case {"do": "load", "link": str(link)}:
            check(from_link(link), own)
        case {"do": "load", "experiment": experiment}:
            check(Experiment.from_json(experiment), own)
        case {"do": "add_point" | "move_point"}:
            _few("data.points", len(now.data.points) + 1, "own points", MAX_OWN_POINTS, len(own.data.points))
        case {"do": "add_points" | "set_points", "points": list(points)}:
            before = len(now.data.points) if action["do"] == "add_points" else 0
            _few("data.points", before + len(points), "own points", MAX_OWN_POINTS, len(own.data.points))


def check_view(name: str, parameters: Mapping[str, Any]) -> None:
    """Refuse a picture with more pixels than a page needs."""
    size, most = parameters.get("size"), MAX_PIXELS.get(name)
    if most is not None and isinstance(size, int) and size > most:
        raise SpecError(f"{name}.size", size, f"at most {most} in the playground")


def narrowed(schema: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The schema with the ranges of the playground."""
    return [_narrowed(entry) for entry in schema]


def _narrowed(entry: dict[str, Any]) -> dict[str, Any]:
    high = HIGHEST.get(entry["path"])
    if high is not None:
        return entry | {"high": high, "allowed": f"a whole number from {entry['low']} to {high:,}"}
    return entry | {"fields": narrowed(entry["fields"])} if "fields" in entry else entry


def _at_most(path: str, value: float, most: float, own: Experiment) -> None:
    if value > max(most, get_at(own, path)):
        raise SpecError(path, value, f"at most {most:,} in the playground")


def _few(path: str, count: int, what: str, most: int, own: int) -> None:
    if count > max(most, own):
        raise SpecError(path, f"{count:,} {what}", f"at most {most:,} in the playground")
