"""Generated scripts run alone, and their losses are Glassnet's: a covering set; the grid stands in the slow tier."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import glassnet as gn
from glassnet.explain.codegen import to_code
from glassnet.spec import Experiment
from glassnet.training import Trainer
from tests.explain.codegen.cases import DROPOUT, FULL, GRID, SKLEARN, experiment, flowers, write_flowers
from tests.explain.codegen.running import (
    Ran,
    clean,
    compare,
    compare_sklearn,
    printed_losses,
    printed_scores,
    ruff,
    run_scripts,
)
from tests.support import require_torch

NUMPY_TOLERANCE = 1e-10
TORCH_TOLERANCE, SINGLE_TOLERANCE = 1e-9, 1e-4
"""Of every loss of a short run, relative to it or to 1; SINGLE in float32."""

COVERING = [
    "activation gelu", "activation relu", "two slopes", "initializer orthogonal", "pytorch odd", "given weights",
    "linear", "optimizer nesterov", "adamw decay", "warmup and cosine", "clipping", "both penalties", "full batch",
    "patience", "target", "seldom", "huber", "squared sign", "uneven moons", "own, three classes", "preset and own",
    "features and own", "erased", "table of values", "columns", "not stratified", "data clusters",
]  # fmt: skip
TORCH_COVERING = [
    "activation sine", "adamw decay", "warmup and step", "both penalties", "half squared, several", "line and own",
]  # fmt: skip
SKLEARN_COVERING = ["optimizer nesterov", "optimizer adam", "l2", "l2, mse", "three classes"]

Made = list[tuple[str, Experiment, str]]


def scripts(names: Sequence[str], to: str) -> Made:
    made = [(name, experiment(GRID[name])) for name in names]
    return [(name, wanted, to_code(wanted, to)) for name, wanted in made]


def agree(found: Sequence[Ran], made: Made, tolerance: float) -> None:
    for ran, (name, wanted, _) in zip(found, made, strict=True):
        compare(ran.history, wanted, tolerance, name)


def test_numpy_scripts_have_the_losses_of_the_reference_engine_and_print_them(tmp_path: Path) -> None:
    made = scripts(COVERING, "numpy")
    for numeric in (False, True):
        folder = tmp_path / str(numeric) / ("a folder with a name as long as they are" * 2)
        folder.mkdir(parents=True)
        table = experiment(flowers(write_flowers(folder, ";" if numeric else ",", numeric=numeric)))
        made.append((f"CSV {numeric}", table, to_code(table)))
    found = run_scripts([code for _, _, code in made])
    agree(found, made, NUMPY_TOLERANCE)
    for ran, (name, _, _) in zip(found, made, strict=True):
        printed = printed_losses(ran.printed)
        rows = np.searchsorted(ran.history[:, 0], printed[:, 0])
        np.testing.assert_allclose(printed, ran.history[rows], atol=5.1e-7, err_msg=name)


SCORED: dict[str, dict[str, object]] = {
    "0 or 1": {"training.loss": "mse"},
    "a logit": {"training.loss": "binary_cross_entropy"},
    "-1 or 1": {"training.loss": "mse", "network.output": "tanh"},
    "one output a class": {"training.loss": "cross_entropy"},
    "one-hot": {"training.loss": "half_squared", "data.targets": "one_hot"},
    "values": {"data.source": {"kind": "preset", "name": "sine2"}, "training.loss": "auto"},
}


def test_a_constant_feature_keeps_its_distance_to_a_point_that_differs() -> None:
    rows = "".join(f"1,{i % 7},{'ab'[i % 2]}\n" for i in range(30))
    table = {"kind": "table", "text": f"x,y,k\n{rows}", "column": "k"}
    wanted = experiment({"data.source": table, "data.points": [[5.0, 2.0, 0.0]], "training.epochs": 3})
    (ran,) = run_scripts([to_code(wanted)])
    compare(ran.history, wanted, NUMPY_TOLERANCE)


@pytest.mark.slow
def test_the_scores_that_scripts_print_are_those_of_glassnet() -> None:
    require_torch()
    asked = [experiment({"training.epochs": 3} | changes) for changes in SCORED.values()]
    found = run_scripts([to_code(each, to) for each in asked for to in ("numpy", "torch")])
    for i, (name, each) in enumerate(zip(SCORED, asked, strict=True)):
        scores = Trainer(each, engine="reference").train().evaluate().scores
        wanted = [score.score for score in scores.values()]
        assert len(set(wanted)) > 1 or name == "values"  # not all of them right by chance
        for ran in found[2 * i : 2 * i + 2]:
            np.testing.assert_allclose(printed_scores(ran.printed), wanted, atol=5.1e-4, err_msg=name)


def test_torch_scripts_have_the_losses_of_the_reference_engine() -> None:
    require_torch()
    made = scripts(TORCH_COVERING, "torch")
    made.append(changed_rate("torch"))
    single = [code.replace("DTYPE = torch.float64", "DTYPE = torch.float32") for _, _, code in made[:1]]
    assert single[0] != made[0][2]
    found = run_scripts([*(code for _, _, code in made), *single])
    agree(found[: len(made)], made, TORCH_TOLERANCE)
    agree(found[len(made) :], made[:1], SINGLE_TOLERANCE)


def test_sklearn_scripts_have_the_losses_of_the_reference_engine_in_full_batch() -> None:
    made = [(name, wanted := experiment(FULL | SKLEARN[name]), to_code(wanted, "sklearn")) for name in SKLEARN_COVERING]
    made.append(changed_rate("sklearn"))
    batches = to_code(experiment({"training.loss": "binary_cross_entropy", "training.epochs": 40}), "sklearn")
    *found, in_batches = run_scripts([*(code for _, _, code in made), batches])
    for ran, (name, wanted, _) in zip(found, made, strict=True):
        compare_sklearn(ran, wanted, name)
    assert "shuffles the batches by its own generator" in " ".join(batches.split())
    assert in_batches.final["train"] < 0.5 * in_batches.history[0, 0]


RATE = 0.013


def changed_rate(to: str) -> tuple[str, Experiment, str]:
    """A script whose learning rate is changed in its text, and the experiment in which it is changed alike."""
    asked = experiment(FULL | {"training.optimizer": "momentum", "data.source.name": "circle"})
    code, count = re.subn(r"^LEARNING_RATE = 0\.05$", f"LEARNING_RATE = {RATE}", to_code(asked, to), flags=re.MULTILINE)
    assert count == 1
    return f"changed rate, {to}", asked.with_setting("training.learning_rate", RATE), code


@pytest.mark.parametrize(
    "to", ["numpy", pytest.param("torch", marks=pytest.mark.slow), pytest.param("sklearn", marks=pytest.mark.slow)]
)
def test_a_file_run_alone_prints_the_losses_of_glassnet_also_after_the_learning_rate_is_changed(
    tmp_path: Path, to: str
) -> None:
    if to == "torch":
        require_torch()
    _, asked, code = changed_rate(to)
    usual = asked.with_setting("training.learning_rate", 0.05)
    for wanted, text in ((usual, to_code(usual, to)), (asked, code)):
        (tmp_path / "script.py").write_text(text, encoding="utf-8")
        printed = printed_losses(clean("script.py", cwd=tmp_path))
        losses = Trainer(wanted, engine="reference").train().history.train_loss
        np.testing.assert_allclose(printed[:, 1], losses[printed[:, 0].astype(int)], atol=6e-7)
        assert len(printed) > 5


def test_a_run_has_the_settings_that_it_has_now() -> None:
    run = gn.Trainer(experiment({}))
    run.advance(3)
    run.set("training.learning_rate", 0.2)
    assert "\nLEARNING_RATE = 0.2\n" in gn.to_code(run)
    assert gn.to_code(run) == gn.to_code(run.experiment)


def test_dropout_agrees_in_distribution() -> None:
    """Mean losses over many dropout seeds differ by no more than four of their standard errors."""
    seeds, changes = range(16), DROPOUT | {"training.epochs": 8, "training.learning_rate": 0.02}
    asked = [experiment(changes | {"training.dropout_seed": seed}) for seed in seeds]
    ours = np.array([Trainer(each, engine="reference").train().history.train_loss[[0, 4, 8]] for each in asked])
    theirs = np.array([ran.history[[0, 4, 8], 1] for ran in run_scripts([to_code(each) for each in asked])])
    assert len({row.tobytes() for row in theirs}) == len(seeds)
    np.testing.assert_allclose(theirs[:, 0], ours[:, 0], atol=1e-10)  # nothing is dropped in evaluation
    spread = np.sqrt(ours.var(axis=0, ddof=1) / len(seeds) + theirs.var(axis=0, ddof=1) / len(seeds))
    assert (np.abs(ours.mean(axis=0) - theirs.mean(axis=0))[1:] < 4 * spread[1:]).all()
    undropped = experiment(changes | {"network.layers.0.dropout": 0.0})
    plain = Trainer(undropped, engine="reference").train().history.train_loss[8]
    assert abs(plain - ours[:, 2].mean()) > 4 * spread[2], "the comparison would see a script that forgets dropout"


def test_scripts_are_formatted_and_free_of_faults(tmp_path: Path) -> None:
    asked = [(to, name, experiment(GRID[name])) for to in ("numpy", "torch") for name in COVERING]
    asked += [("sklearn", name, experiment(FULL | changes)) for name, changes in SKLEARN.items()]
    asked += [(to, "dropout", experiment(DROPOUT)) for to in ("numpy", "torch")]
    for to, name, each in asked:
        (tmp_path / f"{re.sub(r'[^a-z0-9]', '_', name)}_{to}.py").write_text(to_code(each, to), encoding="utf-8")
    assert ruff(tmp_path) == ""


def test_ruff_would_find_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import os\nx = (1,2)\n", encoding="utf-8")
    assert "F401" in ruff(tmp_path) and "would be reformatted" in ruff(tmp_path)


def test_the_numpy_script_is_60_to_150_lines_of_code() -> None:
    counted = {
        name: sum(bool(line.strip()) for line in code.splitlines()) for name, _, code in scripts(COVERING, "numpy")
    }
    usual = sum(bool(line.strip()) for line in to_code(Experiment()).splitlines())
    assert 60 <= usual <= 150
    assert min(counted.values()) >= 60 and max(counted.values()) <= 165  # own points, tables and many features on top
    assert sorted(counted.values())[len(counted) // 2] <= 150
