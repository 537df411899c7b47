"""An experiment as the part of a web address after `#`: short, readable, and good for years.

Only what differs from the defaults is written, as `path=value` pairs:

    v=1&data.source=preset(name=moons)&training.learning_rate=0.03&network.layers=((units=4),(units=2))

A value is a number, a word, or a list in parentheses; a variant is its kind with its settings. The version pins the
defaults: a link made today means the same after a default has changed.
"""

import re
from typing import Any
from urllib.parse import quote, unquote

from glassnet.spec.defaults import DEFAULTS, SETTINGS
from glassnet.spec.experiment import Experiment
from glassnet.spec.fields import SpecError, require
from glassnet.spec.tensorflow_playground import from_playground_link, is_playground_link
from glassnet.spec.values import Value, Variant
from glassnet.spec.versions import FORMAT, Json

MAX_LENGTH = 1_000_000
MAX_DEPTH = 20

_WORD = re.compile(r"(?!none$|true$|false$|inf$|infinity$|nan$)[a-z][a-z0-9_]*")
_TOKEN = re.compile(r"[(),=]|[^(),=]+")


def to_link(experiment: Experiment) -> str:
    """The experiment as a link's fragment (without the `#`).

    Example:
        >>> to_link(Experiment().with_setting("training.learning_rate", 0.03))
        'v=1&training.learning_rate=0.03'

    Raises:
        SpecError: if it is no experiment.
    """
    require(experiment, Experiment, "experiment", "an Experiment; of a run that is run.experiment")
    pairs = [f"v={FORMAT}", *_differences(experiment, Experiment(), "")]
    return "&".join(pairs)


def from_link(link: str) -> Experiment:
    """The experiment that a link's fragment stands for; a link of TensorFlow Playground is read as well.

    Raises:
        SpecError: if the text is no link, or names a field or value that does not exist.

    Example:
        >>> from_link("v=1&data.source=preset(name=moons)").data.source.name
        'moons'
    """
    require(link, str, "link", "the text of a link")
    if len(link) > MAX_LENGTH:
        raise SpecError("link", f"{len(link)} characters", f"at most {MAX_LENGTH} characters")
    if is_playground_link(link):
        return from_playground_link(link)
    pairs = [pair.partition("=") for pair in link.lstrip("#").split("&") if pair]
    version = _read(pairs[0][2]) if pairs and pairs[0][0] == "v" else None
    if not isinstance(version, int) or version not in DEFAULTS:
        versions = " or ".join(f"v={known}" for known in DEFAULTS)
        raise SpecError("link", link, f"a link that begins with {versions}")
    data = {"format": version} | DEFAULTS[version]
    for path, _, text in pairs[1:]:
        value = _completed(_read(text), path, SETTINGS[version])
        data = _placed(data, path.split("."), value, path)
    return Experiment.from_json(data)


def read_value(text: str) -> Any:
    """One value in the notation of links, as people type it: spaces round punctuation do not matter.

    Args:
        text: a number, a word, a list such as `(8,8)`, or a variant with settings such as `adam(beta1=0.8)`.

    Returns:
        Plain values as JSON knows them; a variant with settings is a dictionary with its `kind`.

    Raises:
        SpecError: if the text is no single value.

    Example:
        >>> read_value("adam(beta1 = 0.8)")
        {'kind': 'adam', 'beta1': 0.8}
    """
    if len(text) > MAX_LENGTH:
        raise SpecError("value", f"{len(text)} characters", f"at most {MAX_LENGTH} characters")
    return _read(re.sub(r"\s*([(),=])\s*", r"\1", text.strip()))


def _differences(new: Value, default: Value, prefix: str) -> list[str]:
    pairs: list[str] = []
    for name, info in new.infos().items():
        mine, usual = getattr(new, name), getattr(default, name)
        if mine == usual:
            continue
        if info.type == "record":
            pairs += _differences(mine, usual, f"{prefix}{name}.")
        else:
            pairs.append(f"{prefix}{name}={_write(mine)}")
    return pairs


def _write(value: Any) -> str:
    if isinstance(value, Value):
        settings = [f"{k}={_write(v)}" for k, v in _settings(value)]
        if isinstance(value, Variant):
            return value.kind + (f"({','.join(settings)})" if settings else "")
        return f"({','.join(settings)})"
    if isinstance(value, tuple):
        return f"({','.join(_write(part) for part in value)})"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    return value if _WORD.fullmatch(value) else "'" + quote(value, safe="*/^+")


def _settings(value: Value) -> list[tuple[str, Any]]:
    usual = type(value)()
    names = value.infos()
    return [(n, getattr(value, n)) for n in names if getattr(value, n) != getattr(usual, n)]


def _read(text: str) -> Any:
    tokens = _TOKEN.findall(text)
    if len(tokens) > MAX_LENGTH or not tokens:
        raise SpecError("link", text, "a value")
    value, rest = _value(tokens, 0, 0)
    if rest != len(tokens):
        raise SpecError("link", text, "one value, with matching parentheses")
    return value


def _value(tokens: list[str], at: int, depth: int) -> tuple[Any, int]:
    if at >= len(tokens) or depth > MAX_DEPTH:
        raise SpecError("link", "".join(tokens)[-40:], f"matching parentheses, at most {MAX_DEPTH} deep")
    head = tokens[at]
    if head in "),=":
        raise SpecError("link", head, "a value")
    if head != "(":
        if at + 1 < len(tokens) and tokens[at + 1] == "(":
            settings, at = _group(tokens, at + 2, depth + 1)
            if not isinstance(settings, dict):
                raise SpecError("link", head, "settings as name=value")
            return {"kind": unquote(head)} | settings, at
        return _scalar(head), at + 1
    return _group(tokens, at + 1, depth + 1)


def _group(tokens: list[str], at: int, depth: int) -> tuple[Any, int]:
    """The rest of a list `(a,b,)` or of a record `(name=a,name=b)` after its opening parenthesis."""
    listed: list[Any] = []
    named: Json = {}
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == ",":
            at += 1
        elif at + 1 < len(tokens) and tokens[at + 1] == "=":
            name = tokens[at]
            named[name], at = _value(tokens, at + 2, depth)
        else:
            part, at = _value(tokens, at, depth)
            listed.append(part)
    if at >= len(tokens) or (named and listed):
        raise SpecError("link", "".join(tokens)[-40:], "matching parentheses")
    return (named or listed), at + 1


def _scalar(word: str) -> Any:
    if word.startswith(("'", "%27")):
        return unquote(word.removeprefix("'").removeprefix("%27"))
    if word in ("none", "true", "false"):
        return {"none": None, "true": True, "false": False}[word]
    try:
        return int(word)
    except ValueError:
        pass
    try:
        return float(word)
    except ValueError:
        return unquote(word)


def _completed(value: Any, path: str, settings: dict[str, Json]) -> Any:
    """A value with the settings that its link left out, as they were by default in the link's version."""
    if isinstance(value, str) and f"{path}.{value}" in settings:
        value = {"kind": value}
    if value == [] and path in settings:  # `()` is a list without entries, or a layer without settings
        value = {}
    if isinstance(value, list):
        return [_completed(entry, f"{path}.*", settings) for entry in value]
    if not isinstance(value, dict):
        return value
    usual = settings.get(f"{path}.{value['kind']}" if "kind" in value else path, {})
    return usual | {name: _completed(entry, f"{path}.{name}", settings) for name, entry in value.items()}


def _placed(data: Json, names: list[str], value: Any, path: str) -> Json:
    """A copy of nested dictionaries with one entry replaced."""
    name, *rest = names
    if not rest:
        return data | {name: value}
    inner = data.get(name)
    if not isinstance(inner, dict):
        raise SpecError(path, value, "a field of the experiment")
    return data | {name: _placed(inner, rest, value, path)}
