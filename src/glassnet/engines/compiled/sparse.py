"""Inputs that are mostly zero: only the others are multiplied.

Of a picture of a digit, five pixels of six are empty. A product with zero changes no sum, so the first layer walks
through a list of the inputs that are not zero, and both of its products shrink to them:

    z[unit]           = b[unit] + Σ x[i] · W[unit][i]   over the i of the row with x[i] ≠ 0
    dL/dW[unit][i]   += x[i] · δ[unit]                  for the same i

What is fetched of a row is then no copy of it but where its list lies: addresses of values and columns, and a length.
(A weight that is not finite shows only where an input other than zero meets it.)
"""

from glassnet.engines.compiled.forward import Place
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.types import I32, I64, LANES, PTR, VEC

AT_ONCE = 8
"""Vectors of units in registers."""


def fetch_row(b: Builder, table: Value, number: Value, target: Value) -> None:
    """Write down where a row's list lies.

    Args:
        b: where to write it.
        table: addresses of values, columns and starts.
        number: of the row.
        target: room for two addresses and a length.
    """
    values, columns, starts = (b.load(PTR, b.at(table, k, I64)) for k in range(3))
    first = b.load(I64, b.at(starts, number, I64))
    end = b.load(I64, b.at(starts, number + 1, I64))
    b.store(b.at(values, first), target)
    b.store(b.at(columns, first, I32), b.at(target, 1, I64))
    b.store(end - first, b.at(target, 2, I64))


def _list_of(p: Place, row: Value) -> tuple[Value, Value, Value]:
    """Values, columns and length of a row's list."""
    b, place = p.b, p.working(p.layout.inputs, row)
    return b.load(PTR, place), b.load(PTR, b.at(place, 1, I64)), b.load(I64, b.at(place, 2, I64))


def _groups(vectors: int) -> list[tuple[int, int]]:
    """Cut the vectors of a layer into groups that fit into registers: first vector and number of each."""
    return [(first, min(AT_ONCE, vectors - first)) for first in range(0, vectors, AT_ONCE)]


def sparse_sums(p: Place) -> None:
    """Z = x Wᵀ + b of the first layer."""
    b, layout = p.b, p.layout
    weights, target = layout.weights[0], layout.slopes[0]
    b.comment("layer 1: z[row][unit] = b[unit] + Σ x[row][input] · W[unit][input] over inputs that are not zero")
    W, bias = p.parameter(weights), p.parameter(layout.biases[0])

    def one_row(row: Value, _: list[Value]) -> list[Value]:
        values, columns, count = _list_of(p, row)
        z = p.working(target, row)
        for first, width in _groups(target.stride // LANES):

            def add(t: Value, sums: list[Value], first: int = first) -> list[Value]:
                x = b.broadcast(b.at(values, t))
                column = b.load(I32, b.at(columns, t, I32)).convert("zext", I64)
                w = b.at(W, column * weights.stride)
                return [b.fma(x, b.load(VEC, b.at(w, (first + v) * LANES)), s) for v, s in enumerate(sums)]

            begin = [b.load(VEC, b.at(bias, (first + v) * LANES)) for v in range(width)]
            for v, total in enumerate(b.loop(count, add, begin)):
                b.store(total, b.at(z, (first + v) * LANES))
        return []

    b.loop(layout.rows, one_row)


def clear(b: Builder, block: Value, count: int) -> None:
    """Set a block to zero, eight vectors in each pass: a loop of one store takes two cycles where it lies badly."""

    def eight(i: Index, _: list[Value]) -> list[Value]:
        b.store(b.zero(), b.at(block, i * LANES))
        return []

    b.repeat(count // LANES, eight, unroll=8)


def sparse_gradients(p: Place, gradients: Value, *, adding: bool) -> None:
    """dL/dW of the first layer."""
    b, layout = p.b, p.layout
    weights, deltas = layout.weights[0], layout.slopes[0]
    b.comment("layer 1: dL/dW[unit][input] += x[row][input] · δ[row][unit] for inputs that are not zero")
    dW = b.at(gradients, weights.offset)
    if not adding:
        clear(b, dW, weights.rows * weights.stride)

    def one_row(row: Value, _: list[Value]) -> list[Value]:
        values, columns, count = _list_of(p, row)
        delta = p.working(deltas, row)
        for first, width in _groups(weights.stride // LANES):
            d = [b.load(VEC, b.at(delta, (first + v) * LANES)) for v in range(width)]

            def add(t: Value, _: list[Value], first: int = first, d: list[Value] = d) -> list[Value]:
                x = b.broadcast(b.at(values, t))
                column = b.load(I32, b.at(columns, t, I32)).convert("zext", I64)
                g = b.at(dW, column * weights.stride)
                for v, factor in enumerate(d):
                    here = b.at(g, (first + v) * LANES)
                    b.store(b.fma(x, factor, b.load(VEC, here)), here)
                return []

            b.loop(count, add)
        return []

    b.loop(layout.rows, one_row)
