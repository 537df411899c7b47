"""Forwards: fetch a batch, z = x Wᵀ + b and a = f(z) layer by layer, and the outputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glassnet.engines.compiled.activations import ACTIVATIONS
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.lanes import sum_each
from glassnet.engines.compiled.layout import Layout, Region
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.product import Left, Right, Sums, product
from glassnet.engines.compiled.types import F32, I32, I64, LANES, PTR, VEC, vector_of


@dataclass(frozen=True)
class Place:
    """Where the code of a batch is written to, and the memory that it works on.

    Attributes:
        module: the program.
        b: the function that is being written.
        layout: where everything lies.
        theta: the block of parameters.
        scratch: the block of workings.
        settings: the activations' settings (slope, alpha), one float for each layer.
    """

    module: Module
    b: Builder
    layout: Layout
    theta: Value
    scratch: Value
    settings: Value

    def parameter(self, region: Region, row: Index = 0, column: Index = 0) -> Value:
        """The address of a parameter."""
        return _address(self.b, self.theta, region, row, column)

    def working(self, region: Region, row: Index = 0, column: Index = 0) -> Value:
        """The address of an element of the workings."""
        return _address(self.b, self.scratch, region, row, column)

    def piece(self, name: str, write: Callable[..., None], *, once: bool = False, **addresses: Value) -> None:
        """A piece of a layer's work: written here, or in a function of its own that equal layers share.

        Two hidden layers are written out one after another. Deeper networks mostly repeat a layer, and their layers'
        pieces become functions, so that compiling takes no longer for thirty layers than for three.

        Args:
            name: says all that `write` depends on.
            write: writes it, given a builder and the addresses.
            once: whether no other layer has such a piece.
            **addresses: where it reads and writes; no two overlap.
        """
        if once or not self.layout.shape.deep:
            write(self.b, **addresses)
            return
        if name not in self.module:
            function = self.module.function(name, dict.fromkeys(addresses, PTR), about="A piece that layers share.")
            write(function, **function.arguments)
            function.return_()
        self.b.run(name, *addresses.values())


def _address(b: Builder, base: Value, region: Region, row: Index, column: Index) -> Value:
    if isinstance(row, int) and isinstance(column, int):
        return b.at(base, region.offset + row * region.stride + column)
    return b.at(b.at(b.at(base, region.offset), row * region.stride), column)


def copy_row(p: Place, X: Value, number: Value, target: Value) -> None:
    """Copy one row of the inputs."""
    b, stride = p.b, p.layout.input_stride
    vectors, rest = divmod(stride, LANES)
    source = b.at(X, number * stride)
    if rest:
        b.store(b.load(vector_of(rest, F32), source), target)

    def copy(v: Index, _: list[Value]) -> list[Value]:
        b.store(b.load(VEC, b.at(source, v * LANES)), b.at(target, v * LANES))
        return []

    b.repeat(vectors, copy, unroll=8)


def fetch(
    p: Place, fetch_inputs: Callable[[Value, Value], None], Y: Value, classes: Value, weights: Value, order: Value,
    live: Value,
) -> None:  # fmt: skip
    """Copy a batch's examples side by side: x[r] = X[order[r]], and its targets output by output.

    A last batch that is smaller is filled up with its own last example; the loss gives those rows no weight. So the
    rest of the code always works on the same number of rows.

    Args:
        p: where.
        fetch_inputs: writes the code that fetches a row's inputs, given its number and where to put them.
        Y: class numbers (int32), or targets row by row (float32), as the loss reads them.
        classes: class numbers (int32), for the score; read only if the loss reads targets.
        weights: the examples' weights (float32), if they have any.
        order: the numbers of the batch's rows (int32).
        live: how many rows there are.
    """
    b, layout = p.b, p.layout
    b.comment("x[r] = X[order[r]] and y[r] = Y[order[r]] for each row r of the batch")
    last = live - 1
    outputs = layout.shape.outputs

    def row(r: Index, _: list[Value]) -> list[Value]:
        at = b.value(r, I64)
        at = b.select(at.compare("lt", last), at, last) if not (isinstance(r, int) and r == 0) else at
        number = b.load(I32, b.at(order, at, I32)).convert("zext", I64)
        fetch_inputs(number, p.working(layout.inputs, r))
        if layout.shape.by_label:
            b.store(b.load(I32, b.at(Y, number, I32)), b.at(p.working(layout.targets), r, I32))
        else:

            def target_of(k: Index, _: list[Value]) -> list[Value]:
                b.store(b.load(F32, b.at(b.at(Y, number * outputs), k)), p.working(layout.targets, k, r))
                return []

            b.repeat(outputs, target_of, unroll=4)
            b.store(b.load(I32, b.at(classes, number, I32)), b.at(p.working(layout.classes), r, I32))
        if layout.shape.weighted:
            b.store(b.load(F32, b.at(weights, number)), p.working(layout.example_weights, 0, r))
        return []

    b.repeat(layout.rows, row)


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


def hidden_sums(p: Place, layer: int) -> None:
    """Z = x Wᵀ + b of a hidden layer, stored where its slopes will be."""
    layout, rows = p.layout, p.layout.rows
    fan_in = layout.shape.sizes[layer]
    source = layout.values[layer - 1] if layer else layout.inputs
    weights, target = layout.weights[layer], layout.slopes[layer]

    def write(b: Builder, x: Value, W: Value, bias: Value, z: Value) -> None:
        def store(sums: Sums) -> None:
            first = sums.first(b, z, target.stride)
            for total, place in sums.each(target.stride):
                b.store(total, b.at(first, place))

        product(
            b, rows, fan_in, target.stride // LANES,
            Left(x, by_row=source.stride, by_term=1),
            Right(W, by_term=weights.stride),
            length=layout.shape.length,
            halves=True,
            start=lambda column: b.load(VEC, b.at(bias, column)),
            finish=store,
        )  # fmt: skip

    p.b.comment(f"layer {layer + 1}: z[row][unit] = b[unit] + Σ_input x[row][input] · W[unit][input]")
    p.piece(
        f"sums_{rows}x{fan_in}_{source.stride}_{target.stride}", write,
        once=layout.shape.occurs_once(layer),
        x=p.working(source), W=p.parameter(weights), bias=p.parameter(layout.biases[layer]), z=p.working(target),
    )  # fmt: skip


def activate(p: Place, layer: int, *, training: bool) -> None:
    """A = f(z) of a hidden layer; in training f′(z) takes the place of z, for the way back.

    a never takes the place of z: LLVM writes a choice between what is in memory and something else, such as a ReLU,
    as a masked store there, and on some processors that takes twenty times as long as a store.
    """
    layout = p.layout
    kind = layout.shape.activations[layer]
    function = ACTIVATIONS[kind]
    values, slopes = layout.values[layer], layout.slopes[layer]
    vectors = layout.rows * values.stride // LANES

    def write(b: Builder, values: Value, slopes: Value, setting: Value) -> None:
        parameter = b.broadcast(setting)

        def eight(i: Index, _: list[Value]) -> list[Value]:
            here = b.at(slopes, i * LANES)
            a, slope = function(b, b.load(VEC, here), parameter)
            b.store(a, b.at(values, i * LANES))
            if training:
                b.store(slope, here)
            return []

        cheap = kind in ("identity", "relu", "leaky_relu")
        b.repeat(vectors, eight, unroll=4 if cheap else 1)

    p.b.comment(f"layer {layer + 1}: {(function.__doc__ or '').splitlines()[0]}")
    p.piece(
        f"{kind}_{vectors}{'_slopes' if training else ''}", write,
        values=p.working(values), slopes=p.working(slopes), setting=p.b.at(p.settings, layer),
    )  # fmt: skip


@dataclass(frozen=True)
class OutputLayer:
    """The output layer as a pass works on it.

    Under cross-entropy, two outputs count only by their difference: z₀ − z₁ = x · (W₀ − W₁) + b₀ − b₁. So training
    works on that one output, and the gradients of W₀ and W₁ differ in nothing but their sign. Evaluations, which
    have both to say, work on both.

    Attributes:
        count: how many outputs are worked on.
        weights: where their weights begin, row after row.
        bias: where their biases begin.
        is_difference: whether the one output stands for two.
    """

    count: int
    weights: Value
    bias: Value
    is_difference: bool


def whole_output(p: Place) -> OutputLayer:
    """All outputs, each on its own."""
    last = p.layout.shape.hidden
    weights, bias = p.parameter(p.layout.weights[last]), p.parameter(p.layout.biases[last])
    return OutputLayer(p.layout.shape.outputs, weights, bias, False)


def trained_output(p: Place) -> OutputLayer:
    """What training works on; of two classes, the difference, which is written into the workings."""
    b, layout = p.b, p.layout
    if not layout.shape.two_classes:
        return whole_output(p)
    weights, biases = layout.weights[-1], layout.biases[-1]
    b.comment("two classes: W = W[0] - W[1] and b = b[0] - b[1] are those of z0 - z1")

    def eight(v: Index, _: list[Value]) -> list[Value]:
        first, second = (b.load(VEC, p.parameter(weights, k, v * LANES)) for k in (0, 1))
        b.store(first - second, p.working(layout.difference, 0, v * LANES))
        return []

    b.repeat(weights.stride // LANES, eight, unroll=4)
    b0, b1 = (b.load(F32, p.parameter(biases, 0, k)) for k in (0, 1))
    b.store(b0 - b1, p.working(layout.difference_bias))
    return OutputLayer(1, p.working(layout.difference), p.working(layout.difference_bias), True)


def output_sums(p: Place, output: OutputLayer) -> None:
    """Z of the output layer, stored output by output: lanes are inputs, and each sum is one over lanes.

    Eight examples are done side by side, so that their eight sums over lanes end in the lanes of one vector. The last
    ones may be fewer than eight.
    """
    b, layout = p.b, p.layout
    source = layout.values[-1] if layout.values else layout.inputs
    stride = layout.weights[-1].stride
    vectors = stride // LANES
    b.comment("outputs: z[output][row] = b[output] + Σ_input x[row][input] · W[output][input]")

    def tile(first: Index, count: int) -> None:
        base = p.working(source, first)

        def one_output(k: Index, _: list[Value]) -> list[Value]:
            w_base = b.at(output.weights, k * stride)

            def term(v: Index, sums: list[Value]) -> list[Value]:
                w = b.load(VEC, b.at(w_base, v * LANES))
                x = [b.load(VEC, b.at(b.at(base, v * LANES), r * source.stride)) for r in range(count)]
                return [b.fma(x[r], w, s) for r, s in enumerate(sums)] if sums else [x[r] * w for r in range(count)]

            sums = b.repeat(vectors - 1, lambda v, s: term(v + 1, s), term(0, []))
            z = sum_each(b, sums) + b.broadcast(b.at(output.bias, k))
            b.store(z, p.working(layout.outputs, k, first))
            return []

        b.repeat(output.count, one_output)

    def eight_rows(i: Index, _: list[Value]) -> list[Value]:
        tile(i * LANES, LANES)
        return []

    whole, rest = divmod(layout.rows, LANES)
    b.repeat(whole, eight_rows)
    if rest:
        tile(whole * LANES, rest)
