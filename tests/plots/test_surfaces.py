"""The figures over the plane and over the line: boundary, prediction beside truth, learned function."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure

from glassnet import plots
from glassnet.explain import boundary as boundary_view
from glassnet.plots.field import PIXELS, VALUES
from glassnet.plots.parts import truth, winners
from glassnet.plots.style import CLASS_COLOURS, FIELD, INK, MARKERS, diverging, figure_of, mixed
from glassnet.spec import SpecError
from glassnet.training import Trainer
from tests.plots.cases import LINE, PLANE, SPACE

Runs = dict[str, Trainer]


def panels(drawn: Any) -> tuple[Axes, ...]:
    return drawn if isinstance(drawn, tuple) else (drawn,)


def rendered(drawn: Any) -> Any:
    """The figure's pixels: drawing them raises what warnings there are."""
    canvas: Any = figure_of(drawn).canvas
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def offsets(ax: Axes) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The places of all points of the axes' scatters."""
    return np.concatenate([np.asarray(points.get_offsets()).reshape(-1, 2) for points in scatters(ax)])


def scatters(ax: Axes) -> list[PathCollection]:
    return [found for found in ax.collections if isinstance(found, PathCollection)]


@pytest.mark.parametrize("name", ["two classes", "five classes", "values on the plane"])
def test_boundary_shows_the_bytes_of_the_view(runs: Runs, name: str) -> None:
    run = runs[name]
    view = boundary_view(run, PIXELS)
    (image,) = panels(plots.boundary(run, part="test"))[0].images
    shown = np.asarray(image.get_array())
    if name == "five classes":
        winner, byte = (plane.reshape(PIXELS, PIXELS) for plane in view.arrays)
        for number in range(5):
            at = winner == number
            assert at.any()
            np.testing.assert_allclose(shown[at], mixed("#f3f2ef", CLASS_COLOURS[number], byte[at] / 255 * FIELD))
    else:
        assert np.array_equal(shown, view.arrays[0].reshape(PIXELS, PIXELS))
        assert image.get_clim() == (0, 255) and image.origin == "upper"
        expected = diverging(VALUES if run.data.task == "regression" else FIELD)
        assert image.cmap == expected
    assert tuple(image.get_extent()) == run.data.table.domain


@pytest.mark.parametrize("name", [*PLANE, *LINE])
def test_boundary_shows_training_and_test_set_side_by_side(runs: Runs, name: str) -> None:
    run = runs[name]
    drawn = panels(plots.boundary(run))
    titles = [ax.get_title(loc="left") for ax in drawn]
    assert titles == (["Training set", "Test set"] if len(run.data.test) else ["Training set"])
    assert run.data.table.inputs[0] == drawn[0].get_xlabel()
    assert drawn[0].get_ylim() == drawn[-1].get_ylim()
    rendered(drawn)


@pytest.mark.parametrize("name", ["two classes", "five classes", "values on the plane"])
@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_boundary_shows_every_point_of_the_part(runs: Runs, name: str, part: str) -> None:
    run = runs[name]
    (ax,) = panels(plots.boundary(run, part=part))
    assert sorted(map(tuple, offsets(ax))) == sorted(map(tuple, run.data.parts[part].points))
    assert f"{len(run.data.parts[part])} points" in " ".join(text.get_text() for text in ax.texts)


def test_colour_and_shape_tell_the_classes_apart_and_an_edge_the_mistakes(runs: Runs) -> None:
    run = runs["two classes"]
    (ax,) = panels(plots.boundary(run, part="train"))
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["class 0", "class 1", "wrong"]
    wrong = winners(run, run.data.train.X) != run.data.train.labels
    assert 0 < wrong.sum() < len(wrong), "the run makes mistakes, but not only"
    edged = [c for c in scatters(ax) if np.allclose(np.asarray(c.get_edgecolor())[:, :3], to_rgb(INK))]
    assert sum(len(np.asarray(c.get_offsets())) for c in edged) == wrong.sum()
    assert len({str(marker) for marker in MARKERS}) == len(MARKERS) == len(set(CLASS_COLOURS)) == 10


def test_a_line_separates_the_classes_where_the_prediction_changes(runs: Runs) -> None:
    run = runs["two classes"]
    (ax,) = panels(plots.boundary(run, part="test"))
    (contour,) = (found for found in ax.collections if isinstance(found, ContourSet))
    vertices = np.concatenate([np.asarray(path.vertices) for path in contour.get_paths()])
    assert len(vertices) > 20
    assert np.abs(run.predict(vertices)[:, 1] - 0.5).max() < 0.05


@pytest.mark.parametrize("draw", [plots.boundary, plots.prediction_beside_truth])
@pytest.mark.parametrize("name", ["digits", "classes of three inputs"])
def test_what_has_no_plane_is_refused_in_one_line(runs: Runs, name: str, draw: Callable[[Trainer], Any]) -> None:
    with pytest.raises(SpecError, match="one or two inputs") as caught:
        draw(runs[name])
    assert "\n" not in str(caught.value)
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("name", ["values on the plane", *SPACE])
def test_the_learned_function_needs_a_line(runs: Runs, name: str) -> None:
    with pytest.raises(SpecError, match="one input"):
        plots.function(runs[name])
    assert pyplot.get_fignums() == []


def test_a_part_that_is_missing_is_named_with_those_that_are_there(runs: Runs) -> None:
    for draw in (plots.boundary, plots.confusion, plots.predictions, plots.prediction_beside_truth):
        with pytest.raises(SpecError, match=r"part: got 'test', allowed: one of train, validation \(.*no test set\)"):
            draw(runs["no test set"], part="test")
        with pytest.raises(SpecError, match="part: got 'exam'"):
            draw(runs["two classes"], part="exam")
    assert pyplot.get_fignums() == []


def test_function_draws_the_network_the_points_and_the_truth(runs: Runs) -> None:
    run = runs["values on the line"]
    ax = plots.function(run)
    lines = {str(line.get_label()): line for line in ax.lines}
    x, y = np.asarray(lines["network"].get_data())
    np.testing.assert_allclose(y, run.predict(x[:, None]), atol=1e-5)
    x, y = np.asarray(lines["without noise"].get_data())
    np.testing.assert_allclose(y, np.sin(x), atol=1e-6)
    assert len(offsets(ax)) == len(run.data.train) + len(run.data.test)
    legend = ax.get_legend()
    assert legend is not None
    assert [t.get_text() for t in legend.get_texts()] == ["training set", "test set", "without noise", "network"]
    rendered(ax)


def test_classes_on_the_line_have_a_curve_of_probability_each(runs: Runs) -> None:
    run = runs["classes on the line"]
    ax = plots.function(run)
    assert ax.get_ylabel() == "probability" and len(ax.lines) == 2
    for number, line in enumerate(ax.lines):
        x, y = np.asarray(line.get_data())
        np.testing.assert_allclose(y, run.predict(x[:, None])[:, number])
    rendered(ax)


@pytest.mark.parametrize("name", [*PLANE, *LINE, "values of three inputs"])
def test_prediction_stands_beside_truth(runs: Runs, name: str) -> None:
    run = runs[name]
    left, right = plots.prediction_beside_truth(run)
    part = "test" if len(run.data.test) else "train"
    assert f"{len(run.data.parts[part])} points" in figure_of(left).get_suptitle()
    if name in PLANE:
        assert (left.get_title(loc="left"), right.get_title(loc="left")) == ("Truth", "Prediction")
        assert len(offsets(left)) == len(offsets(right)) == len(run.data.parts[part])
    rendered(left)


def test_prediction_of_values_is_shown_in_the_colours_of_the_prediction(runs: Runs) -> None:
    run = runs["values on the plane"]
    left, right = plots.prediction_beside_truth(run, part="validation")
    shown = {ax: scatters(ax)[0].get_array() for ax in (left, right)}
    np.testing.assert_array_equal(np.asarray(shown[left]), run.data.validation.labels)
    np.testing.assert_array_equal(np.asarray(shown[right]), run.predict(run.data.validation.points))


def test_prediction_against_truth_has_the_run_s_numbers(runs: Runs) -> None:
    run = runs["values of three inputs"]
    left, right = plots.prediction_beside_truth(run)
    expected = np.stack([run.data.test.labels, run.predict(run.data.test.points)], axis=1)
    np.testing.assert_array_equal(offsets(left), expected)
    assert right.get_xlabel() == "prediction − truth"
    assert sum(patch.get_height() for patch in right.patches) == len(run.data.test)  # type: ignore[attr-defined]


def test_truth_is_known_for_values_of_presets_only(runs: Runs) -> None:
    known = truth(runs["values on the line"])
    assert known is not None and np.allclose(known[1], np.sin(known[0][:, 0]), atol=1e-6)
    assert truth(runs["two classes"]) is None and truth(runs["values of three inputs"]) is None


@pytest.mark.parametrize("name", ["two classes", "values on the plane", "values on the line"])
def test_axes_that_are_given_are_drawn_into_and_pyplot_is_left_alone(runs: Runs, name: str) -> None:
    ax = Figure().subplots()
    assert plots.boundary(runs[name], ax=ax) is ax
    assert len(offsets(ax)) == len(runs[name].data.train)
    if name == "values on the line":
        assert plots.function(runs[name], ax=Figure().subplots()) is not ax
    assert pyplot.get_fignums() == []


def test_a_run_that_has_diverged_can_be_drawn(diverged: Trainer) -> None:
    for draw in (plots.boundary, plots.prediction_beside_truth, plots.curves, plots.predictions):
        rendered(draw(diverged))
