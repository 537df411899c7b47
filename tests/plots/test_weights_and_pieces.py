"""The figures of the loss landscape, of the pieces and of the bent plane show the numbers that the library computes."""

from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

import glassnet as gn
from glassnet.explain import bending, landscape, pieces
from glassnet.plots.demo import example
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer


@pytest.fixture(scope="module")
def run() -> Trainer:
    return example("moons", n=60, epochs=9)


def relus(preset: str = "moons", classes: int = 2) -> Trainer:
    data = {"source": {"kind": "preset", "name": preset}, "n": 60}
    layers = [{"units": 5, "activation": "relu"}, {"units": 3, "activation": "relu"}]
    run = Trainer(Experiment.from_json({"data": data, "network": {"layers": layers}}))
    run.advance_epochs(5)
    return run


def lines_of(ax: Axes) -> list[tuple[Any, Any]]:
    return [line.get_data() for line in ax.get_lines()]


def test_contours_show_the_path_and_the_present(run: Trainer) -> None:
    found = landscape(run, "path", size=9)
    assert found.path is not None
    ax = gn.plot.landscape(found)
    assert isinstance(ax, Axes)
    way, first, here = lines_of(ax)[-3:]
    np.testing.assert_array_equal(np.transpose(way), found.path)
    np.testing.assert_array_equal(np.transpose(first), found.path[:1])
    np.testing.assert_allclose(np.ravel(here), found.here)
    assert (ax.get_xlabel(), ax.get_ylabel()) == found.plane.names
    assert ax.get_xlim() == pytest.approx((found.across[0], found.across[-1]))
    assert ax.get_title(loc="left") == "cross-entropy"


def test_two_losses_and_two_kinds_stand_side_by_side(run: Trainer) -> None:
    axes = gn.plot.landscape(run, "random", kind="both", losses=["cross_entropy", "mse"], size=5)
    assert isinstance(axes, tuple)
    titles = [ax.get_title(loc="left") for ax in axes]
    assert titles == ["cross-entropy", "mean squared error"] * 2
    assert [ax.name for ax in axes] == ["rectilinear", "rectilinear", "3d", "3d"]
    assert "300 examples" not in (axes[0].figure.get_suptitle()) and "36 examples" in axes[0].figure.get_suptitle()


def test_a_surface_stands_at_the_heights(run: Trainer) -> None:
    found = landscape(run, "weights", size=5)
    ax: Any = gn.plot.landscape(found, kind="surface")
    heights = found.heights["cross_entropy"]
    logarithmic = heights.max() / heights.min() > 30.0
    shown = np.log10(heights) if logarithmic else heights
    low, high = ax.get_zlim()
    assert low <= shown.min() and shown.max() <= high
    assert ax.get_zlabel() == ("log₁₀ of the loss" if logarithmic else "loss")
    given = pyplot.figure().add_subplot(projection="3d")
    assert gn.plot.landscape(found, kind="surface", ax=given) is given


def test_what_a_landscape_cannot_be_drawn_as_is_said(run: Trainer) -> None:
    found = landscape(run, size=3)
    with pytest.raises(SpecError, match="kind: got 'globe', allowed: one of contours, surface, both"):
        gn.plot.landscape(found, kind="globe")
    with pytest.raises(SpecError, match='axes with projection="3d"'):
        gn.plot.landscape(found, kind="surface", ax=pyplot.figure().subplots())
    with pytest.raises(SpecError, match="none: 2 panels are drawn"):
        gn.plot.landscape(found, kind="both", ax=pyplot.figure().subplots())
    found.heights["cross_entropy"][:] = np.nan
    with pytest.raises(SpecError, match="finite nowhere in this window"):
        gn.plot.landscape(found)


def test_a_flat_landscape_is_drawn(run: Trainer) -> None:
    found = landscape(run, size=3)
    found.heights["cross_entropy"][:] = 0.5
    for kind in ("contours", "surface"):
        gn.plot.landscape(found, kind=kind)


@pytest.mark.parametrize("preset", ["moons", "blobs", "plane"])
def test_all_lines_between_pieces_are_drawn(preset: str) -> None:
    run = relus(preset)
    found = pieces(run)
    ax = gn.plot.pieces(run)
    drawn = [c for c in ax.collections if isinstance(c, LineCollection)]
    by_layer = [c for c in drawn if str(c.get_label()).startswith("layer")]
    segments = np.concatenate([np.array(c.get_segments()).reshape(-1, 4) for c in by_layer])
    kinks = found.kinks[0]
    np.testing.assert_allclose(segments[np.lexsort(segments.T)], kinks[np.lexsort(kinks.T)])
    assert ax.get_title(loc="left").endswith(f": {len(found)} pieces")
    assert len(drawn) - len(by_layer) == (2 if preset == "moons" else 0), "the border between two classes, with its rim"


def test_pieces_of_one_layer_tell_the_limit_and_may_come_without_points() -> None:
    run = relus()
    run.set("network.layers", [{"units": 3, "activation": "relu"}])
    with_points, without = gn.plot.pieces(run), gn.plot.pieces(run, points=False)
    assert with_points.get_title(loc="left").endswith("pieces of at most 7")
    assert len(without.collections) < len(with_points.collections)
    with pytest.raises(SpecError, match="data with one input"):
        gn.plot.pieces(relus("sine"))


@pytest.mark.parametrize("preset", ["moons", "plane", "sine"])
def test_each_stage_of_the_bent_plane_has_its_panel(preset: str) -> None:
    run = relus(preset)
    bent = bending(run)
    axes = gn.plot.bending(run)
    assert [ax.get_title(loc="left") for ax in axes] == ["inputs", "layer 1", "layer 2", "output"]
    for ax, stage in zip(axes, bent.stages, strict=True):
        drawn = np.concatenate([np.array(c.get_offsets()) for c in ax.collections if not isinstance(c, LineCollection)])
        assert len(drawn) == len(stage.points)
        np.testing.assert_allclose(np.sort(drawn[:, 0]), np.sort(stage.points[:, 0]))
        lines = [c for c in ax.collections if isinstance(c, LineCollection)]
        assert sum(len(c.get_segments()) for c in lines) == len(stage.lines)
