"""The diagnosis: each fault put in is what is said first; healthy runs are called healthy; cures can be done."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.data import Dataset, make_dataset
from glassnet.data.dataset import Part
from glassnet.explain import DIAGNOSES, diagnose, diagnose_view
from glassnet.explain.diagnosis import examine, judge
from glassnet.explain.diagnosis.neighbours import ask_neighbours, balanced_accuracy
from glassnet.explain.diagnosis.trials import try_rates
from glassnet.session import Session
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer

FAST = {"data.n": 240, "training.epochs": 40, "network.layers": [{"units": 8, "activation": "tanh"}] * 2}
RELU = [{"units": 8, "activation": "relu"}] * 2


def preset(name: str) -> dict[str, str]:
    return {"kind": "preset", "name": name}


def experiment(settings: dict[str, Any]) -> Experiment:
    made = Experiment()
    for path, value in (FAST | settings).items():
        made = made.with_setting(path, value)
    return made


def trained(settings: dict[str, Any], data: Dataset | None = None) -> Trainer:
    return Trainer(experiment(settings), data=data).train()


def table_of_values(size: float) -> dict[str, str]:
    """A wave over the plane, up to some size, as a table that somebody pastes."""
    x, y = np.random.default_rng(0).uniform(-3, 3, (2, 240))
    rows = [f"{a:.3f},{b:.3f},{size * (2 + np.sin(a) + b / 3):.6g}" for a, b in zip(x, y, strict=True)]
    return {"kind": "table", "text": "\n".join(["x,y,price", *rows]), "column": "price"}


FAULTS: dict[str, dict[str, Any]] = {
    "learning_rate_too_high": {"training.learning_rate": 3.0},
    "learning_rate_too_low": {"training.learning_rate": 1e-5},
    "vanishing_gradients": {
        "network.layers": [{"units": 8, "activation": "sigmoid"}] * 6, "training.optimizer": "sgd",
        "training.learning_rate": 0.1,
    },
    "exploding_gradients": {
        "network.layers": [{"units": 12, "activation": "relu"}] * 6,
        "network.initializer": {"kind": "normal", "std": 2.0}, "training.optimizer": "sgd",
    },
    "dead_relus": {"network.layers": RELU, "network.bias": -6.0},
    "saturated": {"network.initializer": {"kind": "normal", "std": 30.0}, "data.source": preset("xor")},
    "symmetric_start": {"network.initializer": "zeros"},
    "inputs_not_scaled": {"data.features": ["500*x", "y"], "data.scaling": "none"},
    "values_not_scaled": {"data.source": table_of_values(1e5)},
    "batch_too_large": {"training.batch_size": None, "training.learning_rate": 0.003},
    "plateau": {
        "network.initializer": {"kind": "normal", "std": 1e-4}, "training.optimizer": "sgd",
        "data.source": preset("xor"),
    },
    "capacity_too_small": {"network.layers": [{"units": 2, "activation": "tanh"}]},
    "too_strong_regularisation": {"training.l2": 0.3},
    "not_finite": {
        "data.features": ["exp(13*x)", "exp(13*y)"], "data.scaling": "none", "training.optimizer": "sgd",
        "data.source": preset("plane"), "network.layers": RELU,
    },
    "too_deep": {
        "network.layers": [{"units": 10, "activation": "tanh"}] * 10,
        "network.initializer": {"kind": "uniform", "limit": 0.15},
    },
    "overfitting": {
        "data.n": 200, "data.noise": 0.25, "training.epochs": 300,
        "network.layers": [{"units": 32, "activation": "relu"}] * 2,
        "data.split": {"train": 0.4, "validation": 0.4, "test": 0.2}, "data.source": preset("spiral"),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_put_in_is_what_is_said_first(name: str) -> None:
    report = diagnose(trained(FAULTS[name]))
    assert report.names[0] == name, [(d.name, d.strength) for d in report]
    assert not report.healthy
    first = report[0]
    assert first.evidence and first.cures
    assert any(e.limit is not None for e in first.evidence)
    json.dumps(report.to_json(), allow_nan=False)


def rows(part: Part, at: Any) -> Part:
    return Part(part.points[at], part.X[at], part.labels[at])


def joined(first: Part, second: Part) -> Part:
    pairs = ((first.points, second.points), (first.X, second.X), (first.labels, second.labels))
    return Part(*(np.concatenate(pair) for pair in pairs))


def with_data_fault(name: str) -> Trainer:
    settings: dict[str, Any] = {}
    if name == "unshuffled":
        settings = {"training.shuffle": False, "training.optimizer": "momentum", "training.learning_rate": 0.1,
                    "data.source": preset("spiral"), "training.batch_size": 8}  # fmt: skip
    made = make_dataset(experiment(settings).data)
    train, draw = made.train, np.random.default_rng(0)
    if name == "unshuffled":
        made = replace(made, train=rows(train, np.argsort(train.labels, kind="stable")))
    elif name == "leak":
        made = replace(made, train=joined(train, rows(made.validation, slice(0, 30))))
    elif name == "label_noise":
        hit = draw.random(len(train)) < 0.4
        labels = np.where(hit, draw.integers(0, 2, len(train)), train.labels)
        made = replace(made, train=Part(train.points, train.X, labels))
    elif name == "class_imbalance":
        keep = np.flatnonzero((train.labels == 0) | (np.arange(len(train)) % 40 == 0))
        made = replace(made, train=rows(train, keep))
    return trained(settings, made)


@pytest.mark.parametrize("name", ["unshuffled", "leak", "label_noise", "class_imbalance"])
def test_a_fault_of_the_data_is_what_is_said_first(name: str) -> None:
    report = diagnose(with_data_fault(name))
    assert report.names[0] == name, [(d.name, d.strength) for d in report]


def test_every_rule_has_a_test_its_words_and_its_source() -> None:
    fine = {name for name, rule in DIAGNOSES.items() if rule.kind == "fine"}
    tested = set(FAULTS) | {"unshuffled", "leak", "label_noise", "class_imbalance"}
    assert fine == {"converged", "still_learning"}
    assert set(DIAGNOSES) == tested | fine
    for rule in DIAGNOSES.values():
        assert rule.why.count(". ") in (1, 2) and rule.why.endswith((".", ".)"))
        assert rule.rule and rule.title and rule.judge.__doc__
        assert any(digit in rule.source for digit in "12"), rule.source  # a year


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"data.source": preset("moons"), "network.layers": RELU, "network.initializer": "he_normal"},
        {"data.source": preset("blobs")},
        {"data.source": preset("gauss"), "data.noise": 0.3},
        {"data.source": preset("plane"), "training.epochs": 60},
        {"training.batch_size": 1, "training.learning_rate": 0.002},
        {"training.l2": 1e-4},
        {"data.scaling": "none"},
    ],
)
def test_healthy_runs_are_called_healthy(settings: dict[str, Any]) -> None:
    report = diagnose(trained(settings))
    assert report.healthy, [(d.name, d.evidence) for d in report]
    assert len(report) == 1


def test_an_untrained_run_and_an_unfinished_one_are_still_learning() -> None:
    run = Trainer(experiment({}))
    (untrained,) = diagnose(run)
    assert (untrained.name, untrained.title) == ("still_learning", "Nothing wrong: it has not been trained yet")
    assert untrained.evidence == () and "falling" not in untrained.why  # nothing has been measured
    run.advance_epochs(3)
    (unfinished,) = diagnose(run)
    assert (unfinished.name, unfinished.title) == ("still_learning", "Nothing wrong: it is still learning")
    assert [found.value for found in unfinished.evidence] == [4]  # measurements: too few to say that it has converged


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in ("overfitting", "not_finite")])
def test_the_first_cure_cures_and_can_be_undone(name: str) -> None:
    session = Session(experiment(FAULTS[name]))
    session.run.train()
    sick = session.run.evaluate().scores["train"].score
    cure = diagnose(session.run)[0].cures[0]
    assert cure.actions
    for action in cure.actions:
        session.act(action)
    session.run.train()
    assert diagnose(session.run).healthy
    assert session.run.evaluate().scores["train"].score > sick + 0.05
    for _ in cure.actions:
        session.act({"do": "undo"})
    assert session.run.experiment == experiment(FAULTS[name])


def test_a_run_that_overflowed_stays_finite_with_the_first_cure() -> None:
    session = Session(experiment(FAULTS["not_finite"]))
    session.run.train()
    for action in diagnose(session.run)[0].cures[0].actions:
        session.act(action)
    session.run.train()
    assert session.run.outcome is not None and session.run.outcome.kind == "finished"


def test_every_fault_has_a_cure_of_one_click() -> None:
    for name in (*FAULTS, "unshuffled", "label_noise", "class_imbalance"):
        run = trained(FAULTS[name]) if name in FAULTS else with_data_fault(name)
        assert any(cure.actions for cure in diagnose(run)[0].cures), name


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_every_cure_with_actions_is_one_the_session_can_do(name: str) -> None:
    run = trained(FAULTS[name] | {"training.epochs": 12})
    for diagnosis in diagnose(run):
        for cure in diagnosis.cures:
            session = Session(run.experiment, engine="reference")
            for action in cure.actions:
                session.act(action)
            assert not cure.actions or session.run.experiment != run.experiment


def test_a_run_is_not_changed_by_being_examined() -> None:
    run = trained({"training.epochs": 5})
    before = run.snapshot()
    diagnose(run)
    after = run.snapshot()
    assert all(np.array_equal(a, b) for a, b in zip(before.state.parameters, after.state.parameters, strict=True))
    assert before.state.cursor == after.state.cursor and np.array_equal(
        before.history.table, after.history.table, equal_nan=True
    )
    assert run.outcome == before.outcome and run.experiment == before.experiment


def test_a_diverged_run_always_gets_an_answer() -> None:
    run = trained({"data.source": preset("plane"), "training.optimizer": "sgd", "training.learning_rate": 1000.0})
    assert run.outcome is not None and run.outcome.kind == "diverged"
    facts = examine(run)
    assert judge(facts)[0].name == "learning_rate_too_high"
    without = replace(facts, trials=())  # as for a network that is too large to try
    assert judge(without)[0].name == "learning_rate_too_high"
    assert all(d.kind == "sick" for d in judge(without))


def test_trials_are_left_out_where_they_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from glassnet.explain.diagnosis import trials

    run = trained({"training.epochs": 2})
    assert len(try_rates(run)) == len(trials.FROM_START + trials.FROM_HERE)
    monkeypatch.setattr(trials, "MAX_WORK", 1.0)
    assert try_rates(run) == ()


def test_data_without_held_out_examples_and_tiny_data_are_no_trouble() -> None:
    whole = {"train": 1.0, "validation": 0.0, "test": 0.0}
    assert diagnose(trained({"data.split": whole})).healthy
    four = trained({"data.source": preset("xor_points"), "data.split": whole, "training.epochs": 200})
    assert diagnose(four).healthy


def test_a_checkpoint_is_examined_though_it_has_no_trail(tmp_path: Any) -> None:
    run = trained(FAULTS["dead_relus"])
    run.save(tmp_path / "run.npz")
    assert diagnose(Trainer.load(tmp_path / "run.npz")).names == diagnose(run).names


def test_neighbours_know_what_can_be_learned() -> None:
    found = ask_neighbours(make_dataset(experiment({}).data))
    assert found.train > 0.97 and found.held > 0.95 and found.surrounded < 0.01
    overlapping = ask_neighbours(make_dataset(experiment({"data.noise": 1.0}).data))
    assert overlapping.train < 0.8 and overlapping.pure < 0.1
    assert balanced_accuracy(np.array([1, 1, 1, 1]), np.array([1, 1, 1, 0])) == 0.5


def test_the_page_gets_the_same_report() -> None:
    run = trained(FAULTS["symmetric_start"])
    assert diagnose_view(run).data == diagnose(run).to_json()
    assert gn.diagnose is diagnose


def test_something_else_than_a_run_is_refused_in_a_line() -> None:
    with pytest.raises(SpecError, match="run: got 'moons', allowed: a run"):
        diagnose("moons")  # type: ignore[arg-type]
