"""What an action needs before it can be done at once, and what may be needed next."""

from typing import Any

import pytest

from glassnet.session import Session
from glassnet.session.neighbours import MOST, neighbours
from glassnet.spec import Experiment
from tests.session.support import session_of, small


def layers(*units: int) -> dict[str, Any]:
    return {"do": "set", "path": "network.layers", "value": [{"units": n} for n in units]}


@pytest.fixture
def session() -> Session:
    return session_of()[0]


def test_another_network_needs_code_and_has_it_once_it_is_made(session: Session) -> None:
    needed = session.preparation(layers(13))
    assert needed is not None
    needed.make()
    assert needed.ready
    session.act(layers(13))
    assert session.preparation(layers(13)) is None


@pytest.mark.parametrize(
    "message",
    [
        layers(11),
        {"do": "set", "path": "network.layers.0.activation", "value": "gelu"},
        {"do": "set", "path": "training.loss", "value": "mse"},
        {"do": "set", "path": "training.batch_size", "value": 7},
        {"do": "set", "path": "data.features", "value": ["x", "y", "x*y"]},
        {"do": "set", "path": "data.source", "value": {"kind": "preset", "name": "blobs"}},
    ],
    ids=lambda message: str(message["path"]),
)
def test_what_is_needed_is_what_the_run_then_uses(session: Session, message: dict[str, Any]) -> None:
    needed = session.preparation(message)
    assert needed is not None
    needed.make()
    session.act(message)
    session.view("boundary", {"size": 10})
    assert needed.ready
    assert needed == session.preparation(layers(3)) or session.preparation(message) is None


@pytest.mark.parametrize(
    "message",
    [
        {"do": "set", "path": "training.learning_rate", "value": 0.2},
        {"do": "set", "path": "training.optimizer", "value": "sgd"},
        {"do": "set", "path": "data.noise", "value": 0.2},
        {"do": "set", "path": "network.seed", "value": 3},
        {"do": "add_point", "x": 1.0, "y": 1.0, "label": 0},
        {"do": "play"},
        {"do": "undo"},
        {"do": "set", "path": "network.layers", "value": "nonsense"},
        {"do": "set", "path": "training.loss", "value": {"kind": "half"}},
        {"do": "load", "link": 3},
        {"do": "set"},
        "nonsense",
        None,
    ],
    ids=str,
)
def test_nothing_is_needed_for_the_rest(session: Session, message: Any) -> None:
    before = session.state()
    assert session.preparation(message) is None
    assert session.state() == before


def test_undo_and_redo_need_the_network_that_they_lead_to(session: Session) -> None:
    session.act(layers(5))
    back = session.preparation({"do": "undo"})
    assert back is not None
    assert back.ready  # it was in use a moment ago
    session.act({"do": "undo"})
    assert session.preparation({"do": "redo"}) == session.preparation(layers(5))


def test_a_run_on_the_reference_needs_nothing() -> None:
    session, _ = session_of(engine="reference")
    assert session.preparation(layers(11)) is None
    assert session.likely() == []


def test_neighbours_are_one_click_away_and_few() -> None:
    found = neighbours(small())
    widths = [tuple(layer.units for layer in other.network.layers) for other in found]
    assert {(2,), (4,), (3, 3), ()} <= set(widths)
    kinds = {other.network.layers[0].activation.kind for other in found if len(other.network.layers) == 1}
    assert {"tanh", "relu", "sigmoid"} <= kinds
    deep = Experiment().with_setting("network.layers", [{"units": 4}] * 8)
    assert len(neighbours(deep)) == MOST


def test_likely_code_is_that_of_the_neighbours(session: Session) -> None:
    likely = session.likely()
    assert session.preparation(layers(4)) in likely
    assert len(likely) == len(set(likely))
