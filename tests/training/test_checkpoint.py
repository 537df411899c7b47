"""A checkpoint is written whole or not at all, goes on bit for bit, and a file that is none says so in one line."""

import json
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glassnet.training import CheckpointError, Trainer, checkpoint
from tests.training.support import everything, make

RUNS: dict[str, dict[str, Any]] = {
    "sgd": {"optimizer": "sgd"},
    "adam with dropout": {"optimizer": "adam", "network": {"layers": [{"units": 5, "dropout": 0.4}]}},
    "schedule": {"optimizer": "momentum", "schedule": {"kind": "cosine", "epochs": 4}, "warmup": 1.5},
    "own points": {"data": {"points": [[0.5, 0.5, 1.0], [1.0, -1.0, 0.0]]}},
    "stopping early": {"patience": 3, "learning_rate": 0.5},
    "given weights": {"network": {"layers": [], "weights": [[[0.1, 1 / 3], [-0.7, 1e-9]]], "biases": [[0.0, 0.25]]}},
    "regression": {"data": {"source": {"kind": "preset", "name": "sine"}}},
    "no validation": {"data": {"split": {"train": 0.5, "validation": 0.0, "test": 0.5}}},
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("steps", [0, 3, 7])  # at the start, between two epochs, in the middle of one
def test_a_resumed_run_equals_an_unbroken_one(engine: str, name: str, steps: int, tmp_path: Path) -> None:
    unbroken = make(engine, **RUNS[name])
    unbroken.advance(steps)
    unbroken.save(tmp_path / "run.npz")
    resumed = Trainer.load(tmp_path / "run.npz")
    assert resumed.engine == engine
    assert everything(resumed) == everything(unbroken)
    unbroken.advance(20)
    resumed.advance(20)
    assert everything(resumed) == everything(unbroken)


@pytest.mark.parametrize(("first", "second"), [("reference", "compiled"), ("compiled", "reference")])
def test_a_run_can_be_resumed_on_another_engine(first: str, second: str, tmp_path: Path) -> None:
    kind = {"reference": np.float64, "compiled": np.float32}[second]
    run = make(first)
    run.advance(7)
    run.save(tmp_path / "run.npz")
    resumed = Trainer.load(tmp_path / "run.npz", engine=second)
    for kept, taken in zip(run.state.parameters, resumed.state.parameters, strict=True):
        assert taken.dtype == kind
        np.testing.assert_array_equal(taken, kept.astype(kind))
    assert (resumed.state.cursor, resumed.state.slot_steps) == (run.state.cursor, 7)
    for each in (run, resumed):
        each.advance(20)
    assert {a.dtype for slot in resumed.state.slots for a in slot.values()} == {np.dtype(kind)}
    assert resumed.evaluate().scores["train"].loss == pytest.approx(run.evaluate().scores["train"].loss, rel=1e-4)


def test_live_changes_and_own_points_are_kept(engine: str, tmp_path: Path) -> None:
    run = make(engine)
    run.advance(4)
    run.set("network.layers", [{"units": 6}, {"units": 2}])
    run.set("training.optimizer", "nesterov")
    run.add_point(0.25, 0.75, 1)
    run.advance(4)
    run.save(tmp_path / "run.npz")
    resumed = Trainer.load(tmp_path / "run.npz")
    resumed.advance(9)
    run.advance(9)
    assert everything(resumed) == everything(run)


def test_the_outcome_and_the_reason_to_stop_are_kept(tmp_path: Path) -> None:
    for run in (make(patience=1, learning_rate=0.0), make(epochs=2).train()):
        run.advance(100)
        run.save(tmp_path / "run.npz")
        resumed = Trainer.load(tmp_path / "run.npz")
        assert resumed.outcome == run.outcome is not None
        assert resumed.advance(5) == 0


def test_a_history_with_nothing_finite_is_kept(engine: str, tmp_path: Path) -> None:
    run = make(engine, optimizer="sgd", loss="mse", learning_rate=1000.0)
    run.advance(1000)
    assert run.outcome is not None
    assert run.outcome.kind == "diverged"
    run.save(tmp_path / "run.npz")
    assert everything(Trainer.load(tmp_path / "run.npz")) == everything(run)


def test_saving_over_an_old_file_replaces_it(tmp_path: Path) -> None:
    run = make()
    run.save(tmp_path / "run.npz")
    run.advance(5)
    run.save(tmp_path / "run.npz")
    assert Trainer.load(tmp_path / "run.npz").step == 5
    assert [path.name for path in tmp_path.iterdir()] == ["run.npz"]


@pytest.mark.parametrize("where", ["savez", "fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make()
    run.save(tmp_path / "run.npz")
    run.advance(5)

    def fails(file: Any = None, *_: Any, **__: Any) -> None:
        if where == "savez":
            file.write(b"half of it")
        raise OSError("disk full")

    monkeypatch.setattr(np if where == "savez" else os, where, fails)
    with pytest.raises(OSError, match="disk full"):
        run.save(tmp_path / "run.npz")
    monkeypatch.undo()
    assert Trainer.load(tmp_path / "run.npz").step == 0
    assert [path.name for path in tmp_path.iterdir()] == ["run.npz"]


def rewritten(path: Path, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> None:
    """The checkpoint with its header and arrays changed."""
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files}
    header = json.loads(arrays["header"].tobytes())
    change(header, arrays)
    if "header" in arrays:
        arrays["header"] = np.frombuffer(json.dumps(header).encode(), np.uint8)
    np.savez(path, **arrays)


def first_slot(arrays: dict[str, Any]) -> str:
    return next(name for name in arrays if name.startswith("slot_0_"))


DAMAGES: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "no header": lambda header, arrays: arrays.pop("header"),
    "no weights": lambda header, arrays: arrays.pop("parameter_1"),
    "no slots": lambda header, arrays: arrays.pop(first_slot(arrays)),
    "no cursor": lambda header, arrays: header.pop("cursor"),
    "long cursor": lambda header, arrays: header.update(cursor=[1, 2, 3, 4]),
    "experiment of another kind": lambda header, arrays: header.update(experiment=[1]),
    "experiment with a wrong value": lambda header, arrays: header["experiment"]["training"].update(epochs=-1),
    "experiment from the future": lambda header, arrays: header["experiment"].update(format=99),
    "another version": lambda header, arrays: header.update(version=2),
    "weights of another shape": lambda header, arrays: arrays.update(parameter_0=np.zeros((7, 7))),
    "slots of another shape": lambda header, arrays: arrays.update({first_slot(arrays): np.zeros((7, 7))}),
    "too few weights": lambda header, arrays: header.update(slots=header["slots"][:2]),
    "history of another width": lambda header, arrays: arrays.update(history=np.zeros((3, 2))),
    "engine that does not exist": lambda header, arrays: header.update(engine="steam"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_checkpoint_whose_parts_do_not_fit_is_refused(name: str, tmp_path: Path) -> None:
    run = make()
    run.advance(4)
    run.save(tmp_path / "run.npz")
    rewritten(tmp_path / "run.npz", DAMAGES[name])
    assert_refused(tmp_path / "run.npz")


def assert_refused(path: Path) -> None:
    with pytest.raises(CheckpointError) as caught:
        Trainer.load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message


class Bomb:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.putenv, ("GLASSNET_TEST_BOMB", "1")


def pickle_inside(path: Path) -> None:
    np.savez(path, header=np.array([Bomb()], dtype=object))


def a_zip_of_something_else(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear all")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("step,epoch\n1,2\n"),
    "json": lambda path: path.write_text("{}"),
    "pickle": lambda path: path.write_bytes(pickle.dumps(Bomb())),
    "pickle inside": pickle_inside,
    "array": lambda path: path.write_bytes(npy(np.arange(5))),
    "zip": a_zip_of_something_else,
    "folder": lambda path: path.mkdir(),
}


def npy(array: Any) -> bytes:
    from io import BytesIO

    file = BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_no_checkpoint_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "foreign.npz"
    FOREIGN[kind](path)
    assert_refused(path)
    assert "pickle.load" not in str(path)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("checkpoint") / "run.npz"
    run = make()
    run.advance(4)
    run.save(path)
    return path.read_bytes()


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.99])
def test_a_truncated_file_is_refused(share: float, saved: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    path.write_bytes(saved[: int(share * len(saved))])
    assert_refused(path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bits_are_noticed_or_harmless(saved: bytes, tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray(saved)
    damaged[data.draw(st.integers(0, len(saved) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path / "run.npz"
    path.write_bytes(damaged)
    try:
        snapshot, _ = checkpoint.load(path)
    except CheckpointError as error:
        assert "\n" not in str(error)
    else:  # in the zip's dates, say
        assert snapshot.state.cursor.step == 4
