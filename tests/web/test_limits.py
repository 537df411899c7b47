"""What is too much for the playground is refused before it is tried."""

from typing import Any

import pytest

from glassnet.spec import Experiment, SpecError, to_link
from glassnet.web import limits

OWN = Experiment()

TOO_MUCH: list[tuple[str, Any, str]] = [
    ("data.n", 20_001, "data.n"),
    ("data.n", 1_000_000, "at most 20,000"),
    ("data.source", {"kind": "csv", "path": "/etc/passwd"}, "cannot make the server read"),
    ("data.source", {"kind": "table", "text": "x" * 450_001, "column": "x"}, "450,001 characters"),
    ("data.features", ["x"] * 33, "33 features"),
    ("data.points", [[0, 0, 0]] * 2001, "2,001 own points"),
    ("network.layers", [{"units": 2}] * 9, "9 hidden layers"),
    ("network.layers", [{"units": 65}], "network.layers.0.units"),
    ("network.layers.1.units", 65_536, "at most 64"),
]


@pytest.mark.parametrize(("path", "value", "said"), TOO_MUCH)
def test_a_setting_that_is_too_much_is_refused(path: str, value: Any, said: str) -> None:
    with pytest.raises(SpecError, match=said):
        limits.check_action({"do": "set", "path": path, "value": value}, OWN, OWN)


@pytest.mark.parametrize(("path", "value", "said"), TOO_MUCH)
def test_an_experiment_that_is_too_much_is_not_loaded(path: str, value: Any, said: str) -> None:
    experiment = OWN.with_setting(path, value)
    with pytest.raises(SpecError, match=said):
        limits.check_action({"do": "load", "link": to_link(experiment)}, OWN, OWN)
    with pytest.raises(SpecError, match=said):
        limits.check_action({"do": "load", "experiment": experiment.to_json()}, OWN, OWN)


@pytest.mark.parametrize(("path", "value", "said"), TOO_MUCH)
def test_what_the_server_was_started_with_is_allowed(path: str, value: Any, said: str) -> None:
    own = OWN.with_setting(path, value)
    limits.check_action({"do": "set", "path": "training.learning_rate", "value": 0.1}, own, own)


def test_the_greatest_that_is_allowed_is_allowed() -> None:
    big = OWN.with_setting("data.n", limits.MAX_POINTS).with_setting("network.layers", [{"units": 64}] * 8)
    limits.check(big, OWN)


def test_own_points_are_counted_as_they_come() -> None:
    full = OWN.with_setting("data.points", [[0, 0, 0]] * limits.MAX_OWN_POINTS)
    with pytest.raises(SpecError, match="2,001 own points"):
        limits.check_action({"do": "add_point", "x": 0, "y": 0, "label": 0}, full, OWN)


@pytest.mark.parametrize("action", [None, [], 3, {}, {"do": "set"}, {"do": "load"}, {"do": ["set"]}, {"do": "play"}])
def test_what_is_no_change_is_left_to_the_session(action: Any) -> None:
    limits.check_action(action, OWN, OWN)


def test_pictures_have_a_largest_size() -> None:
    limits.check_view("boundary", {"size": 200})
    with pytest.raises(SpecError, match="at most 200"):
        limits.check_view("boundary", {"size": 201})
    with pytest.raises(SpecError, match="at most 64"):
        limits.check_view("neurons", {"size": 400})
