"""Every action has its JSON, its words and its line of Python, and the line does what the action does."""

import json
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.engines import DEFAULT_ENGINE
from glassnet.session import Action, AddPoints, Document, Load, Restart, Set, SetNeuron, SetWeight, action_from_json
from glassnet.spec import Effect, Experiment, SpecError
from glassnet.spec.methods import AdamW
from glassnet.training import Trainer
from tests.session.support import everything, session_of, small, weights

ACTIONS: list[tuple[Action, str, str]] = [
    (Set("training.learning_rate", 0.03), "set “Learning rate” to 0.03", 'run.set("training.learning_rate", 0.03)'),
    (Set("training.batch_size", None), "set “Batch size” to none", 'run.set("training.batch_size", None)'),
    (
        Set("training.optimizer", AdamW(beta1=0.5)),
        "set “Optimizer” to adamw (beta1 0.5, beta2 0.999, eps 1e-08, weight_decay 0.01)",
        "run.set(\"training.optimizer\", {'kind': 'adamw', 'beta1': 0.5, 'beta2': 0.999, 'eps': 1e-08, "
        "'weight_decay': 0.01})",
    ),
    (Set("network.layers.0.units", 5), "set units to 5", 'run.set("network.layers.0.units", 5)'),
    (
        Set("data.source", {"kind": "preset", "name": "moons"}),
        "set “Source” to moons",
        "run.set(\"data.source\", {'kind': 'preset', 'name': 'moons'})",
    ),
    (Set("data.features", ("x", "x*y")), "set “Features” to x, x*y", "run.set(\"data.features\", ['x', 'x*y'])"),
    (AddPoints(((1.0, -2.5, 1.0),)), "add a point at (1.00, -2.50)", "run.add_point(1.0, -2.5, label=1.0)"),
    (SetWeight(1, 3, 2, 0.5), "set weight W1[3,2] to 0.5", "run.set_weight(1, 3, 2, 0.5)"),
    (SetWeight(2, 1, "bias", -0.1), "set bias b2[1] to -0.1", "run.set_weight(2, 1, 'bias', -0.1)"),
    (
        SetNeuron(1, 3, (0.5, -1.0), 0.25),
        "move neuron 3 of layer 1",
        "run.set_neuron(1, 3, (0.5, -1.0), 0.25)",
    ),
    (Restart(), "start again from the same weights", "run.restart()"),
]


@pytest.mark.parametrize(("action", "text", "python"), ACTIONS, ids=[text for _, text, _ in ACTIONS])
def test_an_action(action: Action, text: str, python: str) -> None:
    assert action.text() == text
    assert action.python() == python
    copy = action_from_json(json.loads(json.dumps(action.to_json(), allow_nan=False)))
    assert copy.to_json() == action.to_json()
    runs = [Trainer(small()) for _ in range(3)]
    for run in runs:
        run.advance(5)
    action.apply(runs[0])
    copy.apply(runs[1])
    exec(python, {"run": runs[2]})
    for run in runs:
        run.advance(4)
    assert everything(runs[0]) == everything(runs[1]) == everything(runs[2])


def test_loading_an_experiment() -> None:
    other = small(learning_rate=0.5).with_setting("network.seed", 4)
    action = Load(other)
    names: dict[str, Any] = {"gn": gn, "run": Trainer(small())}
    exec(action.python(), names)
    run = Trainer(small())
    run.advance(5)
    assert action.apply(run) == {Effect.RESTART}
    assert everything(run) == everything(names["run"]) == everything(Trainer(other))
    assert action_from_json(json.loads(json.dumps(action.to_json()))) == action
    assert action.text() == "load another experiment"


def test_loading_the_same_experiment_starts_it_again() -> None:
    run = Trainer(small())
    run.advance(5)
    Load(small()).apply(run)
    assert everything(run) == everything(Trainer(small()))


def test_loading_an_experiment_with_given_weights_keeps_them(engine: str) -> None:
    network = {"layers": [{"units": 1}], "weights": [[[0.1, 0.2]], [[1 / 3], [0.4]]], "biases": [[0.0], [0.5, 0.6]]}
    other = Experiment.from_json(small().to_json() | {"network": network, "data": {"n": 30}})
    session, _ = session_of(engine=engine)
    session.act({"do": "load", "link": gn.to_link(other)})
    assert session.run.experiment == other
    W = session.run.state.weights[1]
    assert W.tolist() == np.array([[1 / 3], [0.4]], W.dtype).tolist()


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (
            {"do": "fly"},
            "do: got 'fly', allowed: one of set, add_point, add_points, erase_points, move_point, set_points",
        ),
        ({"do": "set", "value": 1}, "path: got None, allowed: the dotted path of a setting"),
        ({"do": "add_point", "x": 1, "y": 2}, "label: got None, allowed: a number from -1,000,000 to 1,000,000"),
        ({"do": "add_point", "x": 1, "y": True, "label": 0}, "y: got True, allowed: a number from"),
        ({"do": "add_point", "x": 2e6, "y": 0, "label": 0}, "x: got 2000000.0, allowed: a number from"),
        (
            {"do": "set_weight", "layer": 1, "unit": 1, "source": 3, "value": 1},
            "source: got 3, allowed: .* 1 to 2",
        ),
        ({"do": "set_weight", "layer": 1, "unit": 1, "source": "b", "value": 1}, "source: got 'b', allowed: a whole"),
        ({"do": "set_neuron", "layer": 9, "unit": 1, "weights": [1, 1], "bias": 0}, "layer: got 9, allowed: .* 1 to 2"),
        ({"do": "set_neuron", "layer": 1, "unit": 1, "weights": [1], "bias": 0}, "weights: got '1 values', allowed: 2"),
        ({"do": "set_neuron", "layer": 1, "unit": 1, "weights": 3, "bias": 0}, "weights: got 3, allowed: a list"),
        ({"do": "load"}, "experiment: got None, allowed: a JSON object"),
        ({"do": "load", "link": 5}, "link: got 5, allowed: a text"),
        ({"do": "step"}, "unit: got None, allowed: batch or epoch"),
        ({"do": "speed", "value": "fast"}, "speed: got 'fast', allowed: a whole number from 0 to 5"),
        ([], "action: got \\[\\], allowed: an object with"),
    ],
)
def test_a_wrong_message_is_refused_in_a_line(message: Any, error: str) -> None:
    session, _ = session_of()
    with pytest.raises(SpecError, match=error):
        session.act(message)
    assert session.revision == 1


def test_an_action_does_not_change_when_its_message_does() -> None:
    value = [{"units": 2}, {"units": 3}]
    action = action_from_json({"do": "set", "path": "network.layers", "value": value})
    value.clear()
    assert action.to_json()["value"] == [{"units": 2}, {"units": 3}]


def test_own_points_alone_never_run_out() -> None:
    points = [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [2.0, 0.0, 2.0]]
    experiment = Experiment.from_json({"data": {"source": "own", "points": points}})
    session, _ = session_of(experiment)
    session.run.advance(3)
    before = everything(session.run)
    for fewer, message in (
        ([], "at least one point in the training set"),
        (points[:2], "at least one of the last class"),
    ):
        with pytest.raises(SpecError, match=message):
            session.act({"do": "set", "path": "data.points", "value": fewer})
        assert everything(session.run) == before
    session.act({"do": "set", "path": "data.points", "value": points[1:]})
    session.run.advance(3)
    session.act({"do": "restart"})
    copy = Document.replay(session.document.to_json())
    assert everything(copy.run) == everything(session.run)
    assert copy.run.settings.sizes == (2, 8, 8, 3)


def test_the_script_of_a_session_is_a_short_program(engine: str) -> None:
    session, clock = session_of(engine=engine)
    session.run.advance(3)
    session.act({"do": "set", "path": "training.learning_rate", "value": 0.5})
    session.act({"do": "add_point", "x": 1, "y": 2, "label": 1})
    session.run.advance(4)
    text = session.view("script").data["text"]
    start, other = gn.to_link(small()), "" if engine == DEFAULT_ENGINE else f', engine="{engine}"'
    assert text == (
        "import glassnet as gn\n\n"
        f'experiment = gn.from_link("{start}")\n'
        f"run = gn.Trainer(experiment{other})\n"
        "run.advance(3)\n"
        'run.set("training.learning_rate", 0.5)\n'
        "run.add_point(1.0, 2.0, label=1.0)\n"
        "run.advance(4)\n"
    )
    names: dict[str, Any] = {}
    exec(text, names)
    assert weights(names["run"]) == weights(session.run)
    assert clock.now == 100.0


@pytest.mark.parametrize("wrong", [{}, {"format": 2}, [], {"format": 1, "branches": [], "current": 0, "step": 0}])
def test_what_is_no_document_is_refused(wrong: Any) -> None:
    with pytest.raises(SpecError, match=r"(document|format): got .*, allowed: "):
        Document.replay(wrong)


def test_views_are_asked_for_by_name() -> None:
    session, _ = session_of()
    assert session.view("boundary", {"size": 8}).data["size"] == 8
    for name in ("boundary", "neurons", "weights", "curves", "points", "status", "script"):
        json.dumps(session.view(name).data, allow_nan=False)
    with pytest.raises(SpecError, match="view: got 'sound', allowed: one of status, script, boundary"):
        session.view("sound")
    with pytest.raises(SpecError, match=r"boundary\.size: got 'big', allowed: a whole number"):
        session.view("boundary", {"size": "big"})
    with pytest.raises(SpecError, match=r"landscape\.zoom: got 10+\.\.\., allowed: a number"):
        session.view("landscape", {"zoom": 10**400})  # too long to be a float
    with pytest.raises(SpecError, match=r"weights\.size: got 3, allowed: no parameter"):
        session.view("weights", {"size": 3})


def test_the_state_of_a_diverged_run_is_plain_json(engine: str) -> None:
    session, _ = session_of(small(loss="mse", optimizer="sgd", learning_rate=900.0), engine)
    session.run.advance(10_000)
    state = json.loads(json.dumps(session.state(), allow_nan=False))
    assert state["outcome"]["kind"] == "diverged"
    for name in ("boundary", "neurons", "weights", "curves", "points", "status"):
        json.dumps(session.view(name).data, allow_nan=False)


def test_revisions_grow_with_changes_and_data_revisions_with_the_points() -> None:
    session, _ = session_of()
    for message, points in (
        ({"do": "play"}, 1),
        ({"do": "set", "path": "training.l2", "value": 0.1}, 1),
        ({"do": "add_point", "x": 0, "y": 0, "label": 1}, 2),
        ({"do": "restart"}, 2),
        ({"do": "set", "path": "data.seed", "value": 4}, 3),
        ({"do": "undo"}, 4),
    ):
        before = session.revision
        session.act(message)
        assert session.revision > before
        assert session.data_revision == points, message
