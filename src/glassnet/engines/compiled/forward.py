"""Forwards: fetch a batch, z = x Wᵀ + b and a = f(z) layer by layer, and the outputs."""

from collections.abc import Callable
from dataclasses import dataclass

from glassnet.engines.compiled.activations import ACTIVATIONS
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.lanes import sum_each
from glassnet.engines.compiled.layout import Layout, Region
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.product import Left, Right, product
from glassnet.engines.compiled.types import F32, I32, I64, LANES, PTR, VEC, vector_of

WRITTEN_OUT = 2
"""Hidden layers up to which each has code of its own."""


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

    def piece(self, name: str, write: Callable[..., None], **addresses: Value) -> None:
        """A piece of a layer's work: written here, or in a function of its own that equal layers share.

        Two hidden layers are written out one after another. Deeper networks mostly repeat a layer, and their layers'
        pieces become functions, so that compiling takes no longer for thirty layers than for three.

        Args:
            name: says all that `write` depends on.
            write: writes it, given a builder and the addresses.
            **addresses: where it reads and writes; no two overlap.
        """
        if self.layout.shape.hidden <= WRITTEN_OUT:
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
    p: Place, fetch_inputs: Callable[[Value, Value], None], Y: Value, classes: Value, order: Value, live: Value
) -> None:
    """Copy a batch's examples side by side: x[r] = X[order[r]], and its targets output by output.

    A last batch that is smaller is filled up with its own last example; the loss gives those rows no weight. So the
    rest of the code always works on the same number of rows.

    Args:
        p: where.
        fetch_inputs: writes the code that fetches a row's inputs, given its number and where to put them.
        Y: class numbers (int32), or targets row by row (float32), as the loss reads them.
        classes: class numbers (int32), for the score; read only if the loss reads targets.
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
        return []

    b.repeat(layout.rows, row)


def hidden_sums(p: Place, layer: int) -> None:
    """Z = x Wᵀ + b of a hidden layer, stored where its activations will be."""
    layout, rows = p.layout, p.layout.rows
    fan_in = layout.shape.sizes[layer]
    source = layout.values[layer - 1] if layer else layout.inputs
    weights, target = layout.weights[layer], layout.values[layer]

    def write(b: Builder, x: Value, W: Value, bias: Value, z: Value) -> None:
        product(
            b, rows, fan_in, target.stride // LANES,
            Left(x, by_row=source.stride, by_term=1),
            Right(W, by_term=weights.stride),
            frugal=layout.shape.frugal,
            start=lambda column: b.load(VEC, b.at(bias, column)),
            finish=lambda total, row, column: b.store(total, b.at(b.at(z, row * target.stride), column)),
        )  # fmt: skip

    p.b.comment(f"layer {layer + 1}: z[row][unit] = b[unit] + Σ_input x[row][input] · W[unit][input]")
    p.piece(
        f"sums_{rows}x{fan_in}_{source.stride}_{target.stride}", write,
        x=p.working(source), W=p.parameter(weights), bias=p.parameter(layout.biases[layer]), z=p.working(target),
    )  # fmt: skip


def activate(p: Place, layer: int, *, training: bool) -> None:
    """A = f(z) of a hidden layer, in place; in training f′(z) is kept for the way back."""
    layout = p.layout
    kind = layout.shape.activations[layer]
    function = ACTIVATIONS[kind]
    values, slopes = layout.values[layer], layout.slopes[layer]
    vectors = layout.rows * values.stride // LANES

    def write(b: Builder, values: Value, slopes: Value, setting: Value) -> None:
        parameter = b.broadcast(setting)

        def eight(i: Index, _: list[Value]) -> list[Value]:
            here = b.at(values, i * LANES)
            a, slope = function(b, b.load(VEC, here), parameter)
            b.store(a, here)
            if training:
                b.store(slope, b.at(slopes, i * LANES))
            return []

        cheap = kind in ("identity", "relu", "leaky_relu")
        b.repeat(vectors, eight, unroll=4 if cheap else 1)

    p.b.comment(f"layer {layer + 1}: {(function.__doc__ or '').splitlines()[0]}")
    p.piece(
        f"{kind}_{vectors}{'_slopes' if training else ''}", write,
        values=p.working(values), slopes=p.working(slopes), setting=p.b.at(p.settings, layer),
    )  # fmt: skip


def output_sums(p: Place) -> None:
    """Z of the output layer, stored output by output: lanes are inputs, and each sum is one over lanes.

    Eight examples are done side by side, so that their eight sums over lanes end in the lanes of one vector. The last
    eight may be fewer: what is computed for rows that do not exist is never used.
    """
    b, layout = p.b, p.layout
    shape = layout.shape
    last = shape.hidden
    source = layout.values[last - 1] if last else layout.inputs
    weights, bias = layout.weights[last], layout.biases[last]
    vectors = weights.stride // LANES
    b.comment("outputs: z[output][row] = b[output] + Σ_input x[row][input] · W[output][input]")

    def eight_rows(i: Index, _: list[Value]) -> list[Value]:
        first = i * LANES
        base = p.working(source, first)

        def one_output(k: Index, _: list[Value]) -> list[Value]:
            w_base = p.parameter(weights, k)

            def term(v: Index, sums: list[Value]) -> list[Value]:
                w = b.load(VEC, b.at(w_base, v * LANES))
                x = [b.load(VEC, b.at(b.at(base, v * LANES), r * source.stride)) for r in range(LANES)]
                return [b.fma(x[r], w, s) for r, s in enumerate(sums)] if sums else [x[r] * w for r in range(LANES)]

            sums = b.repeat(vectors - 1, lambda v, s: term(v + 1, s), term(0, []))
            z = sum_each(b, sums) + b.broadcast(p.parameter(bias, 0, k))
            b.store(z, p.working(layout.outputs, k, first))
            return []

        b.repeat(shape.outputs, one_output, unroll=1 if shape.outputs > 2 else 2)
        return []

    b.repeat(-(-layout.rows // LANES), eight_rows)
