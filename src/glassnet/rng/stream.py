"""Numbers from counters: uniform, normal, permutations, batch orders and dropout masks.

A stream is named by (seed, purpose, index); two names never share a counter. The four counter words are

    word 0: block within the stream        word 1: 0
    words 2 and 3: the index (low, high)   key: (seed, purpose)

and each block gives four 32-bit words, used in order. Dropout, which must be reached by (step, layer, row, unit)
alone, places these in the counter itself (`dropout_mask`).
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from glassnet.rng.philox import Words, philox4x32

MAX_SEED = 2**32 - 1


class Purpose(IntEnum):
    """What random numbers are for: one seed can serve all, and none disturbs another."""

    DATA = 1
    NOISE = 2
    SPLIT = 3
    WEIGHTS = 4
    ORDER = 5
    DROPOUT = 6
    EXPLAIN = 7


class Stream:
    """A sequence of random numbers with a name; its position is its only state.

    Args:
        seed: 0 to 2³² − 1.
        purpose: what the numbers are for.
        index: which of the streams of this purpose (a layer, an epoch, a class), 0 to 2⁶⁴ − 1.

    Raises:
        ValueError: if the seed or the index is out of range.

    Example:
        >>> Stream(0, Purpose.DATA).uniform(0.0, 1.0, 2).round(4).tolist()
        [0.9917, 0.2012]
    """

    def __init__(self, seed: int, purpose: Purpose, index: int = 0) -> None:
        if not 0 <= seed <= MAX_SEED:
            raise ValueError(f"seed: got {seed}, allowed are 0 to {MAX_SEED}")
        if not 0 <= index < 2**64:
            raise ValueError(f"index of a stream: got {index}, allowed are 0 to 2**64 - 1")
        self._key = (int(seed), int(purpose))
        self._index = (index & 0xFFFFFFFF, index >> 32)
        self._block = 0

    def words(self, n: int) -> Words:
        """The next `n` 32-bit words (whole blocks are consumed), shape (n,)."""
        blocks = -(-n // 4)
        counter = np.zeros((4, blocks), np.uint64)
        counter[0] = np.arange(self._block, self._block + blocks, dtype=np.uint64)
        counter[2], counter[3] = self._index
        self._block += blocks
        return philox4x32(counter, self._key).T.reshape(-1)[:n]

    def random(self, size: int | tuple[int, ...]) -> npt.NDArray[np.float64]:
        """Uniform on [0, 1) with 53 random bits, in the given shape."""
        shape = (size,) if isinstance(size, int) else size
        count = int(np.prod(shape, dtype=np.int64))
        words = self.words(2 * count).reshape(count, 2).astype(np.uint64)
        bits = (words[:, 0] >> np.uint64(5)) * np.uint64(1 << 26) + (words[:, 1] >> np.uint64(6))
        return (bits * 2.0**-53).reshape(shape)

    def uniform(self, low: float, high: float, size: int | tuple[int, ...]) -> npt.NDArray[np.float64]:
        """Uniform on [low, high), in the given shape."""
        return low + (high - low) * self.random(size)

    def normal(self, loc: float, scale: float, size: int | tuple[int, ...]) -> npt.NDArray[np.float64]:
        """Normal with mean `loc` and standard deviation `scale`, in the given shape.

        Source: Box and Muller, "A note on the generation of random normal deviates", 1958.
        """
        shape = (size,) if isinstance(size, int) else size
        count = int(np.prod(shape, dtype=np.int64))
        u = self.random((count, 2))
        radius = np.sqrt(-2.0 * np.log1p(-u[:, 0]))  # log1p(-u): u may be 0, never 1
        return (loc + scale * radius * np.cos(2 * np.pi * u[:, 1])).reshape(shape)

    def integers(self, bounds: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """One integer from 0 to bound − 1 for each bound: (word · bound) >> 32.

        The bias is below bound / 2³² (Lemire, "Fast random integer generation in an interval", 2019).
        """
        limits: npt.NDArray[np.uint64] = np.asarray(bounds, np.uint64)
        words = self.words(limits.size).astype(np.uint64).reshape(limits.shape)
        picked = (words * limits) >> np.uint64(32)
        return picked.astype(np.int64)

    def permutation(self, n: int) -> npt.NDArray[np.int64]:
        """The numbers 0 to n − 1 in random order: Fisher–Yates from the identity, from the last place down."""
        order = list(range(n))
        places = range(n - 1, 0, -1)
        for i, j in zip(places, self.integers([i + 1 for i in places]).tolist(), strict=True):
            order[i], order[j] = order[j], order[i]
        return np.array(order, np.int64)


def batch_order(seed: int, epoch: int, n: int) -> npt.NDArray[np.int64]:
    """The order in which an epoch visits `n` examples, shape (n,); a function of (seed, epoch) alone.

    Example:
        >>> batch_order(seed=0, epoch=3, n=5).tolist()
        [3, 4, 0, 1, 2]
    """
    return Stream(seed, Purpose.ORDER, epoch).permutation(n)


def dropout_mask(seed: int, step: int, layer: int, shape: tuple[int, int], rate: float) -> npt.NDArray[np.float64]:
    """The inverted-dropout mask of one layer at one step: 0 with probability `rate`, else 1 / (1 − rate).

    A unit is dropped if its 32-bit word is below rate · 2³². The counter is
    (layer · 2¹⁶ + unit // 4, row, step low, step high) and the word within the block is unit mod 4, so that an entry
    depends on (seed, step, layer, row, unit) and on nothing else: not on the batch size, not on the layer's width.

    Args:
        seed: 0 to 2³² − 1.
        step: number of the training step, from 0.
        layer: number of the hidden layer, from 0 to 65,535.
        shape: (rows of the batch, units of the layer); at most 262,144 units.
        rate: probability that a unit is dropped, from 0 up to but not including 1.

    Returns:
        Shape (rows, units).

    Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
    """
    rows, units = shape
    blocks = -(-units // 4)
    counter = np.zeros((4, rows, blocks), np.uint64)
    counter[0] = (layer << 16) + np.arange(blocks, dtype=np.uint64)
    counter[1] = np.arange(rows, dtype=np.uint64)[:, None]
    counter[2], counter[3] = step & 0xFFFFFFFF, step >> 32
    words = philox4x32(counter, (seed, int(Purpose.DROPOUT)))  # (4, rows, blocks)
    words = np.moveaxis(words, 0, -1).reshape(rows, 4 * blocks)[:, :units]
    threshold = np.uint32(int(rate * 2**32))
    return np.where(words < threshold, 0.0, 1.0 / (1.0 - rate))
