"""Every field says what it is, keeps its range, and has one effect; names are those of the code that does the work."""

import json
from collections.abc import Iterator
from dataclasses import fields
from math import inf, isfinite, nextafter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet import nn
from glassnet.data.presets import MAKERS
from glassnet.spec import PRESETS, Effect, Experiment, Info, SpecError, Value, Variant, entries, get_at, plain, schema
from glassnet.spec.choices import Activation, Initializer, Loss, OutputActivation
from glassnet.spec.methods import Optimizer, Schedule
from glassnet.training import SCHEDULES
from tests.strategies import experiments


def classes(cls: type[Value] = Experiment) -> Iterator[type[Value]]:
    """Every class of values that an experiment can be made of."""
    yield cls
    for info in cls.infos().values():
        if info.type == "union":
            for variant in info.item.choices().values():
                yield from classes(variant)
        elif info.type == "record" or (info.type == "list" and info.item not in (str, int)):
            yield from classes(info.item)


ALL = list(dict.fromkeys(classes()))
FIELDS = [(cls, name, info) for cls in ALL for name, info in cls.infos().items()]
NUMBERS = [entry for entry in FIELDS if entry[2].type in ("number", "integer")]


def ids(entries: list[tuple[type[Value], str, Info]]) -> list[str]:
    return [f"{cls.__name__}.{name}" for cls, name, _ in entries]


@pytest.mark.parametrize(("cls", "name", "info"), FIELDS, ids=ids(FIELDS))
def test_a_field_says_what_it_is(cls: type[Value], name: str, info: Info) -> None:
    assert info.label[0].isupper()
    assert len(info.label) <= 24
    assert len(info.explain) >= 10
    assert "\n" not in info.explain
    assert not info.explain.endswith(".")
    assert isinstance(info.effect, Effect)
    assert info.allowed()
    default = getattr(cls(), name)
    assert cls(**{name: default}) == cls()  # the default is allowed


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_a_value_explains_itself_in_one_line(cls: type[Value]) -> None:
    line = cls.explain()
    assert line.endswith(".")
    assert len(line) < 120
    assert all("info" in f.metadata for f in fields(cls))
    if issubclass(cls, Variant):
        assert cls.label
        assert cls.kind == cls.kind.lower()


@pytest.mark.parametrize(("cls", "name", "info"), NUMBERS, ids=ids(NUMBERS))
def test_a_number_is_refused_just_outside_its_range(cls: type[Value], name: str, info: Info) -> None:
    def allowed(value: float) -> bool:
        try:
            made = cls(**{name: value})
        except SpecError as error:
            return error.where != name  # or refused only together with others
        return bool(getattr(made, name) == value)

    assert isfinite(info.low)
    assert isfinite(info.high)
    whole = info.type == "integer"
    below = info.low - 1 if whole else nextafter(info.low, -inf)
    above = info.high + 1 if whole else nextafter(info.high, inf)
    assert allowed(info.low) is not info.open_low
    assert allowed(info.high) is not info.open_high
    assert not allowed(below)
    assert not allowed(above)
    if whole:
        assert not allowed(info.low + 0.5)
    elif info.open_low:
        assert allowed(nextafter(info.low, inf))


@pytest.mark.parametrize(("cls", "name", "info"), FIELDS, ids=ids(FIELDS))
@pytest.mark.parametrize("value", [None, object(), float("nan"), b"x", -1j, {1: 2}], ids=lambda v: type(v).__name__)
def test_what_is_no_value_at_all_is_refused(cls: type[Value], name: str, info: Info, value: object) -> None:
    if value is None and info.optional:
        assert getattr(cls(**{name: None}), name) is None
        return
    with pytest.raises(SpecError):
        cls(**{name: value})


def test_choices_have_the_names_and_settings_of_the_code() -> None:
    tables: list[tuple[type[Variant], dict[str, dict[str, float]]]] = [
        (Activation, {name: row.settings for name, row in nn.ACTIVATIONS.items()}),
        (Loss, {name: row.settings for name, row in nn.LOSSES.items()}),
        (Initializer, {name: row.settings for name, row in nn.INITIALIZERS.items()}),
        (Optimizer, {name: dict(row.settings) for name, row in nn.OPTIMIZERS.items()}),
    ]
    for family, code in tables:
        spec = {kind: variant().settings() for kind, variant in family.choices().items() if kind != "auto"}
        assert spec == code, family.__name__
    assert set(OutputActivation.choices()) <= set(nn.ACTIVATIONS)
    assert "auto" in Loss.choices()


def test_schedules_have_the_names_and_settings_of_the_code() -> None:
    assert Schedule.choices().keys() == SCHEDULES.keys()
    for kind, variant in Schedule.choices().items():
        wanted = set(SCHEDULES[kind].__kwdefaults__ or {}) | set(SCHEDULES[kind].__annotations__) - {"t", "return"}
        assert set(variant.names()) == wanted


def test_every_data_set_can_be_made() -> None:
    assert PRESETS.keys() == MAKERS.keys()


def test_the_schema_is_plain_json_with_every_field_once() -> None:
    described = schema()
    json.dumps(described, allow_nan=False)
    paths = [entry["path"] for entry in described]
    assert paths == [entry.path for entry in entries()]
    assert len(set(paths)) == len(paths)
    for entry in described:
        assert plain(get_at(Experiment(), entry["path"])) == entry["default"]
        assert entry["effect"] in {"live", "reshape", "restart", "data"}
        if entry["type"] == "union":
            assert [c["kind"] for c in entry["choices"]] == list(
                next(e for e in entries() if e.path == entry["path"]).info.item.choices()
            )


@pytest.mark.parametrize(
    ("path", "value", "effect"),
    [
        ("training.learning_rate", 0.5, Effect.LIVE),
        ("training.optimizer", "sgd", Effect.LIVE),
        ("training.optimizer.beta1", 0.5, Effect.LIVE),
        ("training.loss", "huber", Effect.RESTART),
        ("network.layers.0.activation", "relu", Effect.LIVE),
        ("network.layers.0.units", 9, Effect.RESHAPE),
        ("network.layers", [], Effect.RESHAPE),
        ("network.biases", [[0.0] * 8, [0.0] * 8, [0.0] * 2], Effect.RESTART),
        ("network.seed", 5, Effect.RESTART),
        ("data.noise", 0.5, Effect.DATA),
        ("data.source.name", "spiral", Effect.DATA),
        ("data.split.seed", 3, Effect.DATA),
        ("data.points", [[1.0, 2.0, 0.0]], Effect.LIVE),
    ],
)
def test_effects(path: str, value: object, effect: Effect) -> None:
    before = Experiment()
    after = before.with_setting(path, value)
    assert before.effects(after) == after.effects(before) == {effect}


def test_a_setting_of_a_variant_has_its_own_effect() -> None:
    huber = Experiment().with_setting("training.loss", {"kind": "huber", "delta": 1.0})
    assert huber.effects(huber.with_setting("training.loss.delta", 2.0)) == {Effect.LIVE}
    orthogonal = Experiment().with_setting("network.initializer", "orthogonal")
    assert orthogonal.effects(orthogonal.with_setting("network.initializer.gain", 2.0)) == {Effect.RESTART}


def test_effects_of_several_changes_add_up() -> None:
    before = Experiment()
    after = before.with_setting("network.layers.1", {"units": 3, "activation": "relu"}).with_setting("data.n", 60)
    assert before.effects(after) == {Effect.RESHAPE, Effect.LIVE, Effect.DATA}
    assert before.effects(before) == frozenset()


@settings(max_examples=40)
@given(experiments(), st.data())
def test_a_setting_changes_nothing_else(experiment: Experiment, data: st.DataObject) -> None:
    simple = [e for e in entries() if not e.path.startswith("data.split.")]
    entry = data.draw(st.sampled_from(simple))
    changed = experiment.with_setting(entry.path, entry.default)
    for other in entries():
        expected = entry.default if other.path == entry.path else get_at(experiment, other.path)
        assert get_at(changed, other.path) == expected
