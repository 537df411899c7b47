"""What a diagnosis knows of the examples: their order, doubles among them, and rare classes."""

from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from glassnet.data import Dataset
from glassnet.data.dataset import Part
from glassnet.rng import batch_order
from glassnet.training import Trainer

MOST_COPIES = 500
"""Copies of rare examples that a cure puts in at most."""


@dataclass(frozen=True)
class Examples:
    """What the examples say; all of it about the training set as it is used.

    Attributes:
        shares: for classes, their shares.
        spreads, centres: standard deviation and mean of each input of the network.
        value_spread, value_centre: the same of the values to be predicted; 0 for classes.
        purity: share of the most frequent class in a batch, averaged over batches; `usual_purity` if shuffled. For
            values, fifths of them stand for classes. NaN where all examples make one batch.
        doubles: share of held-out examples that stand, inputs and label alike, in the training set, too.
        inner_doubles: share of training examples that have an equal one in the training set.
        doubled_rows: row numbers in the source of the held-out examples (validation and test) with such doubles.
        copies: examples of the rarer classes, each x, y, label, that would make all classes equally frequent; none
            where the inputs are not two, or too many would be needed.
    """

    shares: tuple[float, ...]
    spreads: tuple[float, ...]
    centres: tuple[float, ...]
    value_spread: float
    value_centre: float
    purity: float
    usual_purity: float
    doubles: float
    inner_doubles: float
    doubled_rows: tuple[int, ...]
    copies: tuple[tuple[float, ...], ...]


def look_at(run: Trainer, held: Part) -> Examples:
    """Look at a run's examples."""
    data, train = run.data, run.data.train
    purity, usual = _purity(run)
    known = _keys(train)
    stands: set[bytes] = set(known.tolist())
    return Examples(
        shares=tuple(float((train.labels == c).mean()) for c in range(len(data.classes))),
        spreads=tuple(train.X.std(axis=0).tolist()),
        centres=tuple(train.X.mean(axis=0).tolist()),
        value_spread=0.0 if data.classes else float(train.labels.std()),
        value_centre=0.0 if data.classes else float(train.labels.mean()),
        purity=purity,
        usual_purity=usual,
        doubles=float(_standing(held, stands).mean()) if len(held) else 0.0,
        inner_doubles=1.0 - len(stands) / len(known),
        doubled_rows=tuple(row for name in ("validation", "test") for row in _doubled(data, name, stands)),
        copies=_copies(data),
    )


def _keys(part: Part) -> npt.NDArray[np.object_]:
    """Inputs and label of each example as bytes: equal ones are equal to the last bit."""
    rows = np.column_stack([part.X, part.labels])
    return np.array([row.tobytes() for row in rows], dtype=object)


def _standing(part: Part, known: set[bytes]) -> npt.NDArray[np.bool_]:
    return np.array([key in known for key in _keys(part).tolist()], dtype=np.bool_)


def _doubled(data: Dataset, name: str, known: set[bytes]) -> list[int]:
    part, rows = data.parts[name], data.kept_rows(name)
    if not len(part) or len(rows) != len(part):
        return []
    found: list[int] = rows[_standing(part, known)].tolist()
    return found


def _copies(data: Dataset) -> tuple[tuple[float, ...], ...]:
    train = data.train
    if data.task != "classification" or train.points.shape[1] != 2:
        return ()
    counts = np.bincount(train.labels.astype(np.int64), minlength=len(data.classes))
    if not counts.all() or int((counts.max() - counts).sum()) > MOST_COPIES:
        return ()
    found: list[tuple[float, ...]] = []
    for label, count in enumerate(counts.tolist()):
        places = train.points[train.labels == label]
        again = np.arange(int(counts.max()) - count) % count
        found += [(float(x), float(y), float(label)) for x, y in places[again]]
    return tuple(found)


def _purity(run: Trainer) -> tuple[float, float]:
    """How much of a batch is of one class (or, for values, how narrow it is), in the run's order and shuffled."""
    training, labels = run.experiment.training, run.data.train.labels
    count = len(labels)
    size = min(training.batch_size or count, count)
    if size >= count:
        return nan, nan
    if run.data.task == "regression":
        labels = np.searchsorted(np.quantile(labels, [0.2, 0.4, 0.6, 0.8]), labels)
    order = np.arange(count) if not training.shuffle else batch_order(training.seed, 0, count)
    return _pure(labels[order], size), _pure(labels[batch_order(training.seed, 1, count)], size)


def _pure(labels: npt.NDArray[np.generic], size: int) -> float:
    """The most frequent label's share of a batch, averaged over the whole batches.

    Example:
        >>> _pure(np.array([0, 0, 1, 1]), 2), _pure(np.array([0, 1, 0, 1]), 2)
        (1.0, 0.5)
    """
    known = labels.astype(np.int64)
    starts = range(0, len(known) - size + 1, size)
    return float(np.mean([np.bincount(known[i : i + size]).max() / size for i in starts]))
