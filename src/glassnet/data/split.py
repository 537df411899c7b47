"""Train, validation and test: who learns, who steers, who only reports."""

import numpy as np
import numpy.typing as npt

from glassnet.data.table import Labels
from glassnet.rng import Purpose, Stream
from glassnet.spec import Split

Indices = npt.NDArray[np.int64]

PARTS = ("train", "validation", "test")


def split_indices(labels: Labels, split: Split, *, stratify: bool) -> dict[str, Indices]:
    """Which examples belong to which part.

    The examples are shuffled and cut by the shares; the training set has at least one. Stratified, every class is
    cut at places that keep all its shares within one example, and the parts' sizes are those of the plain cut,
    within one example a class.

    Args:
        labels: shape (n,), class numbers if `stratify`.
        split: the shares and the seed.
        stratify: whether to cut each class by itself.

    Returns:
        For "train", "validation" and "test" the row numbers, in the shuffled order; in the given order if all are for
        training.

    Example:
        >>> parts = split_indices(np.array([0, 1] * 10), Split(), stratify=True)
        >>> [len(parts[name]) for name in PARTS]
        [12, 4, 4]
    """
    if split.train == 1.0:  # nothing to deal out: the examples keep their order
        return {name: np.arange(len(labels) if name == "train" else 0) for name in PARTS}
    order = Stream(split.seed, Purpose.SPLIT).permutation(len(labels))
    # No np.unique: at its first call NumPy imports masked arrays, a twentieth of the time of a short program.
    groups = [order[labels[order] == c] for c in sorted(set(labels.tolist()))] if stratify else [order]
    pieces: dict[str, list[Indices]] = {name: [] for name in PARTS}
    for group in groups:
        first = max(1, round(split.train * len(group)))
        second = max(first, round((split.train + split.validation) * len(group)))
        for name, piece in zip(PARTS, np.split(group, [first, second]), strict=True):
            pieces[name].append(piece)
    if not stratify:
        return {name: parts[0] for name, parts in pieces.items()}
    place = np.empty(len(order), np.int64)  # back into the shuffled order, so that no part is sorted by class
    place[order] = np.arange(len(order))
    return {name: order[np.sort(place[np.concatenate(parts)])] for name, parts in pieces.items()}
