"""Runs generated scripts in a Python of their own that cannot import Glassnet, and says what came out."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from glassnet.spec import Experiment
from glassnet.training import Trainer

Table = npt.NDArray[np.float64]

RUNNER = """
import contextlib, io, json, sys, traceback, warnings
sys.modules["glassnet"] = None  # an import of it fails
results = []
for script in json.load(sys.stdin):
    space, out = {"__name__": "__main__"}, io.StringIO()
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
            exec(compile(script, "script.py", "exec"), space)
            if "plt" in space:
                space["plt"].close("all")
    except BaseException:
        results.append({"error": traceback.format_exc()})
        continue
    results.append({
        "history": [list(map(float, row if hasattr(row, "__len__") else [row])) for row in space["history"]],
        "final": space.get("final", {}),
        "printed": out.getvalue(),
    })
print(json.dumps(results))
"""


@dataclass(frozen=True)
class Ran:
    """What a script came to: its `history` (epoch, then losses), `final` losses by part, and what it printed."""

    history: Table
    final: dict[str, float]
    printed: str


def clean(*arguments: str, stdin: str = "", cwd: Path | None = None) -> str:
    """The standard output of a Python that has nothing but its packages."""
    done = subprocess.run(
        [sys.executable, "-I", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_scripts(scripts: Sequence[str]) -> list[Ran]:
    """Run scripts one after another in one clean Python, each in a namespace of its own."""
    found = json.loads(clean("-c", RUNNER, stdin=json.dumps(list(scripts))))
    for script, result in zip(scripts, found, strict=True):
        assert "error" not in result, f"{result['error']}\n{script}"
    return [Ran(np.array(result["history"]), result["final"], result["printed"]) for result in found]


@cache
def reference(experiment: Experiment) -> Table:
    """The history of the reference engine: epoch, then the loss of each part that there is."""
    run = Trainer(experiment, engine="reference").train()
    names = [f"{part}_loss" for part in run.data.parts if len(run.data.parts[part])]
    return np.stack([run.history.epoch, *(run.history.column(name) for name in names)], axis=1)


def compare(found: Table, experiment: Experiment, tolerance: float, what: str = "") -> None:
    """The losses are the reference engine's, to a relative tolerance."""
    wanted = reference(experiment)
    assert found.shape == wanted.shape, f"{what}: {found.shape} instead of {wanted.shape}"
    np.testing.assert_allclose(found, wanted, rtol=tolerance, atol=tolerance, err_msg=what)


def compare_sklearn(ran: Ran, experiment: Experiment, what: str = "") -> None:
    """Every entry of scikit-learn's curve is loss and penalty before a step, and the losses at the end are the same.

    In Adam it adds epsilon elsewhere than Glassnet does; the losses then agree to about five digits.
    """
    run = Trainer(experiment, engine="reference").train()
    tolerance = 5e-5 if experiment.training.optimizer.kind == "adam" else 1e-9
    wanted = (run.history.train_loss + run.history.penalty)[:-1]
    np.testing.assert_allclose(ran.history[:, 0], wanted, rtol=tolerance, atol=tolerance, err_msg=what)
    for part, score in run.evaluate().scores.items():
        assert abs(ran.final[part] - score.loss) <= tolerance * max(1.0, score.loss), what


def printed_losses(text: str) -> Table:
    """The losses in the printed lines: epoch, then the loss of each part."""
    rows = [line for line in text.splitlines() if line.startswith("epoch")]
    return np.array(
        [[float(n) for n in re.findall(r"(?:^epoch +|(?:train|validation|test) )([\d.e+-]+)", row)] for row in rows]
    )


def printed_scores(text: str) -> list[float]:
    """The score of each part in the last printed line."""
    last = [line for line in text.splitlines() if line.startswith("epoch")][-1]
    return [float(score) for score in re.findall(r"\((-?[\d.]+)\)", last)]


def ruff(folder: Path) -> str:
    """What ruff has to say against the scripts in a folder, as a teacher would want them; nothing if all is well."""
    style = ["--isolated", "--line-length", "100"]
    rules = [
        "--select",
        "E,F,I,UP,B,SIM,C4,RUF",
        "--ignore",
        "RUF001,RUF002,RUF003",
        "--quiet",
        "--output-format",
        "concise",
    ]
    found = ""
    for command in (["check", *style, *rules], ["format", *style, "--diff"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=folder, capture_output=True, text=True, timeout=60
        )
        found += done.stdout + (done.stderr if done.returncode else "")
    return found
