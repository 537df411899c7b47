"""The trail of a run: dense at first and after changes, the same however the run is sliced, bounded in memory."""

from dataclasses import replace

import numpy as np
import pytest

from glassnet.engines import Cursor
from glassnet.spec import Experiment
from glassnet.training import Keyframe, Trail, Trainer, trail

SMALL = Experiment().with_setting("data.n", 40)


def epochs(run: Trainer) -> list[int]:
    return [frame.epoch for frame in run.trail.frames]


def test_the_moments_are_the_start_the_first_epochs_and_then_ever_rarer() -> None:
    run = Trainer(SMALL)
    run.advance_epochs(100)
    found = epochs(run)
    assert found[:13] == list(range(13))
    assert found == sorted(set(found)) and len(found) < 32
    gaps = np.diff(found)
    assert (np.diff(gaps) >= 0).all() and gaps[-1] > 8


@pytest.mark.parametrize("slices", [[37], [1] * 37, [5, 0, 30, 2]])
def test_the_moments_do_not_depend_on_how_the_run_is_sliced(slices: list[int]) -> None:
    whole, sliced = Trainer(SMALL), Trainer(SMALL)
    whole.advance(37)
    for steps in slices:
        sliced.advance(steps)
    assert epochs(whole) == epochs(sliced)
    for one, other in zip(whole.trail.frames, sliced.trail.frames, strict=True):
        assert one.step == other.step
        for a, b in zip(one.state.parameters, other.state.parameters, strict=True):
            assert np.array_equal(a, b)


def test_a_change_is_kept_from_both_sides_and_is_dense_after_it() -> None:
    run = Trainer(SMALL)
    run.advance_epochs(40)
    run.set("network.layers.0.activation", "relu")
    run.advance_epochs(4)
    (at,) = run.trail.changes
    before, after = run.trail.frames[at - 1 : at + 1]
    assert before.step == after.step
    assert before.settings.layers[0].activation.kind == "tanh" and after.settings.layers[0].activation.kind == "relu"
    assert [frame.epoch for frame in run.trail.frames[at:]] == [40, 41, 42, 43, 44]


def test_several_changes_at_one_step_are_one() -> None:
    run = Trainer(SMALL)
    run.advance_epochs(2)
    for rate in (0.1, 0.2, 0.3):
        run.set("training.learning_rate", rate)
    assert len(run.trail.changes) == 1
    assert run.trail.frames[-1].experiment.training.learning_rate == 0.3
    assert run.trail.frames[-2].experiment.training.learning_rate == 0.01


def test_a_restored_run_has_the_trail_of_its_moment() -> None:
    run = Trainer(SMALL)
    run.advance_epochs(3)
    snapshot = run.snapshot()
    run.advance_epochs(5)
    run.restore(snapshot)
    assert epochs(run) == [0, 1, 2, 3]
    run.advance_epochs(1)
    assert epochs(run) == [0, 1, 2, 3, 4]


def test_the_memory_is_bounded_and_start_end_and_last_change_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Trainer(SMALL)
    one = Keyframe(run.experiment, run.settings, run.state)
    monkeypatch.setattr(trail, "MAX_BYTES", 20 * one.state.nbytes)
    for k in range(60):
        run.advance_epochs(1)
        if k in (5, 30):
            run.set("training.learning_rate", 0.02 + k / 100)
    frames = run.trail.frames
    assert len(frames) <= 21
    assert frames[0].step == 0 and frames[-1].epoch <= run.epoch
    at = run.trail.changes[-1]
    assert frames[at].step == frames[at - 1].step and frames[at].experiment is not frames[at - 1].experiment


def test_many_changes_do_not_grow_without_bound() -> None:
    run = Trainer(SMALL)
    found: Trail = run.trail
    frame = Keyframe(run.experiment, run.settings, run.state)
    for step in range(1000):
        before, after = (replace(frame, state=replace(frame.state, cursor=Cursor(step + k))) for k in (0, 0))
        found = found.with_change(before, after)
        assert len(found.frames) <= trail.MAX_FRAMES + 2
    assert len(found.changes) > 20
