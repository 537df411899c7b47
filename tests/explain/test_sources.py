"""The formula and the code of every setting are found, and stand where they are said to stand."""

import textwrap
from pathlib import Path

import pytest

import glassnet
from glassnet.explain import source_of, source_view
from glassnet.explain.places import CHOICES, DATA_SETS, LINES
from glassnet.nn import ACTIVATIONS, LOSSES, OPTIMIZERS
from glassnet.spec import PRESETS, Experiment, SpecError, schema
from glassnet.training import Trainer

ROOT = Path(glassnet.__file__).parent
ROOMS = ("nn/", "training/", "data/", "engines/reference/")
"""What is read to learn from; the reference engine is `nn` in its training loop."""


def asked() -> list[tuple[str, str]]:
    """Every setting of the page's schema, one of a layer included, with every choice that it has."""
    found: list[tuple[str, str]] = []
    for field in schema():
        inner = [{**part, "path": f"{field['path']}.{part['path']}"} for part in field.get("fields", [])]
        for entry in (field, *inner):
            choices = entry["choices"] if entry["type"] == "union" else [{"kind": ""}]
            found += [(entry["path"], choice["kind"]) for choice in choices]
    return found + [("data.source.name", name) for name in PRESETS]


@pytest.mark.parametrize(("path", "kind"), asked(), ids=lambda part: part or "-")
def test_every_setting_has_code_that_stands_there(path: str, kind: str) -> None:
    found = source_of(path, kind)
    assert found.code.strip()
    assert found.file.startswith(ROOMS)
    lines = (ROOT / found.file).read_text(encoding="utf-8").splitlines()
    there = lines[found.line - 1 : found.line - 1 + len(found.code.splitlines())]
    assert textwrap.dedent("\n".join(there)) == found.code
    if path in LINES:
        assert LINES[path].first in found.code
        assert LINES[path].last in found.code


def test_nothing_is_told_of_a_setting_that_there_is_not() -> None:
    paths = {path for path, _ in asked()}
    assert paths == {*CHOICES, *LINES}
    assert DATA_SETS.keys() == PRESETS.keys()


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("network.layers.activation", ACTIVATIONS),
        ("training.loss", LOSSES),
        ("training.optimizer", OPTIMIZERS),
        ("network.initializer", CHOICES["network.initializer"]),
        ("training.schedule", CHOICES["training.schedule"]),
    ],
)
def test_what_can_be_said_as_a_formula_is(path: str, kinds: dict[str, object]) -> None:
    formulas = [source_of(path, kind).formula for kind in kinds]
    assert all(formulas)
    assert not any("`" in formula for formula in formulas)


def test_the_settings_of_a_choice_are_in_its_code() -> None:
    unions = {field["path"]: field for field in schema() if field["type"] == "union"}
    for path in ("training.optimizer", "training.schedule", "network.initializer", "training.loss"):
        for choice in unions[path]["choices"]:
            code = source_of(path, choice["kind"]).code
            assert [part["path"] for part in choice["fields"] if part["path"] not in code] == []


def test_a_setting_or_choice_that_is_not_there_is_refused() -> None:
    with pytest.raises(SpecError, match=r"such as training\.learning_rate"):
        source_of("training.luck")
    with pytest.raises(SpecError, match="one of sgd, "):
        source_of("training.optimizer", "luck")
    with pytest.raises(SpecError, match="has no choices"):
        source_of("training.learning_rate", "adam")


def test_the_view_says_what_was_asked_for() -> None:
    run = Trainer(Experiment().with_setting("data.n", 20), engine="reference")
    data = source_view(run, "training.optimizer", "adam").data
    assert (data["path"], data["kind"], data["file"]) == ("training.optimizer", "adam", "nn/optimizers.py")
    assert "corrected_mean" in data["code"]
