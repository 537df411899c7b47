"""The doctor and the flow in a session: what the page asks for, and cures that are done and taken back as actions."""

import json
from typing import Any

import numpy as np
import pytest

from glassnet.data import make_dataset
from glassnet.explain import STATISTICS, diagnose, flow
from glassnet.session import Session
from glassnet.spec import DataSpec, Experiment, SpecError
from tests.session.support import everything, session_of, small


def pasted(rows: np.ndarray[Any, np.dtype[np.float64]], labels: np.ndarray[Any, Any]) -> Session:
    """A session on a pasted table, trained for a while."""
    lines = ["x,y,label", *(f"{x:.6f},{y:.6f},{'ab'[int(label)]}" for (x, y), label in zip(rows, labels, strict=True))]
    source = {"kind": "table", "text": "\n".join(lines), "column": "label"}
    session = Session(Experiment.from_json({"data": {"source": source}, "training": {"epochs": 20}}))
    session.run.train()
    return session


def moons(n: int) -> tuple[Any, Any]:
    spec = DataSpec.from_json({"source": {"kind": "preset", "name": "moons"}, "n": n, "noise": 0.3})
    table = make_dataset(spec).table
    return table.points, table.labels


def first(session: Session) -> dict[str, Any]:
    """The first diagnosis, as the page gets it."""
    found: dict[str, Any] = session.view("diagnosis").data["diagnoses"][0]
    return found


def do(session: Session, actions: list[dict[str, Any]]) -> None:
    for action in actions:
        session.act(json.loads(json.dumps(action)))  # as it comes from the page


def test_the_views_are_what_the_library_says_of_the_run() -> None:
    session, _ = session_of()
    session.run.advance_epochs(3)
    assert session.view("diagnosis").data == diagnose(session.run).to_json()
    shown, found = session.view("flow"), flow(session.run)
    assert shown.data["moments"] == 4 and len(shown.arrays) == 1 + len(STATISTICS)
    assert shown.data["layers"] == found.to_json()["layers"]
    assert shown.arrays[0].tolist() == [0.0, 1.0, 2.0, 3.0]


def test_what_is_done_to_the_session_is_marked_in_the_flow() -> None:
    session, _ = session_of()
    session.run.advance_epochs(2)
    session.act({"do": "set", "path": "network.layers.0.activation", "value": "relu"})
    session.run.advance_epochs(1)
    assert session.view("flow").data["changes"] == [{"epoch": 2.0, "text": "layer 1: tanh → relu"}]
    session.act({"do": "undo"})
    assert [change["text"] for change in session.view("flow").data["changes"]][-1] == "layer 1: relu → tanh"


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("flow", {"points": 5}, "points: got 5, allowed: a whole number from 12 to 400"),
        ("flow", {"points": 30.5}, "flow.points: got 30.5, allowed: a whole number"),
        ("flow", {"layer": 1}, "flow.layer: got 1, allowed: only points"),
        ("diagnosis", {"deep": True}, "diagnosis.deep: got True, allowed: no parameter"),
    ],
)
def test_a_wrong_parameter_is_refused_in_a_line(name: str, parameters: dict[str, Any], said: str) -> None:
    session, _ = session_of()
    with pytest.raises(SpecError) as refused:
        session.view(name, parameters)
    assert str(refused.value).startswith(said)


def test_looking_changes_nothing() -> None:
    session, _ = session_of(small(epochs=5))
    session.run.advance_epochs(4)
    before = everything(session.run)
    session.view("diagnosis")
    session.view("flow")
    assert everything(session.run) == before


def test_a_click_takes_the_doubles_of_training_examples_out_of_the_held_out_parts() -> None:
    points, labels = moons(80)
    again = slice(0, 60)
    session = pasted(np.concatenate([points, points[again]]), np.concatenate([labels, labels[again]]))
    assert first(session)["name"] == "leak"
    held = len(session.run.data.validation) + len(session.run.data.test)
    cure = first(session)["cures"][0]
    do(session, cure["actions"])
    assert "leak" not in [d["name"] for d in session.view("diagnosis").data["diagnoses"]]
    less = len(session.run.data.validation) + len(session.run.data.test)
    assert held - less == len(cure["actions"][0]["rows"]) > 5
    session.act({"do": "undo"})
    assert first(session)["name"] == "leak"


def test_a_click_makes_a_rare_class_of_a_table_count_as_much_as_the_other() -> None:
    points, labels = moons(300)
    rare = np.concatenate([np.flatnonzero(labels == 0), np.flatnonzero(labels == 1)[::12]])
    session = pasted(points[rare], labels[rare])
    assert first(session)["name"] == "class_imbalance"
    cure = first(session)["cures"][0]
    do(session, cure["actions"])
    train = session.run.data.train.labels
    assert (train == 0).sum() == (train == 1).sum() > 50
    session.act({"do": "restart"})
    session.run.train()
    assert "class_imbalance" not in [d["name"] for d in session.view("diagnosis").data["diagnoses"]]
    session.act({"do": "undo"})
    session.act({"do": "undo"})
    assert not session.run.experiment.data.points


def test_a_click_draws_the_classes_of_a_preset_alike() -> None:
    data = {"source": {"kind": "preset", "name": "moons"}, "n": 300, "noise": 0.3, "balance": 0.04}
    session = Session(Experiment.from_json({"data": data, "training": {"epochs": 20}}))
    session.run.train()
    assert first(session)["name"] == "class_imbalance"
    do(session, first(session)["cures"][0]["actions"])
    assert session.run.experiment.data.balance is None
    session.run.train()
    assert session.view("diagnosis").data["healthy"]
