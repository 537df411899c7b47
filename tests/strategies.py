"""Hypothesis strategies that read the specification: any valid experiment, and small ones that train in a moment.

`experiments()` follows every field's own `Info`, so that a new field is tried without a line being written here.
"""

from typing import Any

from hypothesis import strategies as st

from glassnet.spec import Experiment, Info, Split, Value
from glassnet.spec.choices import Activation, Initializer
from glassnet.spec.methods import Optimizer, Schedule

FORMULAS = ("x", "y", "x^2", "x*y", "sin(2*x) - y/3", "abs(x)^1.5")
CALM = 1e6
"""Numbers without a bound of their own are tried up to here."""

texts = st.text(st.characters(codec="utf-8"), max_size=12)
coordinates = st.floats(-CALM, CALM)


def field_values(info: Info) -> st.SearchStrategy[Any]:
    """What a field allows, None included where it is."""
    allowed = _field_values(info)
    return st.none() | allowed if info.optional else allowed


def _field_values(info: Info) -> st.SearchStrategy[Any]:
    match info.type:
        case "number":
            low, high = max(info.low, -CALM), min(info.high, CALM)
            return st.floats(low, high, exclude_min=info.open_low, exclude_max=info.open_high)
        case "integer":
            return st.integers(int(info.low), int(info.high))
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(info.choices)
        case "text":
            return texts
        case "union":
            return st.one_of(*(values(kind) for kind in info.item.choices().values()))
        case "record":
            return values(info.item)
        case "list":
            if info.item is int:
                return st.sets(st.integers(0, 500), max_size=4).map(lambda rows: tuple(sorted(rows)))
            entry = st.sampled_from(FORMULAS) if info.item is str else values(info.item)
            return st.lists(entry, max_size=4).map(tuple)
        case "numbers":
            return st.lists(st.tuples(coordinates, coordinates, coordinates), max_size=3).map(tuple)


def values(cls: type[Value]) -> st.SearchStrategy[Any]:
    """Any valid value of a class of the specification."""
    if cls is Split:
        return splits()
    return st.builds(cls, **{name: field_values(info) for name, info in cls.infos().items()})


@st.composite
def splits(draw: st.DrawFn) -> Split:
    """Shares that add up to one."""
    train = draw(st.floats(0.01, 1.0))
    validation = draw(st.floats(0.0, 1.0)) * (1.0 - train)
    test = max(0.0, 1.0 - train - validation)
    return Split(train, validation, test, draw(st.booleans()), draw(st.integers(0, 2**32 - 1)))


def experiments() -> st.SearchStrategy[Experiment]:
    """Any valid experiment, up to the limits of every field."""
    return values(Experiment)


def kinds_of(family: Any) -> st.SearchStrategy[str]:
    """The names of a family's variants."""
    return st.sampled_from(list(family.choices()))


@st.composite
def small_experiments(draw: st.DrawFn) -> Experiment:
    """Experiments with a few dozen points and a few neurons; every one of them can be trained."""
    layer = st.fixed_dictionaries(
        {"units": st.integers(1, 4), "activation": kinds_of(Activation), "dropout": st.sampled_from([0.0, 0.0, 0.4])}
    )
    data = {
        "source": {
            "kind": "preset",
            "name": draw(st.sampled_from(["circle", "moons", "blobs", "bumps", "sine"])),
            "erased": draw(st.sampled_from([(), (), (0, 3)])),
        },
        "n": draw(st.integers(10, 30)),
        "seed": draw(st.integers(0, 99)),
        "points": draw(
            st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.sampled_from([0.0, 1.0])), max_size=2)
        ),
    }
    training = {
        "optimizer": draw(kinds_of(Optimizer)),
        "schedule": draw(kinds_of(Schedule)),
        "learning_rate": draw(st.sampled_from([0.01, 0.1, 0.5])),
        "warmup": draw(st.sampled_from([0.0, 0.0, 1.5])),
        "batch_size": draw(st.sampled_from([None, 1, 4, 7, 100])),
        "l1": draw(st.sampled_from([0.0, 0.001])),
        "l2": draw(st.sampled_from([0.0, 0.01])),
        "clip_norm": draw(st.sampled_from([None, 0.5])),
        "shuffle": draw(st.booleans()),
        "patience": draw(st.sampled_from([None, None, 2])),
        "evaluate_every": draw(st.sampled_from([1, 1, 3])),
        "seed": draw(st.integers(0, 99)),
    }
    network = {
        "layers": draw(st.lists(layer, max_size=3)),
        "initializer": draw(kinds_of(Initializer)),
        "seed": draw(st.integers(0, 99)),
    }
    return Experiment.from_json({"data": data, "network": network, "training": training})
