"""The flow: the same numbers as PyTorch's autograd, levels that simulation confirms, changes that are shown."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.explain import STATISTICS, flow, flow_view
from glassnet.explain.measure import DEAD, FLAT
from glassnet.explain.signal import SCHEMES, levels, prescribed, through
from glassnet.nn import ACTIVATIONS, initial_network
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer
from tests.support import require_torch


def make(epochs: int = 0, **settings: Any) -> Trainer:
    experiment = Experiment().with_setting("data.n", 60)
    for path, value in settings.items():
        experiment = experiment.with_setting(path.replace("__", "."), value)
    run = Trainer(experiment, engine="reference")
    run.advance_epochs(epochs)
    return run


@pytest.mark.parametrize(("activation", "optimizer"), [("tanh", "sgd"), ("sigmoid", "adam"), ("gelu", "sgd")])
def test_gradients_deltas_and_the_coming_update_are_pytorchs(activation: str, optimizer: str) -> None:
    torch = require_torch()
    layers = [{"units": 5, "activation": activation}, {"units": 4, "activation": activation}]
    run = make(3, network__layers=layers, training__optimizer=optimizer, training__batch_size=None)
    X = torch.tensor(run.problem.train.X)
    labels = torch.tensor(run.problem.train.labels)
    functions: dict[str, Callable[[Any], Any]] = {
        "tanh": torch.tanh, "sigmoid": torch.sigmoid, "gelu": torch.nn.functional.gelu,
    }  # fmt: skip
    parameters = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in run.state.parameters]
    zs, a = [], X
    for k in range(0, len(parameters), 2):
        z = a @ parameters[k].T + parameters[k + 1]
        z.retain_grad()
        zs.append(z)
        a = functions[activation](z) if k + 2 < len(parameters) else z
    torch.nn.functional.cross_entropy(a, labels).backward()
    found = flow(run).now
    for layer, W, z in zip(found, parameters[::2], zs, strict=True):
        assert layer.gradient == pytest.approx(float(W.grad.norm()), rel=1e-9)
        assert layer.delta == pytest.approx(float((z.grad * len(X)).square().mean().sqrt()), rel=1e-9)
        assert layer.weight == pytest.approx(float(W.detach().square().mean().sqrt()), rel=1e-12)
    before = [p.astype(np.float64) for p in run.state.weights]
    run.advance(1)
    for layer, W, now in zip(found, before, run.state.weights, strict=True):
        moved = np.linalg.norm(now.astype(np.float64) - W) / np.linalg.norm(W)
        assert layer.update == pytest.approx(moved, rel=2e-3)


def test_spread_saturation_and_dead_units_are_counted_as_they_are() -> None:
    weights = [[[1.0, 0.0], [-3.0, 0.0], [0.0, 0.0]], [[1.0, 1.0, 1.0]]]
    biases = [[0.0, -30.0, -1.0], [0.0]]
    layers = [{"units": 3, "activation": "relu"}]
    run = make(network__layers=layers, network__weights=weights, network__biases=biases, data__targets="class",
               training__loss="binary_cross_entropy")  # fmt: skip
    (layer, output) = flow(run).now
    assert layer.dead == pytest.approx(2 / 3) and np.isnan(layer.saturated) and np.isnan(output.dead)
    a = run.forward(run.problem.train.X)[0]
    assert layer.spread == pytest.approx(float(a.std()), rel=1e-5)
    assert layer.mean == pytest.approx(float(a.mean()), rel=1e-5)

    run = make(
        network__layers=[{"units": 6, "activation": "tanh"}], network__initializer={"kind": "normal", "std": 4.0}
    )
    X = run.problem.train.X
    z = X @ run.state.weights[0].T.astype(np.float64) + run.state.biases[0]
    slopes = ACTIVATIONS["tanh"].derivative(z)
    assert flow(run).now[0].saturated == pytest.approx(float((slopes < FLAT).mean()))
    assert flow(run).now[0].dead == pytest.approx(float((slopes < DEAD).all(axis=0).mean()))


def test_nothing_is_averaged_over_layers() -> None:
    run = make(2, network__layers=[{"units": 4}] * 3)
    found = flow(run)
    for name in STATISTICS:
        column = getattr(found, name)
        assert column.shape == (3, 4)
        assert [getattr(layer, name) for layer in found.now] == pytest.approx(list(column[-1]), nan_ok=True)


def test_an_activation_swapped_in_the_middle_is_seen() -> None:
    run = make(network__layers=[{"units": 6, "activation": "sigmoid"}] * 4, training__learning_rate=0.05)
    run.advance_epochs(6)
    for i in range(4):
        run.set(f"network.layers.{i}.activation", "relu")
    run.advance_epochs(6)
    found = gn.flow(run)
    (change,) = found.changes
    assert change.epoch == 6 and change.text.startswith("layer 1: sigmoid → relu, layer 2: sigmoid → relu")
    at = [k for k, step in enumerate(found.steps) if step == change.step]
    assert len(at) == 2  # just before, and just after
    before, after = found.delta[at[0]], found.delta[at[1]]
    assert after[0] / after[-2] > 5 * before[0] / before[-2]  # more of the gradient arrives at the first layer
    assert np.isfinite(found.saturated[at[0]][0]) and np.isnan(found.saturated[at[1]][0])
    assert len(found.steps) == 14 and list(found.epochs) == sorted(found.epochs)


def test_weights_set_by_hand_are_a_change_too() -> None:
    run = make(1)
    run.set_weight(1, 1, 1, 5.0)
    assert [change.text for change in flow(run).changes] == ["weights set by hand"]


def test_a_change_of_shape_keeps_the_columns_of_the_present_network() -> None:
    run = make(2)
    run.set("network.layers", [{"units": 8}, {"units": 8}, {"units": 3}])
    run.advance_epochs(1)
    found = flow(run)
    assert found.names == ("layer 1", "layer 2", "layer 3", "output")
    assert np.isnan(found.weight[0, 2]) and np.isfinite(found.weight[0, [0, 1, 3]]).all()
    assert np.isfinite(found.weight[-1]).all()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_the_predicted_levels_are_those_of_a_wide_network(scheme: str, activation: str) -> None:
    draw = np.random.default_rng(0)
    sizes = (150, 200, 180, 200, 1)
    X = draw.normal(size=(50, 150))
    spreads, deltas = [], []
    for _ in range(3):
        network = initial_network(sizes, draw, hidden=activation, initializer=f"{scheme}_normal")
        tape = network.forward(X)
        gradients = network.backward(tape, np.ones_like(tape.output))
        spreads.append([a.std() for a in tape.a[:-1]])
        deltas.append([np.sqrt(np.mean(d**2)) for d in gradients.deltas])
    kinds: list[tuple[str, dict[str, float]]] = [(name, {}) for name in (*[activation] * 3, "identity")]
    found = levels(sizes, kinds, scheme, float(np.mean(X**2)), 1.0)
    assert np.mean(spreads, axis=0) == pytest.approx(list(found.spread[:-1]), rel=0.06)
    assert np.mean(deltas, axis=0) == pytest.approx(list(found.delta), rel=0.25)


def test_relu_halves_the_square_and_he_makes_up_for_it() -> None:
    for q in (0.5, 2.0):
        mean, square, slope = through("relu", q)
        assert square == pytest.approx(q / 2, rel=1e-4) and slope == pytest.approx(0.5, rel=1e-2)
        assert mean == pytest.approx(np.sqrt(q / (2 * np.pi)), rel=1e-4)
    assert prescribed("he", 50, 7) * 50 == pytest.approx(2.0)
    assert prescribed("xavier", 50, 50) * 50 == pytest.approx(1.0)


def test_the_view_is_what_the_flow_is() -> None:
    run = make(5)
    run.set("training.learning_rate", 0.05)
    run.advance_epochs(2)
    found, view = flow(run), flow_view(run)
    json.dumps(view.data, allow_nan=False)
    moments, layers = len(found.moments), len(found.names)
    assert view.data["moments"] == moments
    assert [len(a) for a in view.arrays] == [moments] + [moments * layers] * len(STATISTICS)
    for name, array in zip(view.data["statistics"], view.arrays[1:], strict=True):
        assert array.reshape(moments, layers) == pytest.approx(found.column(name), rel=1e-6, nan_ok=True)
    assert view.data["changes"] == [{"epoch": 5.0, "text": "learning rate: 0.01 → 0.05"}]
    assert view.data["suited"] == ["xavier"] * 3


def test_the_view_is_thinned_but_keeps_the_ends_and_the_changes() -> None:
    run = make(30)
    run.set("training.learning_rate", 0.05)
    run.advance_epochs(30)
    whole, few = flow(run), flow_view(run, 12)
    shown = few.arrays[0].tolist()
    assert len(shown) <= 14 and shown[0] == 0.0 and shown[-1] == 60.0 and shown.count(30.0) == 2
    assert len(whole.moments) > 30


def test_a_diverged_run_has_a_flow_and_a_view() -> None:
    run = make(5, data__source={"kind": "preset", "name": "plane"}, training__optimizer="sgd",
               training__learning_rate=1000.0, network__layers=[{"units": 6, "activation": "relu"}] * 2)  # fmt: skip
    assert run.outcome is not None and run.outcome.kind == "diverged"
    json.dumps(flow(run).to_json(), allow_nan=False)
    json.dumps(flow_view(run).data, allow_nan=False)


def test_wrong_questions_are_answered_in_a_line() -> None:
    run = make()
    with pytest.raises(SpecError, match="run: got 3, allowed: a run"):
        flow(3)  # type: ignore[arg-type]
    with pytest.raises(SpecError, match="statistic: got 'size', allowed: one of gradient"):
        flow(run).column("size")
    with pytest.raises(AttributeError, match="a flow has no 'size'; it has gradient"):
        flow(run).size  # noqa: B018
    with pytest.raises(SpecError, match="points: got 5"):
        flow_view(run, 5)
