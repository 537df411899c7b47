"""Old versions of the format are brought up to date step by step; versions from the future are refused."""

from typing import Any

import pytest

from glassnet.spec import FORMAT, Experiment, SpecError, from_link
from glassnet.spec.versions import MIGRATIONS, to_current

Json = dict[str, Any]


def to_2(body: Json) -> Json:
    """As if version 2 had renamed a field."""
    training = dict(body["training"])
    training["rate"] = training.pop("learning_rate")
    return body | {"training": training}


def to_3(body: Json) -> Json:
    """As if version 3 had dropped one and added another."""
    return {name: value for name, value in body.items() if name != "network"} | {"notes": "none"}


OLD: Json = {"format": 1, "network": {}, "training": {"learning_rate": 0.5, "l2": 0.1}}


def test_an_old_version_passes_through_all_migrations_in_order() -> None:
    new = to_current(OLD, migrations={1: to_2, 2: to_3}, newest=3)
    assert new == {"training": {"rate": 0.5, "l2": 0.1}, "notes": "none"}


def test_a_version_in_between_passes_through_the_rest() -> None:
    body = {"format": 2, "network": {}, "training": {"rate": 0.5}}
    assert to_current(body, migrations={2: to_3}, newest=3) == {"training": {"rate": 0.5}, "notes": "none"}


def test_the_given_json_is_not_changed() -> None:
    before = {"format": 1, "training": {"learning_rate": 0.5, "l2": 0.1}, "network": {}}
    to_current(OLD, migrations={1: to_2, 2: to_3}, newest=3)
    assert before == OLD


def test_the_newest_version_stays_as_it_is() -> None:
    assert to_current({"format": 2, "a": 1}, migrations={1: to_2}, newest=2) == {"a": 1}
    assert to_current({"a": 1}, migrations={1: to_2}, newest=2) == {"a": 1}  # without a stamp: the newest


@pytest.mark.parametrize("version", [3, 0, -1, 10**30, "1", 1.0, None, True, [1]])
def test_other_versions_are_refused(version: object) -> None:
    with pytest.raises(SpecError) as caught:
        to_current({"format": version}, migrations={1: to_2}, newest=2)
    allowed = "a version from 1 to 2 (a newer Glassnet reads newer ones)"
    assert str(caught.value) == f"format: got {version!r}, allowed: {allowed}"


def test_there_is_a_migration_from_every_older_version() -> None:
    assert MIGRATIONS.keys() == set(range(1, FORMAT))


def test_experiments_are_stamped() -> None:
    assert Experiment().to_json()["format"] == FORMAT


def test_a_file_from_the_future_is_refused() -> None:
    with pytest.raises(SpecError, match=f"format: got {FORMAT + 1}, allowed: a version from 1 to {FORMAT}"):
        Experiment.from_json(Experiment().to_json() | {"format": FORMAT + 1})


@pytest.mark.parametrize("link", ["", "#", f"v={FORMAT + 1}", "v=x", "v=1.5", "v=", "v", "training.epochs=5", "v=(1)"])
def test_links_without_a_known_version_are_refused(link: str) -> None:
    with pytest.raises(SpecError, match=r"link: got .*, allowed: "):
        from_link(link)
