"""Evaluation in IR: loss and score of a part of the data.

It runs forwards only, without dropout, with the network's own function `answers`; a batch of one would make that slow,
so beside small batches there is a second set of the network's functions for more rows at once
(`Shape.evaluated_rows`).

What comes after the outputs is the same for all networks with equal outputs (`Shape.outputs_alone`), so it is compiled
once for all of them: whoever changes the hidden layers does not wait for it again.
"""

from glassnet.engines.compiled.activations import OUTPUT_ACTIVATIONS
from glassnet.engines.compiled.forward import Place, in_chunks_of
from glassnet.engines.compiled.ir import Index, Value
from glassnet.engines.compiled.lanes import sum_lanes
from glassnet.engines.compiled.layout import Layout, Shape
from glassnet.engines.compiled.losses import loss_of_rows, mean_factor
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import F32, F64, I32, I64, LANES, PTR, VEC, VEC_I32

PARTS = {"X": PTR, "Y": PTR, "classes": PTR, "weights": PTR}
"""Where the examples lie; what a loss or its data do not have is 0 and is not read."""


def write_evaluation(alone: Shape, *, fused: bool = True) -> str:
    """The IR of the evaluations of all networks with equal outputs.

    Args:
        alone: what `Shape.outputs_alone` gives for each of these networks.
        fused: whether the target multiplies and adds with one rounding.

    Example:
        >>> alone = Shape((2, 3, 1), ("tanh", "identity"), "mse", rows=10).outputs_alone
        >>> "o = f(z); L = (o - T)² / (n K)" in write_evaluation(alone)
        True
    """
    module = Module(fused=fused)
    b = module.function(
        "evaluate",
        {"answers": PTR, "theta": PTR, "scratch": PTR, "settings": PTR} | PARTS
        | {"identity": PTR, "no_dropout": PTR, "examples": I64, "delta": F32, "middle": F32, "result": PTR},
        about="Loss, right answers and squared error of a part of the data, in evaluation mode.",
        exported=True,
    )  # fmt: skip
    answers, theta, scratch, settings, *parts, identity, no_dropout, n, delta, middle, result = b.arguments.values()
    memory = (theta, scratch, settings)
    p = Place(module, b, Layout(alone), *memory)

    def chunk(first: Value, live: Value) -> list[Value]:
        b.run(answers, *memory, *parts, b.at(identity, first, I32), no_dropout, live)
        right, residual = _score(p, live, middle)
        loss = loss_of_rows(p, live, delta)
        return [one.convert("fpext", F64) for one in (loss, right, residual)]

    loss, right, residual = in_chunks_of(b, n, alone.rows, chunk, [b.zero(F64)] * 3)
    count = n.convert("uitofp", F64)
    b.store(loss / (count * float(mean_factor(alone))), result)
    b.store(right, b.at(result, 1, F64))
    b.store(residual, b.at(result, 2, F64))
    b.return_()
    return f"; Evaluations of {alone.outputs} outputs ({alone.activations[0]}) by {alone.loss}.\n\n{module.text}"


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
