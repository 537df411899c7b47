"""Evaluation in IR: loss and score of a part of the data.

It runs forwards only, without dropout, with the functions that training uses; a batch of one would make that slow, so
beside small batches there is a second set of them for more rows at once (`Shape.evaluated_rows`).
"""

from collections.abc import Callable, Sequence

from glassnet.engines.compiled.activations import OUTPUT_ACTIVATIONS
from glassnet.engines.compiled.forward import Place, copy_row
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.lanes import sum_lanes
from glassnet.engines.compiled.layout import Layout, Shape
from glassnet.engines.compiled.losses import MEAN_OVER_OUTPUTS
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.sparse import fetch_row
from glassnet.engines.compiled.types import F32, F64, I32, I64, LANES, PTR, VEC, VEC_I32


def write_evaluate(module: Module, layout: Layout, suffix: str) -> None:
    """Write the function that evaluates one part."""
    shape = layout.shape
    b = module.function(
        "evaluate",
        {
            "theta": PTR, "scratch": PTR, "settings": PTR, "X": PTR, "Y": PTR, "classes": PTR, "weights": PTR,
            "identity": PTR, "no_dropout": PTR, "examples": I64, "delta": F32, "middle": F32, "result": PTR,
        },
        about="Loss, right answers and squared error of a part of the data, in evaluation mode.",
        exported=True,
    )  # fmt: skip
    theta, scratch, settings, _, _, _, _, identity, no_dropout, n, delta, middle, result = b.arguments.values()
    memory = (theta, scratch, settings)
    p = Place(module, b, layout, *memory)
    nothing = b.value(0, I64)

    def chunk(first: Value, live: Value) -> list[Value]:
        sources = (b.arguments[name] for name in fetched(shape))
        b.run(f"fetch{suffix}", scratch, *sources, b.at(identity, first, I32), live)
        b.run(f"forwards{suffix}", *memory, no_dropout, no_dropout, nothing)
        b.run(f"outputs{suffix}", *memory)
        right, residual = _score(p, live, middle)
        loss = b.call(f"loss{suffix}", F32, *memory, live, delta)
        return [one.convert("fpext", F64) for one in (loss, right, residual)]

    loss, right, residual = in_chunks_of(b, n, layout.rows, chunk, [b.zero(F64)] * 3)
    count = n.convert("uitofp", F64)
    b.store(loss / (count * float(mean_factor(shape))), result)
    b.store(right, b.at(result, 1, F64))
    b.store(residual, b.at(result, 2, F64))
    b.return_()


def in_chunks_of(
    b: Builder, count: Value, rows: int, write: Callable[[Value, Value], list[Value]], start: Sequence[Value] = ()
) -> list[Value]:
    """Work through a number of examples in chunks, and add what each chunk gives to what is there at the start."""

    def one(i: Value, totals: list[Value]) -> list[Value]:
        first = i * rows
        left = count - first
        live = b.select(left.compare("lt", rows), left, b.value(rows, I64))
        return [total + more for total, more in zip(totals, write(first, live), strict=True)]

    return b.loop((count + (rows - 1)) / rows, one, start)


def fetched(shape: Shape) -> dict[str, str]:
    """What of the examples is fetched, as arguments: class numbers only if the loss reads targets, weights if any."""
    names = ["X", "Y", *([] if shape.by_label else ["classes"]), *(["weights"] if shape.weighted else [])]
    return dict.fromkeys(names, PTR)


def row_fetcher(p: Place, X: Value) -> Callable[[Value, Value], None]:
    """How a row's inputs are fetched: copied, or pointed to if zeros are skipped."""
    if p.layout.shape.sparse:
        return lambda number, target: fetch_row(p.b, X, number, target)
    return lambda number, target: copy_row(p, X, number, target)


def mean_factor(shape: Shape) -> int:
    """What a loss is divided by beside the number of examples: 1, or the number of outputs."""
    return shape.outputs if shape.loss in MEAN_OVER_OUTPUTS else 1


def _score(p: Place, live: Value, middle: Value) -> tuple[Value, Value]:
    """Right answers and squared error of a chunk: the outputs are read before the loss replaces them."""
    b, layout = p.b, p.layout
    shape = layout.shape
    squared = shape.loss not in ("cross_entropy", "binary_cross_entropy")
    activation = OUTPUT_ACTIVATIONS[shape.activations[-1]]
    alive, threshold = b.splat(live.convert("trunc", I32)), b.splat(middle)
    b.comment("right: the greatest output (of equals, the first) is the label's; outputs that are not finite never are")

    def eight(i: Value, carried: list[Value]) -> list[Value]:
        first = i * LANES
        mask = (b.numbered() + b.splat(first.convert("trunc", I32))).compare("lt", alive)
        label = b.load(VEC_I32, b.at(p.working(layout.targets if shape.by_label else layout.classes), first, I32))

        def output(k: Index) -> Value:
            z = b.load(VEC, p.working(layout.outputs, k, first))
            return activation(b, z, b.zero())[0] if squared else z

        def one(k: Index, seen: list[Value]) -> list[Value]:
            best, winner, not_finite, residual = seen
            o = output(k)
            number = b.value(k, VEC_I32) if isinstance(k, int) else b.splat(k.convert("trunc", I32))
            better = o.compare("gt", best)
            if squared:
                error = o - b.load(VEC, p.working(layout.targets, k, first))
                residual = b.fma(error, error, residual)
            return [b.select(better, o, best), b.select(better, number, winner), not_finite + (o - o), residual]

        o = output(0)
        lowest = b.value(float("-inf"), VEC)
        start = [lowest, b.zero(VEC_I32), b.zero(), b.zero()]
        _, winner, not_finite, residual = b.repeat(shape.outputs, one, start, unroll=3 if shape.outputs <= 3 else 1)
        if shape.outputs == 1:
            winner = b.select(o.compare("gt", threshold), b.value(1, VEC_I32), b.zero(VEC_I32))
        right = b.select(winner.compare("eq", label), b.value(1.0, VEC), b.zero())
        right = b.select(not_finite.compare("eq", 0.0), right, b.zero())
        return [
            carried[0] + b.select(mask, right, b.zero()),
            carried[1] + b.select(mask, residual, b.zero()),
        ]

    right, residual = b.loop(-(-layout.rows // LANES), eight, [b.zero(), b.zero()])
    return sum_lanes(b, right), sum_lanes(b, residual)
