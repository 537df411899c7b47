"""Moves between the lanes of vectors: sums across them, and the transposition of an 8 × 8 block.

Arithmetic is done lane by lane; these are the few places where lanes meet. The order of every sum is written here, so
that it is the same on every processor.
"""

from collections.abc import Sequence

from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.types import LANES

_LOW_HALVES, _HIGH_HALVES = (0, 1, 2, 3, 8, 9, 10, 11), (4, 5, 6, 7, 12, 13, 14, 15)
_LOW_PAIRS, _HIGH_PAIRS = (0, 1, 8, 9, 4, 5, 12, 13), (2, 3, 10, 11, 6, 7, 14, 15)
_EVEN, _ODD = (0, 8, 2, 10, 4, 12, 6, 14), (1, 9, 3, 11, 5, 13, 7, 15)


def sum_lanes(b: Builder, x: Value) -> Value:
    """The sum of a vector's lanes: halves, then quarters, then two."""
    for distance in (4, 2, 1):
        x = x + b.shuffle(x, x, [(i + distance) % LANES for i in range(LANES)])
    return b.lane(x, 0)


def sum_each(b: Builder, vectors: Sequence[Value | None]) -> Value:
    """The lane sums of up to eight vectors in one vector: lane k has the sum of vector k; missing ones give 0.

    Three rounds of folding two vectors into one: 7 additions instead of 8 · 3.
    """
    level: list[Value | None] = [*vectors, *[None] * (LANES - len(vectors))]

    def fold(first: Value | None, second: Value | None, take: Sequence[int], give: Sequence[int]) -> Value | None:
        if first is None and second is None:
            return None
        x, y = first or b.zero(), second or b.zero()
        return b.shuffle(x, y, take) + b.shuffle(x, y, give)

    level = [fold(level[i], level[i + 4], _LOW_HALVES, _HIGH_HALVES) for i in range(4)]
    level = [fold(level[i], level[i + 2], _LOW_PAIRS, _HIGH_PAIRS) for i in range(2)]
    return fold(level[0], level[1], _EVEN, _ODD) or b.zero()


def transpose(b: Builder, rows: Sequence[Value]) -> list[Value]:
    """Exchange rows and columns of an 8 × 8 block: unpack pairs, then fours, then halves."""
    t: list[Value] = []
    for i in range(0, LANES, 2):
        t.append(b.shuffle(rows[i], rows[i + 1], (0, 8, 1, 9, 4, 12, 5, 13)))
        t.append(b.shuffle(rows[i], rows[i + 1], (2, 10, 3, 11, 6, 14, 7, 15)))
    u: list[Value] = []
    for half in (0, 4):
        a, c, d, e = t[half : half + 4]
        u += [b.shuffle(a, d, _LOW_PAIRS), b.shuffle(a, d, _HIGH_PAIRS)]
        u += [b.shuffle(c, e, _LOW_PAIRS), b.shuffle(c, e, _HIGH_PAIRS)]
    return [b.shuffle(u[i], u[4 + i], _LOW_HALVES) for i in range(4)] + [
        b.shuffle(u[i], u[4 + i], _HIGH_HALVES) for i in range(4)
    ]
