"""The one product that a network is made of, in registers.

Forward sums, deltas sent backwards and gradients of weights are all sums of products

    out[row][column] = start[column] + Σ_term left[row, term] · right[term][column]

with columns in lanes. They differ only in how `left` is walked through. This file writes that product once.

A *tile* of it is held in registers: some rows times some vectors of columns. Each term then loads a few vectors of
`right` and a few numbers of `left`, and uses every one of them several times; without tiles, memory would be the limit
and not arithmetic. Which tile is best depends on the numbers of rows and columns, so `best_tile` tries all that fit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.types import LANES, VEC

REGISTERS = 16
"""Vector registers that a tile may fill; AVX2 has 16, and others have no fewer that matter."""


@dataclass(frozen=True)
class Length:
    """How long the code of a product may get; longer code is a little faster and takes longer to compile.

    Attributes:
        registers: vector registers that a tile may fill.
        written_out: multiply-adds up to which the terms of a tile are written out one after another, without a loop.
    """

    registers: int
    written_out: int


LONG = Length(REGISTERS, 48)
"""For networks of few layers."""

MEDIUM = Length(REGISTERS, 12)
"""For deeper networks: 1 % slower, and compiled in a tenth less time."""

BRIEF = Length(4, 2)
"""For networks of many different layers."""


@dataclass(frozen=True)
class Left:
    """The factor that is a single number: left[row, term] lies at `base + row · by_row + term · by_term` floats.

    Attributes:
        base: where it begins.
        by_row: floats from one row to the next.
        by_term: floats from one term to the next.
    """

    base: Value
    by_row: int
    by_term: int


@dataclass(frozen=True)
class Right:
    """The factor that is a vector: right[term] lies at `base + term · by_term` floats, its columns side by side."""

    base: Value
    by_term: int


Start = Callable[[Index], Value]
"""What a vector's sum begins with, by its first column."""


@dataclass(frozen=True)
class Sums:
    """The sums of a tile.

    Attributes:
        row: the tile's first row.
        column: its first column.
        width: how many vectors of columns it has.
        totals: its sums, row by row.
    """

    row: Index
    column: Index
    width: int
    totals: list[Value]

    def first(self, b: Builder, base: Value, stride: int) -> Value:
        """The address of the first of them in a matrix that begins at `base`."""
        return b.at(b.at(base, self.row * stride), self.column)

    def each(self, stride: int) -> list[tuple[Value, int]]:
        """Every sum, and how many floats after the first of them it belongs in such a matrix."""
        return [(s, k // self.width * stride + k % self.width * LANES) for k, s in enumerate(self.totals)]


Finish = Callable[[Sums], None]
"""What becomes of the sums of a tile."""

Prepare = Callable[[Index, int], None]
"""What is done before the tiles of some columns: their first column, and how many vectors of them there are."""

MOST_VECTORS = 4
"""Vectors of columns that a tile has at most."""


SHORT, IN_HALVES = 16, 6
"""Terms up to which sums may be added up in two halves, and rows of a tile that is.

Sixteen terms one after another take 64 cycles, and in a small network all that follows waits for them. So one sum takes
the even terms and another the odd ones: 3 % of a step of 2-8-8-2.
"""

MANY_TERMS = 32
"""Terms from which a better tile is worth code of its own for the rows and columns that it leaves over."""


@lru_cache(maxsize=1024)
def best_tile(rows: int, vectors: int, terms: int, registers: int = REGISTERS) -> tuple[int, int]:
    """How many rows and vectors make the best tile, by counting cycles.

    A processor of today does two multiply-adds and two loads in a cycle, and a sum is ready for its next term after
    four. So a term of a tile takes the greatest of: half its multiply-adds, half its loads, four; and a little more, as
    measured: tiles of 4 × 3 vectors came to 97 % of the peak and such of 4 × 2 to 92 %.
    """

    def cycles(r: int, v: int) -> float:
        return max(r * v / 2 + 0.15, (r + v) / 2, 4.3) if r and v else 0.0

    def whole(r: int, v: int) -> float:
        parts = [(rows // r, r), (1, rows % r)], [(vectors // v, v), (1, vectors % v)]
        spent = sum(n * m * cycles(a, c) for n, a in parts[0] for m, c in parts[1] if a and c)
        pieces = (1 + bool(rows % r)) * (1 + bool(vectors % v))  # each piece of another size is code of its own
        return spent * (1 + (0.02 if terms >= MANY_TERMS else 0.05) * pieces)

    fitting = [
        (r, v)
        for v in range(1, min(vectors, MOST_VECTORS) + 1)
        for r in range(1, min(rows, 12) + 1)
        if r * v + v + 1 <= registers
    ]
    return min(fitting, key=lambda tile: (whole(*tile), -tile[0] * tile[1]))


def product(
    b: Builder, rows: int, terms: int, vectors: int, left: Left, right: Right, *, start: Start, finish: Finish,
    length: Length = LONG, halves: bool = False, prepare: Prepare | None = None,
) -> None:  # fmt: skip
    """Write the product.

    Args:
        b: where to write it.
        rows: rows of the result.
        terms: terms of each sum.
        vectors: vectors of columns of the result.
        left: the factor that is a number.
        right: the factor that is a vector.
        start: what each sum begins with.
        finish: stores the sums of a tile, or does something with them first.
        length: how long the code may get.
        halves: whether few terms are added up in two halves.
        prepare: puts some columns of `right` in its place, always at the same one; they are then done for all rows.
    """
    tile_rows, tile_vectors = best_tile(rows, vectors, terms, length.registers)
    halves = halves and vectors == 1 and 1 < terms <= SHORT and length is not BRIEF
    if halves:
        tile_rows = -(-rows // -(-rows // IN_HALVES))
    most = length.written_out

    def tile(row: Index, height: int, column: Index, width: int) -> None:
        right_base = b.at(right.base, column) if prepare is None else right.base
        _tile(b, terms, left, Right(right_base, right.by_term), row, column, height, width, start, finish, most, halves)

    def of_rows(row: Index, height: int) -> None:
        _in_tiles(b, vectors, tile_vectors, lambda vector, width: tile(row, height, vector * LANES, width))

    def of_columns(vector: Index, width: int) -> None:
        if prepare is not None:
            prepare(vector * LANES, width)
        _in_tiles(b, rows, tile_rows, lambda row, height: tile(row, height, vector * LANES, width))

    if prepare is None:
        _in_tiles(b, rows, tile_rows, of_rows)
    else:
        _in_tiles(b, vectors, tile_vectors, of_columns)


def _in_tiles(b: Builder, count: int, size: int, write: Callable[[Index, int], None]) -> None:
    """Cut a range into tiles of one size and a smaller last one; the equal ones are a loop."""

    def one(i: Index, _: list[Value]) -> list[Value]:
        write(i * size, size)
        return []

    b.repeat(count // size, one)
    if count % size:
        write(count - count % size, count % size)


def _terms_at_once(terms: int, most: int) -> int:
    """How many terms a loop takes in one pass: as many as may be written out, a divisor of all if there is one."""
    return next((n for n in range(min(most, terms), 1, -1) if terms % n == 0), max(1, min(most, 4)))


def _tile(
    b: Builder, terms: int, left: Left, right: Right, row: Index, column: Index, height: int, width: int,
    start: Start, finish: Finish, most: int, halves: bool,
) -> None:  # fmt: skip
    """One tile: all its sums side by side in registers, term by term. `right` begins at its first column."""
    left_base = b.at(left.base, row * left.by_row)

    if halves:
        finish(Sums(row, column, 1, _in_halves(b, terms, left_base, left, right, start(column), height)))
        return

    def one_term(term: Index, sums: list[Value]) -> list[Value]:
        numbers = b.at(left_base, term * left.by_term)
        vectors = b.at(right.base, term * right.by_term)
        w = [b.load(VEC, b.at(vectors, v * LANES)) for v in range(width)]
        new = list(sums)
        for r in range(height):
            x = b.broadcast(b.at(numbers, r * left.by_row))
            for v in range(width):
                new[r * width + v] = b.fma(x, w[v], sums[r * width + v])
        return new

    begin = [start(column + v * LANES) for v in range(width)]
    sums = b.repeat(terms, one_term, begin * height, unroll=_terms_at_once(terms, most // (height * width)))
    finish(Sums(row, column, width, sums))


def _in_halves(
    b: Builder, terms: int, left_base: Value, left: Left, right: Right, start: Value, height: int
) -> list[Value]:
    """The sums of a tile of one vector: of even terms, of odd terms, and both together."""
    even, odd = [start] * height, [b.zero()] * height
    for term in range(terms):
        w = b.load(VEC, b.at(right.base, term * right.by_term))
        half = odd if term % 2 else even
        for r in range(height):
            x = b.broadcast(b.at(left_base, term * left.by_term + r * left.by_row))
            half[r] = x * w if term == 1 else b.fma(x, w, half[r])
    return [first + second for first, second in zip(even, odd, strict=True)]
