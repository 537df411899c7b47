"""What people type: data, networks and runs say what they are; what is handed in by mistake is refused in one line."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.lessons import CourseError
from glassnet.spec import Experiment, SpecError
from glassnet.training import CheckpointError, Trainer

DATA = gn.load("moons", n=40)
NET = gn.Network([2, 3, 2])
RECTIFIED = Experiment.from_json({"network": {"layers": [{"units": 4, "activation": "relu"}]}})

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "no data": (lambda: gn.train(NET, None), "data: got None, allowed: what gn.load gives"),  # type: ignore[arg-type]
    "a name as data": (lambda: gn.train(NET, "moons"), "data: got 'moons', allowed: what gn.load gives"),  # type: ignore[arg-type]
    "arrays as data": (lambda: gn.train(NET, (DATA.train.X, DATA.train.labels)), "for arrays there is gn.Classifier"),  # type: ignore[arg-type]
    "sizes as network": (lambda: gn.train([2, 3, 2], DATA), "net: got [2, 3, 2], allowed: a network, such as"),  # type: ignore[arg-type]
    "the wrong way round": (lambda: gn.train(DATA, NET), "net: got Dataset(moons: 2 inputs, "),  # type: ignore[arg-type]
    "a setting almost right": (lambda: gn.train(NET, DATA, optimiser="adam"), "(did you mean optimizer?)"),
    "an optimizer almost right": (lambda: gn.train(NET, DATA, optimizer="adm"), "(did you mean adam?)"),
    "a data set almost right": (lambda: gn.load("mons"), "(did you mean moons?)"),
    "no data set": (lambda: gn.load(None), "source: got None, allowed: a CSV file, or one of circle"),  # type: ignore[arg-type]
    "a column of a preset": (lambda: gn.load("moons", column="x"), "column: got 'x', allowed: none: moons is a preset"),
    "noise of what is given": (lambda: gn.load("digits", noise=0.2), "noise: got 0.2, allowed: none: digits has its"),
    "a number of given points": (lambda: gn.load("a.csv", column="k", n=5), "n: got 5, allowed: none: a.csv has its"),
    "two shares": (lambda: gn.load("moons", split=(0.5, 0.5)), "split: got (0.5, 0.5), allowed: three shares"),  # type: ignore[arg-type]
    "one share": (lambda: gn.load("moons", split=0.5), "split: got 0.5, allowed: three shares that add up to 1"),  # type: ignore[arg-type]
    "shares by name": (lambda: gn.load("moons", split={"train": 0.5}), "split: got {'train': 0.5}, allowed: three"),  # type: ignore[arg-type]
    "a single size": (lambda: gn.Network(3), "sizes: got 3, allowed: at least two whole numbers"),  # type: ignore[arg-type]
    "sizes beyond all memory": (lambda: gn.Network([10**9, 10**9]), "allowed: at most 1,000,000,000 parameters"),
    "an experiment's name": (lambda: Trainer("moons"), "experiment: got 'moons', allowed: an Experiment"),  # type: ignore[arg-type]
    "a run as network": (lambda: gn.to_torch(Trainer(Experiment())), "allowed: a Network; of a run that is run.net"),  # type: ignore[arg-type]
    "no network": (lambda: gn.export_network(None, "x.onnx"), "net: got None, allowed: a Network"),  # type: ignore[arg-type]
    "no path": (lambda: gn.export_network(NET, None), "path: got None, allowed: the path of the file"),  # type: ignore[arg-type]
    "no file": (lambda: gn.load_experiment(3), "file: got 3, allowed: the path of an experiment file"),  # type: ignore[arg-type]
    "no place to save": (lambda: Trainer(Experiment()).save(None), "path: got None, allowed: the path of the file"),  # type: ignore[arg-type]
    "words for a network": (lambda: NET("abc"), "X: got 'abc', allowed: an array of shape (n, 2)"),
    "ragged rows": (lambda: NET([[1, 2], [3]]), "X: got [[1, 2], [3]], allowed: an array of shape (n, 2)"),
    "a population of no data": (lambda: gn.train_population([Experiment()], "x"), "data: got 'x', allowed: what gn."),  # type: ignore[arg-type]
    "a network's pieces": (lambda: gn.pieces(NET), "run: got Network(2 – 3 – 2, tanh, 17 parameters), allowed: a run"),  # type: ignore[arg-type]
    "no run's landscape": (lambda: gn.landscape(None), "run: got None, allowed: a run: what gn.train returns"),  # type: ignore[arg-type]
    "no run's bending": (lambda: gn.bending("moons"), "run: got 'moons', allowed: a run"),  # type: ignore[arg-type]
    "no run's flow": (lambda: gn.flow(3), "run: got 3, allowed: a run"),  # type: ignore[arg-type]
    "no moment": (lambda: Trainer(Experiment()).restore(None), "snapshot: got None, allowed: what run.snapshot()"),  # type: ignore[arg-type]
    "words as inputs": (lambda: Trainer(Experiment()).forward("x"), "X: got 'x', allowed: an array of shape (n, 2)"),  # type: ignore[arg-type]
    "inputs of another size": (lambda: Trainer(Experiment()).forward(np.zeros((5, 3))), "an array of shape (n, 2)"),
    "the epoch of a name": (lambda: Trainer(Experiment()).steps_to("x"), "epoch: got 'x', allowed: a whole number"),  # type: ignore[arg-type]
    "a tolerance in words": (lambda: gn.Classifier(tol="x").fit(DATA.train.X, DATA.train.labels), "tol: got 'x'"),  # type: ignore[arg-type]
    "a number of pieces": (lambda: gn.pieces(Trainer(RECTIFIED), most="x"), "most: got 'x', allowed: a whole number"),  # type: ignore[arg-type]
    "no run's diagnosis": (lambda: gn.diagnose(DATA), "run: got Dataset(moons: 2 inputs"),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_meant_otherwise_is_refused_in_one_line(name: str) -> None:
    call, message = REFUSED[name]
    with pytest.raises(SpecError) as caught:
        call()
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_everything_says_what_it_is() -> None:
    run = gn.train(NET, DATA, epochs=2)
    score = run.history.test_accuracy[-1]
    assert repr(run) == (
        f"Trainer(2 – 3 – 2 on moons, epoch 2: train loss {run.history.train_loss[-1]:.4g}, "
        f"test accuracy {score:.3g}; finished)"
    )
    assert repr(run.history).startswith("History(3 entries of step, epoch, train_loss, ")
    assert "test_accuracy" in repr(run.history) and "_score" not in repr(run.history)
    looked = (gn.trace(run), gn.gradcheck(run), gn.flow(run), gn.diagnose(run), gn.landscape(run, size=3))
    drawn = (gn.bending(run), gn.pieces(gn.train(gn.Network([2, 3, 2], activation="relu"), DATA, epochs=1)))
    for found in (*looked, *drawn):
        kind = type(found).__name__
        assert repr(found).startswith(f"{kind}(") and len(repr(found)) < 250 and "\n" not in repr(found)


def test_before_the_first_step_a_run_of_values_says_its_r2() -> None:
    run = Trainer(Experiment.from_json({"data": {"source": {"kind": "preset", "name": "sine"}, "n": 40}}))
    assert repr(run).startswith("Trainer(1 – 8 – 8 – 1 on sine, epoch 0: train loss ") and "test r2 " in repr(run)
    assert not repr(run).endswith("finished)")


def test_columns_of_the_history_are_found_by_tab() -> None:
    found = dir(gn.train(NET, DATA, epochs=1).history)
    assert {"train_loss", "test_accuracy", "learning_rate", "columns"} <= set(found)
    assert "test_score" not in found and "statistics" not in found


def test_a_checkpoint_can_be_read_by_whom_the_folder_lets(tmp_path: Path) -> None:
    run = Trainer(Experiment().with_setting("data.n", 20))
    before = os.umask(0o022)
    try:
        run.save(tmp_path / "kept.npz")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "kept.npz").stat().st_mode) == 0o644
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.npz"]


def test_what_hinders_saving_is_said_of_the_path_that_was_given(tmp_path: Path) -> None:
    run = Trainer(Experiment().with_setting("data.n", 20))
    for path, kind in ((tmp_path / "none" / "x.npz", FileNotFoundError), (tmp_path, IsADirectoryError)):
        with pytest.raises(kind) as caught:
            run.save(path)
        assert caught.value.filename == str(path) and ".part" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_nobody_is_told_to_trust_a_file(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    np.save(tmp_path / "object.npy", np.array([{}], dtype=object), allow_pickle=True)
    for name in ("table.csv", "object.npy"):
        with pytest.raises(CheckpointError, match="damaged, or not a checkpoint of Glassnet") as caught:
            Trainer.load(tmp_path / name)
        reason = str(caught.value).removeprefix(f"{tmp_path / name}: ")
        assert reason == "damaged, or not a checkpoint of Glassnet (it is no NumPy archive)"
    with pytest.raises(CheckpointError, match=r": cannot be read: Is a directory$"):
        Trainer.load(tmp_path)


def test_weights_are_written_into_the_experiment_only_if_they_are_not_the_drawn_ones() -> None:
    drawn = gn.train(gn.Network([2, 3, 2], seed=4), DATA, epochs=1).experiment
    assert (drawn.network.weights, drawn.network.seed) == (None, 4)
    trained = gn.train(NET, DATA, epochs=1).net
    again = gn.train(trained, DATA, epochs=0)
    assert again.experiment.network.weights is not None
    assert all((now == then).all() for now, then in zip(again.net.weights, trained.weights, strict=True))


def test_targets_follow_the_output_of_the_network() -> None:
    def encoding(output: str, units: int) -> str:
        return gn.train(gn.Network([2, 3, units], output=output), DATA, epochs=0).problem.encoding

    assert encoding("tanh", 1) == "sign"
    assert encoding("sigmoid", 1) == "class"
    assert encoding("sigmoid", 2) == encoding("tanh", 2) == "one_hot"
    assert encoding("identity", 1) == "class" and encoding("identity", 2) == "one_hot"


WRONG_CALLS: dict[str, tuple[Callable[[Trainer], Any], str]] = {
    "half a step": (lambda run: run.advance(1.5), "steps: got 1.5, allowed: a whole number from 0"),  # type: ignore[arg-type]
    "steps in words": (lambda run: run.advance("x"), "steps: got 'x', allowed: a whole number from 0"),  # type: ignore[arg-type]
    "half an epoch": (lambda run: run.advance_epochs(0.5), "epochs: got 0.5, allowed: a whole number"),  # type: ignore[arg-type]
    "no experiment": (lambda run: run.change(None), "new: got None, allowed: an Experiment"),  # type: ignore[arg-type]
    "no beginning": (lambda run: run.begin(3), "new: got 3, allowed: an Experiment"),  # type: ignore[arg-type]
    "a place in words": (lambda run: run.add_point("a", 1, 2), "data.points: got [('a', 1, 2)], allowed: nested"),  # type: ignore[arg-type]
    "points in words": (lambda run: run.add_points("abc"), "points: got 'abc', allowed: a list of points"),  # type: ignore[arg-type]
    "no points": (lambda run: run.add_points(None), "points: got None, allowed: a list of points"),  # type: ignore[arg-type]
    "flat points": (lambda run: run.add_points([1.0, 2.0, 0.0]), "data.points.0: got 1.0, allowed: three numbers"),  # type: ignore[list-item]
    "a reach in words": (lambda run: gn.landscape(run, reach="x"), "reach: got 'x', allowed: a number above 0"),  # type: ignore[arg-type]
    "half a window": (lambda run: gn.bending(run, domain=(1, 2)), "domain: got (1, 2), allowed: four numbers"),  # type: ignore[arg-type]
    "no axes": (lambda run: gn.plot.save(run, "x.png"), "allowed: what a plot has returned"),  # type: ignore[arg-type]
    "a number of seeds": (lambda run: gn.plot.score_by(run.experiment, "data.n", [9], seeds=3), "seeds: got 3, allow"),  # type: ignore[arg-type]
    "a run for an experiment": (lambda run: gn.plot.score_by(run, "data.n", [9]), "source: got Trainer(2 – 4 – 2 on"),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_a_run_that_is_asked_for_nonsense_stays_as_it_is(name: str) -> None:
    call, message = WRONG_CALLS[name]
    run = Trainer(Experiment.from_json({"data": {"n": 20}, "network": {"layers": [{"units": 4}]}}))
    before = run.experiment
    with pytest.raises(SpecError) as caught:
        call(run)
    assert message in str(caught.value) and "\n" not in str(caught.value)
    assert (run.experiment, run.step) == (before, 0)


def test_an_exercise_is_named_by_a_text() -> None:
    with pytest.raises(CourseError, match="named by a text such as 'backpropagation/delta', not by 3"):
        gn.exercise(3)  # type: ignore[arg-type]
