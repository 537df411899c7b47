"""The loss landscape: its planes, its losses, and that every height is the loss of the weights that it stands for."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from glassnet.explain import landscape, landscape_view, weight_names
from glassnet.explain.directions import path, path_plane, random_plane, weights_plane
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer
from tests.nn.reference import assert_agrees, entry
from tests.support import require_torch

LOGISTIC: dict[str, Any] = {"network": {"layers": []}, "training": {"loss": "binary_cross_entropy", "optimizer": "sgd"}}


def small(engine: str = "reference", epochs: int = 0, **parts: Any) -> Trainer:
    data = {"source": {"kind": "preset", "name": "moons"}, "n": 40}
    network = {"layers": [{"units": 4}, {"units": 3, "activation": "relu"}]}
    merged = {"data": data | parts.get("data", {}), "network": parts.get("network", network)}
    run = Trainer(Experiment.from_json(merged | {"training": parts.get("training", {})}), engine=engine)
    run.advance_epochs(epochs)
    return run


def vector(run: Trainer) -> Any:
    return np.concatenate([p.reshape(-1) for p in run.state.parameters]).astype(np.float64)


# -- planes ------------------------------------------------------------------------------------------------------------


def test_a_random_direction_is_as_long_as_the_weights_neuron_by_neuron() -> None:
    run = small(epochs=3)
    plane = random_plane(run, seed=5)
    for axis in plane.axes:
        at = 0
        for parameter in run.state.parameters:
            part = axis[at : at + parameter.size].reshape(parameter.shape)
            at += parameter.size
            if parameter.ndim == 2:
                np.testing.assert_allclose(np.linalg.norm(part, axis=1), np.linalg.norm(parameter, axis=1))
            else:
                assert not part.any(), "biases stay as they are"
    first, second = plane.axes
    assert abs(first @ second) < 0.9 * np.linalg.norm(first) * np.linalg.norm(second)
    assert np.array_equal(random_plane(run, seed=5).axes, plane.axes)
    assert not np.array_equal(random_plane(run, seed=6).axes, plane.axes)


def test_scaling_a_neuron_of_relus_scales_its_directions_and_leaves_the_picture() -> None:
    """What the normalisation is for: equal functions have equal landscapes (Li et al. 2018, section 4)."""
    layers = [{"units": 3, "activation": "relu"}]
    weights = [[[1.0, 0.5], [-0.5, 1.0], [0.3, -0.8]], [[1.0, -1.0, 0.5], [-0.5, 0.5, 1.0]]]
    pictures = []
    for scale in (1.0, 10.0):
        scaled = [(np.array(weights[0]) * scale).tolist(), (np.array(weights[1]) / scale).tolist()]
        network = {"layers": layers, "weights": scaled, "biases": [[0.0] * 3, [0.0] * 2]}
        pictures.append(landscape(small(network=network), "random", size=5).heights["cross_entropy"])
    np.testing.assert_allclose(pictures[0], pictures[1], rtol=1e-6)  # initial weights are rounded to float32


def test_the_plane_of_the_path_is_its_first_two_principal_components(engine: str) -> None:
    from sklearn.decomposition import PCA

    run = small(engine, epochs=25)
    way, steps = path(run)
    plane = path_plane(run)
    known = PCA(2).fit(way)
    assert plane.shares == pytest.approx(known.explained_variance_ratio_, abs=1e-9)
    np.testing.assert_allclose(np.abs(plane.axes), np.abs(known.components_), atol=1e-6)
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-12)
    places = plane.place_of(way)
    np.testing.assert_allclose(places - places.mean(axis=0), (way - way.mean(axis=0)) @ plane.axes.T, atol=1e-9)
    assert places[0, 0] < 0.0 <= places[0, 1], "it comes from the left and from above"
    np.testing.assert_allclose(places[-1], 0.0, atol=1e-9)
    assert (steps[0], steps[-1]) == (0, run.step)
    np.testing.assert_array_equal(way[-1], vector(run))
    np.testing.assert_array_equal(way[0], vector(small(engine)))


def test_the_path_goes_on_to_the_present_between_two_moments() -> None:
    run = small(epochs=25)
    run.advance(1)
    way, steps = path(run)
    assert steps[-1] == run.step
    np.testing.assert_array_equal(way[-1], vector(run))


def test_a_straight_path_has_any_second_axis() -> None:
    network = {"layers": [], "weights": [[[1.0, 0.0]]], "biases": [[0.0]]}
    run = small(**(LOGISTIC | {"network": network}))
    for value in (2.0, 3.0, 4.0):
        run.advance(1)
        run.set_neuron(1, 1, (value, 0.0), 0.0)
    run.trail = type(run.trail)(tuple(f for f in run.trail.frames if not f.state.parameters[0][0, 1]))
    plane = path_plane(run)
    assert plane.shares == pytest.approx((1.0, 0.0))
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(np.abs(plane.axes[0]), [1.0, 0.0, 0.0], atol=1e-9)


def test_only_moments_of_the_present_shape_belong_to_the_path() -> None:
    run = small(epochs=10)
    run.set("network.layers.0.units", 6)
    assert len(path(run)[0]) == 1
    with pytest.raises(SpecError, match="plane: got 'path, of 1 moment', allowed: random or weights, until"):
        landscape(run, "path")
    run.advance_epochs(5)
    assert path(run)[0].shape[1] == run.parameters


def test_weights_are_called_by_row_and_column() -> None:
    run = small()
    names = weight_names(run)
    assert names[:3] + names[8:10] + names[-2:] == [
        "W1[1,1]", "W1[1,2]", "W1[2,1]", "b1[1]", "b1[2]", "b3[1]", "b3[2]",
    ]  # fmt: skip
    assert len(names) == run.parameters
    for i, name in enumerate(names):
        other = names[i - 1]
        plane = weights_plane(run, (name, other))
        assert plane.axes[0].nonzero()[0].tolist() == [i]
        assert plane.here == (vector(run)[i], vector(run)[i - 1])


# -- heights -----------------------------------------------------------------------------------------------------------


def test_the_surface_of_a_network_of_two_weights_is_exact() -> None:
    run = small(**LOGISTIC)
    found = landscape(run, "weights", weights=("W1[1,1]", "W1[1,2]"), size=7, reach=3.0)
    copy = small(**LOGISTIC)
    for j, up in enumerate(found.up.tolist()):
        for i, across in enumerate(found.across.tolist()):
            copy.set_neuron(1, 1, (across, up), float(run.state.biases[0][0]))
            assert found.heights["binary_cross_entropy"][j, i] == pytest.approx(copy.evaluate().scores["train"].loss)
    assert found.across.mean() == pytest.approx(run.state.weights[0][0, 0])


@pytest.mark.parametrize("plane", ["random", "path"])
def test_heights_are_the_losses_of_pytorch(plane: str) -> None:
    torch = require_torch()
    run = small(epochs=12)
    found = landscape(run, plane, losses=["cross_entropy", "mse"], size=4)
    X = torch.tensor(run.problem.train.X)
    labels = torch.tensor(run.problem.train.labels)
    for j, up in enumerate(found.up):
        for i, across in enumerate(found.across):
            flat = torch.tensor(found.plane.weights_at(np.array([across, up])))
            parts = iter(torch.split(flat, [p.size for p in run.state.parameters]))
            a = X
            for number, W in enumerate(run.state.weights):
                weight, bias = next(parts).reshape(W.shape), next(parts)
                a = torch.nn.functional.linear(a, weight, bias)
                a = torch.tanh(a) if number == 0 else torch.relu(a) if number == 1 else a
            entropy = torch.nn.functional.cross_entropy(a, labels).item()
            squared = torch.nn.functional.mse_loss(a.softmax(1), torch.nn.functional.one_hot(labels, 2).double()).item()
            assert found.heights["cross_entropy"][j, i] == pytest.approx(entropy, rel=1e-9)
            assert found.heights["mse"][j, i] == pytest.approx(squared, rel=1e-9)


@pytest.mark.parametrize("hidden", ["sigmoid", "relu"])
@pytest.mark.parametrize(
    ("kind", "loss", "outputs"), [("softmax_ce", "cross_entropy", 3), ("sigmoid_bce", "binary_cross_entropy", 1)]
)
def test_the_loss_in_the_middle_is_the_reference_number(hidden: str, kind: str, loss: str, outputs: int) -> None:
    name = f"ref.gradients.{hidden}.{kind}"
    inputs = entry(name)["inputs"]
    labels = np.ravel(inputs["y"])
    points = [[*x, float(y)] for x, y in zip(inputs["X"], labels, strict=True)]
    assert len(inputs["b"][-1]) == outputs
    experiment = Experiment.from_json(
        {
            "data": {"source": "own", "points": points, "scaling": "none"},
            "network": {"layers": [{"units": 3, "activation": hidden}, {"units": 4, "activation": hidden}]},
            "training": {"loss": loss},
        }
    )
    run = Trainer(experiment, engine="reference")
    for layer, (W, b) in enumerate(zip(inputs["W"], inputs["b"], strict=True), start=1):
        for unit, (row, bias) in enumerate(zip(W, b, strict=True), start=1):
            run.set_neuron(layer, unit, row, bias)
    found = landscape(run, size=3)
    assert_agrees(name, found.here_loss[loss], entry(name)["outputs"]["loss"])
    assert_agrees(name, found.heights[loss][1, 1], entry(name)["outputs"]["loss"])


def test_losses_of_probabilities_where_the_network_was_trained_for_another() -> None:
    run = small(network={"layers": [], "output": "sigmoid"}, training={"loss": "mse"}, epochs=3)
    found = landscape(run, losses=["own", "cross_entropy"], size=3)
    p = run.predict(run.data.train.points)[:, 1]
    right = run.data.train.labels == 1
    assert found.here_loss["mse"] == pytest.approx(np.mean((p - right) ** 2), rel=1e-6)
    assert found.here_loss["cross_entropy"] == pytest.approx(-np.mean(np.log(np.where(right, p, 1 - p))), rel=1e-6)
    single = small(**LOGISTIC)
    both = landscape(single, losses=["own", "cross_entropy"], size=3)
    assert list(both.heights) == ["binary_cross_entropy"], "for one output it is the same number"


def test_certain_mistakes_cost_a_finite_cross_entropy() -> None:
    network = {"layers": [], "weights": [[[50.0, 0.0]]], "biases": [[0.0]]}
    run = small(network=network, training={"loss": "mse"})
    assert np.isfinite(landscape(run, losses="cross_entropy", size=3).heights["cross_entropy"]).all()


def test_the_window_has_the_path_in_it_and_zooms() -> None:
    run = small(epochs=15)
    for plane in ("path", "weights"):
        found = landscape(run, plane, size=3)
        assert found.path is not None
        low, high = found.path.min(axis=0), found.path.max(axis=0)
        assert (found.across[0], found.up[0]) < tuple(low) and tuple(high) < (found.across[-1], found.up[-1])
        closer = landscape(run, plane, size=3, zoom=0.5)
        assert np.ptp(closer.across) == pytest.approx(np.ptp(found.across) / 2)
    assert landscape(run, "random", size=3).path is None
    assert np.ptp(landscape(run, "random", size=3, reach=0.25).up) == pytest.approx(0.5)


def test_parts_and_fewer_examples() -> None:
    run = small(epochs=2)
    test = landscape(run, size=2, part="test")
    assert test.here_loss["cross_entropy"] == pytest.approx(run.evaluate().scores["test"].loss)
    assert (test.examples, landscape(run, size=2, examples=5).examples) == (len(run.data.test), 5)
    few = landscape(run, size=2, examples=5).here_loss["cross_entropy"]
    assert few != landscape(run, size=2).here_loss["cross_entropy"]


def test_the_precision_of_the_engine_gives_the_same_picture_faster() -> None:
    run = small("compiled", epochs=3)
    exact, fast = (landscape(run, size=4, exact=flag).heights["cross_entropy"] for flag in (True, False))
    np.testing.assert_allclose(fast, exact, rtol=1e-4)
    assert not np.array_equal(fast, exact)


def test_far_out_the_loss_may_be_infinite() -> None:
    run = small(network={"layers": []}, training={"loss": "mse"}, epochs=1)
    found = landscape(run, reach=1e6, zoom=1e3, size=3, exact=False)
    assert np.isfinite(found.heights["mse"][1, 1])
    run = small("compiled", network={"layers": [{"units": 3, "activation": "relu"}] * 4}, training={"loss": "mse"})
    wide = landscape(run, reach=1e6, zoom=1e3, size=3, exact=False)
    assert not np.isfinite(wide.heights["mse"]).all()
    assert None in wide.to_json()["loss"]["mse"][0]


# -- refusals and views ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"plane": "sideways"}, "plane: got 'sideways', allowed: one of random, path, weights"),
        ({"plane": "path"}, "plane: got 'path, of 1 moment'"),
        ({"plane": "weights", "weights": ("W1[1,1]", "W9[1,1]")}, r"weights: got 'W9\[1,1\]', .* to W3\[2,3\] and b3"),
        ({"plane": "weights", "weights": ("W1[1,1]", "W1[5,1]")}, r"got 'W1\[5,1\]'"),
        ({"plane": "weights", "weights": ("b1[0]", "W1[1,1]")}, r"got 'b1\[0\]'"),
        ({"plane": "weights", "weights": ("W1", "W1[1,1]")}, "got 'W1'"),
        ({"plane": "weights", "weights": ("b1[1]", "b1[1]")}, "two different ones"),
        ({"plane": "weights", "weights": ("b1[1]",)}, "the names of two weights"),
        ({"losses": "huber"}, "loss: got 'huber', allowed: one of own, cross_entropy, mse for this run"),
        ({"size": 1}, "size: got 1, allowed: a whole number from 2 to 201"),
        ({"reach": 0.0}, "reach: got 0.0, allowed: a number above 0"),
        ({"zoom": 0.0}, "zoom: got 0.0, allowed: a number from 0.001"),
        ({"seed": -1}, "seed: got -1, allowed: a whole number from 0"),
        ({"part": "exam"}, "part: got 'exam', allowed: one of train, validation, test"),
        ({"examples": 0}, "examples: got 0, allowed: a whole number from 1"),
    ],
)
def test_what_is_not_allowed_is_said_in_a_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        landscape(small(), **options)


def test_values_have_no_cross_entropy() -> None:
    run = small(data={"source": {"kind": "preset", "name": "sine"}})
    with pytest.raises(SpecError, match="loss: got 'cross_entropy', allowed: one of own, mse for this run"):
        landscape(run, losses="cross_entropy")


@pytest.mark.parametrize("plane", [random_plane, path_plane, weights_plane])
def test_weights_that_are_not_finite_are_refused(plane: Callable[[Trainer], Any]) -> None:
    run = small()
    run.state.biases[0][0] = np.inf  # the reference engine's own array
    with pytest.raises(SpecError, match="run: got 'weights that are not finite', allowed: finite ones: go back"):
        plane(run)


def test_the_view_has_the_maps_and_the_path() -> None:
    run = small(epochs=9)
    view = landscape_view(run, plane="path", loss="both", size=6)
    assert [loss["name"] for loss in view.data["losses"]] == ["cross_entropy", "mse"]
    assert [array.size for array in view.arrays] == [36, 36, 2 * len(view.data["steps"])]
    assert view.data["losses"][0]["low"] == pytest.approx(float(view.arrays[0].min()))
    assert view.data["shares"][0] > view.data["shares"][1]
    weights = landscape_view(run, plane="weights", first="W2[1,1]", size=3)
    assert weights.data["axes"] == ["W2[1,1]", "W1[1,2]"]
    assert landscape_view(small(), plane="path").data["problem"].startswith("There is no path yet: train the run")
    sine = small(data={"source": {"kind": "preset", "name": "sine"}})
    assert [loss["name"] for loss in landscape_view(sine, loss="both", size=3).data["losses"]] == ["mse"]
