"""The pictures: where each pixel lies, and that its byte says what the network says there."""

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from glassnet.engines import DEFAULT_ENGINE
from glassnet.explain import boundary, grid, neurons, value_range
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer

ONE_BYTE = 1 / 255


def trained(
    name: str, network: dict[str, Any] | None = None, *, engine: str = DEFAULT_ENGINE, **training: Any
) -> Trainer:
    data = {"source": {"kind": "preset", "name": name}, "n": 60}
    experiment = Experiment.from_json({"data": data, "network": network or {}, "training": training})
    run = Trainer(experiment, engine=engine)
    run.advance_epochs(10)
    return run


def test_the_grid_runs_from_the_top_left_row_by_row_through_the_middles_of_pixels() -> None:
    points = grid((-1.0, 3.0, 0.0, 8.0), 4, inputs=2)
    assert points.shape == (16, 2)
    assert points[:5].tolist() == [[-0.5, 7.0], [0.5, 7.0], [1.5, 7.0], [2.5, 7.0], [-0.5, 5.0]]
    assert points[-1].tolist() == [2.5, 1.0]
    assert grid((-1.0, 3.0, 0.0, 8.0), 4, inputs=1).tolist() == [[-0.5], [0.5], [1.5], [2.5]]


@pytest.mark.parametrize(
    ("network", "training"),
    [
        ({}, {}),
        ({}, {"loss": "binary_cross_entropy"}),
        ({"output": "tanh"}, {"loss": "mse"}),
        ({"output": "sigmoid"}, {"loss": "half_squared"}),
        ({}, {"loss": "huber"}),
    ],
    ids=["cross-entropy", "binary", "tanh", "sigmoid", "linear"],
)
def test_two_classes_show_the_probability_of_the_second(
    network: dict[str, Any], training: dict[str, Any], engine: str
) -> None:
    run = trained("circle", network, engine=engine, **training)
    view = boundary(run, 20)
    (plane,) = view.arrays
    assert [str(plane.dtype), plane.shape] == ["uint8", (400,)]
    assert view.data == {
        "size": 20,
        "domain": list(run.data.table.domain),
        "mode": "diverging",
        "low": 0.0,
        "high": 1.0,
        "axes": ["x", "y"],
    }
    said = run.predict(grid(run.data.table.domain, 20, 2))[:, 1]
    np.testing.assert_allclose(plane / 255, said, atol=ONE_BYTE)
    assert plane.max() > plane.min()


def test_more_classes_show_the_winner_and_its_probability(engine: str) -> None:
    run = trained("blobs", engine=engine)
    view = boundary(run, 16)
    winner, chance = view.arrays
    said = run.predict(grid(run.data.table.domain, 16, 2))
    assert view.data["mode"] == "classes"
    clear = np.diff(np.sort(said, axis=1)[:, -2:], axis=1)[:, 0] > 1e-3
    assert (winner == said.argmax(axis=1))[clear].all()
    assert set(winner.tolist()) == {0, 1, 2}
    np.testing.assert_allclose(chance / 255, said.max(axis=1), atol=ONE_BYTE)


def test_values_on_the_plane_are_shown_between_the_least_and_the_greatest() -> None:
    run = trained("plane")
    view = boundary(run, 16)
    low, high = value_range(run)
    assert (view.data["low"], view.data["high"]) == (low, high)
    assert (low, high) == (run.data.train.labels.min(), run.data.train.labels.max())
    said = np.clip(run.predict(grid(run.data.table.domain, 16, 2)), low, high)
    np.testing.assert_allclose(low + view.arrays[0] / 255 * (high - low), said, atol=ONE_BYTE * (high - low))


def test_values_on_the_line_are_a_curve() -> None:
    run = trained("sine")
    view = boundary(run, 50)
    (curve,) = view.arrays
    assert [view.data["mode"], str(curve.dtype), curve.shape] == ["curve", "float32", (50,)]
    np.testing.assert_allclose(curve, run.predict(grid(run.data.table.domain, 50, 1)), atol=1e-5)


def test_every_neuron_is_shown_with_its_scale(engine: str) -> None:
    network = {"layers": [{"units": 3, "activation": "relu"}, {"units": 2, "activation": "tanh"}]}
    run = trained("circle", network, engine=engine)
    run.set("network.layers.0.activation", "identity")
    view = neurons(run, 12)
    scales, (pixels,) = view.data["layers"], view.arrays
    assert [len(layer) for layer in scales] == [2, 3, 2, 2]
    points = grid(run.data.table.domain, 12, 2)
    values = [run.data.transform(points), *run.activations(points)]
    planes = pixels.reshape(-1, 144)
    flat: npt.NDArray[np.float64] = np.concatenate(values, axis=1).T
    assert planes.shape == flat.shape
    for i, scale in enumerate(itertools.chain(*scales)):
        plane, unit = planes[i].astype(float), flat[i]
        assert scale == pytest.approx(max(1.0, float(np.abs(unit).max())), rel=1e-5)
        np.testing.assert_allclose((plane / 255 * 2 - 1) * scale, unit, atol=2 * ONE_BYTE * scale)
    assert scales[2] == [1.0, 1.0]  # tanh stays within ±1


def test_on_the_line_neurons_are_stripes() -> None:
    planes = neurons(trained("sine"), 8).arrays[0].reshape(-1, 8, 8)
    assert (planes == planes[:, :1, :]).all()
    assert planes[0, 0, -1] > planes[0, 0, 0]  # the input itself rises from left to right


@pytest.mark.parametrize("name", ["circle", "blobs", "plane", "sine"])
@pytest.mark.parametrize("bad", [np.nan, np.inf, "huge"])
def test_a_diverged_network_is_drawn_without_a_warning(name: str, bad: float | str, engine: str) -> None:
    run = trained(name, engine=engine)
    snapshot = run.snapshot()
    first = snapshot.state.parameters[0]
    first[:] = np.finfo(first.dtype).max / 2 if bad == "huge" else bad
    run.restore(snapshot)
    view = boundary(run, 4)
    assert all(np.isfinite(array).all() for array in view.arrays if array.dtype == np.uint8)
    assert all(np.isfinite(scale) for layer in neurons(run, 4).data["layers"] for scale in layer)


def test_a_single_value_still_has_a_colour_scale() -> None:
    data = {"source": {"kind": "own", "task": "regression"}, "points": [[0.0, 0.0, 2.0], [1.0, 1.0, 2.0]]}
    run = Trainer(Experiment.from_json({"data": data}))
    assert value_range(run) == (1.0, 3.0)
    assert boundary(run, 4).data["mode"] == "diverging"


def test_what_cannot_be_drawn_is_refused() -> None:
    run = trained("circle")
    for size in (1, 401, -5):
        with pytest.raises(SpecError, match=f"size: got {size}, allowed: a whole number from 2 to 400"):
            boundary(run, size)


def test_views_follow_the_data() -> None:
    run = trained("circle")
    before = neurons(run, 8).arrays[0]
    run.set("data.features", ["x^2", "y^2"])
    after = neurons(run, 8)
    assert not np.array_equal(before, after.arrays[0])
    assert run.settings.sizes[0] == len(after.data["layers"][0]) == 2
