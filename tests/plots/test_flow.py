"""The figure of the flow: a line for each layer, the changes marked, the theory dashed."""

import numpy as np
import pytest

from glassnet import plots
from glassnet.explain import STATISTICS, flow
from glassnet.plots.demo import example
from glassnet.plots.style import figure_of
from glassnet.spec import SpecError
from glassnet.training import Trainer


@pytest.fixture(scope="module")
def run() -> Trainer:
    run = example("gauss", n=60, epochs=6)
    run.set("network.layers.0.activation", "relu")
    run.advance_epochs(4)
    return run


def test_every_statistic_is_drawn_a_line_for_each_layer(run: Trainer) -> None:
    axes = plots.flow(run, list(STATISTICS))
    assert [ax.get_title(loc="left") for ax in axes] == [row.label for row in STATISTICS.values()]
    found = flow(run)
    drawn = axes[0].get_lines()[: len(found.names)]
    for line, column in zip(drawn, found.gradient.T, strict=True):
        assert np.asarray(line.get_ydata()) == pytest.approx(column)
        assert np.asarray(line.get_xdata()) == pytest.approx(found.steps / run.steps_per_epoch)
    assert axes[0].get_yscale() == "log"
    assert figure_of(axes).get_suptitle()


def test_a_change_is_marked_where_it_was_made(run: Trainer) -> None:
    (ax,) = plots.flow(run, ["delta"])
    texts = [text.get_text() for text in ax.texts]
    assert "layer 1: tanh → relu" in texts
    assert any(np.array_equal(line.get_xdata(), [6.0, 6.0]) for line in ax.get_lines())


def test_across_the_layers_theory_is_dashed(run: Trainer) -> None:
    (ax,) = plots.flow(run, ["spread"], by="layer")
    labels = {str(line.get_label()): line for line in ax.get_lines()}
    assert set(labels) == {"measured", "Xavier, untrained", "He, untrained"}
    assert labels["measured"].get_linestyle() == "-" and labels["He, untrained"].get_linestyle() == "--"
    assert np.asarray(labels["He, untrained"].get_ydata()) == pytest.approx(list(flow(run).levels["he"].spread))


def test_wrong_names_are_refused_in_a_line(run: Trainer) -> None:
    with pytest.raises(SpecError, match="statistics: got 'size', allowed: names of gradient"):
        plots.flow(run, ["size"])
    with pytest.raises(SpecError, match="statistics: got ''"):
        plots.flow(run, [])
    with pytest.raises(SpecError, match="by: got 'time', allowed: epoch or layer"):
        plots.flow(run, by="time")


def test_a_diverged_run_can_be_drawn(diverged: Trainer) -> None:
    for by in ("epoch", "layer"):
        figure_of(plots.flow(diverged, by=by)).canvas.draw()
