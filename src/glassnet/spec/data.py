"""What is to be learned: where the points come from, how many, how noisy, and how they are split."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from glassnet.spec.fields import (
    Effect,
    SpecError,
    choice,
    describe,
    flag,
    integer,
    number,
    record,
    seed_number,
    union,
)
from glassnet.spec.formula import parse
from glassnet.spec.presets import PRESETS
from glassnet.spec.values import Value, Variant

DATA = Effect.DATA
MAX_POINTS = 1_000_000


class Source(Variant):
    """Where the points come from."""


def _erased() -> tuple[int, ...]:
    """A field for the rows that a learner has rubbed out; live, as nothing else is drawn or split anew."""
    rows: tuple[int, ...] = describe(
        (), "list", "Erased", "numbers of the points that are left out, counted from 0", Effect.LIVE, item=int
    )
    return rows


def _task() -> str:
    task: str = choice(
        "auto", ("auto", "classification", "regression"), "Task",
        "predict classes or values; auto takes numbers with a fraction, or of more than 20 kinds, as values", DATA,
    )  # fmt: skip
    return task


@dataclass(frozen=True)
class Preset(Source):
    """A data set made by a formula, or one that comes with scikit-learn."""

    kind: ClassVar[str] = "preset"
    label: ClassVar[str] = "Preset"
    name: str = choice("circle", tuple(PRESETS), "Data set", "the shape to be learned", DATA)
    erased: tuple[int, ...] = _erased()


@dataclass(frozen=True)
class CsvFile(Source):
    """A table in a file, one example a row, one column of it to be predicted."""

    kind: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV file"
    endings: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt")
    path: str = describe("", "text", "File", "path of the CSV file", DATA)
    column: str = describe("", "text", "Label column", "name of the column to be predicted", DATA)
    task: str = _task()
    digest: str = describe("", "text", "Digest", "SHA-256 of the file's content, checked when given", DATA)
    erased: tuple[int, ...] = _erased()


@dataclass(frozen=True)
class CsvText(Source):
    """A table as text, kept in the experiment itself: pasted, or read from a file by the page."""

    kind: ClassVar[str] = "table"
    label: ClassVar[str] = "Pasted table"
    text: str = describe("", "text", "Table", "the rows as CSV, the first one with the names of the columns", DATA)
    column: str = describe("", "text", "Label column", "name of the column to be predicted", DATA)
    task: str = _task()
    erased: tuple[int, ...] = _erased()


@dataclass(frozen=True)
class OwnPoints(Source):
    """Nothing but the points put in by hand."""

    kind: ClassVar[str] = "own"
    label: ClassVar[str] = "Own points"
    task: str = choice(
        "classification",
        ("classification", "regression"),
        "Task",
        "predict classes or values",
        DATA,
    )


MAKING = ("n", "noise", "balance")
"""Settings of points that are made by a formula."""


def idle_settings(source: object, given: Iterable[str]) -> str:
    """The first setting that was given and does nothing, as the points come as they are; else an empty text.

    Args:
        source: a `Source`, or its JSON form.
        given: names of fields of a `DataSpec`.

    Example:
        >>> idle_settings(Preset("digits"), ["noise"]), idle_settings(Preset("moons"), ["noise"])
        ('noise', '')
    """
    known: Source = Source.from_json(source)
    made = isinstance(known, Preset) and not PRESETS[known.name].n
    return "" if made else next((name for name in MAKING if name in given), "")


@dataclass(frozen=True)
class Split(Value):
    """Which share of the examples trains, which steers decisions, which only reports."""

    train: float = number(0.6, "Train", "share that the network learns from", DATA, low=0.0, high=1.0, open_low=True)
    validation: float = number(
        0.2,
        "Validation",
        "share that steers decisions, such as when to stop",
        DATA,
        low=0.0,
        high=1.0,
    )
    test: float = number(0.2, "Test", "share that is only reported", DATA, low=0.0, high=1.0)
    stratify: bool = flag(True, "Stratify", "keep the classes' shares equal in all parts", DATA)
    seed: int = seed_number("Seed of the split", "another seed draws other parts", DATA)

    def check_together(self) -> None:
        """The shares are shares of one whole."""
        total = self.train + self.validation + self.test
        if abs(total - 1.0) > 1e-6:
            raise SpecError(
                "",
                f"{self.train:g} + {self.validation:g} + {self.test:g}",
                "shares that add up to 1",
            )


@dataclass(frozen=True)
class DataSpec(Value):
    """The examples, and what the network sees of them."""

    source: Source = union(Preset(), Source, "Source", "where the points come from", DATA)
    n: int = integer(500, "Points", "number of points", DATA, low=4, high=MAX_POINTS, scale="log")
    noise: float = number(
        0.1,
        "Noise",
        "spread of the random shift of each point, as a share of the shape's size",
        DATA,
        low=0.0,
        high=1.0,
    )
    balance: float | None = number(
        None, "Balance", "share of the points that belong to the first class", DATA,
        low=0.01, high=0.99, optional="all classes alike",
    )  # fmt: skip
    seed: int = seed_number("Seed of the data", "another seed draws other points", DATA)
    split: Split = record(Split(), "Split", "train, validation and test", DATA)
    columns: tuple[str, ...] = describe(
        (), "list", "Columns", "names of the input columns that are used; none means all", DATA, item=str
    )
    features: tuple[str, ...] = describe(
        (), "list", "Features", "formulas of the inputs that the network sees, such as x, x*y or sin(x)",
        DATA, item=str, rule=parse,
    )  # fmt: skip
    scaling: str = choice(
        "standardize", ("none", "standardize"), "Scaling",
        "shift and scale each feature to mean 0 and spread 1 on the training set", DATA,
    )  # fmt: skip
    value_scaling: str = choice(
        "none", ("none", "standardize"), "Scaling of values",
        "shift and scale the values to be predicted to mean 0 and spread 1 on the training set; own points have the "
        "scaled values", DATA,
    )  # fmt: skip
    targets: str = choice(
        "auto", ("auto", "class", "one_hot", "sign"), "Targets",
        "how classes are told to the loss: by number, one output each, or as ±1", DATA,
    )  # fmt: skip
    points: tuple[tuple[float, ...], ...] = describe(
        (), "numbers", "Own points", "points put in by hand, each x, y, label; they belong to the training set",
        Effect.LIVE,
    )  # fmt: skip

    def check_together(self) -> None:
        """Own points are rows of two coordinates and a label."""
        for i, row in enumerate(self.points):
            if not isinstance(row, tuple) or [type(part) for part in row] != [float] * 3:
                raise SpecError(f"points.{i}", row, "three numbers: x, y, label")
