"""Wrong usage and failures: one clear line on standard error, exit status 2 and 1, and never a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glassnet.cli import main
from glassnet.cli.app import COMMANDS
from glassnet.cli.settings import settings as all_settings
from glassnet.spec import Experiment
from tests.cli.support import Terminal

WRONG = {
    "--data mooons": "--data: got 'mooons', allowed: one of circle, xor,",
    "--data circl": "(did you mean circle?)",
    "--noise 5": "--noise: got 5, allowed: a number from 0 to 1",
    "--noise lots": "--noise: got 'lots', allowed: a number from 0 to 1",
    "--lr 1,2": "--lr: got '1,2', allowed: a number from 0 to 1,000",
    "--epochs 1.5": "--epochs: got 1.5, allowed: a whole number from 0",
    f"--epochs 1{'0' * 400}": "--epochs: got 1000",
    "--points nan": "--points: got nan, allowed: a whole number from 4 to 1,000,000",
    "--batch-size 0": "--batch-size: got 0, allowed: a whole number from 1 to 10,000,000, or none",
    "--optimizer adamm": "--optimizer: got 'adamm', allowed: one of sgd, momentum,",
    "--optimizer adam(beta1=2)": "--optimizer, beta1: got 2, allowed: a number from 0 and below 1",
    "--optimizer adam(beta1": "--optimizer: got 'adam(beta1', allowed: one of",
    "--hidden 8,x": "--hidden: got 'x', allowed: a whole number from 1 to 65,536",
    "--hidden 8,8 --activation relu,tanh,relu": "--activation: got 'relu,tanh,relu', allowed: one for all, or 2:",
    "--hidden none --activation rely": "--activation: got 'rely', allowed: one of identity,",
    "--activation leaky_relu(slope=2)": "--activation, slope: got 2, allowed: a number from 0 to 1",
    "--split 50,50": "--split: got '50,50', allowed: three numbers such as 60,20,20",
    "--split 50,20,20": "--split: got '50,20,20', allowed: three numbers that add up to 100 or to 1",
    "--split 0.5,0.2,0.2": "--split: got '0.5,0.2,0.2', allowed: three numbers that add up to 100 or to 1",
    "--data iris -n 20": "--points does nothing here: it is for points that are made by a formula",
    "--csv a.csv --label k --noise 0.1": "--noise does nothing here",
    "--data my.csv": "--data: got 'my.csv', allowed: the name of a data set; for a file: --csv my.csv --label COLUMN",
    "--data csv": "--data: got 'csv', allowed: one of circle, xor,",
    "--data MOONS": "diabetes, own (did you mean moons?)",
    "--features log(x)": "--features: got 'log(x)', allowed: a formula that is finite at every point; at x = ",
    "--split 0,50,50": "--split, train: got 0.0, allowed: a number above 0 to 1",
    "--features x,open(y)": "--features: got 'open(y)', allowed: numbers, inputs",
    "--features x,z": "--features: got 'z', allowed: numbers, inputs",
    "--weights [[1,2": "--weights: got '[[1,2', allowed: one value, with matching brackets",
    "--weights [[1,2]]": "--weights: got '1 arrays', allowed: 3, one for each layer",
    "--own-points [[1,2,5]]": "--own-points: got 5.0, allowed: a class from 0 to 1 as the label",
    "--seed -1": "Invalid value for '--seed': got '-1', allowed: a whole number from 0 to 4,294,967,295",
    "--seed x": "Invalid value for '--seed': got 'x', allowed: a whole number from 0 to 4,294,967,295",
    "--out=": "Invalid value for '--out': got '', allowed: a path",
    "--experiment=": "Invalid value for '--experiment': got '', allowed: a path",
    "--set training.foo=3": "--set: training.foo: got 'foo', allowed: one of the fields loss, optimizer,",
    "--set training.epochs": "--set: got 'training.epochs', allowed: path=value",
    "--set network.layers.7.units=4": "--set: network.layers.7: got '7', allowed: a number from 0 to 1",
    "--set training.epochs=-3": "--set: training.epochs: got -3, allowed: a whole number from 0",
    "--csv a.csv": "--csv needs --label COLUMN",
    "--label kind": "--label: got 'kind', allowed: only together with --csv FILE",
    "--data xor --csv a.csv --label k": "--data and --csv cannot be used together",
    "--link v=7": "--link: got 'v=7', allowed: a link that begins with v=1",
    "--link v=1 --experiment a.json": "--experiment and --link cannot be used together",
    "--engine fast": "--engine: got 'fast', allowed: one of compiled, reference",
    "--loss cross_entropy --data sine": "--loss: got 'cross_entropy', allowed: mse, half_squared, huber or auto",
    "--patience 3 --split 80,0,20": "--patience: got 3, allowed: none without a validation set",
    "--resume a.npz --lr 3": "of the settings only --epochs can change, not --lr",
    "--resume a.npz --seed 3": "of the settings only --epochs can change, not --seed",
    "--resume a.npz --link v=1": "--link and --resume cannot be used together",
    "--bogus": "No such option",
    "moons": "unexpected extra argument",
}


@pytest.mark.parametrize("line", WRONG)
def test_wrong_usage_is_said_in_one_line(line: str, glassnet: Terminal) -> None:
    assert WRONG[line] in glassnet.refused("train", *line.split(), status=2)


def test_unknown_command_is_told_with_those_there_are(glassnet: Terminal) -> None:
    assert glassnet.refused("trian") == "there is no command 'trian'; the commands are " + ", ".join(COMMANDS)


FAILING = {
    "--csv missing.csv --label kind": "CSV file: there is no file 'missing.csv'",
    "--csv table.csv --label sort": "label column: there is no column 'sort'; the columns are a, kind",
    "--csv table.csv --label kind": "column 'kind': all labels are 'x'; at least two classes are needed",
    "--csv folder --label kind": "cannot be read",
    "--experiment missing.json": "--experiment missing.json: file: got 'missing.json', allowed: a readable",
    "--experiment table.csv": "--experiment table.csv: experiment: got",
    "--experiment deep.json": "--experiment deep.json: experiment: got",
    "--experiment wrong.json": "--experiment wrong.json: data.noise: got 7, allowed: a number from 0 to 1",
    "--resume missing.npz": "--resume missing.npz: no such file",
    "--resume table.csv": "--resume table.csv: damaged, or not a checkpoint of Glassnet (it is no NumPy archive)",
    "--csv long.csv --label kind": f"row 2, column 'a': got '{'1' * 37}...', a finite number is needed",
    "--csv table.csv --label kin": "the columns are a, kind (did you mean kind?)",
    "--out table.csv": "--out table.csv: cannot be written: it is a file, not a folder",
    "--out table.csv/inside": "--out table.csv/inside: cannot be written",
}


@pytest.mark.parametrize("line", FAILING)
def test_failure_is_said_in_one_line(
    line: str, glassnet: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("table.csv").write_text("a,kind\n1,x\n2,x\n")
    Path("long.csv").write_text(f"a,kind\n{'1' * 500},x\n2,y\n")
    Path("deep.json").write_text("[" * 200_000)
    Path("wrong.json").write_text(Experiment().dumps().replace('"noise": 0.1', '"noise": 7'))
    assert FAILING[line] in glassnet.refused("train", *line.split(), status=1)


def test_result_is_printed_even_if_its_files_cannot_be_written(
    glassnet: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(run: object, path: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("glassnet.training.Trainer.save", full)
    ended = glassnet("train", "-n", "20", "--epochs", "1", "--json", "--out", str(tmp_path))
    assert (ended.status, ended.json["stopped"]) == (1, "finished")
    assert ended.err == f"glassnet: --out {tmp_path}: cannot be written: No space left on device\n"


def test_too_little_memory_is_said(glassnet: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*arguments: object, **more: object) -> None:
        raise MemoryError

    monkeypatch.setattr("glassnet.training.Trainer.__init__", greedy)
    assert "not enough memory" in glassnet.refused("train", status=1)


def test_ctrl_c_before_the_training_ends_the_program(glassnet: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glassnet.training.Trainer.__init__", interrupted)
    ended = glassnet("train")
    assert (ended.status, ended.out, ended.err.strip()) == (130, "", "glassnet: interrupted")


WORDS = [
    "none", "all", "0", "1", "0.5", "-1", "1e3", "nan", "inf", "relu", "sgd", "step(every=2)", "huber(delta=1)",
    "moons", "sine", "own", "csv", "x,x*y", "1,1", "60,20,20", "[[1,2,0]]", "((1,2,0),(1,3,1))", "sign", "tanh",
    "mse", "auto", "(((", "a=b", "adam(beta1=0.5,eps=1)", "preset(name=xor)", "zeros", "'", "%27", "class",
]  # fmt: skip
TEXTS = st.sampled_from(WORDS) | st.text(max_size=8)
LARGE = ("--hidden", "--points", "--epochs")  # what only takes long, or all memory
OPTIONS = [s for s in all_settings() if s.metavar and s.name not in LARGE]
SET = st.sampled_from(["data.source", "data.split", "training", "network.layers.0", "data.points", "x", "network.seed"])


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given=st.lists(st.tuples(st.sampled_from([s.name for s in OPTIONS]), TEXTS), max_size=4),
    sets=st.lists(st.tuples(SET, TEXTS), max_size=1),
    switches=st.lists(st.sampled_from([s.name for s in all_settings() if not s.metavar]), max_size=1),
)
def test_no_values_lead_to_a_traceback(
    given: list[tuple[str, str]], sets: list[tuple[str, str]], switches: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    values = [f"{option}={text}" for option, text in given]
    values += [f"--set={path}={text}" for path, text in sets]
    small = ["--hidden", "2", "-n", "12", "--epochs", "1", "--json"]
    assert main(["train", *values, *switches, *small]) in (0, 1, 2)
    capsys.readouterr()
