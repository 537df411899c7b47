"""What can be asked for, what cannot, and how that is said; the notebook; the view of the page."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

import glassnet as gn
from glassnet.data.features import evaluate
from glassnet.explain.codegen import TARGETS, code, file_name, to_code
from glassnet.explain.codegen.descent import RULES, SCHEDULES
from glassnet.explain.codegen.formulas import formula_code
from glassnet.explain.codegen.layout import Section, array, imports
from glassnet.explain.codegen.network import ACTIVATIONS, LOSSES
from glassnet.explain.codegen.points import CLASSIC, LIBRARY, SHAPES, SURFACES
from glassnet.explain.codegen.torch_script import LOSSES as TORCH_LOSSES
from glassnet.explain.codegen.torch_script import MODULES, OPTIMIZERS
from glassnet.explain.codegen.weights import WORDS
from glassnet.session import Session
from glassnet.spec import PRESETS, Initializer, Loss, Optimizer, Schedule, SpecError, parse
from glassnet.spec.choices import Activation
from tests.explain.codegen.cases import FULL, GRID, experiment
from tests.explain.codegen.running import reference, run_scripts
from tests.support import require_torch


def test_every_choice_has_its_lines() -> None:
    assert ACTIVATIONS.keys() == Activation.choices().keys() == MODULES.keys() | {"identity"}
    assert LOSSES.keys() == TORCH_LOSSES.keys() == Loss.choices().keys() - {"auto"}
    assert RULES.keys() == OPTIMIZERS.keys() == Optimizer.choices().keys()
    assert WORDS.keys() == Initializer.choices().keys()
    assert SCHEDULES.keys() == Schedule.choices().keys()
    assert {*SHAPES, *SURFACES, *CLASSIC, *LIBRARY, "clusters", "xor_points"} == PRESETS.keys()


@pytest.mark.parametrize(
    ("changes", "where", "allowed"),
    [
        ({"training.loss": "cross_entropy"}, "training.loss", "binary_cross_entropy for two classes"),
        ({"training.loss": "mse"}, "training.loss", "binary_cross_entropy"),
        ({"training.schedule": "cosine"}, "training.schedule", "constant"),
        ({"training.warmup": 2.0}, "training.warmup", "0"),
        ({"training.l1": 0.1}, "training.l1", "L2 penalty only"),
        ({"training.clip_norm": 1.0}, "training.clip_norm", "does not clip"),
        ({"training.optimizer": "rmsprop"}, "training.optimizer", "sgd, momentum, nesterov, adam"),
        ({"training.patience": 3}, "training.patience", "a split of its own"),
        ({"training.target": 0.9}, "training.target", "no target"),
        ({"training.learning_rate": 0.0}, "training.learning_rate", "above 0"),
        ({"training.epochs": 0}, "training.epochs", "from 1"),
        ({"network.layers.1.activation": "gelu"}, "network.layers.1.activation", "identity, sigmoid, tanh, relu"),
        ({"network.layers.1.activation": "relu"}, "network.layers.1.activation", "one activation for all"),
        ({"network.layers.0.dropout": 0.5}, "network.layers.0.dropout", "no dropout"),
    ],
)  # fmt: skip
def test_sklearn_says_which_setting_it_cannot_express(changes: dict[str, Any], where: str, allowed: str) -> None:
    with pytest.raises(SpecError) as error:
        to_code(experiment(FULL | changes), "sklearn")
    assert error.value.where == where and allowed in error.value.allowed and "\n" not in str(error.value)


def test_sklearn_names_all_settings_that_it_cannot_express() -> None:
    asked = experiment(FULL | {"training.warmup": 2.0, "training.l1": 0.1})
    with pytest.raises(SpecError, match=r"training\.warmup: got 2\.0.*training\.l1: got 0\.1"):
        to_code(asked, "sklearn")
    run = gn.Trainer(asked)
    assert [each["where"] for each in code(run, "sklearn").data["missing"]] == ["training.warmup", "training.l1"]


def test_no_text_of_an_experiment_becomes_code(tmp_path: Path) -> None:
    """Names and tables come with links from other people: whatever stands in them, only what is a text is written."""
    column, ends = '"""+str(1/0)+"""', '"""\\'
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(
        [[column, "b"], *([kind, i] for i, kind in enumerate(["a'\\", '"""', "\x0c{0}"] * 4))]
    )
    asked = experiment({"data.source": {"kind": "table", "text": written.getvalue(), "column": column}})
    path = tmp_path / f"x {ends[:4]} y.csv"
    path.write_text(written.getvalue(), encoding="utf-8")
    file = experiment({"data.source": {"kind": "csv", "path": str(path), "column": column}})
    for ran, wanted in zip(run_scripts([to_code(asked), to_code(file)]), (asked, file), strict=True):
        np.testing.assert_allclose(ran.history, reference(wanted), atol=1e-10)


def test_bad_input_is_one_clear_line() -> None:
    with pytest.raises(SpecError, match="to: got 'julia', allowed: one of numpy, torch, sklearn, notebook"):
        gn.to_code(gn.Experiment(), to="julia")
    with pytest.raises(SpecError, match="experiment: got 'dict', allowed: an Experiment or a run"):
        gn.to_code({})  # type: ignore[arg-type]
    with pytest.raises(SpecError, match=r"network\.weights"):
        gn.to_code(experiment({"network.weights": [[[1.0, 2.0]]]}))
    with pytest.raises(SpecError, match=r"training\.patience"):
        gn.to_code(experiment(GRID["train only"] | {"training.patience": 2}))


def test_the_notebook_is_valid() -> None:
    book = nbformat.reads(to_code(experiment(FULL), "notebook"), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(book)
    words = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert "## The same in scikit-learn" in words and "\\delta^\\top x" in words


@pytest.mark.slow
def test_the_cells_of_the_notebook_give_the_same_losses() -> None:
    require_torch()
    asked = experiment(FULL | {"training.optimizer": "momentum"})
    book = json.loads(to_code(asked, "notebook"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    (ran,) = run_scripts(["\n".join([*cells, "history = by_hand"])])
    np.testing.assert_allclose(ran.history, reference(asked), atol=1e-10)
    assert float(ran.printed.rsplit("difference of any loss: ", 1)[1]) < 1e-9


def test_a_script_has_nothing_that_it_does_not_use() -> None:
    """PyTorch's cross-entropy takes the labels, scikit-learn always does: targets for NumPy's loss would lie idle."""
    usual = experiment({"training.loss": "cross_entropy"})
    assert "np.eye(2)[label]" in to_code(usual) and "np.eye" not in to_code(usual, "torch")
    by_sklearn = to_code(experiment(FULL | {"training.loss": "binary_cross_entropy"}), "sklearn")
    assert not any(line.startswith("T = ") for line in by_sklearn.splitlines())
    assert "T = " in to_code(experiment(FULL | {"training.loss": "mse"}), "torch")


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("momentum", "MOMENTUM = 0.9"),
        ("rmsprop", "RHO, EPS = 0.99, 1e-8"),
        ("adagrad", "EPS = 1e-10"),
        ("adam", "BETA1, BETA2, EPS = 0.9, 0.999, 1e-8"),
        ("adamw", "BETA1, BETA2, EPS, WEIGHT_DECAY = 0.9, 0.999, 1e-8, 0.01"),
    ],
)
def test_the_optimizers_settings_have_names(kind: str, line: str) -> None:
    text = to_code(experiment({"training.optimizer": kind}))
    update = text.partition("# The optimizer")[2].partition("# Evaluation")[0]
    assert line in update.splitlines() and "0.9" not in update.partition(line)[2]


def test_shares_are_written_as_one_says_them() -> None:
    text = to_code(experiment({}))
    assert "round(0.6 * len(rows))" in text and "round(0.8 * len(rows))" in text
    odd = {"data.split": {"train": 0.7, "validation": 0.1, "test": 0.2}}  # 0.7 + 0.1 is 0.7999999999999999
    assert "round((0.7 + 0.1) * len(rows))" in to_code(experiment(odd))


def test_the_notebook_promises_what_its_cells_do() -> None:
    def introduction(changes: dict[str, Any]) -> str:
        return " ".join("".join(json.loads(to_code(experiment(changes), "notebook"))["cells"][0]["source"]).split())

    alone = introduction({})
    assert "the same run is made with PyTorch." in alone and "scikit-learn" not in alone
    full = introduction(FULL | {"training.loss": "binary_cross_entropy"})
    assert "with scikit-learn and with PyTorch" in full and "come to the same losses" in full
    batches = introduction({"training.loss": "binary_cross_entropy"})
    assert "scikit-learn takes the batches in an order of its own" in batches


def test_the_notebook_says_what_sklearn_cannot_express() -> None:
    book = json.loads(to_code(experiment({"training.warmup": 2.0}), "notebook"))
    words = "".join("".join(cell["source"]) for cell in book["cells"])
    assert "cannot express this experiment" in words and "`training.warmup`: got 2.0" in words
    assert "MLPClassifier" not in words and len({cell["id"] for cell in book["cells"]}) == len(book["cells"])


@pytest.mark.parametrize("to", TARGETS)
def test_the_view_follows_the_settings(to: str) -> None:
    session = Session(experiment(FULL))
    before = session.view("code", {"to": to}).data
    session.act({"do": "set", "path": "training.learning_rate", "value": 0.0625})
    after = session.view("code", {"to": to}).data
    assert before["text"] != after["text"] and "LEARNING_RATE = 0.0625" in after["text"]
    assert after["name"] == file_name(session.run.experiment, to) and after["missing"] == []
    assert after["file"] == to_code(session.run, to)
    with pytest.raises(SpecError, match=r"code\.to"):
        session.view("code", {"to": "pascal"})
    session.close()


def test_formulas_mean_the_same_in_numpy() -> None:
    x, y = np.array([0.5, -1.5]), np.array([2.0, 0.25])
    for text in (
        "-x^2 + y",
        "(-x)^2",
        "2*(x - y)/3",
        "x - (y - 1)",
        "x/(y*2)",
        "abs(x)^y^2",
        "pi*e - 1e-3",
        "-(x + y)",
    ):
        found = eval(formula_code(parse(text)), {"np": np, "x": x, "y": y})
        np.testing.assert_allclose(np.broadcast_to(found, 2), evaluate(parse(text), {"x": x, "y": y}))


def test_arrays_are_written_out_exactly() -> None:
    rng = np.random.default_rng(0)
    for shape in ((1, 1), (2, 3), (30, 3), (4, 70)):
        rows = rng.normal(size=shape).tolist()
        text = array("A", rows)
        space: dict[str, Any] = {"np": np}
        exec(text, space)
        assert space["A"].tolist() == rows and max(map(len, text.splitlines())) <= 100


def test_imports_stand_in_order_and_once() -> None:
    wanted = (("import numpy as np", "import math"), ("from csv import reader", "import math"))
    sections = [Section("", "", "", lines) for lines in wanted]
    assert imports(sections) == "import math\nfrom csv import reader\n\nimport numpy as np"
