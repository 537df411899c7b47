"""Backwards: dL/dz of every layer, and the gradients of all weights and biases.

The four equations of backpropagation (Rumelhart, Hinton and Williams 1986), δ = dL/dz of a layer:

    δ of the output       from the loss (`losses`)
    δ[row][i]       = f′(z[row][i]) · Σ_unit δ_next[row][unit] · W_next[unit][i]
    dL/dW[unit][i]  = Σ_row δ[row][unit] · x[row][i]
    dL/db[unit]     = Σ_row δ[row][unit]

All sums but the last are the product of `product.py`. Gradients go to a block that is laid out like the parameters; the
optimizer reads them from there.
"""

from dataclasses import dataclass, replace

from glassnet.engines.compiled import frame as operands
from glassnet.engines.compiled.forward import OutputLayer, Place
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.lanes import sum_each, transpose
from glassnet.engines.compiled.layout import Region
from glassnet.engines.compiled.product import Left, Right, Sums, product
from glassnet.engines.compiled.types import LANES, VEC


@dataclass(frozen=True)
class Destination:
    """Where the gradients of some parameters go.

    If nothing else has to be done with them, plain gradient descent does not store them at all: w ← w − η g right from
    the registers in which they were summed up. That saves a pass over three blocks of memory for each step, a tenth of
    the time at width 64 and batch 10. Whether it may is said by the frame, step by step (see `library`).

    Attributes:
        gradients: where the gradients begin.
        parameters: where the parameters begin.
        stride: floats from one row to the next.
        frame: what Python handed over.
        adding: whether the gradients are added to what is there, as each of several chunks of a batch has its part.
        descends: whether the parameters may be changed on the spot.
    """

    gradients: Value
    parameters: Value
    stride: int
    frame: Value
    adding: bool
    descends: bool

    @classmethod
    def of(cls, p: Place, region: Region, gradients: Value, frame: Value) -> "Destination":
        """The destination of a layer's weights or biases."""
        layout, into = p.layout, p.b.at(gradients, region.offset)
        return cls(into, p.parameter(region), region.stride, frame, layout.shape.chunked, layout.descends)

    def inside(self, gradients: Value, parameters: Value, frame: Value) -> "Destination":
        """The same in a function to which the addresses are handed."""
        return replace(self, gradients=gradients, parameters=parameters, frame=frame)

    def put(self, b: Builder, sums: Sums, *others: tuple[Value, int]) -> None:
        """Put a tile of gradients where they belong, and perhaps others, so many floats after the first of the tile."""
        gradients = [*sums.each(self.stride), *others]

        def store() -> None:
            first = sums.first(b, self.gradients, self.stride)
            for g, place in gradients:
                here = b.at(first, place)
                b.store(b.load(VEC, here) + g if self.adding else g, here)

        def descend() -> None:
            minus_rate = -b.broadcast(operands.get(b, self.frame, "hyper"))
            first = sums.first(b, self.parameters, self.stride)
            for g, place in gradients:
                here = b.at(first, place)
                b.store(b.fma(minus_rate, g, b.load(VEC, here)), here)

        if self.descends:
            b.either(operands.get(b, self.frame, "in_place").compare("ne", 0), descend, store)
        else:
            store()


def output_gradients(p: Place, output: OutputLayer, gradients: Value, frame: Value) -> None:
    """dL/dW and dL/db of the output layer."""
    b, layout = p.b, p.layout
    source = layout.values[-1] if layout.values else layout.inputs
    weights, deltas = layout.weights[-1], layout.outputs
    into = Destination.of(p, weights, gradients, frame)

    def finish(sums: Sums) -> None:
        opposite = [(-g, weights.stride + place) for g, place in sums.each(weights.stride)]
        into.put(b, sums, *(opposite if output.is_difference else ()))  # z₁ has the opposite sign in z₀ − z₁

    b.comment("outputs: dL/dW[output][input] = Σ_row δ[row][output] · x[row][input]")
    product(
        b, output.count, layout.rows, weights.stride // LANES,
        Left(p.working(deltas), by_row=deltas.stride, by_term=1),
        Right(p.working(source), by_term=source.stride),
        start=lambda column: b.zero(),
        finish=finish,
    )  # fmt: skip
    b.comment("outputs: dL/db[output] = Σ_row δ[row][output]")
    into_bias = Destination.of(p, layout.biases[-1], gradients, frame)

    def several_outputs(first: Index, count: int) -> None:
        def sum_of(k: int) -> Value:
            base = p.working(deltas, first + k)

            def add(v: Index, total: list[Value]) -> list[Value]:
                more = b.load(VEC, b.at(base, v * LANES))
                return [total[0] + more if total else more]

            return b.repeat(-(-layout.rows // LANES) - 1, lambda v, s: add(v + 1, s), add(0, []), unroll=4)[0]

        sums = [sum_of(k) for k in range(count)]
        total = sum_each(b, [sums[0], -sums[0]] if output.is_difference else sums)
        into_bias.put(b, Sums(0, first, 1, [total]))

    whole, rest = divmod(output.count, LANES)

    def eight(i: Index, _: list[Value]) -> list[Value]:
        several_outputs(i * LANES, LANES)
        return []

    b.repeat(whole, eight)
    if rest:
        several_outputs(whole * LANES, rest)


def weight_gradients(p: Place, layer: int, gradients: Value, frame: Value) -> None:
    """dL/dW of a hidden layer."""
    layout, rows = p.layout, p.layout.rows
    source = layout.values[layer - 1] if layer else layout.inputs
    weights, deltas = layout.weights[layer], layout.slopes[layer]
    fan_in, vectors = layout.shape.sizes[layer], weights.stride // LANES
    into = Destination.of(p, weights, gradients, frame)

    def write(b: Builder, x: Value, delta: Value, dW: Value, W: Value, frame: Value) -> None:
        here = into.inside(dW, W, frame)
        product(
            b, fan_in, rows, vectors,
            Left(x, by_row=1, by_term=source.stride),
            Right(delta, by_term=deltas.stride),
            length=layout.shape.length,
            start=lambda column: b.zero(),
            finish=lambda sums: here.put(b, sums),
        )  # fmt: skip

    name = f"weight_gradients_{rows}x{fan_in}_{source.stride}_{weights.stride}"
    p.b.comment(f"layer {layer + 1}: dL/dW[unit][input] = Σ_row x[row][input] · δ[row][unit]")
    p.piece(
        name, write, once=layout.shape.occurs_once(layer),
        x=p.working(source), delta=p.working(deltas), dW=into.gradients, W=into.parameters, frame=frame,
    )  # fmt: skip


def bias_gradients(p: Place, layer: int, gradients: Value, frame: Value) -> None:
    """dL/db of a hidden layer."""
    layout, rows, deltas = p.layout, p.layout.rows, p.layout.slopes[layer]
    vectors = deltas.stride // LANES
    into = Destination.of(p, layout.biases[layer], gradients, frame)

    def write(b: Builder, delta: Value, db: Value, bias: Value, frame: Value) -> None:
        here = into.inside(db, bias, frame)

        def eight_units(v: Index, _: list[Value]) -> list[Value]:
            base = b.at(delta, v * LANES)

            def add(r: Index, total: list[Value]) -> list[Value]:
                more = b.load(VEC, b.at(base, r * deltas.stride))
                return [total[0] + more if total else more]

            total = b.repeat(rows - 1, lambda r, s: add(r + 1, s), add(0, []), unroll=4)[0]
            here.put(b, Sums(0, v * LANES, 1, [total]))
            return []

        b.repeat(vectors, eight_units)

    p.b.comment(f"layer {layer + 1}: dL/db[unit] = Σ_row δ[row][unit]")
    name = f"bias_gradients_{rows}x{deltas.stride}"
    p.piece(name, write, delta=p.working(deltas), db=into.gradients, bias=into.parameters, frame=frame)


def hidden_deltas(p: Place, layer: int, output: OutputLayer) -> None:
    """δ of a hidden layer from that of the layer after it; it replaces the slopes."""
    layout, rows = p.layout, p.layout.rows
    following = layer + 1
    slopes, terms = layout.slopes[layer], layout.shape.sizes[following + 1]
    weights, turned = layout.weights[following], layout.turned
    last = following == layout.shape.hidden
    if last:
        deltas, by_row, by_term, terms = layout.outputs, 1, layout.outputs.stride, output.count
    else:
        deltas, by_row, by_term = layout.slopes[following], layout.slopes[following].stride, 1

    def write(b: Builder, delta_next: Value, W: Value, slope: Value, turned_W: Value) -> None:
        def finish(sums: Sums) -> None:
            first = sums.first(b, slope, slopes.stride)
            for total, place in sums.each(slopes.stride):
                here = b.at(first, place)
                b.store(total * b.load(VEC, here), here)

        def turn(column: Index, width: int) -> None:
            turn_weights(b, b.at(W, column * weights.stride), weights, turned_W, turned, width)

        product(
            b, rows, terms, slopes.stride // LANES,
            Left(delta_next, by_row, by_term),
            Right(W, weights.stride) if last else Right(turned_W, turned.stride),
            start=lambda column: b.zero(),
            finish=finish,
            length=layout.shape.length,
            halves=True,
            prepare=None if last else turn,
        )  # fmt: skip

    p.b.comment(f"layer {layer + 1}: δ[row][i] = f'(z[row][i]) · Σ_unit δ_next[row][unit] · W_next[unit][i]")
    p.piece(
        f"deltas_{rows}x{terms}_{by_row}_{by_term}_{slopes.stride}{'_last' if last else ''}", write,
        once=last or layout.shape.occurs_once(following),
        delta_next=p.working(deltas), W=output.weights if last else p.parameter(weights), slope=p.working(slopes),
        turned_W=p.working(turned),
    )  # fmt: skip


def turn_weights(b: Builder, W: Value, weights: Region, turned_W: Value, turned: Region, width: int) -> None:
    """Some weights of a hidden layer with rows and columns exchanged, block by block of 8 × 8.

    Forwards, eight units of the layer lie in the lanes; backwards, eight of its inputs must. Only as many inputs are
    turned at a time as the product then works on, so that they are still in the cache (3 % of a step at width 64).

    Args:
        b: where to write it.
        W: the first of these inputs' weights.
        weights: where all of the layer's lie.
        turned_W: where they are put.
        turned: how they lie there.
        width: how many vectors of inputs.
    """
    b.comment("the same weights with inputs in the lanes, for the way back")

    def across(j: Index, _: list[Value]) -> list[Value]:
        def down(i: Index, _: list[Value]) -> list[Value]:
            source = b.at(b.at(W, i * (LANES * weights.stride)), j * LANES)
            target = b.at(b.at(turned_W, j * (LANES * turned.stride)), i * LANES)
            rows = transpose(b, [b.load(VEC, b.at(source, k * weights.stride)) for k in range(LANES)])
            for k, row in enumerate(rows):
                b.store(row, b.at(target, k * turned.stride))
            return []

        b.repeat(width, down)
        return []

    b.repeat(weights.stride // LANES, across)
