"""Numbers, curves, points and weights as they are shown: complete, in order, and thinned without losing a spike."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.engines import DEFAULT_ENGINE, Evaluation, Evaluations, Score
from glassnet.explain import curves, epochs_done, points, status, thinned, up_to_now, weights
from glassnet.spec import Experiment, SpecError
from glassnet.training import History, Trainer

NAMES = ["train_loss", "validation_loss", "test_loss", "train_score", "validation_score", "test_score"]
NAMES += ["gradient_norm", "penalty"]


def make(engine: str = DEFAULT_ENGINE, **data: object) -> Trainer:
    return Trainer(Experiment.from_json({"data": {"n": 40} | data}), engine=engine)


def recorded(losses: list[float]) -> History:
    history = History("accuracy")
    for epoch, loss in enumerate(losses):
        scores = {"train": Score(loss, 0.5), "test": Score(loss / 2, 0.5)}
        at = np.array([epoch])
        history.record(at, at, Evaluations.of([Evaluation(0, scores, 0.0, 0.0)]), np.array([0.1]))
    return history


losses = st.floats(0.0, 1e300) | st.sampled_from([float("nan"), float("inf"), 0.0, 1.0])


@settings(max_examples=60)
@given(st.lists(losses, min_size=1, max_size=300), st.integers(12, 60))
def test_thinning_keeps_first_last_least_and_greatest(values: list[float], most: int) -> None:
    history = recorded(values)
    rows = thinned(history, most)
    assert len(rows) <= most
    assert (np.diff(rows) > 0).all()
    assert (rows[0], rows[-1]) == (0, len(values) - 1)
    column = history.train_loss
    if np.isfinite(column).any() or np.isinf(column).any():
        assert np.nanmin(column[rows]) == np.nanmin(column)
        assert np.nanmax(column[rows]) == np.nanmax(column)


def test_a_short_history_is_shown_whole() -> None:
    assert thinned(recorded([1.0] * 50), 50).tolist() == list(range(50))


def test_one_spike_among_thousands_is_seen() -> None:
    values = [1.0] * 5000
    values[3217], values[4001] = 9.0, 0.25
    rows = thinned(recorded(values), 100)
    assert {0, 3217, 4001, 4999} <= set(rows.tolist())


def test_curves_are_epochs_then_losses_then_scores() -> None:
    run = make(split={"train": 0.5, "validation": 0.0, "test": 0.5})
    run.advance_epochs(5)
    view = curves(run, 12)
    assert view.data == {"names": NAMES, "n": 6, "score": "accuracy"}
    assert all([str(array.dtype), array.shape] == ["float32", (6,)] for array in view.arrays)
    epoch, train_loss, validation_loss = view.arrays[:3]
    assert epoch.tolist() == [0, 1, 2, 3, 4, 5]
    np.testing.assert_allclose(train_loss, run.history.train_loss, rtol=1e-6)
    assert np.isnan(validation_loss).all()


@pytest.mark.parametrize("most", [11, 4097])
def test_a_number_of_points_out_of_range_is_refused(most: int) -> None:
    with pytest.raises(SpecError, match=f"points: got {most}, allowed: a whole number from 12 to 4096"):
        curves(make(), most)


def test_losses_too_large_for_float32_raise_no_warning() -> None:
    run = make()
    run.history = recorded([1.0, 1e200, float("inf"), float("nan")])
    assert curves(run).arrays[1].tolist()[:3] == [1.0, np.inf, np.inf]


def test_weights_are_all_parameters_row_by_row(engine: str) -> None:
    run = make(engine)
    run.advance_epochs(1)
    view = weights(run)
    expected = np.concatenate([p.ravel() for p in run.state.parameters]).astype(np.float32)
    assert view.data == {"sizes": [2, 8, 8, 2]}
    assert len(expected) == run.parameters == 114
    np.testing.assert_array_equal(view.arrays[0], expected)


def test_weights_too_large_for_float32_raise_no_warning() -> None:
    run = make("reference")
    snapshot = run.snapshot()
    snapshot.state.parameters[0][:] = 1e200
    run.restore(snapshot)
    assert np.isinf(weights(run).arrays[0]).sum() == 16


def test_points_are_in_order_with_own_ones_at_the_end_of_training() -> None:
    run = make(points=[[1.5, -2.5, 1.0], [0.25, 0.5, 0.0]])
    run.add_point(3.0, 4.0, 1)
    view = points(run)
    rows, names = view.arrays
    assert view.data == {"train": 27, "validation": 8, "test": 8, "own": 3}
    assert [str(rows.dtype), rows.shape] == ["float32", (43, 3)]
    assert rows[24:27].tolist() == [[1.5, -2.5, 1.0], [0.25, 0.5, 0.0], [3.0, 4.0, 1.0]]
    start = 0
    for part in run.data.parts.values():
        np.testing.assert_array_equal(rows[start : start + len(part), :2], part.points)
        np.testing.assert_array_equal(rows[start : start + len(part), 2], part.labels)
        start += len(part)
    rows_of_train = run.data.rows["train"].tolist()
    assert names[:27].tolist() == [*rows_of_train, -1, -2, -3]
    for row, place in zip(names[:24].astype(int), rows, strict=False):
        np.testing.assert_array_equal(run.data.table.points[row], place[:2])


def test_on_the_line_the_value_is_the_height() -> None:
    rows, _ = points(make(source={"kind": "preset", "name": "sine"})).arrays
    np.testing.assert_array_equal(rows[:, 1], rows[:, 2])


def test_status_is_the_evaluation_of_the_moment(engine: str) -> None:
    run = make(engine, split={"train": 0.5, "validation": 0.0, "test": 0.5})
    run.set("training.l2", 0.1)
    run.advance(2)
    evaluation, data = run.evaluate(), status(run).data
    assert data["train"] == {"loss": evaluation.scores["train"].loss, "accuracy": evaluation.scores["train"].score}
    assert data["test"]["accuracy"] == evaluation.scores["test"].score
    assert data["validation"] is None
    assert data["penalty"] == evaluation.penalty > 0.0
    assert data["gradient_norm"] == evaluation.gradient_norm
    assert data["learning_rate"] == 0.01


def test_status_is_plain_json_even_of_a_diverged_run(engine: str) -> None:
    run = make(engine)
    assert status(run).data["gradient_norm"] is None  # before the first step
    snapshot = run.snapshot()
    snapshot.state.parameters[0][:] = np.nan
    run.restore(snapshot)
    data = status(run).data
    json.dumps(data, allow_nan=False)
    assert data["train"]["loss"] is None


def test_curves_reach_up_to_now_where_the_history_does_not() -> None:
    run = make()
    run.advance(2)
    assert 0.0 < epochs_done(run) < 1.0
    shown, now = curves(run), run.evaluate()
    longer = up_to_now(shown, epochs_done(run), now)
    assert longer.data["n"] == shown.data["n"] + 1 == len(longer.arrays[0])
    at_the_end = dict(zip(["epoch", *NAMES], (float(column[-1]) for column in longer.arrays), strict=True))
    assert at_the_end["epoch"] == np.float32(epochs_done(run))
    assert at_the_end["train_loss"] == np.float32(now.scores["train"].loss)
    assert at_the_end["test_score"] == np.float32(now.scores["test"].score)
    assert at_the_end["penalty"] == np.float32(now.penalty)
    assert all(column.dtype == np.float32 for column in longer.arrays)


def test_curves_are_no_longer_than_the_history_at_the_end_of_an_epoch() -> None:
    run = make()
    run.advance_epochs(2)
    assert epochs_done(run) == 2.0
    shown = curves(run)
    assert up_to_now(shown, epochs_done(run), run.evaluate()) is shown
