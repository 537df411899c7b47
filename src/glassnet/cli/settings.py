"""The specification's fields as settings of the command line: names, help, and how a text becomes a new experiment.

Every field of the experiment has an option. Most follow from the field alone; those that people write another way than
the specification stores them (the data set, the hidden layers, the split) are made by hand below.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from glassnet.cli.reading import brackets, parts_of, read_field
from glassnet.spec import PRESETS, CsvFile, Entry, Experiment, Info, LayerSpec, SpecError, Variant, entries, get_at

Change = Callable[[Experiment, Any], Experiment]

NAMES = {
    "data.n": ("-n", "--points"),
    "data.seed": ("--data-seed",),
    "data.split.seed": ("--split-seed",),
    "data.points": ("--own-points",),
    "network.output": ("--output-activation",),
    "network.initializer": ("--init",),
    "network.seed": ("--weights-seed",),
    "training.learning_rate": ("--lr", "--learning-rate"),
    "training.clip_norm": ("--clip",),
    "training.seed": ("--order-seed",),
}
"""Options that are not called as the last word of their field's path."""

WORDS = {"training.batch_size": "all"}
"""Fields whose `none` has a better word as well."""

ALLOWED = {
    "data.features": "separated by commas, or none for the raw inputs",
    "data.points": "such as [[1, 2, 0], [3, 4, 1]]",
}
"""What a list may be, where the field itself does not say it."""

METAVARS = {"number": "NUMBER", "integer": "INTEGER", "choice": "NAME", "union": "NAME", "text": "TEXT"}


@dataclass(frozen=True)
class Setting:
    """One option that changes the experiment.

    Attributes:
        flags: what is typed, the short form first if there is one.
        group: the heading under which the help lists it.
        paths: the fields that it sets; list numbers are left out (`network.layers.units`).
        help: its line in the help.
        metavar: what stands for its value; empty for a switch.
        change: the experiment with the option's text applied.
    """

    flags: tuple[str, ...]
    group: str
    paths: tuple[str, ...]
    help: str
    metavar: str
    change: Change

    @property
    def name(self) -> str:
        """The option as messages call it."""
        return next(flag for flag in self.flags if flag.startswith("--"))

    @property
    def parameter(self) -> str:
        """A Python name for the option's value."""
        return self.paths[0].replace(".", "_")


def settings() -> list[Setting]:
    """All options that change the experiment, in the order of the specification."""
    found: list[Setting] = []
    for entry in entries():
        if entry.path in BY_HAND:
            found += BY_HAND[entry.path](entry)
        else:
            found.append(_plain(entry))
    return found


def seed_paths() -> list[str]:
    """The fields that `--seed` sets all at once."""
    return [entry.path for entry in entries() if entry.path.endswith("seed")]


def option_of(where: str) -> tuple[str, str]:
    """The option that sets a field, and the part of its value that a longer path names.

    Args:
        where: the path in a `SpecError`, such as `training.optimizer.beta1`.

    Returns:
        The option and the rest, such as `("--optimizer", "beta1")`; the path itself if no option sets it.
    """
    parts = [part for part in where.split(".") if not part.isdecimal()]
    options = {path: setting.name for setting in settings() for path in setting.paths}
    for count in range(len(parts), 0, -1):
        if option := options.get(".".join(parts[:count])):
            return option, ".".join(parts[count:])
    return where, ""


def help_line(info: Info, default: Any, allowed: str = "") -> str:
    """What the help says of a field: its explanation, what it may be, its default."""
    allowed = allowed or info.allowed()
    return f"{info.explain}; {allowed} [default: {shown(default)}]"


def shown(value: Any) -> str:
    """A default, as it would be typed."""
    if value is None or value == ():
        return "none"
    if isinstance(value, Variant):
        return value.kind
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain(entry: Entry) -> Setting:
    path, info = entry.path, entry.info
    group = path.partition(".")[0].capitalize()
    name = path.rpartition(".")[2].replace("_", "-")
    flags = NAMES.get(path, (f"--{name}",))
    if info.type == "flag":
        flags, metavar = (f"--{name}", f"--no-{name}"), ""
        text = f"{info.explain} [default: {'yes' if entry.default else 'no'}]"
    else:
        metavar = "|".join(filter(None, (METAVARS.get(info.type, "LIST"), WORDS.get(path))))
        text = help_line(info, entry.default, ALLOWED.get(path, ""))

    def change(experiment: Experiment, value: Any) -> Experiment:
        return experiment.with_setting(path, value if isinstance(value, bool) else _read(path, info, value))

    return Setting(flags, group, (path,), text, metavar, change)


def _read(path: str, info: Info, text: str) -> Any:
    return None if text.strip().lower() == WORDS.get(path) else read_field(info, text)


# -- where the points come from ----------------------------------------------------------------------------------------


def _source(entry: Entry) -> list[Setting]:
    names = "one of " + ", ".join(PRESETS)
    csv = CsvFile.infos()
    return [
        Setting(
            ("--data",), "Data", ("data.source", "data.source.name"),
            f"the shape to be learned; {names} (`glassnet data` explains them), or own, for own points alone "
            f"[default: {entry.default.name}]", "NAME", _preset,
        ),
        Setting(
            ("--csv",), "Data", ("data.source.path",),
            csv["path"].explain + "; its first row has the names of the columns", "FILE", _csv,
        ),
        Setting(
            ("--label",), "Data", ("data.source.column",), csv["column"].explain, "COLUMN", _in_source("column"),
        ),
        Setting(
            ("--task",), "Data", ("data.source.task",), help_line(csv["task"], "auto"), "NAME", _in_source("task"),
        ),
    ]  # fmt: skip


def _preset(experiment: Experiment, text: str) -> Experiment:
    name = text.strip()
    if name in PRESETS:
        return experiment.with_setting("data.source", {"kind": "preset", "name": name})
    if name.lower().endswith(CsvFile.endings):
        raise SpecError("data.source.name", name, f"the name of a data set; for a file: --csv {name} --label COLUMN")
    if name.partition("(")[0] != "own":
        raise SpecError("data.source.name", name, "one of " + ", ".join((*PRESETS, "own")))
    return experiment.with_setting("data.source", read_field(_SOURCE, name))


_SOURCE = {entry.path: entry.info for entry in entries()}["data.source"]


def _csv(experiment: Experiment, text: str) -> Experiment:
    old = experiment.data.source
    kept = old.settings() if isinstance(old, CsvFile) else {}
    return experiment.with_setting("data.source", CsvFile(**(kept | {"path": text, "digest": ""})))


def _in_source(name: str) -> Change:
    def change(experiment: Experiment, text: str) -> Experiment:
        if name not in experiment.data.source.infos():
            raise SpecError(f"data.source.{name}", text, "only together with --csv FILE")
        return experiment.with_setting(f"data.source.{name}", text)

    return change


def _split(entry: Entry) -> list[Setting]:
    names = ("train", "validation", "test")
    infos = {e.path: e for e in entries()}
    shares = [infos[f"data.split.{name}"] for name in names]
    text = "; ".join(f"{e.info.label.lower()}: {e.info.explain}" for e in shares)
    usual = ",".join(f"{100 * e.default:g}" for e in shares)
    line = f"shares of train, validation and test, of 100 or of 1 ({text}) [default: {usual}]"

    def change(experiment: Experiment, text: str) -> Experiment:
        try:
            numbers = [float(part) for part in text.split(",")]
        except ValueError:
            numbers = []
        if len(numbers) != len(names):
            raise SpecError("data.split", text, "three numbers such as 60,20,20")
        whole = 100.0 if sum(numbers) > 1.5 else 1.0
        if abs(sum(numbers) / whole - 1.0) > 1e-6:  # said as it was typed, not in shares of 1
            raise SpecError("data.split", text, "three numbers that add up to 100 or to 1, such as 60,20,20")
        try:
            split = experiment.data.split.with_(**{n: x / whole for n, x in zip(names, numbers, strict=True)})
        except SpecError as error:
            raise error.within("data.split") from None
        return experiment.with_setting("data.split", split)

    return [Setting(("--split",), "Data", ("data.split",), line, "SHARES", change)]


# -- the hidden layers -------------------------------------------------------------------------------------------------


def _layers(entry: Entry) -> list[Setting]:
    infos = LayerSpec.infos()
    units = ",".join(str(layer.units) for layer in entry.default)
    hidden = (
        f"{infos['units'].explain}, for each of {entry.info.explain}; {infos['units'].allowed()}, or a list of them "
        f"[default: {units}]"
    )
    each = "one for all hidden layers, or a list with one for each"
    usual = LayerSpec()
    paths = {name: f"network.layers.{name}" for name in infos}
    return [
        Setting(("--hidden",), "Network", (paths["units"], "network.layers"), hidden, "LIST", _hidden),
        *(
            Setting(
                (f"--{name}",), "Network", (paths[name],),
                help_line(info, getattr(usual, name), f"{info.allowed()}; {each}"), "LIST", _each_layer(name),
            )
            for name, info in infos.items() if name != "units"
        ),
    ]  # fmt: skip


def _hidden(experiment: Experiment, text: str) -> Experiment:
    old = experiment.network.layers
    texts = [] if text.strip().lower() in ("none", "0", "") else parts_of(text)
    like = [old[min(i, len(old) - 1)] if old else LayerSpec() for i in range(len(texts))]
    info = LayerSpec.infos()["units"]
    layers = [
        {"units": read_field(info, units), "activation": layer.activation, "dropout": layer.dropout}
        for layer, units in zip(like, texts, strict=True)
    ]
    return experiment.with_setting("network.layers", layers)


def _each_layer(name: str) -> Change:
    info = LayerSpec.infos()[name]

    def change(experiment: Experiment, text: str) -> Experiment:
        values = [read_field(info, part) for part in parts_of(text)]
        count = len(experiment.network.layers)
        if len(values) == 1:
            values *= max(1, count)  # checked even if there is no hidden layer to use it
        elif len(values) != count:
            raise SpecError(f"network.layers.{name}", text, f"one for all, or {count}: one for each hidden layer")
        if count == 0:
            LayerSpec.from_json({name: values[0]})
        for i, value in enumerate(values[:count]):
            experiment = experiment.with_setting(f"network.layers.{i}.{name}", value)
        return experiment

    return change


# -- any field ---------------------------------------------------------------------------------------------------------


def set_any(experiment: Experiment, text: str) -> Experiment:
    """The experiment with `path=value` applied, for any path there is.

    Raises:
        SpecError: if the text is not of that form, there is no such field, or it does not allow the value.
    """
    path, equals, value = text.partition("=")
    if not equals:
        raise SpecError("--set", text, "path=value, such as network.layers.0.units=4")
    path = path.strip()
    parent = get_at(experiment, path.rpartition(".")[0]) if "." in path else experiment
    get_at(experiment, path)
    info = parent.infos()[path.rpartition(".")[2]] if not isinstance(parent, tuple) else None
    return experiment.with_setting(path, _read(path, info, value) if info else brackets(value, path))


BY_HAND: dict[str, Callable[[Entry], list[Setting]]] = {
    "data.source": _source,
    "data.split.train": _split,
    "data.split.validation": lambda entry: [],
    "data.split.test": lambda entry: [],
    "network.layers": _layers,
}
