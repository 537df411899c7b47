"""The Torch engine as an engine: masks, memory, precision, weights, divergence, compiling."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glassnet.engines import EngineChoice, Plan, ReferenceEngine
from glassnet.rng import dropout_mask as right_mask
from glassnet.spec import SpecError
from glassnet.spec.choices import MSE, Loss
from glassnet.spec.methods import Adam, Momentum, Nesterov
from glassnet.training import Trainer
from tests.compiled.cases import Case, make_case
from tests.support import require_torch
from tests.torch_engine.curves import curve
from tests.training.support import everything, experiment

torch = require_torch()
torch.set_num_threads(1)  # for matrices of this size more of them only wait for each other

from glassnet.engines.torch import TorchEngine, pick_device, pick_dtype  # noqa: E402  # not without PyTorch
from glassnet.engines.torch.chance import dropout_mask  # noqa: E402

CPU = torch.device("cpu")


def opened(case: Case, dtype: str = "float64") -> TorchEngine:
    engine = TorchEngine(device="cpu", dtype=dtype)
    engine.open(case.problem, case.settings, case.state)
    return engine


@pytest.mark.parametrize("units", [1, 4, 7, 130])
@pytest.mark.parametrize("step", [0, 5, 2**32 + 3])
@pytest.mark.parametrize("rate", [0.1, 0.5, 0.999])
def test_masks_are_those_of_every_engine(units: int, step: int, rate: float) -> None:
    for seed, layer in ((0, 0), (2**32 - 1, 31)):
        mask = dropout_mask(seed, step, layer, (9, units), rate, device=CPU, dtype=torch.float64)
        np.testing.assert_array_equal(mask.numpy(), right_mask(seed, step, layer, (9, units), rate))


@pytest.mark.parametrize("optimizer", [Momentum(momentum=0.0), Nesterov(momentum=0.0)])
def test_a_momentum_of_zero_keeps_the_gradient_as_its_velocity(optimizer: Any) -> None:
    case = make_case(optimizer=optimizer)
    engine, reference = opened(case), ReferenceEngine()
    reference.open(case.problem, case.settings, case.state)
    for each in (engine, reference):
        each.advance(case.plan(case.state, 3))
    for got, right in zip(engine.snapshot().slots, reference.snapshot().slots, strict=True):
        np.testing.assert_allclose(got["velocity"], right["velocity"], rtol=1e-10, atol=1e-14)
        assert got["velocity"].any()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_state_that_is_handed_over_goes_on_bit_for_bit(dtype: str) -> None:
    case = make_case(optimizer=Adam(), regulariser={"dropout": 0.3}, examples=23)
    whole, first = opened(case, dtype), opened(case, dtype)
    whole.advance(case.plan(case.state, 20))
    first.advance(case.plan(case.state, 7))
    second = TorchEngine(device="cpu", dtype=dtype)
    second.open(case.problem, case.settings, first.snapshot())
    second.advance(case.plan(first.snapshot(), 13))
    assert second.snapshot().cursor == whole.snapshot().cursor
    for got, right in zip(second.snapshot().parameters, whole.snapshot().parameters, strict=True):
        assert got.dtype == dtype and got.tobytes() == right.tobytes()


@pytest.mark.parametrize("engine", ["reference", "compiled", "torch"])
@pytest.mark.parametrize("loss", [v() for k, v in Loss.choices().items() if k != "auto"], ids=lambda v: v.kind)
def test_weights_of_examples_count_them_as_often_on_every_engine(engine: str, loss: Any) -> None:
    case = make_case(examples=23, batch=None, outputs=3, loss=loss)
    train = case.problem.train
    often = np.arange(23) % 3
    weighted = replace(train, weights=often / often.mean())
    repeated = replace(train, X=train.X.repeat(often, 0), T=train.T.repeat(often, 0), labels=train.labels.repeat(often))
    found = []
    for part in (weighted, repeated):
        changed = replace(case, problem=replace(case.problem, parts={"train": part}))
        one = EngineChoice(engine).make()
        one.open(changed.problem, changed.settings, changed.state)
        losses = one.advance(changed.plan(changed.state, 5)).evaluations.column("train_loss")
        found.append(np.concatenate([losses, *(p.ravel() for p in one.snapshot().parameters)]))
        one.close()
    np.testing.assert_allclose(found[0], found[1], rtol=1e-12 if engine == "reference" else 2e-5, atol=2e-6)
    plain = curve(EngineChoice(engine).make(), case)[-1, 0]
    assert abs(plain - found[0][4]) > 1e-3


def test_forward_answers_in_the_precision_that_is_asked_for() -> None:
    case = make_case(regulariser={"dropout": 0.3})
    X = case.problem.train.X
    reference = ReferenceEngine()
    reference.open(case.problem, case.settings, case.state)
    for dtype in ("float32", "float64"):
        engine = opened(case, dtype)
        for asked, bound in ((np.float32, 1e-5), (np.float64, 1e-12)):
            got = engine.forward(X.astype(asked))
            assert {a.dtype for a in got} == {np.dtype(asked)}
            for mine, right in zip(got, reference.forward(X), strict=True):
                np.testing.assert_allclose(mine, right, rtol=bound, atol=bound)


def test_large_parts_are_evaluated_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case(examples=101)
    engine = opened(case)
    whole = engine.evaluate()
    monkeypatch.setattr("glassnet.engines.torch.engine.AT_ONCE", 70)  # seven rows at a time
    assert engine.evaluate().scores["train"].loss == pytest.approx(whole.scores["train"].loss, rel=1e-14)
    assert engine.evaluate().scores["train"].score == whole.scores["train"].score


def test_a_run_diverges_where_the_reference_does() -> None:
    case = make_case(loss=MSE(), depth=1)
    wild = Plan(np.full(60, 1e200), np.ones(60), np.ones(60))
    engine, reference = opened(case), ReferenceEngine()
    reference.open(case.problem, case.settings, case.state)
    found, right = engine.advance(wild), reference.advance(wild)
    assert (found.steps, found.diverged) == (right.steps, True) and found.steps < 60
    assert engine.snapshot().cursor == reference.snapshot().cursor


@pytest.mark.parametrize("engine", ["torch", "reference", "compiled"])
@pytest.mark.parametrize("outputs", [1, 2])
def test_an_answer_that_is_no_number_is_never_right(engine: str, outputs: int) -> None:
    loss = "cross_entropy" if outputs == 2 else "binary_cross_entropy"
    run = Trainer(experiment(loss=loss), engine=engine)
    snapshot = run.snapshot()
    for W in snapshot.state.weights:
        W[:] = np.nan
    run.restore(snapshot)
    scores = run.evaluate().scores
    assert all(np.isnan(score.loss) and score.score == 0.0 for score in scores.values()), scores


@pytest.mark.parametrize("engine", ["torch", "reference", "compiled"])
def test_values_that_are_all_alike_are_hit_or_missed(engine: str) -> None:
    rows = "".join(f"{i},{i % 3},2.5\n" for i in range(20))
    table = {"kind": "table", "text": f"x,y,k\n{rows}", "column": "k", "task": "regression"}
    for bias, score in ((2.5, 1.0), (2.0, 0.0)):
        network = {"layers": [], "weights": [[[0.0, 0.0]]], "biases": [[bias]]}
        run = Trainer(experiment(data={"source": table}, network=network), engine=engine)
        assert {found.score for found in run.evaluate().scores.values()} == {score}


def test_what_computes_is_said() -> None:
    assert TorchEngine(device="cpu").name == "torch"
    run = Trainer(experiment(), engine="torch")
    assert run.computed_by.startswith("torch: PyTorch") and run.computed_by.endswith(", float32")


def test_devices_and_precisions_that_there_are_not() -> None:
    with pytest.raises(SpecError, match=r"device: got 'cuda:99'.*finds no other device"):
        pick_device("cuda:99")
    with pytest.raises(SpecError, match="device: got 'toaster', allowed: auto, cpu, cuda"):
        pick_device("toaster")
    with pytest.raises(SpecError, match="device: got 'meta'"):
        pick_device("meta")
    with pytest.raises(SpecError, match="dtype: got 'float64', allowed: float32 on mps"):
        pick_dtype("float64", torch.device("mps"))
    assert pick_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


def test_nothing_to_compile_with_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CXX", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SpecError, match=r"compile: got True, allowed: false where there is no C\+\+ compiler"):
        TorchEngine(device="cpu", compile=True)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # what PyTorch's compiler says of its own deprecations
def test_compiled_with_torch_it_computes_the_same() -> None:
    case = make_case(examples=23, batch=None, regulariser={"dropout": 0.3, "l2": 0.1})
    engine = TorchEngine(device="cpu", dtype="float64", compile=True)
    np.testing.assert_allclose(curve(engine, case), curve(ReferenceEngine(), case), rtol=1e-9, atol=1e-9)
    assert engine.explain().endswith("float64, compiled")


def test_a_checkpoint_knows_device_and_precision(tmp_path: Any) -> None:
    choice = EngineChoice("torch", device="cpu", dtype="float64")
    run = Trainer(experiment(optimizer="adam"), engine=choice)
    run.advance(5)
    run.save(tmp_path / "run.npz")
    resumed = Trainer.load(tmp_path / "run.npz")
    assert resumed.engine_choice == choice
    for each in (run, resumed):
        each.advance(20)
    assert everything(run) == everything(resumed)
    single = Trainer.load(tmp_path / "run.npz", engine=EngineChoice("torch", device="cpu"))
    assert single.state.parameters[0].dtype == np.float32
    header = json.loads(np.load(tmp_path / "run.npz")["header"].tobytes())
    assert header["engine_options"] == {"device": "cpu", "dtype": "float64"}


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU")
def test_a_gpu_computes_the_same() -> None:
    case = make_case(examples=50, optimizer=Adam(), regulariser={"dropout": 0.3, "clip_norm": 0.5})
    on_gpu = curve(TorchEngine(device="cuda", dtype="float64"), case)
    np.testing.assert_allclose(on_gpu, curve(ReferenceEngine(), case), rtol=1e-9, atol=1e-9)
