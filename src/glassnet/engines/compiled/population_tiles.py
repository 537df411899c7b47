"""Sums of products in registers, for programs whose lanes never meet.

Where lanes are networks or points, each step of a network is a triple loop over whole vectors:

    total[row][column] = start[row][column] + Σ_term left[row][term] · right[term][column]

Forwards rows are examples, columns are units and terms are inputs; on the way back the three change places. What left
and right are (weights, activations, deltas; loaded, or one number in all lanes) the caller says with two functions.

A *tile* of rows × columns is summed at once, so that each vector that is loaded serves several sums. Twelve sums of
four cycles' latency keep both multipliers of a processor busy; a tile as large as the registers allow also needs few
loads. `best_tile` counts it out.
"""

from collections.abc import Callable
from functools import lru_cache

from glassnet.engines.compiled.ir import Builder, Index, Value

REGISTERS = 16
"""Vector registers of AVX2."""

LATENCY = 4
"""Cycles until a multiply-add is ready for the next one that needs it."""

WRITTEN_OUT = 100
"""Multiply-adds up to which a tile's terms are written out one after another, without a loop."""

Load = Callable[[Index, Index], Value]
"""A vector, by its two numbers."""

Finish = Callable[[Value, Index, Index], None]
"""What becomes of a sum, by its row and column."""


@lru_cache(maxsize=1024)
def best_tile(rows: int, columns: int) -> tuple[int, int]:
    """How many rows and columns are summed at once, by counting cycles.

    A term of a tile takes half as many cycles as it has multiply-adds or loads, and never fewer than the latency. What
    the tiles leave over at the edges is counted in the same way. Of the factors, one column's vector is held at a time
    and all rows' (or the other way round).

    Example:
        >>> best_tile(10, 8)
        (2, 4)
    """

    def cycles(r: int, c: int) -> float:
        return max(r * c / 2, (r + c) / 2, LATENCY) if r and c else 0.0

    def whole(r: int, c: int) -> float:
        down, across = [(rows // r, r), (1, rows % r)], [(columns // c, c), (1, columns % c)]
        spent = sum(n * m * cycles(height, width) for n, height in down for m, width in across)
        pieces = (1 + bool(rows % r)) * (1 + bool(columns % c))  # each piece of another size is code of its own
        return spent * (1 + 0.02 * pieces)

    fitting = [
        (r, c)
        for r in range(1, min(rows, REGISTERS) + 1)
        for c in range(1, min(columns, REGISTERS) + 1)
        if r * c + min(r, c) + 1 <= REGISTERS
    ]
    return min(fitting, key=lambda tile: (whole(*tile), sum(tile), tile))


def sum_products(
    b: Builder, rows: int, columns: int, terms: int, *, left: Load, right: Load, start: Load, finish: Finish
) -> None:
    """Write the sums.

    Args:
        b: where to write them.
        rows: how many rows of sums there are.
        columns: how many columns of them.
        terms: terms of each.
        left: left[row][term].
        right: right[term][column].
        start: what each sum begins with, by row and column.
        finish: stores a sum, or does something with it first.
    """
    height, width = best_tile(rows, columns)

    def across(row: Index, r: int) -> None:
        _in_pieces(b, columns, width, lambda column, c: _tile(b, terms, row, column, r, c, left, right, start, finish))

    _in_pieces(b, rows, height, across)


def _in_pieces(b: Builder, count: int, size: int, write: Callable[[Index, int], None]) -> None:
    """Cut a range into pieces of one size, in a loop, and a smaller last one."""

    def one(i: Index, _: list[Value]) -> list[Value]:
        write(i * size, size)
        return []

    b.repeat(count // size, one)
    if count % size:
        write(count - count % size, count % size)


def _tile(
    b: Builder, terms: int, row: Index, column: Index, height: int, width: int,
    left: Load, right: Load, start: Load, finish: Finish,
) -> None:  # fmt: skip
    """One tile: all its sums side by side in registers, term by term."""
    rows = [row + r if r else row for r in range(height)]
    columns = [column + c if c else column for c in range(width)]

    def one_term(term: Index, sums: list[Value]) -> list[Value]:
        lefts, rights = [left(r, term) for r in rows], [right(term, c) for c in columns]
        return [b.fma(x, w, sums[i * width + j]) for i, x in enumerate(lefts) for j, w in enumerate(rights)]

    unroll = max(1, WRITTEN_OUT // (height * width))
    if terms > unroll:
        unroll = min(unroll, 4)
    sums = b.repeat(terms, one_term, [start(r, c) for r in rows for c in columns], unroll=unroll)
    for i, r in enumerate(rows):
        for j, c in enumerate(columns):
            finish(sums[i * width + j], r, c)
