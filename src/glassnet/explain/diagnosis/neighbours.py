"""What the nearest neighbours know: how well the data can be learned at all, and which labels look wrong."""

from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from glassnet.data import Dataset
from glassnet.data.dataset import Part
from glassnet.engines.protocol import Floats

MAX_ROWS = 1500
"""Rows of a part that are compared, evenly spaced: the work grows with their product."""

COUNTS = (1, 5, 15)
"""Numbers of neighbours tried; the best result counts."""

AROUND = 10
"""Neighbours that judge a label."""


@dataclass(frozen=True)
class Neighbours:
    """Scores of nearest neighbours on the standardised inputs; NaN where there are too few examples.

    Attributes:
        train: leave-one-out score on the training set, with the best number of neighbours.
        held: score on the validation (else the test) set.
        pure: share of training examples whose 10 nearest neighbours, themselves apart, are all of one class.
        surrounded: share of training examples of another class than at least 8 of their 10 nearest neighbours.
        single: how well the nearest neighbour alone knows a training example: accuracy or R².
        crowd: how well its 15 nearest neighbours do together.
    """

    train: float = nan
    held: float = nan
    pure: float = nan
    surrounded: float = nan
    single: float = nan
    crowd: float = nan


def balanced_accuracy(said: npt.NDArray[np.int64], labels: npt.NDArray[np.int64]) -> float:
    """The mean of the classes' recalls, over the classes that occur.

    Example:
        >>> balanced_accuracy(np.array([0, 0, 0, 0]), np.array([0, 0, 0, 1]))
        0.5
    """
    if not len(labels):
        return nan
    return float(np.mean([(said[labels == c] == c).mean() for c in np.unique(labels)]))


def score(said: npt.NDArray[np.generic], labels: npt.NDArray[np.generic], task: str) -> float:
    """Balanced accuracy of classes, or R² of values."""
    if task == "classification":
        return balanced_accuracy(said.astype(np.int64), labels.astype(np.int64))
    if len(labels) < 2 or labels.std() == 0:
        return nan
    values, known = said.astype(np.float64), labels.astype(np.float64)
    return float(1.0 - np.sum((values - known) ** 2) / np.sum((known - known.mean()) ** 2))


def ask_neighbours(data: Dataset) -> Neighbours:
    """Judge the data by its nearest neighbours.

    Source: Cover and Hart 1967, "Nearest neighbor pattern classification": with ever more examples the error of one
    neighbour is at most twice the least that any model can reach.
    """
    train = _thinned(data.train)
    held = _thinned(data.validation if len(data.validation) else data.test)
    if len(train) < 4:
        return Neighbours()
    spread = train.X.std(axis=0)
    spread[spread == 0.0] = 1.0
    among = _ranked(train.X / spread, train.X / spread, itself=True)
    outside = _ranked(held.X / spread, train.X / spread, itself=False) if len(held) else None
    inside = [score(_vote(train.labels[among[:, :k]], data), train.labels, data.task) for k in _counts(len(train) - 1)]
    beyond = []
    if outside is not None:
        beyond = [score(_vote(train.labels[outside[:, :k]], data), held.labels, data.task) for k in _counts(len(train))]
    best, held_best = max(inside), max(beyond, default=nan)
    if len(train) <= 2 * AROUND:
        return Neighbours(best, held_best)
    around = train.labels[among[:, :AROUND]]
    single, crowd = _agreement(train.labels[among[:, :1]], train, data), _agreement(train.labels[among], train, data)
    if data.task == "regression":
        return Neighbours(best, held_best, single=single, crowd=crowd)
    votes = _vote(around, data)
    agreeing = (around == votes[:, None]).sum(axis=1)
    return Neighbours(
        best, held_best, float((around == around[:, :1]).all(axis=1).mean()),
        float(((votes != train.labels) & (agreeing >= AROUND - 2)).mean()), single, crowd,
    )  # fmt: skip


def _counts(most: int) -> list[int]:
    return [k for k in COUNTS if k <= most] or [most]


def _thinned(part: Part) -> Part:
    rows = np.linspace(0, len(part) - 1, min(len(part), MAX_ROWS)).astype(np.int64)
    return Part(part.points[rows], part.X[rows], part.labels[rows])


def _ranked(X: Floats, among: Floats, *, itself: bool) -> npt.NDArray[np.int64]:
    """For each row the nearest others, nearest first, at most as many as any question needs."""
    squares = np.sum(X**2, axis=1)[:, None] - 2.0 * X @ among.T + np.sum(among**2, axis=1)
    if itself:
        np.fill_diagonal(squares, np.inf)
    count = min(max(*COUNTS, AROUND), len(among) - itself)
    nearest = np.argpartition(squares, count - 1, axis=1)[:, :count]
    order = np.argsort(np.take_along_axis(squares, nearest, axis=1), axis=1, kind="stable")
    ranked: npt.NDArray[np.int64] = np.take_along_axis(nearest, order, axis=1)
    return ranked


def _agreement(around: npt.NDArray[np.generic], train: Part, data: Dataset) -> float:
    """Plain accuracy, or R², of what the neighbours say."""
    said = _vote(around, data)
    return (
        float((said == train.labels).mean()) if data.task == "classification" else score(said, train.labels, data.task)
    )


def _vote(labels: npt.NDArray[np.generic], data: Dataset) -> npt.NDArray[np.generic]:
    """The most frequent class of each row, or the mean value."""
    if data.task == "regression":
        means: npt.NDArray[np.generic] = labels.astype(np.float64).mean(axis=1)
        return means
    counts = np.stack([(labels == c).sum(axis=1) for c in range(len(data.classes))], axis=1)
    winners: npt.NDArray[np.generic] = counts.argmax(axis=1)
    return winners
