"""The reference engine: which examples it sees, what evaluation leaves alone, what does not leak between steps."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glassnet.engines import Plan, ReferenceEngine
from glassnet.engines.reference.engine import batch_masks, build_network
from glassnet.nn import step_scalars, update_all
from glassnet.rng import batch_order
from glassnet.spec import Experiment
from glassnet.training import Trainer


def make(engine: str = "reference", **training: Any) -> Trainer:
    """25 points in training, three of them in the last batch of every epoch."""
    split = {"train": 0.5, "validation": 0.3, "test": 0.2}
    data = {"n": 50, "split": split | {"stratify": False}}
    layers = [{"units": 4, "dropout": training.pop("dropout", 0.0)}]
    settings = {"batch_size": 11, "learning_rate": 0.1, "optimizer": "sgd"} | training
    experiment = Experiment.from_json({"data": data, "network": {"layers": layers}, "training": settings})
    return Trainer(experiment, engine=engine)


def equal(first: Any, second: Any) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("batch_size", [11, 1, 25, 100, None])
def test_each_step_is_one_step_of_nn_on_the_documented_rows(shuffle: bool, batch_size: int | None) -> None:
    run = make(shuffle=shuffle, batch_size=batch_size, seed=5, dropout=0.3)
    train, size = run.problem.train, min(batch_size or 25, 25)
    assert len(train.X) == 25
    step = 0
    for epoch in range(2):
        order = batch_order(5, epoch, 25) if shuffle else np.arange(25)
        for offset in range(0, 25, size):
            rows = order[offset : offset + size]
            network = build_network(run.settings, run.state)
            masks = batch_masks(run.settings, step, len(rows))
            _, _, gradients = network.loss_and_gradients(train.X[rows], train.T[rows], "cross_entropy", masks)
            scalars = step_scalars("sgd", 0.1, t=1)
            expected, _ = update_all("sgd", network.parameters, gradients.flat, run.state.slots, scalars)
            run.advance(1)
            assert equal(run.state.parameters, expected)
            step += 1
    assert (run.step, run.epoch) == (step, 2)


def test_a_batch_larger_than_the_training_set_is_the_whole_of_it(engine: str) -> None:
    whole, large = make(engine, batch_size=None), make(engine, batch_size=26)
    whole.advance(5)
    large.advance(5)
    assert whole.epoch == large.epoch == 5
    assert equal(whole.state.parameters, large.state.parameters)


def test_nothing_of_an_incomplete_batch_is_left_in_the_next_epoch(engine: str) -> None:
    run = make(engine)
    run.advance(3)  # the third has three examples only
    again = Trainer(run.experiment, engine=engine, data=run.data)
    again.restore(replace(again.snapshot(), state=run.state))  # the weights and the cursor, and no gradient
    run.advance(1)
    again.advance(1)
    assert equal(run.state.parameters, again.state.parameters)


def test_evaluation_does_not_disturb_training(engine: str) -> None:
    quiet, watched = (make(engine, optimizer="adam", dropout=0.5) for _ in range(2))
    quiet.advance(30)
    for _ in range(30):
        watched.evaluate()
        watched.predict(np.zeros((3, 2)))
        watched.forward(np.zeros((3, 2), np.float32))
        _ = watched.state
        watched.advance(1)
    assert equal(quiet.state.parameters, watched.state.parameters)
    for mine, other in zip(quiet.state.slots, watched.state.slots, strict=True):
        assert equal(mine.values(), other.values())


def test_dropout_is_off_in_evaluation() -> None:
    run = make(dropout=0.5)
    run.advance(4)
    first, second = run.evaluate(), run.evaluate()
    assert first.scores == second.scores
    X = run.problem.train.X
    network = build_network(run.settings, run.state)
    np.testing.assert_array_equal(run.forward(X)[-1], network.forward(X).output)


def test_parts_are_evaluated_on_the_same_weights() -> None:
    run = make(l1=0.01, l2=0.1)
    run.advance(7)
    evaluation = run.evaluate()
    network = build_network(run.settings, run.state)
    assert set(evaluation.scores) == {"train", "validation", "test"}
    for name, part in run.problem.parts.items():
        right = network.forward(part.X).output.argmax(axis=1) == part.labels
        assert evaluation.scores[name].score == right.mean()
    weights = np.concatenate([W.ravel() for W in run.state.weights])
    assert evaluation.penalty == pytest.approx(0.01 * np.abs(weights).sum() + 0.05 * (weights**2).sum(), rel=1e-12)


def test_the_gradient_norm_is_that_of_the_last_batch_before_clipping() -> None:
    run = make(clip_norm=1e-3, l2=0.5, shuffle=False)
    assert np.isnan(run.evaluate().gradient_norm)
    train, network = run.problem.train, build_network(run.settings, run.state)
    _, _, gradients = network.loss_and_gradients(train.X[:11], train.T[:11], "cross_entropy", l2=0.5)
    norm = np.sqrt(sum(float((g**2).sum()) for g in gradients.flat))
    run.advance(1)
    assert run.evaluate().gradient_norm == pytest.approx(norm, rel=1e-12)
    assert norm > 1e-3


def test_snapshots_are_not_changed_by_later_steps(engine: str) -> None:
    run = make(engine, optimizer="adam")
    run.advance(3)
    before = run.state
    copy = before.copied()
    run.advance(10)
    assert equal(before.parameters, copy.parameters)
    for kept, copied in zip(before.slots, copy.slots, strict=True):
        assert equal(kept.values(), copied.values())
    assert before.cursor == copy.cursor
    width = {"reference": 8, "compiled": 4, "torch": 4}[engine]
    assert before.nbytes == copy.nbytes == width * 3 * sum(p.size for p in before.parameters)


def test_marks_are_evaluated_within_an_advance() -> None:
    run = make()
    engine = ReferenceEngine()
    engine.open(run.problem, run.settings, run.state)
    ones = np.ones(5)
    progress = engine.advance(Plan(0.1 * ones, ones, ones, marks=(2, 5)))
    assert (progress.steps, progress.diverged) == (5, False)
    assert [e.after for e in progress.evaluations] == [2, 5]
    run.advance(2)
    assert progress.evaluations[0].scores == run.evaluate().scores
    engine.close()


def test_float32_inputs_are_computed_in_float32_and_give_the_same_picture() -> None:
    run = make()
    X = run.problem.train.X
    for single, double in zip(run.forward(X.astype(np.float32)), run.forward(X), strict=True):
        assert [str(single.dtype), str(double.dtype)] == ["float32", "float64"]
        np.testing.assert_allclose(single, double, atol=1e-5)
