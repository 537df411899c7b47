"""`train_population`: every network is trained as `train` would train it alone."""

from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.engines import walk
from glassnet.engines.protocol import Floats
from glassnet.spec import Experiment, SpecError
from glassnet.spec.choices import MSE, Normal, Orthogonal, PyTorchDefault
from glassnet.spec.methods import Adam, Cosine
from glassnet.training import Trainer, train_population
from glassnet.training.initial import initial_state
from glassnet.training.population import _initial_states

DATA = gn.load("moons", n=80, noise=0.2, seed=3)
START = (
    Experiment()
    .with_setting("network.layers", [{"units": 5, "activation": "tanh"}, {"units": 3, "activation": "relu"}])
    .with_setting("training.epochs", 6)
    .with_setting("training.batch_size", 7)
)


def differing() -> list[Experiment]:
    """Networks that differ in seeds, rate, schedule, initial scale, penalty, dropout, clipping."""
    changes: list[dict[str, object]] = [
        {},
        {"network.seed": 5, "training.seed": 6},
        {"training.learning_rate": 0.2},
        {"network.initializer": Normal(std=0.7)},
        {"training.l2": 0.05, "training.l1": 0.01},
        {"training.schedule": Cosine(epochs=4), "training.warmup": 1.5},
        {"network.layers.0.dropout": 0.4, "training.dropout_seed": 9},
        {"training.clip_norm": 0.05},
        {"network.initializer": PyTorchDefault(), "network.bias": 0.1},
    ]
    experiments = []
    for change in changes:
        experiment = START
        for path, value in change.items():
            experiment = experiment.with_setting(path, value)
        experiments.append(experiment)
    return experiments


def parameters(run: gn.Trainer | gn.Network) -> Floats:
    net = run if isinstance(run, gn.Network) else run.net
    return np.concatenate([np.ravel(a) for a in [*net.weights, *net.biases]]).astype(np.float64)


@pytest.mark.parametrize("optimizer", ["sgd", Adam(beta1=0.8)], ids=str)
def test_each_network_is_the_one_that_is_trained_alone(optimizer: object) -> None:
    specs = [e.with_setting("training.optimizer", optimizer) for e in differing()]
    run = train_population(specs, DATA, evaluations=3)
    assert len(run) == len(specs) and run.epochs.tolist() == [2, 4, 6]
    seen = []
    for i, experiment in enumerate(specs):
        alone = Trainer(experiment.with_(data=DATA.spec), engine="reference", data=DATA)
        losses = [alone.advance_epochs(2) and alone.evaluate() for _ in range(3)]
        for part in ("train", "validation", "test"):
            expected = [e.scores[part].loss for e in losses if e]
            np.testing.assert_allclose(run.recorded.loss[part][i], expected, rtol=2e-5)
            assert run.loss(part)[i] == run.recorded.loss[part][i, -1]
            assert abs(run.scores(part)[i] - alone.evaluate().scores[part].score) < 0.07  # one tie at most
        np.testing.assert_allclose(parameters(run.network(i)), parameters(alone), rtol=2e-3, atol=2e-5)
        assert run.states[i].cursor == alone.state.cursor
        assert run.steps[i] == alone.step
        seen.append(tuple(parameters(alone).round(4)))
    assert len(set(seen)) == len(specs)  # everything that differs makes a difference


def test_one_by_one_on_the_reference_gives_the_same_in_float64() -> None:
    specs = differing()[:4]
    fast, slow = train_population(specs, DATA, evaluations=2), train_population(
        specs, DATA, evaluations=2, engine="reference"
    )  # fmt: skip
    for part in ("train", "validation", "test"):
        np.testing.assert_allclose(fast.recorded.loss[part], slow.recorded.loss[part], rtol=2e-5)
    np.testing.assert_allclose(fast.recorded.gradient_norm, slow.recorded.gradient_norm, rtol=1e-3)
    assert fast.best() == slow.best()
    for i in range(4):
        alone = Trainer(specs[i].with_(data=DATA.spec), engine="reference", data=DATA).train()
        assert (parameters(slow.network(i)) == parameters(alone)).all()


def test_many_networks_do_not_disturb_each_other_whatever_the_threads() -> None:
    specs = [START.with_setting("network.seed", i).with_setting("training.seed", i) for i in range(19)]
    one, three = train_population(specs, DATA, threads=1), train_population(specs, DATA, threads=3)
    few = train_population(specs[11:13], DATA)
    for i in range(19):
        assert (parameters(one.network(i)) == parameters(three.network(i))).all()
    assert (parameters(few.network(0)) == parameters(one.network(11))).all()


def test_initial_weights_are_those_of_single_networks_bit_for_bit() -> None:
    schemes = [Normal(), Orthogonal(gain=2.0), PyTorchDefault(), None]
    experiments = [
        START.with_setting("network.seed", i).with_setting("network.initializer", scheme) if scheme else START
        for i, scheme in enumerate(schemes)
    ]
    sizes = (2, 5, 3, 2)
    for experiment, state in zip(experiments, _initial_states(experiments, sizes), strict=True):
        alone = initial_state(experiment.network, experiment.training.optimizer, sizes)
        assert all((a == b).all() for a, b in zip(state.parameters, alone.parameters, strict=True))


def test_a_network_that_diverges_says_so_and_the_others_go_on() -> None:
    start = START.with_setting("training.loss", MSE()).with_setting("training.optimizer", "sgd")
    start = start.with_setting("network.layers", [{"units": 5, "activation": "identity"}] * 2)
    specs = [start, start.with_setting("training.learning_rate", 1e3), start.with_setting("network.seed", 2)]
    for engine in ("compiled", "reference"):
        run = train_population(specs, DATA, engine=engine)
        assert run.diverged.tolist() == [False, True, False]
        assert run.steps[1] < run.steps[0] == run.steps[2]
        assert np.isnan(run.loss()).tolist() == [False, True, False]
        assert run.best() in (0, 2)
        with pytest.raises(SpecError, match="only networks that have diverged"):
            train_population(specs[1:2], DATA, engine=engine).best()


def test_progress_is_reported_and_long_runs_are_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = train_population(differing(), DATA, evaluations=6)
    monkeypatch.setattr("glassnet.training.population.NETWORK_STEPS", 50)
    said: list[tuple[int, int]] = []
    parts = train_population(differing(), DATA, evaluations=6, on_progress=lambda *now: said.append(now))
    assert said[-1] == (42, 42) and len(said) == 9
    for i in range(len(whole)):
        assert (parameters(whole.network(i)) == parameters(parts.network(i))).all()
    assert (whole.recorded.loss["test"] == parts.recorded.loss["test"]).all()


def test_regression_and_full_batches() -> None:
    data = gn.load("plane", n=60, split=(0.8, 0.0, 0.2))
    specs = [START.with_setting("training.batch_size", None).with_setting("network.seed", i) for i in range(3)]
    run = train_population(specs, data)
    assert run.score == "r2" and run.sizes == (2, 5, 3, 1)
    assert run.steps.tolist() == [6, 6, 6]
    assert run.best() == int(np.argmin(run.loss("train")))
    with pytest.raises(SpecError, match="part: got 'validation', allowed: one of train, test"):
        run.loss("validation")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"network.layers": [{"units": 4}]}, r"specs\[1\].network.layers"),
        ({"network.layers.0.activation": "sigmoid"}, r"specs\[1\].network.layers"),
        ({"training.optimizer": "adam"}, r"specs\[1\].training.optimizer: got 'adam', allowed: 'sgd' as in specs\[0\]"),
        ({"training.batch_size": 8}, r"specs\[1\].training.batch_size: got 8, allowed: 7 as in specs\[0\]"),
        ({"training.shuffle": False}, r"specs\[1\].training.shuffle"),
        ({"training.epochs": 7}, r"specs\[1\].training.epochs"),
        ({"training.patience": 3}, r"specs\[1\].training.patience: got 3, allowed: none"),
        ({"training.target": 0.9}, r"specs\[1\].training.target"),
    ],
)
def test_what_must_be_alike_is_named(changes: dict[str, object], message: str) -> None:
    start = START.with_setting("training.optimizer", "sgd")
    other = start
    for path, value in changes.items():
        other = other.with_setting(path, value)
    with pytest.raises(SpecError, match=message):
        train_population([start, other], DATA)


def test_wrong_arguments_are_refused_in_one_line() -> None:
    cases: list[tuple[Any, dict[str, Any], str]] = [
        ([], {}, "specs: got .., allowed: at least one"),
        (START, {}, "allowed: a list of experiments"),
        ([START], {"evaluations": 0}, "evaluations: got 0"),
        ([START], {"threads": 0}, "threads: got 0"),
        ([START], {"engine": "torch"}, "engine: got 'torch', allowed: one of compiled"),
    ]
    for specs, settings, message in cases:
        with pytest.raises(SpecError, match=message):
            train_population(specs, DATA, **settings)


def test_the_steps_are_those_of_the_walk() -> None:
    run = train_population([START], DATA)
    assert run.states[0].cursor == walk(Trainer(START, data=DATA).state.cursor, int(run.steps[0]), 48, 7).end
