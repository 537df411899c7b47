"""Backwards: dL/dz of every layer, and the gradients of all weights and biases.

The four equations of backpropagation (Rumelhart, Hinton and Williams 1986), δ = dL/dz of a layer:

    δ of the output       from the loss (`losses`)
    δ[row][i]       = f′(z[row][i]) · Σ_unit δ_next[row][unit] · W_next[unit][i]
    dL/dW[unit][i]  = Σ_row δ[row][unit] · x[row][i]
    dL/db[unit]     = Σ_row δ[row][unit]

All sums but the last are the product of `product.py`. Gradients go to a block that is laid out like the parameters; the
optimizer reads them from there.
"""

from glassnet.engines.compiled.forward import OutputLayer, Place
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.lanes import sum_each, transpose
from glassnet.engines.compiled.product import Left, Right, product
from glassnet.engines.compiled.types import LANES, VEC


def put(b: Builder, gradient: Value, here: Value, *, adding: bool) -> None:
    """Eight gradients, to their place: the only chunk of a batch stores them, of several each adds its part."""
    b.store(b.load(VEC, here) + gradient if adding else gradient, here)


def output_gradients(p: Place, output: OutputLayer, gradients: Value, *, adding: bool) -> None:
    """dL/dW and dL/db of the output layer."""
    b, layout = p.b, p.layout
    source = layout.values[-1] if layout.values else layout.inputs
    weights, bias, deltas = layout.weights[-1], layout.biases[-1], layout.outputs
    into = b.at(gradients, weights.offset)

    def finish(g: Value, k: Index, column: Index) -> None:
        put(b, g, b.at(b.at(into, k * weights.stride), column), adding=adding)
        if output.is_difference:  # z₁ has the opposite sign in z₀ − z₁
            put(b, -g, b.at(b.at(into, weights.stride), column), adding=adding)

    b.comment("outputs: dL/dW[output][input] = Σ_row δ[row][output] · x[row][input]")
    product(
        b, output.count, layout.rows, weights.stride // LANES,
        Left(p.working(deltas), by_row=deltas.stride, by_term=1),
        Right(p.working(source), by_term=source.stride),
        start=lambda column: b.zero(),
        finish=finish,
    )  # fmt: skip
    b.comment("outputs: dL/db[output] = Σ_row δ[row][output]")

    def several_outputs(first: Index, count: int) -> None:
        def sum_of(k: int) -> Value:
            base = p.working(deltas, first + k)

            def add(v: Index, total: list[Value]) -> list[Value]:
                more = b.load(VEC, b.at(base, v * LANES))
                return [total[0] + more if total else more]

            return b.repeat(-(-layout.rows // LANES) - 1, lambda v, s: add(v + 1, s), add(0, []), unroll=4)[0]

        sums = [sum_of(k) for k in range(count)]
        total = sum_each(b, [sums[0], -sums[0]] if output.is_difference else sums)
        put(b, total, b.at(b.at(gradients, bias.offset), first), adding=adding)

    whole, rest = divmod(output.count, LANES)

    def eight(i: Index, _: list[Value]) -> list[Value]:
        several_outputs(i * LANES, LANES)
        return []

    b.repeat(whole, eight)
    if rest:
        several_outputs(whole * LANES, rest)


def weight_gradients(p: Place, layer: int, gradients: Value, *, adding: bool) -> None:
    """dL/dW of a hidden layer."""
    layout, rows = p.layout, p.layout.rows
    source = layout.values[layer - 1] if layer else layout.inputs
    weights, deltas = layout.weights[layer], layout.slopes[layer]
    fan_in, vectors = layout.shape.sizes[layer], weights.stride // LANES

    def write(b: Builder, x: Value, delta: Value, dW: Value) -> None:
        product(
            b, fan_in, rows, vectors,
            Left(x, by_row=1, by_term=source.stride),
            Right(delta, by_term=deltas.stride),
            frugal=layout.shape.frugal,
            start=lambda column: b.zero(),
            finish=lambda g, i, column: put(b, g, b.at(b.at(dW, i * weights.stride), column), adding=adding),
        )  # fmt: skip

    name = f"weight_gradients_{rows}x{fan_in}_{source.stride}_{weights.stride}{'_adding' if adding else ''}"
    p.b.comment(f"layer {layer + 1}: dL/dW[unit][input] = Σ_row x[row][input] · δ[row][unit]")
    into = p.b.at(gradients, weights.offset)
    p.piece(name, write, x=p.working(source), delta=p.working(deltas), dW=into)


def bias_gradients(p: Place, layer: int, gradients: Value, *, adding: bool) -> None:
    """dL/db of a hidden layer."""
    layout, rows, deltas = p.layout, p.layout.rows, p.layout.slopes[layer]
    vectors = deltas.stride // LANES

    def write(b: Builder, delta: Value, db: Value) -> None:
        def eight_units(v: Index, _: list[Value]) -> list[Value]:
            base = b.at(delta, v * LANES)

            def add(r: Index, total: list[Value]) -> list[Value]:
                more = b.load(VEC, b.at(base, r * deltas.stride))
                return [total[0] + more if total else more]

            total = b.repeat(rows - 1, lambda r, s: add(r + 1, s), add(0, []), unroll=4)[0]
            put(b, total, b.at(db, v * LANES), adding=adding)
            return []

        b.repeat(vectors, eight_units)

    p.b.comment(f"layer {layer + 1}: dL/db[unit] = Σ_row δ[row][unit]")
    into = p.b.at(gradients, layout.biases[layer].offset)
    name = f"bias_gradients_{rows}x{deltas.stride}{'_adding' if adding else ''}"
    p.piece(name, write, delta=p.working(deltas), db=into)


def hidden_deltas(p: Place, layer: int, output: OutputLayer) -> None:
    """δ of a hidden layer from that of the layer after it; it replaces the slopes."""
    layout, rows = p.layout, p.layout.rows
    following = layer + 1
    slopes, terms = layout.slopes[layer], layout.shape.sizes[following + 1]
    if following == layout.shape.hidden:
        deltas, matrix, terms = layout.outputs, layout.weights[following], output.count
        by_row, by_term, W = 1, deltas.stride, output.weights
    else:
        turn_weights(p, following)
        deltas, matrix = layout.slopes[following], layout.turned[following]
        by_row, by_term, W = deltas.stride, 1, p.working(matrix)

    def write(b: Builder, delta_next: Value, W: Value, slope: Value) -> None:
        def finish(total: Value, row: Index, column: Index) -> None:
            here = b.at(b.at(slope, row * slopes.stride), column)
            b.store(total * b.load(VEC, here), here)

        left, right = Left(delta_next, by_row, by_term), Right(W, by_term=matrix.stride)
        product(
            b, rows, terms, slopes.stride // LANES, left, right,
            start=lambda column: b.zero(), finish=finish, frugal=layout.shape.frugal,
        )  # fmt: skip

    p.b.comment(f"layer {layer + 1}: δ[row][i] = f'(z[row][i]) · Σ_unit δ_next[row][unit] · W_next[unit][i]")
    p.piece(
        f"deltas_{rows}x{terms}_{by_row}_{by_term}_{slopes.stride}", write,
        delta_next=p.working(deltas), W=W, slope=p.working(slopes),
    )  # fmt: skip


def turn_weights(p: Place, layer: int) -> None:
    """The weights of a hidden layer with rows and columns exchanged, block by block of 8 × 8.

    Forwards, eight units of the layer lie in the lanes; backwards, eight of its inputs must.
    """
    weights, turned = p.layout.weights[layer], p.layout.turned[layer]

    def write(b: Builder, W: Value, turned_W: Value) -> None:
        def down(i: Index, _: list[Value]) -> list[Value]:
            def across(j: Index, _: list[Value]) -> list[Value]:
                source = b.at(b.at(W, i * (LANES * weights.stride)), j * LANES)
                target = b.at(b.at(turned_W, j * (LANES * turned.stride)), i * LANES)
                rows = transpose(b, [b.load(VEC, b.at(source, k * weights.stride)) for k in range(LANES)])
                for k, row in enumerate(rows):
                    b.store(row, b.at(target, k * turned.stride))
                return []

            b.repeat(weights.stride // LANES, across)
            return []

        b.repeat(weights.rows // LANES, down)

    p.b.comment(f"layer {layer + 1}: the same weights with inputs in the lanes, for the way back")
    p.piece(f"turn_{weights.rows}x{weights.stride}", write, W=p.parameter(weights), turned_W=p.working(turned))
