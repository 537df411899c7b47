"""`gn.Classifier` and `gn.Regressor` beside scikit-learn's `MLPClassifier` and `MLPRegressor`, same settings, one run.

``python -m benchmarks.estimators [--quick] [--data iris,digits] [--write]``. On each of scikit-learn's own data sets
both models are fitted to the same folds (inputs scaled), one after the other in every fold, so that a slow moment of
the machine meets both: one hidden layer of 32 ReLUs (digits: 64), Adam at 0.001, batches of 32, the same penalty
(`alpha` is divided by the batch size by scikit-learn, by nobody here), the same rule of stopping (200 epochs at most).
Both use one thread. Compiled code is loaded before the clock starts, and how long that takes is shown.

Scores are means over the folds, with the standard error of the paired difference; "beyond noise" is two of them.
``--write`` keeps the table in ``benchmarks/results/estimators.md``.
"""

import argparse
import platform
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

import glassnet
from glassnet.experiments.estimators import Classifier, Regressor

RESULTS = Path(__file__).parent / "results" / "estimators.md"
GOAL = 20.0
ALPHA, BATCH, RATE, EPOCHS = 1e-4, 32, 0.001, 200
FOLDS, REPEATS = 5, 4


@dataclass(frozen=True)
class Task:
    """A data set with the width of the hidden layer."""

    name: str
    load: Callable[[], Any]
    units: int = 32
    values: bool = False


TASKS = [
    Task("iris", datasets.load_iris),
    Task("wine", datasets.load_wine),
    Task("breast_cancer", datasets.load_breast_cancer),
    Task("digits", datasets.load_digits, units=64),
    Task("diabetes", datasets.load_diabetes, values=True),
]


@dataclass(frozen=True)
class Row:
    """What was found on one data set: scores and seconds of each fold, Glassnet's first."""

    task: Task
    n: int
    scores: tuple[list[float], list[float]]
    seconds: tuple[list[float], list[float]]
    epochs: tuple[list[int], list[int]]
    first: float

    @property
    def difference(self) -> tuple[float, float]:
        """Mean of the paired differences of the scores, and its standard error."""
        away = np.subtract(*self.scores)
        return float(away.mean()), float(away.std(ddof=1) / np.sqrt(len(away)))

    @property
    def faster(self) -> float:
        """How many times faster a fit is: medians."""
        ours, theirs = (statistics.median(s) for s in self.seconds)
        return float(theirs / ours)

    @property
    def faster_by_epoch(self) -> float:
        """How many times faster an epoch is: medians."""
        pairs = zip(self.seconds, self.epochs, strict=True)
        ours, theirs = (statistics.median(np.divide(s, e).tolist()) for s, e in pairs)
        return float(theirs / ours)


def models(task: Task, seed: int) -> tuple[Any, Any]:
    """Both models with the same settings."""
    ours: dict[str, Any] = {
        "hidden": (task.units,), "learning_rate": RATE, "batch_size": BATCH, "epochs": EPOCHS, "l2": ALPHA / BATCH,
        "random_state": seed,
    }  # fmt: skip
    theirs: dict[str, Any] = {
        "hidden_layer_sizes": (task.units,), "learning_rate_init": RATE, "batch_size": BATCH, "max_iter": EPOCHS,
        "alpha": ALPHA, "random_state": seed,
    }  # fmt: skip
    if task.values:
        return Regressor(loss="half_squared", **ours), MLPRegressor(**theirs)
    return Classifier(**ours), MLPClassifier(**theirs)


def timed(model: Any, X: Any, y: Any) -> float:
    start = time.perf_counter()
    model.fit(X, y)
    return time.perf_counter() - start


def measure(task: Task, repeats: int) -> Row:
    """Fit both models to all folds, in turn."""
    data = task.load()
    X, y = data.data, data.target
    if task.values:
        y = (y - y.mean()) / y.std()
    scores: tuple[list[float], list[float]] = ([], [])
    seconds: tuple[list[float], list[float]] = ([], [])
    epochs: tuple[list[int], list[int]] = ([], [])
    first = timed(models(task, 0)[0].set_params(epochs=1), StandardScaler().fit_transform(X), y)
    for repeat in range(repeats):
        splitter: Any = KFold if task.values else StratifiedKFold
        for fold, (train, test) in enumerate(splitter(FOLDS, shuffle=True, random_state=repeat).split(X, y)):
            scaler = StandardScaler().fit(X[train])
            inside, outside = scaler.transform(X[train]), scaler.transform(X[test])
            both = list(enumerate(models(task, repeat)))
            for which, model in both if fold % 2 else reversed(both):
                seconds[which].append(timed(model, inside, y[train]))
                scores[which].append(float(model.score(outside, y[test])))
                epochs[which].append(int(model.n_iter_))
    return Row(task, len(X), scores, seconds, epochs, first)


HEAD = (
    "| data set | examples | network | score, Glassnet | score, scikit-learn | difference | fit, Glassnet | "
    "fit, scikit-learn | times faster | epochs | an epoch, times faster | first kernel |\n"
    "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def line(row: Row) -> str:
    """The row of the table."""
    mean, error = row.difference
    ours, theirs = (statistics.median(s) for s in row.seconds)
    kind = "R²" if row.task.values else "accuracy"
    epochs = " / ".join(f"{statistics.median(e):.0f}" for e in row.epochs)
    return (
        f"| {row.task.name} | {row.n:,} | {row.task.units} ReLU | {np.mean(row.scores[0]):.4f} ({kind}) "
        f"| {np.mean(row.scores[1]):.4f} | {mean:+.4f} ± {error:.4f} | {1e3 * ours:.1f} ms | {1e3 * theirs:.1f} ms "
        f"| **{row.faster:.0f}** | {epochs} | {row.faster_by_epoch:.0f} | {row.first:.2f} s |"
    )


def verdict(rows: list[Row]) -> str:
    """What holds of the goals."""
    worse = [row.task.name for row in rows if row.difference[0] < -2 * row.difference[1]]
    slow = [f"{row.task.name} ({row.faster:.0f})" for row in rows if row.faster < GOAL]
    scores = f"worse beyond noise on {', '.join(worse)}" if worse else "nowhere worse beyond noise"
    speed = (
        f"less than {GOAL:.0f} times faster on {', '.join(slow)}" if slow else f"everywhere ≥ {GOAL:.0f} times faster"
    )
    return f"Scores: {scores}. Fits: {speed}."


def page(rows: list[Row], repeats: int) -> str:
    """The whole page of results."""
    return "\n".join(
        [
            "# scikit-learn's estimators",
            "",
            "Made by `python -m benchmarks.estimators --write`; the settings stand in its docstring.",
            "",
            f"{platform.machine()}, one thread each; Python {platform.python_version()}, NumPy {np.__version__}, "
            f"scikit-learn {sklearn.__version__}, Glassnet {glassnet.__version__}; {repeats} × {FOLDS} folds.",
            "",
            HEAD,
            *map(line, rows),
            "",
            verdict(rows),
            "",
            "Difference: Glassnet minus scikit-learn, mean over the folds ± its standard error. Fit: median seconds",
            "of a whole `fit`. Epochs: median until the rule of stopping ended it, Glassnet / scikit-learn. First",
            "kernel: a fit of one epoch before the first, in which the network's machine code is compiled or read.",
            "",
        ]
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="gn.Classifier and gn.Regressor beside scikit-learn's networks")
    parser.add_argument("--quick", action="store_true", help="one repetition of the folds")
    parser.add_argument("--data", default="", help="data sets, joined by commas")
    parser.add_argument("--write", action="store_true", help="keep the table")
    asked = parser.parse_args(arguments)
    warnings.simplefilter("ignore", ConvergenceWarning)
    names = asked.data.split(",") if asked.data else [task.name for task in TASKS]
    repeats = 1 if asked.quick else REPEATS
    rows = []
    print(HEAD)
    with threadpool_limits(1):
        for task in (task for task in TASKS if task.name in names):
            rows.append(measure(task, repeats))
            print(line(rows[-1]), flush=True)
    print(f"\n{verdict(rows)}")
    if asked.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(page(rows, repeats), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
