"""The sheet on which a run is drawn: the plane of the data, or one laid through more than two inputs."""

import numpy as np
import pytest

from glassnet.data import Dataset, make_dataset
from glassnet.explain import boundary, neurons, points
from glassnet.explain.sheet import sheet_of
from glassnet.spec import DataSpec, Experiment, Preset, SpecError
from glassnet.training import Trainer


def data_of(name: str) -> Dataset:
    return make_dataset(DataSpec(source=Preset(name)))


@pytest.mark.parametrize(("name", "inputs"), [("circle", 2), ("sine", 1)])
def test_data_with_one_or_two_inputs_lies_on_the_sheet_as_it_is(name: str, inputs: int) -> None:
    data = data_of(name)
    sheet = sheet_of(data)
    some = np.random.default_rng(0).normal(size=(7, inputs))
    assert (sheet.axes, sheet.names, sheet.domain) == (None, data.table.inputs, data.table.domain)
    np.testing.assert_array_equal(sheet.raw(some), some)
    np.testing.assert_array_equal(sheet.places(some), some)


@pytest.mark.parametrize("name", ["iris", "wine", "digits"])
def test_the_components_are_those_of_the_standardised_training_points(name: str) -> None:
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    data = data_of(name)
    sheet = sheet_of(data, "components")
    train = data.drawn["train"].points
    scaler = StandardScaler().fit(train)
    known = PCA(2).fit(scaler.transform(train))
    said = sheet.places(data.table.points)
    expected = known.transform(scaler.transform(data.table.points))
    np.testing.assert_allclose(np.abs(said), np.abs(expected), atol=1e-8)
    shares = [f"component {i + 1} ({100 * share:.0f} %)" for i, share in enumerate(known.explained_variance_ratio_)]
    assert list(sheet.names) == shares
    np.testing.assert_allclose(sheet.places(sheet.raw(said)), said, atol=1e-8)


def test_on_a_slice_all_other_inputs_stay_at_their_mean() -> None:
    data = data_of("iris")
    sheet = sheet_of(data, "slice:3:1")
    assert sheet.names == ("petal_width", "sepal_width")
    raw = sheet.raw(np.array([[0.5, 3.0], [2.0, 2.0]]))
    mean = data.drawn["train"].points.mean(axis=0)
    np.testing.assert_allclose(raw, [[mean[0], 3.0, mean[2], 0.5], [mean[0], 2.0, mean[2], 2.0]])
    np.testing.assert_array_equal(sheet.places(data.table.points), data.table.points[:, [3, 1]])


@pytest.mark.parametrize("plane", ["slice", "slice:0", "slice:0:0", "slice:0:4", "slice:a:b", "components:1", "cube"])
def test_another_plane_is_refused_with_what_is_allowed(plane: str) -> None:
    with pytest.raises(SpecError, match=f"plane: got '{plane}', allowed: .*slice"):
        sheet_of(data_of("iris"), plane)


def test_the_pictures_say_what_the_network_says_on_the_sheet(engine: str) -> None:
    experiment = Experiment.from_json({"data": {"source": {"kind": "preset", "name": "breast_cancer"}}})
    run = Trainer(experiment, engine=engine)
    run.advance_epochs(3)
    for plane in ("components", "slice:2:7"):
        view = boundary(run, 10, plane)
        sheet = sheet_of(run.data, plane)
        x0, x1, y0, y1 = sheet.domain
        across, up = x0 + (np.arange(10) + 0.5) / 10 * (x1 - x0), y1 - (np.arange(10) + 0.5) / 10 * (y1 - y0)
        places = np.array([[x, y] for y in up for x in across])
        said = run.predict(sheet.raw(places))[:, 1]
        np.testing.assert_allclose(view.arrays[0] / 255, said, atol=1 / 255)
        assert view.data["axes"] == list(sheet.names)
        assert len(neurons(run, 8, plane=plane).arrays) > 0
        shown = points(run, plane=plane).arrays[0]
        train = sheet.places(run.data.parts["train"].points)
        np.testing.assert_allclose(shown[: len(train), :2], train, rtol=1e-5, atol=1e-5)
