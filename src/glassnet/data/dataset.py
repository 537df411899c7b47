"""The data of an experiment: raw points in three parts, and the frozen way from a raw point to the network's inputs."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.csv_file import read_csv, read_csv_text
from glassnet.data.features import feature_matrix
from glassnet.data.presets import make_preset
from glassnet.data.split import PARTS, Indices, split_indices
from glassnet.data.table import Domain, Floats, Labels, Table, float_array
from glassnet.spec import CsvFile, CsvText, DataSpec, OwnPoints, Preset, SpecError, require

OWN_DOMAIN: Domain = (-6.0, 6.0, -6.0, 6.0)
MAX_OWN_CLASSES = 10


@dataclass(frozen=True, eq=False, repr=False)
class Part:
    """One part of the examples.

    Attributes:
        points: raw coordinates, shape (n, inputs).
        X: what the network sees, shape (n, features).
        labels: shape (n,): class numbers, or values.
    """

    points: Floats
    X: Floats
    labels: Labels

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"Part({len(self):,} points; X {self.X.shape}, labels {self.labels.shape})"

    def at(self, chosen: npt.NDArray[np.bool_]) -> "Part":
        """Some of the examples."""
        return self if chosen.all() else Part(self.points[chosen], self.X[chosen], self.labels[chosen])


@dataclass(frozen=True, eq=False)
class Transform:
    """From raw points to the network's inputs; fitted once on the training set and then frozen.

    Attributes:
        features: the formulas of the inputs; none means the raw coordinates themselves.
        inputs: names of the raw coordinates.
        mean, spread: shape (features,), subtracted and divided by.
    """

    features: tuple[str, ...]
    inputs: tuple[str, ...]
    mean: Floats
    spread: Floats

    @property
    def names(self) -> tuple[str, ...]:
        """What each input of the network is called."""
        return self.features or self.inputs

    def __call__(self, points: npt.ArrayLike, *, finite: bool = True) -> Floats:
        """The network's inputs for raw points: (n, inputs) → (n, features), rounded to float32.

        Args:
            points: raw coordinates.
            finite: whether features that are not finite are refused; pictures of the plane show them instead.

        Raises:
            SpecError: if the points have another number of coordinates, or a formula is not finite there.
        """
        allowed = f"an array of shape (n, {len(self.inputs)})"
        raw = float_array(points, "points", allowed)
        if raw.ndim != 2 or raw.shape[1] != len(self.inputs):
            raise SpecError("points", raw.shape, allowed)
        try:
            seen = feature_matrix(self.features, raw, self.inputs, finite=finite)
        except SpecError as error:  # it names the feature, as a part of the data
            raise error.within("data") from None
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = (seen - self.mean) / self.spread
            rounded = scaled.astype(np.float32).astype(np.float64)
        if finite and not np.isfinite(rounded).all():
            worst = self.names[int(np.argmin(np.isfinite(rounded).all(axis=0)))]
            raise SpecError("data.features", worst, "features whose values stay below 3.4e38, as float32 needs")
        return rounded


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Everything that an experiment's `DataSpec` stands for.

    Attributes:
        spec: what it was made from.
        table: the raw examples of the source, those that are rubbed out among them.
        transform: from raw points to the network's inputs.
        drawn: the three parts as split, before anything was put in or rubbed out by hand.
        rows: for each of these parts the row numbers in the source.
        train, validation, test: the three parts as they are used; own points come last in `train`.
    """

    spec: DataSpec
    table: Table
    transform: Transform
    drawn: dict[str, Part]
    rows: dict[str, Indices]
    train: Part
    validation: Part
    test: Part

    def __repr__(self) -> str:
        what = "values" if self.task == "regression" else f"{len(self.classes)} classes"
        inputs = "1 input" if len(self.table.inputs) == 1 else f"{len(self.table.inputs)} inputs"
        sizes = ", ".join(f"{name} {len(part):,}" for name, part in self.parts.items())
        return f"Dataset({self.name}: {inputs}, {what}; {sizes})"

    @property
    def name(self) -> str:
        """What the data is called, in a word or two: the preset's name, or the file's."""
        match self.spec.source:
            case Preset(name=name):
                return name
            case CsvFile(path=path):
                return Path(path).name
            case OwnPoints():
                return "own points"
        return "pasted table"

    @property
    def parts(self) -> dict[str, Part]:
        """The three parts by name."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def task(self) -> str:
        """`classification` or `regression`."""
        return self.table.task

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes; empty for regression."""
        return self.table.classes

    def kept_rows(self, part: str) -> Indices:
        """The row numbers in the source of a part's examples, own points not among them."""
        return _kept(self.rows[part], self.spec)

    def edited(self, spec: DataSpec) -> "Dataset":
        """The same data with other own points, or other points rubbed out: nothing is drawn, split or fitted anew.

        Args:
            spec: this data's specification but for `points` and the source's `erased`.

        Raises:
            SpecError: for a label that is no class of this data; if no example would be left in the training set, or
                none of the last of three or more classes that were put in by hand.
        """
        if isinstance(spec.source, OwnPoints) and spec.points and _table(spec).classes != self.classes:
            raise SpecError("data.points", f"no point of class {self.classes[-1]}", "at least one of the last class")
        parts = _edited(spec, self.table, self.transform, self.drawn, self.rows)
        return Dataset(spec, self.table, self.transform, self.drawn, self.rows, **parts)


def same_but_for_edits(old: DataSpec, new: DataSpec) -> bool:
    """Whether two specifications differ in nothing but points put in or rubbed out by hand."""
    return _unedited(old) == _unedited(new)


def make_dataset(spec: DataSpec) -> Dataset:
    """The data that a specification describes: the same specification gives the same numbers.

    Raises:
        SpecError: for what is no `DataSpec`; for columns, features or own points that the data does not allow.
        DataError: if a file cannot be read as data.

    Example:
        >>> data = make_dataset(DataSpec(n=100))
        >>> len(data.train), len(data.validation), len(data.test)
        (60, 20, 20)
    """
    require(spec, DataSpec, "spec", "a DataSpec, such as gn.Experiment().data; gn.load takes a name")
    table = _table(spec)
    if len(table.labels) == 0:  # own points only: they are the training set
        rows = {name: np.arange(0) for name in PARTS}
    else:
        stratify = spec.split.stratify and table.task == "classification"
        rows = split_indices(table.labels, spec.split, stratify=stratify)
    if spec.value_scaling == "standardize":
        table = table.standardized(rows["train"])
    transform = _fitted(spec, table, rows["train"])
    drawn = {name: _part(table.points[at], table.labels[at], transform) for name, at in rows.items()}
    return Dataset(spec, table, transform, drawn, rows, **_edited(spec, table, transform, drawn, rows))


def _edited(
    spec: DataSpec, table: Table, transform: Transform, drawn: dict[str, Part], rows: dict[str, Indices]
) -> dict[str, Part]:
    """The parts without what was rubbed out, the own points at the end of the training set."""
    parts = {name: part.at(~_gone(rows[name], spec)) for name, part in drawn.items()}
    parts["train"] = _joined(parts["train"], _own_part(spec.points, table, transform))
    if len(parts["train"]) == 0:
        raise SpecError("data.points", spec.points, "at least one point in the training set")
    return parts


def _gone(rows: Indices, spec: DataSpec) -> npt.NDArray[np.bool_]:
    return np.isin(rows, getattr(spec.source, "erased", ()))


def _kept(rows: Indices, spec: DataSpec) -> Indices:
    return rows[~_gone(rows, spec)]


def _unedited(spec: DataSpec) -> DataSpec:
    source = spec.source.with_(erased=()) if "erased" in spec.source.infos() else spec.source
    return spec.with_(source=source, points=())


def _table(spec: DataSpec) -> Table:
    match spec.source:
        case Preset(name=name):
            table = make_preset(name, n=spec.n, noise=spec.noise, balance=spec.balance, seed=spec.seed)
            return table.only(spec.columns)
        case CsvFile():
            return read_csv(spec.source, spec.columns)
        case CsvText(text=text, column=column, task=task):
            return read_csv_text(text, column, task, spec.columns)
        case OwnPoints(task="classification"):
            labels = [row[2] for row in spec.points]
            count = max(2, int(max(labels, default=0)) + 1)
            if count > MAX_OWN_CLASSES:
                raise SpecError("data.points", count - 1, f"labels from 0 to {MAX_OWN_CLASSES - 1}")
            classes = tuple(str(c) for c in range(count))
            return Table.of(np.zeros((0, 2)), [], ("x", "y"), classes, OWN_DOMAIN)
        case OwnPoints():
            return Table.of(np.zeros((0, 2)), [], ("x", "y"), (), OWN_DOMAIN)
        case _:
            raise SpecError("data.source", spec.source, "a source that can be read")


def _fitted(spec: DataSpec, table: Table, train: Any) -> Transform:
    inputs = len(table.inputs)
    count = len(spec.features) or inputs
    raw = Transform(spec.features, table.inputs, np.zeros(count), np.ones(count))
    values = raw(table.points[train])
    if spec.scaling == "none" or len(values) == 0:
        return raw
    spread = values.std(axis=0)
    spread[spread == 0.0] = 1.0  # a constant feature stays what it is
    return replace(raw, mean=values.mean(axis=0), spread=spread)


def _part(points: Floats, labels: Labels, transform: Transform) -> Part:
    return Part(points, transform(points), labels)


def _own_part(points: tuple[tuple[float, ...], ...], table: Table, transform: Transform) -> Part:
    inputs = len(table.inputs)
    if points and inputs > 2:
        raise SpecError("data.points", f"{len(points)} points", f"none: the data has {inputs} inputs, not two")
    for i, (_, _, label) in enumerate(points):
        if table.classes and not (label.is_integer() and 0 <= label < len(table.classes)):
            raise SpecError(f"data.points.{i}", label, f"a class from 0 to {len(table.classes) - 1} as the label")
    rows = np.array(points, np.float64).reshape(-1, 3)
    places = rows[:, :inputs] if inputs <= 2 else np.zeros((0, inputs))
    own = Table.of(places, rows[:, 2], table.inputs, table.classes, table.domain)
    return _part(own.points, own.labels, transform)


def _joined(first: Part, second: Part) -> Part:
    pairs = ((first.points, second.points), (first.X, second.X), (first.labels, second.labels))
    return Part(*(np.concatenate(pair) for pair in pairs))
