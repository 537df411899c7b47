"""How a run is going: the numbers of the moment, and the curves so far."""

from math import isfinite
from typing import Any

import numpy as np

from glassnet.data import PARTS
from glassnet.engines import Evaluation, Score
from glassnet.explain.view import View
from glassnet.spec import SpecError
from glassnet.training import History, Trainer

CURVES = (
    "train_loss", "validation_loss", "test_loss", "train_score", "validation_score", "test_score", "gradient_norm",
    "penalty",
)  # fmt: skip
MIN_POINTS, MAX_POINTS = 12, 4096


def status(run: Trainer, evaluation: Evaluation | None = None) -> View:
    """Loss and score of each part on the present weights, penalty, gradient norm, learning rate.

    Numbers that are not finite are None: JSON has no word for them.

    Args:
        run: a run.
        evaluation: one that was made a moment ago, where making another would take too long.
    """
    evaluation = evaluation or run.evaluate()
    name = run.history.score
    data: dict[str, Any] = {part: _part(evaluation.scores.get(part), name) for part in PARTS}
    data |= {
        "penalty": _finite(evaluation.penalty),
        "gradient_norm": _finite(evaluation.gradient_norm),
        "learning_rate": run.learning_rate,
    }
    return View(data)


def epochs_done(run: Trainer) -> float:
    """Epochs that a run has been through, with the part of the present one.

    Example:
        >>> from glassnet.spec import Experiment
        >>> run = Trainer(Experiment().with_setting("data.n", 50))  # three batches an epoch
        >>> run.advance(4), round(epochs_done(run), 3)
        (4, 1.333)
    """
    if run.step == 0:
        return 0.0
    left = run.steps_to(run.epoch + 1) / run.steps_per_epoch
    return run.epoch + max(0.0, 1.0 - left)


def up_to_now(shown: View, epochs: float, evaluation: Evaluation) -> View:
    """Curves with the present moment at their end, where the history has no entry of it.

    Args:
        shown: what `curves` gave.
        epochs: when the evaluation was made.
        evaluation: of weights that are no older than the last entry.

    Returns:
        The curves themselves if they reach as far.
    """
    if shown.data["n"] and epochs <= shown.arrays[0][-1]:
        return shown
    scores = [evaluation.scores.get(part) for part in PARTS]
    losses = [score.loss if score else np.nan for score in scores]
    values = [score.score if score else np.nan for score in scores]
    now = (epochs, *losses, *values, evaluation.gradient_norm, evaluation.penalty)
    with np.errstate(over="ignore"):
        ends = zip(shown.arrays, np.array(now, np.float32), strict=True)
        arrays = tuple(np.append(column, end).astype(np.float32) for column, end in ends)
    return View(shown.data | {"n": shown.data["n"] + 1}, arrays)


def curves(run: Trainer, points: int = 400) -> View:
    """Losses and scores over the epochs, thinned to about as many points as can be seen.

    Args:
        run: a run.
        points: the most entries wanted, 12 to 4,096. Where there are more, each stretch of the history is shown by
            the entries with its least and greatest losses, so that no spike is lost.

    Returns:
        `data`: names, n and score; float32 arrays: epoch, then each name, NaN where there is none.
    """
    if not MIN_POINTS <= points <= MAX_POINTS:
        raise SpecError("points", points, f"a whole number from {MIN_POINTS} to {MAX_POINTS}")
    history = run.history
    rows = thinned(history, points)
    with np.errstate(over="ignore"):  # the losses of a diverging run
        columns = [history.column(name)[rows].astype(np.float32) for name in ("epoch", *CURVES)]
    return View({"names": list(CURVES), "n": len(rows), "score": history.score}, tuple(columns))


def thinned(history: History, points: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The numbers of the entries that show a history in at most `points` points: extremes, first and last."""
    count = len(history)
    if count <= points:
        return np.arange(count)
    kept = {0, count - 1}
    stretches = np.array_split(np.arange(count), max(1, (points - 2) // 6))
    for name in CURVES[:3]:
        values = history.column(name)
        for stretch in stretches:
            known = stretch[~np.isnan(values[stretch])]
            if len(known):
                kept.add(int(known[np.argmin(values[known])]))
                kept.add(int(known[np.argmax(values[known])]))
    return np.array(sorted(kept), np.int64)


def _part(score: Score | None, name: str) -> dict[str, float | None] | None:
    return None if score is None else {"loss": _finite(score.loss), name: _finite(score.score)}


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
