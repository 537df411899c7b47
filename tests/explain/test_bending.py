"""The plane bent by each layer: every picture shows the network's own numbers, from a side that is told."""

from typing import Any

import numpy as np
import pytest

from glassnet.explain import bending, bending_view, lines_view
from glassnet.explain.affine import plane_map
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer


def small(preset: str = "moons", hidden: tuple[int, ...] = (2, 5, 1), epochs: int = 3, **data: Any) -> Trainer:
    source = {"source": {"kind": "preset", "name": preset}, "n": 50}
    network = {"layers": [{"units": units} for units in hidden]}
    run = Trainer(Experiment.from_json({"data": source | data, "network": network}), engine="reference")
    run.advance_epochs(epochs)
    return run


def test_layers_of_two_neurons_are_shown_as_they_are() -> None:
    run = small()
    bent = bending(run, lines=4, places=6)
    assert [(s.name, s.width, s.seen) for s in bent.stages] == [
        ("inputs", 2, "as it is"),
        ("layer 1", 2, "as it is"),
        ("layer 2", 5, "principal components"),
        ("layer 3", 1, "as it is"),
        ("output", 2, "as it is"),
    ]
    activations = run.activations(run.data.train.points)
    np.testing.assert_array_equal(bent.stages[1].points, activations[0])
    np.testing.assert_array_equal(bent.stages[4].points, activations[3])
    np.testing.assert_array_equal(bent.stages[3].points, np.pad(activations[2], ((0, 0), (0, 1))))
    np.testing.assert_array_equal(bent.stages[0].points, run.data.train.X)
    np.testing.assert_array_equal(bent.labels, run.data.train.labels)


def test_the_grid_covers_the_window_with_lines_both_ways() -> None:
    run = small(scaling="none")
    bent = bending(run, lines=3, places=5, domain=(-1.0, 1.0, 0.0, 4.0))
    lines = bent.stages[0].lines
    assert (lines.shape, bent.upright) == ((6, 5, 2), 3)
    assert lines[0].tolist() == [[-1.0, 0.0], [-1.0, 1.0], [-1.0, 2.0], [-1.0, 3.0], [-1.0, 4.0]]
    assert lines[5].tolist() == [[-1.0, 4.0], [-0.5, 4.0], [0.0, 4.0], [0.5, 4.0], [1.0, 4.0]]
    first = run.activations(lines.reshape(-1, 2))[0]
    np.testing.assert_array_equal(bent.stages[1].lines.reshape(-1, 2), first)


def test_wider_layers_are_seen_from_the_side_of_the_greatest_spread() -> None:
    from sklearn.decomposition import PCA

    run = small(hidden=(6,))
    stage = bending(run).stages[1]
    values = run.activations(run.data.train.points)[0]
    known = PCA(2).fit(values)
    flat = known.transform(values)
    assert stage.share == pytest.approx(known.explained_variance_ratio_.sum())
    # the same picture but for a turn: all distances between points are equal
    for picture in (stage.points, flat):
        picture -= picture.mean(axis=0)
    np.testing.assert_allclose(stage.points @ stage.points.T, flat @ flat.T, atol=1e-9)


def test_each_picture_is_turned_towards_the_one_before() -> None:
    before, after = bending(small(hidden=(6,))).stages[:2]
    fit = np.sum(after.points * (before.points - before.points.mean(axis=0)))
    for angle in np.linspace(0.1, 6.2, 40):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        for mirror in (np.eye(2), np.diag([1.0, -1.0])):
            assert np.sum(after.points @ turn @ mirror * (before.points - before.points.mean(axis=0))) < fit + 1e-9


def test_a_line_of_inputs_is_one_line() -> None:
    bent = bending(small("sine", hidden=(4,)), places=9)
    assert (bent.stages[0].lines.shape, bent.upright) == ((1, 9, 2), 0)
    assert not bent.stages[0].lines[..., 1].any()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"part": "exam"}, "part: got 'exam', allowed: one of train, validation, test"),
        ({"lines": 1}, "lines: got 1, allowed: a whole number from 2 to 101"),
        ({"places": 2000}, "places: got 2000, allowed: a whole number from 2 to 1001"),
    ],
)
def test_what_is_not_allowed_is_said_in_a_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        bending(small(), **options)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(SpecError, match="data: got '4 inputs', allowed: data with one or two inputs"):
        bending(small("iris"))
    run = small()
    run.state.weights[1][0, 0] = np.nan  # the reference engine's own array
    with pytest.raises(SpecError, match="run: got 'activations of layer 2 that are not finite'"):
        bending(run)
    assert "layer 2 that are not finite" in bending_view(run).data["problem"]


def test_the_view_has_every_stage() -> None:
    run = small()
    view = bending_view(run)
    assert len(view.arrays) == 2 * len(view.data["stages"]) + 1
    lines, places = view.data["lines"], view.data["places"]
    assert {array.size for array in view.arrays[0:-1:2]} == {2 * lines * places}
    assert view.arrays[-1].tolist() == run.data.train.labels.tolist()


# -- the lines of the first layer --------------------------------------------------------------------------------------


@pytest.mark.parametrize("features", [(), ("y", "x"), ("x", "y", "x"), ("y",)])
def test_the_map_to_the_inputs_and_back(features: tuple[str, ...]) -> None:
    run = small(hidden=(3,), features=features)
    mapped = plane_map(run)
    points = np.random.default_rng(0).uniform(-2.0, 2.0, (20, 2))
    np.testing.assert_allclose(mapped(points), run.data.transform(points), atol=1e-6)
    weights = run.state.weights[0][0]
    slopes = weights @ mapped.A
    wanted = slopes * 2.0  # a slope that the inputs can make
    np.testing.assert_allclose((weights + (wanted - slopes) @ mapped.back) @ mapped.A, wanted, atol=1e-12)
    view = lines_view(run)
    assert view.data["A"] == mapped.A.tolist()
    assert view.data["problem"] is None


def test_a_formula_has_no_lines() -> None:
    assert lines_view(small(features=("x", "x^2"))).data["problem"].startswith("data.features: x^2. Needed: inputs")
