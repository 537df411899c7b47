"""Every activation, loss, optimizer, start, schedule, data set and the rest: each script has Glassnet's losses."""

from pathlib import Path

import pytest

from glassnet.explain.codegen import to_code
from tests.explain.codegen.cases import BASE, FULL, GRID, SKLEARN, experiment, flowers, write_flowers
from tests.explain.codegen.running import compare, compare_sklearn, ruff, run_scripts
from tests.explain.codegen.test_scripts import NUMPY_TOLERANCE, SINGLE_TOLERANCE, TORCH_TOLERANCE
from tests.support import require_torch

pytestmark = pytest.mark.slow

CLIPPED = 1e-6
"""PyTorch's clipping divides by the norm + 1e-6."""

COARSE = {"clipping": CLIPPED}


def test_numpy_over_the_grid(tmp_path: Path) -> None:
    grid = {name: experiment(changes) for name, changes in GRID.items()}
    grid["CSV with tabs"] = experiment(flowers(write_flowers(tmp_path, "\t")))
    codes = {name: to_code(wanted) for name, wanted in grid.items()}
    for ran, (name, wanted) in zip(run_scripts(list(codes.values())), grid.items(), strict=True):
        compare(ran.history, wanted, NUMPY_TOLERANCE, name)
    for i, code in enumerate(codes.values()):
        (tmp_path / f"script_{i}.py").write_text(code, encoding="utf-8")
    assert ruff(tmp_path) == ""


@pytest.mark.parametrize("half", [0, 1])
def test_torch_over_the_grid(tmp_path: Path, half: int) -> None:
    require_torch()
    grid = {name: experiment(changes) for name, changes in list(GRID.items())[half::2]}
    codes = {name: to_code(wanted, "torch") for name, wanted in grid.items()}
    for ran, (name, wanted) in zip(run_scripts(list(codes.values())), grid.items(), strict=True):
        compare(ran.history, wanted, COARSE.get(name, TORCH_TOLERANCE), name)
    for i, code in enumerate(codes.values()):
        (tmp_path / f"script_{i}.py").write_text(code, encoding="utf-8")
    assert ruff(tmp_path) == ""


def test_torch_in_single_precision() -> None:
    require_torch()
    names = [name for name in GRID if name.startswith(("activation", "optimizer", "step", "warmup", "l2"))]
    grid = {name: experiment(GRID[name]) for name in names}
    codes = [to_code(wanted, "torch").replace("torch.float64", "torch.float32") for wanted in grid.values()]
    for ran, (name, wanted) in zip(run_scripts(codes), grid.items(), strict=True):
        compare(ran.history, wanted, SINGLE_TOLERANCE, name)


def test_sklearn_over_its_grid() -> None:
    grid = {name: experiment(FULL | changes) for name, changes in SKLEARN.items()}
    found = run_scripts([to_code(wanted, "sklearn") for wanted in grid.values()])
    for ran, (name, wanted) in zip(found, grid.items(), strict=True):
        compare_sklearn(ran, wanted, name)


def test_a_long_run_agrees_too() -> None:
    """Two hundred epochs of a usual size, in which rounding has time to grow."""
    usual = {**BASE, "data": {"source": {"kind": "preset", "name": "circle"}, "n": 300}}
    asked = [
        experiment({"training.epochs": 200, "training.optimizer": kind, "training.learning_rate": rate}, usual)
        for kind, rate in (("sgd", 0.1), ("momentum", 0.02), ("adam", 0.005))
    ]
    for ran, wanted in zip(run_scripts([to_code(each) for each in asked]), asked, strict=True):
        compare(ran.history, wanted, 1e-8, wanted.training.optimizer.kind)
