"""What the compiled engine promises beside agreeing: repeatable runs, noticed divergence, nothing written elsewhere."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from glassnet.engines import Cursor, Examples, Plan, ReferenceEngine, RunState, walk
from glassnet.engines.compiled import CompiledEngine
from glassnet.engines.compiled import engine as engine_module
from glassnet.engines.compiled import examples as examples_module
from glassnet.rng import batch_order
from glassnet.spec.choices import Activation, Loss, Sigmoid
from glassnet.spec.methods import SGD, Adam
from tests.compiled.cases import ACTIVATIONS, LOSSES, OUTPUTS, Case, make_case, with_zeros
from tests.support import SOURCE


def opened(case: Case) -> CompiledEngine:
    engine = CompiledEngine()
    engine.open(case.problem, case.settings, case.state)
    return engine


def with_training(case: Case, **changes: object) -> Case:
    return replace(case, settings=replace(case.settings, training=case.settings.training.with_(**changes)))


def with_parameter(case: Case, number: int, value: float) -> Case:
    """The same with one number of one parameter array replaced."""
    parameters = [p.copy() for p in case.state.parameters]
    parameters[number].flat[0] = value
    return replace(case, state=replace(case.state, parameters=tuple(parameters)))


def same(a: RunState, b: RunState) -> bool:
    arrays = zip(a.parameters, b.parameters, strict=True)
    slots = ((x[k], y[k]) for x, y in zip(a.slots, b.slots, strict=True) for k in x)
    cursors = (a.cursor, a.slot_steps) == (b.cursor, b.slot_steps)
    return cursors and all(np.array_equal(x, y) for pair in (arrays, slots) for x, y in pair)


DROPOUT = {"dropout": 0.4, "l2": 0.01}


@pytest.mark.parametrize("batch", [1, 7, 32, None])
def test_a_run_is_the_same_bit_for_bit_however_it_is_sliced(batch: int | None) -> None:
    case = make_case(optimizer=Adam(), regulariser=DROPOUT, batch=batch, examples=50, width=9)
    whole = opened(case)
    whole.advance(case.plan(case.state, 40))
    sliced, state = opened(case), case.state
    for steps in (1, 2, 13, 24):
        sliced.advance(case.plan(state, steps))
        state = sliced.snapshot()
        sliced = opened(replace(case, state=state))  # nothing but the state is carried on
    assert same(whole.snapshot(), state)


def test_marks_and_evaluations_do_not_disturb_training() -> None:
    case = make_case(regulariser=DROPOUT)
    plain, watched = opened(case), opened(case)
    plain.advance(replace(case.plan(case.state, 20), marks=()))
    watched.advance(case.plan(case.state, 20))
    watched.evaluate()
    watched.forward(case.problem.train.X.astype(np.float32))
    assert same(plain.snapshot(), watched.snapshot())


@pytest.mark.parametrize("examples", [1, 2, 33, 100])
def test_the_order_of_an_epoch_is_that_of_the_generator(examples: int) -> None:
    case = make_case(batch=1, examples=examples, seed=2)
    engine = opened(case)
    for epoch in (0, 1):
        state = replace(case.state, cursor=Cursor(epoch * examples, epoch, 0))
        engine.open(case.problem, case.settings, state)
        engine.advance(case.plan(state, 1))
        assert engine._order[:examples].tolist() == batch_order(case.settings.training.seed, epoch, examples).tolist()


def test_progress_and_cursor_are_those_of_the_walk() -> None:
    case = make_case(batch=7, examples=23)
    engine = opened(case)
    progress = engine.advance(replace(case.plan(case.state, 9), marks=(4, 9)))
    assert progress.steps == 9 and [e.after for e in progress.evaluations] == [4, 9]
    assert engine.snapshot().cursor == walk(case.state.cursor, 9, 23, 7).end
    assert engine.snapshot().slot_steps == 9


def test_a_pass_over_points_that_were_taken_away_ends_at_once() -> None:
    case = make_case(batch=10, examples=23)
    state = replace(case.state, cursor=Cursor(2, 0, 30))
    engine = opened(replace(case, state=state))
    engine.advance(case.plan(state, 1))
    assert engine.snapshot().cursor == walk(state.cursor, 1, 23, 10).end


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda a: a.kind)
@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_not_a_number_in_any_parameter_stops_the_run_before_a_step(activation: Activation, number: int) -> None:
    case = with_parameter(make_case(activation=activation), number, np.nan)
    engine = opened(case)
    progress = engine.advance(case.plan(case.state, 5))
    assert (progress.steps, progress.diverged, len(progress.evaluations)) == (0, True, 0)
    assert np.array_equal(engine.snapshot().parameters[2], case.state.parameters[2].astype(np.float32), equal_nan=True)


@pytest.mark.parametrize("loss", ["mse", "half_squared", "huber", "binary_cross_entropy", "cross_entropy"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_every_loss_notices_an_output_that_is_not_finite(loss: str, value: float) -> None:
    chosen = next(choice for choice in LOSSES if choice.kind == loss)
    for outputs in (1, 2, 5):
        case = with_parameter(make_case(loss=chosen, outputs=outputs, depth=0), 1, value)
        progress = opened(case).advance(case.plan(case.state, 1))
        assert (progress.steps, progress.diverged) == (0, True)


def test_divergence_is_reported_no_later_than_the_reference_does() -> None:
    case = make_case(loss=LOSSES[2], depth=0, examples=50, batch=10)
    plan = Plan(np.full(500, 1e3), np.ones(500), np.ones(500), tuple(range(1, 501)))
    found = []
    for engine in (ReferenceEngine(), CompiledEngine()):
        engine.open(case.problem, case.settings, case.state)
        found.append(engine.advance(plan))
        engine.close()
    assert found[0].diverged and found[1].diverged
    assert found[1].steps <= found[0].steps  # float32 ends at 3e38, float64 at 2e308
    losses = [[e.scores["train"].loss for e in progress.evaluations[:5]] for progress in found]
    assert losses[1] == pytest.approx(losses[0], rel=1e-5)


def test_a_diverged_evaluation_ends_the_run_after_its_step() -> None:
    case = make_case(examples=20, batch=None, loss=None, depth=0)
    plan = Plan(np.array([3e38, 1.0]), np.ones(2), np.ones(2), (1, 2))
    progress = opened(case).advance(plan)
    assert progress.steps == 1 and progress.diverged and len(progress.evaluations) == 1


def test_a_single_example_in_the_last_batch_is_trained() -> None:
    case = make_case(batch=10, examples=21)
    a, b = opened(case), opened(case)
    a.advance(case.plan(case.state, 2))
    b.advance(case.plan(case.state, 3))
    assert not np.array_equal(a.snapshot().parameters[0], b.snapshot().parameters[0])
    assert b.snapshot().cursor == Cursor(3, 1, 0)


CANARY = np.float32(-1234.5)
GUARD = 256


def test_nothing_is_written_outside_the_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def guarded(count: int, dtype: object = np.float32) -> object:
        block = np.full(count + 2 * GUARD, CANARY, np.float32)
        inner = block[GUARD : GUARD + count]
        inner[:] = 0
        made.append((block, count))
        return inner

    monkeypatch.setattr(engine_module, "aligned", guarded)
    monkeypatch.setattr(examples_module, "aligned", guarded)
    for depth, width, batch, outputs, features in (
        (0, 1, 10, 3, 9),
        (2, 9, 7, 2, 2),
        (3, 17, 32, 11, 17),
        (1, 3, 1, 1, 3),
    ):
        case = make_case(depth=depth, width=width, batch=batch, outputs=outputs, features=features, regulariser=DROPOUT)
        for kind in (case, with_training(case, optimizer=Adam(), clip_norm=0.1)):
            engine = opened(replace(kind, state=case.with_optimizer(kind.settings.training.optimizer).state))
            engine.advance(kind.plan(case.state, 30))
            engine.evaluate()
            engine.forward(case.problem.train.X.astype(np.float32))
    wide = make_case(optimizer=SGD(), width=33, depth=2)  # changes its weights where gradients are summed up
    opened(wide).advance(replace(wide.plan(wide.state, 30), marks=()))
    assert len(made) > 40
    for block, count in made:
        assert (block[:GUARD] == CANARY).all() and (block[GUARD + count :] == CANARY).all()


def test_padding_stays_zero() -> None:
    case = make_case(
        activation=Sigmoid(), width=3, regulariser={"l1": 0.1, "l2": 0.1, "dropout": 0.2}, optimizer=Adam()
    )
    engine = opened(case)
    before = engine._theta.copy()
    engine.advance(case.plan(case.state, 50))
    mask = np.zeros(len(before), np.float32)
    for view in engine._layout._views(mask):
        view[...] = 1
    outside = mask == 0
    assert np.array_equal(before[outside], engine._theta[outside])


def test_the_plan_s_learning_rates_are_those_of_the_steps() -> None:
    case = make_case()
    engine = opened(case)
    engine.advance(Plan(np.array([0.0, 0.0]), np.ones(2), np.ones(2)))
    first = engine.snapshot()
    assert np.array_equal(first.parameters[0], case.state.parameters[0].astype(np.float32))
    engine.advance(Plan(np.array([0.0, 0.1]), np.ones(2), np.ones(2)))
    assert not np.array_equal(engine.snapshot().parameters[0], first.parameters[0])


@pytest.mark.parametrize(
    "changes",
    [
        {"l1": 0.1}, {"l2": 0.1}, {"clip_norm": 0.5}, {"learning_rate": 0.5}, {"seed": 9}, {"shuffle": True},
        {"optimizer": Adam(beta1=0.5)}, {"optimizer": Adam(eps=0.1)}, {"dropout_seed": 4},
    ],
)  # fmt: skip
def test_moving_a_slider_compiles_nothing(changes: dict[str, object]) -> None:
    case = make_case(regulariser={"dropout": 0.1})
    engine = opened(case)
    kernel = engine._kernel
    changed = with_training(case, **changes)
    engine.open(case.problem, changed.settings, changed.with_optimizer(changed.settings.training.optimizer).state)
    assert engine._kernel is kernel


def test_dropout_rates_settings_and_points_compile_nothing() -> None:
    case = make_case(activation=ACTIVATIONS[4])
    engine = opened(case)
    kernel = engine._kernel
    layers = tuple(
        layer.with_(dropout=0.5, activation=layer.activation.with_(slope=0.3)) for layer in case.settings.layers
    )
    other = make_case(activation=ACTIVATIONS[4], examples=51)
    engine.open(other.problem, replace(case.settings, layers=layers), case.state)
    assert engine._kernel is kernel


def test_forward_gives_every_layer_in_the_precision_that_is_asked_for() -> None:
    for output in OUTPUTS:
        case = make_case(loss=LOSSES[2], output=output)
        engine, reference = opened(case), ReferenceEngine()
        reference.open(case.problem, case.settings, case.state)
        X = np.random.default_rng(0).normal(size=(45, 2))
        for dtype, tolerance in ((np.float32, 2e-6), (np.float64, 1e-14)):
            got = engine.forward(X.astype(dtype))
            right = reference.forward(X.astype(dtype).astype(np.float64))
            assert [a.dtype for a in got] == [dtype] * 3
            for a, b in zip(got, right, strict=True):
                assert a.shape == b.shape and np.abs(a - b).max() < tolerance


def test_forward_of_no_points_is_empty() -> None:
    assert [a.shape for a in opened(make_case()).forward(np.empty((0, 2), np.float32))] == [(0, 8), (0, 9), (0, 2)]


def test_evaluating_says_what_the_last_mark_said() -> None:
    case = make_case(regulariser={"l2": 0.1})
    engine = opened(case)
    assert np.isnan(engine.evaluate().gradient_norm)
    last = engine.advance(case.plan(case.state, 7)).evaluations[-1]
    assert replace(engine.evaluate(), after=7) == last


def test_a_snapshot_is_not_changed_by_later_steps() -> None:
    case = make_case(optimizer=Adam())
    engine = opened(case)
    before = engine.snapshot()
    kept = before.copied()
    engine.advance(case.plan(case.state, 3))
    assert same(before, kept)
    assert all(p.dtype == np.float32 for p in before.parameters)


def test_stop_ends_a_long_call_after_the_present_step() -> None:
    case = make_case(width=65, batch=32, examples=101)
    engine = opened(case)
    steps = 1_000_000
    plan = Plan(np.zeros(steps), np.ones(steps), np.ones(steps))
    timer = threading.Timer(0.05, engine.stop)
    timer.start()
    began = time.perf_counter()
    progress = engine.advance(plan)
    timer.join()
    assert 0 < progress.steps < steps and not progress.diverged
    assert time.perf_counter() - began < 20
    assert engine.snapshot().cursor.step == progress.steps
    assert np.isfinite(engine.evaluate().gradient_norm)


@pytest.fixture
def _no_llvmlite(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    engine_module._has_llvm.cache_clear()
    monkeypatch.setitem(sys.modules, "llvmlite.binding", None)
    yield
    engine_module._has_llvm.cache_clear()


@pytest.mark.usefixtures("_no_llvmlite")
def test_without_llvmlite_the_reference_takes_over_and_says_so() -> None:
    case = make_case()
    engine = opened(case)
    assert engine.explain().startswith("reference: llvmlite")
    assert engine.advance(case.plan(case.state, 2)).steps == 2
    assert engine.snapshot().cursor.step == 2
    assert len(engine.forward(case.problem.train.X)) == 3
    engine.close()


def test_an_llvmlite_that_cannot_be_loaded_leaves_the_work_to_the_reference(tmp_path: Path) -> None:
    package = tmp_path / "llvmlite"
    package.mkdir()
    (package / "__init__.py").write_text("__version__ = '0'\n")
    (package / "binding.py").write_text("raise OSError('libllvmlite.so: made for another system')\n")
    run = "gn.train(gn.Network([2, 3, 2]), gn.load('xor', n=40), epochs=1)"
    program = f"import glassnet as gn; print({run}.computed_by)"
    paths = os.pathsep.join([str(tmp_path), str(SOURCE.parent)])
    environment = {**os.environ, "GLASSNET_CACHE": str(tmp_path / "cache"), "PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("reference: llvmlite") and "another system" in done.stdout, done.stderr


def test_targets_that_are_no_classes_are_left_to_the_reference_under_cross_entropy() -> None:
    """No experiment has such targets; whoever drives the engine by hand may."""
    case = make_case()
    train = replace(case.problem.train, T=np.full_like(case.problem.train.T, 0.5))
    engine = opened(replace(case, problem=replace(case.problem, parts={"train": train})))
    assert engine.explain() == "reference: cross-entropy with targets that are not one-hot"
    assert engine.advance(Plan(np.ones(2), np.ones(2), np.ones(2))).steps == 2


def test_a_weight_that_is_not_finite_is_noticed_though_its_input_is_always_zero() -> None:
    """0 · NaN is NaN: an engine that skips zeros must not skip that."""
    case = with_zeros(make_case(features=40, width=9), share=0.8)
    parts = {
        name: replace(part, X=np.where(np.arange(40) == 7, 0.0, part.X)) for name, part in case.problem.parts.items()
    }
    case = replace(case, problem=replace(case.problem, parts=parts))
    assert opened(case).explain().endswith("zeros skipped")
    parameters = [p.copy() for p in case.state.parameters]
    parameters[0][2, 7] = np.nan
    engine = opened(replace(case, state=replace(case.state, parameters=tuple(parameters))))
    progress = engine.advance(case.plan(case.state, 2))
    assert (progress.steps, progress.diverged) == (0, True)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.kind)
@pytest.mark.parametrize("batch", [7, None])
def test_an_example_of_weight_two_counts_as_two_examples(loss: Loss, batch: int | None) -> None:
    """A weighted batch has the gradients of one with repeated examples, but for the number it is divided by."""
    case = make_case(loss=loss, batch=None, examples=60)
    draw = np.random.default_rng(3)
    counts = draw.integers(0, 4, 60)
    numbers = np.repeat(np.arange(60), counts)
    part = case.problem.train
    weighted = replace(part, weights=counts.astype(np.float64))
    repeated = Examples(part.X[numbers], part.T[numbers], part.labels[numbers])
    total = int(counts.sum())
    found = []
    for train, rate in ((weighted, 0.1), (repeated, 0.1 * total / 60)):
        run = replace(case, problem=replace(case.problem, parts={"train": train}))
        engine = opened(run)
        rates = np.full(4, rate)
        evaluations = engine.advance(Plan(rates, np.ones(4), np.ones(4), (1, 4))).evaluations
        found.append((engine.snapshot(), evaluations.column("train_loss") * len(train.X)))
    for a, b in zip(found[0][0].parameters, found[1][0].parameters, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(found[0][1], found[1][1], rtol=1e-5)
    ones = replace(part, weights=np.ones(60))
    plain = with_training(case, batch_size=batch)
    engines = [opened(replace(plain, problem=replace(case.problem, parts={"train": p}))) for p in (part, ones)]
    for engine in engines:
        engine.advance(plain.plan(case.state, 9))
    for a, b in zip(*(engine.snapshot().parameters for engine in engines), strict=True):
        assert np.array_equal(a, b)


def test_scores_are_of_the_examples_alike_whatever_their_weights() -> None:
    case = make_case(width=4)
    weights = np.random.default_rng(0).uniform(0, 5, 50)
    weighted = replace(case.problem, parts={"train": replace(case.problem.train, weights=weights)})
    plain, heavy = (opened(replace(case, problem=p)).evaluate().scores["train"] for p in (case.problem, weighted))
    assert plain.score == heavy.score and plain.loss != heavy.loss


def test_explain_names_the_kernel() -> None:
    engine = CompiledEngine()
    assert engine.explain() == "not opened"
    case = make_case()
    engine.open(case.problem, case.settings, case.state)
    assert engine.explain() == "compiled: 2-8-9-2 (tanh, tanh, identity), cross_entropy, 10 rows at once"
