"""Which examples eight networks see: each its own order, its own batch, fetched into lanes.

The order of an epoch is the one of every other engine, a Fisher–Yates from the identity whose random words are a
function of (seed, epoch): eight seeds in eight lanes give eight orders in one pass. A batch then gathers eight
different examples for each row. Processors have an instruction for gathering, which is slow; here a record's numbers
are loaded four at a time for each lane, and 8 × 4 numbers are turned into four vectors of eight.
"""

from collections.abc import Callable

from glassnet.engines.compiled.chance import WIDE, philox
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.population_layout import COLUMNS, PopulationLayout, vector
from glassnet.engines.compiled.types import F32, I32, I64, LANES, PTR, VEC_I32, vector_of
from glassnet.rng import Purpose

WORDS = 4
"""Random words of a block: so many places of the order are drawn at once."""


def write_shuffle(module: Module) -> None:
    """Write the function that draws the order of an epoch for eight networks."""
    b = module.function(
        "shuffle",
        {"order": PTR, "examples": I64, "seeds": PTR, "epoch": I64, "same": I64},
        about="The orders in which an epoch visits the examples, order[place][lane], as record numbers.\n"
        "Fisher-Yates: for i = n-1 … 1, swap order[i] with order[j], j = (word · (i + 1)) >> 32.",
    )
    order, n, seeds, epoch, same = b.arguments.values()
    drawn = b.emit(PTR, f"alloca [{WORDS * LANES} x i32], align 32")

    def identity(i: Value, _: list[Value]) -> list[Value]:
        b.store(b.splat(i.convert("trunc", I32)), b.at(order, i * LANES, I32))
        return []

    b.loop(n, identity)
    key = (b.load(WIDE, seeds), b.value(int(Purpose.ORDER), WIDE))
    low, high = b.splat(epoch & 0xFFFFFFFF), b.splat(epoch >> 32)
    last = n - 1
    with b.leave_when(last.compare("eq", 0)):
        b.return_()

    def one_block(block: Value, _: list[Value]) -> list[Value]:
        first = last - block * WORDS  # the place that the block's first word decides
        words = philox(b, [b.splat(block), b.zero(WIDE), low, high], key)
        for t, word in enumerate(words):
            bound = b.splat(first + (1 - t))
            place = (word.convert("zext", WIDE) * bound) >> 32
            b.store(place.convert("trunc", VEC_I32), b.at(drawn, t * LANES, I32))
        alike = same.compare("ne", 0)
        with b.when(alike):
            _swap_places(b, order, drawn, first, _swap_alike)
        with b.when(alike ^ 1):
            _swap_places(b, order, drawn, first, _swap_each)
        return []

    b.loop((last + (WORDS - 1)) / WORDS, one_block)
    b.return_()


def _swap_places(b: Builder, order: Value, drawn: Value, first: Value, swap: Callable[..., None]) -> None:
    """Swap at the places that a block of random words decides: four, or what is left of the order."""

    def one(t: Index, _: list[Value]) -> list[Value]:
        swap(b, order, b.at(order, (first - t) * LANES, I32), b.at(drawn, t * LANES, I32))
        return []

    is_whole = first.compare("ge", WORDS)
    with b.when(is_whole):
        b.repeat(WORDS, one, unroll=WORDS)
    with b.when(is_whole ^ 1):
        b.loop(first, one)


def _swap_alike(b: Builder, order: Value, here: Value, drawn: Value) -> None:
    """All lanes have one order: a vector with a vector."""
    j = b.load(I32, drawn).convert("zext", I64)
    _swap(b, VEC_I32, here, b.at(order, j * LANES, I32))


def _swap_each(b: Builder, order: Value, here: Value, drawn: Value) -> None:
    """Each lane has its own order: numbers go one by one, but what comes to this place is stored as one vector.

    A processor writes one thing a cycle into its cache, and eight stores fewer in a place are half of them.
    """
    coming = b.zero(VEC_I32)
    for lane in range(LANES):
        j = b.load(I32, b.at(drawn, lane, I32)).convert("zext", I64)
        there = b.at(order, j * LANES + lane, I32)
        coming = b.with_lane(coming, b.load(I32, there), lane)
        b.store(b.load(I32, b.at(here, lane, I32)), there)
    b.store(coming, here)


def _swap(b: Builder, type_: str, here: Value, there: Value) -> None:
    first, second = b.load(type_, here), b.load(type_, there)
    b.store(second, here)
    b.store(first, there)


def write_fetch(module: Module, layout: PopulationLayout) -> None:
    """Write the function that gathers a chunk of a batch: every network its own examples."""
    b = module.function(
        "fetch",
        {"scratch": PTR, "data": PTR, "order": PTR, "live": I64},
        about="x[row] = the record order[row] of each lane; rows that do not count repeat the last one that does.",
    )
    scratch, data, order, live = b.arguments.values()
    features, last = layout.shape.sizes[0], live - 1

    def one_row(row: Value, _: list[Value]) -> list[Value]:
        at = b.select(row.compare("lt", last), row, last)
        numbers = [b.load(I32, b.at(order, at * LANES + lane, I32)).convert("zext", I64) for lane in range(LANES)]
        records = [b.at(data, number * layout.record) for number in numbers]

        def four_columns(column: int) -> list[Value]:
            return transpose_columns(b, [b.load(vector_of(COLUMNS, F32), b.at(r, column)) for r in records])

        for start in range(0, features + layout.compared, COLUMNS):
            for k, lanes in enumerate(four_columns(start), start):
                if k < features:
                    b.store(lanes, vector(b, scratch, layout.input_place, row, features, k))
                elif k < features + layout.compared:
                    here = vector(b, scratch, layout.target_place, row, layout.shape.outputs, k - features)
                    b.store(lanes, here)
        return []

    b.loop(layout.rows, one_row)
    b.return_()


def transpose_columns(b: Builder, rows: list[Value]) -> list[Value]:
    """Turn eight rows of four numbers into four vectors of eight."""
    half = [b.shuffle(rows[k], rows[k + 4], range(LANES)) for k in range(4)]  # rows k and k + 4 side by side
    low_pairs, high_pairs = (0, 8, 1, 9, 4, 12, 5, 13), (2, 10, 3, 11, 6, 14, 7, 15)
    low = [b.shuffle(half[k], half[k + 1], low_pairs) for k in (0, 2)]
    high = [b.shuffle(half[k], half[k + 1], high_pairs) for k in (0, 2)]
    first, second = (0, 1, 8, 9, 4, 5, 12, 13), (2, 3, 10, 11, 6, 7, 14, 15)
    return [b.shuffle(x, y, lanes) for x, y in (low, high) for lanes in (first, second)]


def write_fetch_shared(module: Module, layout: PopulationLayout) -> None:
    """Write the function that hands the same chunk of examples to all networks, for an evaluation."""
    b = module.function(
        "fetch_shared",
        {"scratch": PTR, "data": PTR, "live": I64},
        about="x[row] = the chunk's record number row in all lanes; rows that do not count repeat the last.",
    )
    scratch, data, live = b.arguments.values()
    features, last = layout.shape.sizes[0], live - 1

    def one_row(row: Value, _: list[Value]) -> list[Value]:
        record = b.at(data, b.select(row.compare("lt", last), row, last) * layout.record)

        def copy(to: int, columns: int, first: int, count: int) -> None:
            def one(k: Index, _: list[Value]) -> list[Value]:
                b.store(b.broadcast(b.at(record, k + first)), vector(b, scratch, to, row, columns, k))
                return []

            b.repeat(count, one, unroll=4)

        copy(layout.input_place, features, 0, features)
        copy(layout.target_place, layout.shape.outputs, features, layout.compared)
        copy(layout.class_place, 1, features + layout.compared, 1)
        return []

    b.loop(layout.rows, one_row)
    b.return_()
