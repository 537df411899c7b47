"""Confusion, predictions, curves, activations, score by setting: the figures show the numbers that the run has."""

from math import inf, nan

import numpy as np
import pytest
import sklearn.metrics as judge
from matplotlib import pyplot
from matplotlib.figure import Figure

from glassnet import plots
from glassnet.nn import ACTIVATIONS
from glassnet.plots.parts import number, winners
from glassnet.plots.style import figure_of
from glassnet.spec import Activation, Experiment, SpecError
from glassnet.training import Trainer
from tests.plots.cases import ALL, CLASSES, VALUES

Runs = dict[str, Trainer]

SMALL = Experiment().with_setting("data.n", 60).with_setting("training.epochs", 2)


@pytest.mark.parametrize("part", ["train", "test"])
@pytest.mark.parametrize("name", CLASSES)
def test_confusion_equals_scikit_learn(runs: Runs, name: str, part: str) -> None:
    run = runs[name]
    examples, numbers = run.data.parts[part], range(len(run.data.classes))
    said = winners(run, examples.X)
    table = plots.confusion_table(run, part)
    assert np.array_equal(table.matrix, judge.confusion_matrix(examples.labels, said, labels=numbers))
    settings = {"labels": numbers, "average": None, "zero_division": np.nan}
    np.testing.assert_allclose(table.precision, judge.precision_score(examples.labels, said, **settings))
    np.testing.assert_allclose(table.recall, judge.recall_score(examples.labels, said, **settings))
    assert np.array_equal(table.support, np.bincount(examples.labels, minlength=len(numbers)))
    assert table.accuracy == pytest.approx(run.evaluate().scores[part].score)


@pytest.mark.parametrize("name", CLASSES)
def test_confusion_is_drawn_with_its_margins(runs: Runs, name: str) -> None:
    run = runs[name]
    ax, table = plots.confusion(run), plots.confusion_table(run)
    written = [text.get_text() for text in ax.texts]
    assert [int(t) for t in written if t.isdecimal()] == table.matrix.ravel().tolist()
    count = len(run.data.classes)
    assert sum(t.endswith(" %") or t == "–" for t in written) == 2 * count + 1
    assert [label.get_text() for label in ax.get_xticklabels()] == [*run.data.classes, "recall"]
    assert [label.get_text() for label in ax.get_yticklabels()] == [*run.data.classes, "precision"]
    figure_of(ax).canvas.draw()


def test_confusion_prints_as_a_table() -> None:
    matrix = np.array([[3, 1], [0, 0]])
    table = plots.Confusion(("cat", "dog"), matrix, np.array([1.0, 0.0]), np.array([0.75, nan]), np.array([4, 0]))
    assert [line.split() for line in str(table).splitlines()] == [
        ["truth", "→", "cat", "→", "dog", "recall", "support"],
        ["cat", "3", "1", "75.0", "%", "4"],
        ["dog", "0", "0", "–", "0"],
        ["precision", "100.0", "%", "0.0", "%", "75.0", "%", "4"],
    ]
    assert len({len(line) for line in str(table).splitlines()}) == 1


@pytest.mark.parametrize("name", VALUES)
def test_there_is_no_confusion_of_values(runs: Runs, name: str) -> None:
    for make in (plots.confusion, plots.confusion_table):
        with pytest.raises(SpecError, match="run: got 'regression', allowed: a run that predicts classes"):
            make(runs[name])
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("name", CLASSES)
def test_predictions_of_classes_are_the_run_s(runs: Runs, name: str) -> None:
    run = runs[name]
    table = plots.prediction_table(run, n=6, seed=1, part="train")
    chances = run.predict([row.point for row in table])
    assert len(table) == len({row.row for row in table}) == 6
    for row, chance in zip(table, chances, strict=True):
        assert row.point == tuple(run.data.train.points[row.row])
        assert row.truth == run.data.classes[run.data.train.labels[row.row]]
        assert row.prediction == run.data.classes[int(np.argmax(chance))]
        assert row.probability == pytest.approx(chance.max())
        assert row.right == (row.prediction == row.truth)


@pytest.mark.parametrize("name", VALUES)
def test_predictions_of_values_are_the_run_s(runs: Runs, name: str) -> None:
    run = runs[name]
    table = plots.prediction_table(run)
    assert [row.prediction for row in table] == run.predict([row.point for row in table]).tolist()
    assert [row.truth for row in table] == [run.data.test.labels[row.row] for row in table]
    assert {row.probability for row in table} == {row.right for row in table} == {None}
    head, *lines = str(table).splitlines()
    assert head.split()[-1] == "error" and len(lines) == 5
    assert len({len(line) for line in (head, *lines)}) == 1


def test_seeds_pick_other_examples_and_never_more_than_there_are(runs: Runs) -> None:
    run = runs["two classes"]
    picked = {seed: [row.row for row in plots.prediction_table(run, n=8, seed=seed)] for seed in (0, 1)}
    assert picked[0] != picked[1]
    assert sorted(row.row for row in plots.prediction_table(run, n=1000)) == list(range(len(run.data.test)))
    for wrong in (0, -1, True):
        with pytest.raises(SpecError, match="n: got"):
            plots.prediction_table(run, n=wrong)
    with pytest.raises(SpecError, match="1 to 25"):
        plots.predictions(run, n=26)


@pytest.mark.parametrize("name", [name for name in ALL if name != "no test set"])
def test_predictions_are_drawn_as_in_the_table(runs: Runs, name: str) -> None:
    run = runs[name]
    drawn, table = plots.predictions(run, n=3, seed=2), plots.prediction_table(run, n=3, seed=2)
    assert len(drawn) == 6 and len(figure_of(drawn).axes) == 6
    for row, above, below in zip(table, drawn[::2], drawn[1::2], strict=True):
        if isinstance(row.truth, str):
            assert above.get_title(loc="left") == f"class {row.truth}"
            widths = [patch.get_width() for patch in below.patches]  # type: ignore[attr-defined]
            np.testing.assert_allclose(widths, run.predict([row.point])[0])
        else:
            assert above.get_title(loc="left") == f"value {number(row.truth, 2)}"
            assert np.asarray(below.lines[0].get_xdata()).tolist() == [row.truth, row.prediction]
    if name == "digits":
        assert np.array_equal(np.asarray(drawn[0].images[0].get_array()), np.reshape(table[0].point, (8, 8)))
    figure_of(drawn).canvas.draw()


def test_more_predictions_than_columns_go_into_further_rows(runs: Runs) -> None:
    drawn = plots.predictions(runs["two classes"], n=7)
    assert len(drawn) == 14 and len(figure_of(drawn).axes) == 14
    assert len({round(ax.get_position().x0, 3) for ax in drawn}) == 5


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("name", ["two classes", "values on the line", "no test set"])
def test_curves_are_the_history(runs: Runs, name: str, log: bool) -> None:
    run = runs[name]
    axes = plots.curves(run, log=log)
    parts = [part for part in ("train", "validation", "test") if len(run.data.parts[part])]
    for ax, kind in zip(axes, ("loss", "score"), strict=True):
        assert len(ax.lines) == len(parts) and ax.get_xlabel() == "epoch"
        for line, part in zip(ax.lines, parts, strict=True):
            x, y = np.asarray(line.get_data())
            assert np.array_equal(x, run.history.epoch) and np.array_equal(y, run.history.column(f"{part}_{kind}"))
    loss, score = axes
    assert loss.get_yscale() == ("log" if log else "linear")
    assert score.get_ylabel() == ("accuracy" if run.data.task == "classification" else "R²")
    legend = loss.get_legend()
    assert legend is not None and len(legend.get_texts()) == len(parts)
    figure_of(axes).canvas.draw()


def test_all_activations_are_drawn_with_their_derivatives() -> None:
    axes = plots.activations()
    assert [ax.get_title(loc="left") for ax in axes] == [Activation.choices()[name].label for name in ACTIVATIONS]
    for ax, row in zip(axes, ACTIVATIONS.values(), strict=True):
        function, derivative = (line for line in ax.lines if str(line.get_label()).startswith("a"))
        z, a = np.asarray(function.get_data())
        assert np.array_equal(a, row.value(z))
        shown = np.asarray(derivative.get_ydata())
        there = np.isfinite(shown)
        assert np.array_equal(shown[there], row.derivative(z)[there]) and (~there).sum() <= 2
    assert len(figure_of(axes).axes) == len(ACTIVATIONS), "no empty axes are left"
    figure_of(axes).canvas.draw()


@pytest.mark.parametrize("names", [["tanh", "step"], []])
def test_an_unknown_activation_is_named(names: list[str]) -> None:
    with pytest.raises(SpecError, match="names of identity, sigmoid"):
        plots.activations(names)


def test_score_table_trains_each_value_with_each_seed() -> None:
    table = plots.score_table(SMALL, "network.layers.0.units", [2, 5], seeds=[3, 4], part="validation")
    assert list(table) == [2, 5]
    expected = SMALL.with_setting("network.layers.0.units", 5)
    for path in ("data.seed", "data.split.seed", "network.seed", "training.seed", "training.dropout_seed"):
        expected = expected.with_setting(path, 4)
    run = Trainer(expected).train()
    assert table[5][1] == run.evaluate().scores["validation"].score


def test_score_by_draws_medians_bands_and_every_run() -> None:
    ax = plots.score_by(SMALL, "data.n", [40, 80], seeds=range(3))
    table = plots.score_table(SMALL, "data.n", [40, 80], seeds=range(3))
    (median,) = ax.lines
    assert np.asarray(median.get_data()).tolist() == [[40, 80], [float(np.median(table[n])) for n in (40, 80)]]
    (points,) = [c for c in ax.collections if np.asarray(c.get_offsets()).shape == (6, 2)]
    assert np.asarray(points.get_offsets()).tolist() == [[n, score] for n in (40, 80) for score in table[n]]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_title(loc="left")) == ("points", "accuracy", "Accuracy by points")
    figure_of(ax).canvas.draw()


def test_score_by_takes_a_table_of_names_and_says_what_is_left_out() -> None:
    ax = plots.score_by({"sgd": [0.5, nan, 0.7], "adam": [0.9, inf, 0.8]}, "training.optimizer", ax=Figure().subplots())
    assert [label.get_text() for label in ax.get_xticklabels()] == ["sgd", "adam"]
    assert "2 runs without a score" in " ".join(text.get_text() for text in ax.texts)
    assert pyplot.get_fignums() == []
    figure_of(ax).canvas.draw()


def test_score_by_spreads_wide_numbers_evenly_and_sorts_them() -> None:
    ax = plots.score_by({1.0: [0.5], 0.001: [0.9, 0.8], 0.1: [nan]}, "training.learning_rate")
    assert ax.get_xscale() == "log"
    assert np.asarray(ax.lines[0].get_xdata()).tolist() == [0.001, 1.0]
    figure_of(ax).canvas.draw()


def test_score_by_names_what_is_wrong() -> None:
    with pytest.raises(SpecError, match=r"training\.speed"):
        plots.score_by(SMALL, "training.speed", [1])
    with pytest.raises(SpecError, match="at least one score"):
        plots.score_by(SMALL, "data.n", [])
    with pytest.raises(SpecError, match="at least one score"):
        plots.score_by({1: []}, "data.n")
    with pytest.raises(SpecError, match="part: got 'exam'"):
        plots.score_by({1: [0.5]}, "data.n", part="exam")
    with pytest.raises(SpecError, match="nothing beside a table"):
        plots.score_by({1: [0.5]}, "data.n", [1])
    untested = SMALL.with_setting("data.split", {"train": 0.8, "validation": 0.2, "test": 0.0})
    with pytest.raises(SpecError, match="no test set"):
        plots.score_by(untested, "data.n", [40])
    assert pyplot.get_fignums() == []
