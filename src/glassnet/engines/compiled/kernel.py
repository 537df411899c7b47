"""The code of one network: a batch forwards and backwards, and its evaluation.

`write_kernel` is the table of contents, and `write_batch` the training step up to its gradients, written down once for
all networks: forwards layer by layer, the loss, backwards layer by layer. What all networks share stands in `library`.
"""

from glassnet.engines.compiled.backward import bias_gradients, hidden_deltas, output_gradients, weight_gradients
from glassnet.engines.compiled.evaluate import in_chunks_of, mean_factor, row_fetcher, write_evaluate, write_infer
from glassnet.engines.compiled.forward import Place, activate, fetch, hidden_sums, output_sums
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.layout import MAX_ROWS, Layout, Shape
from glassnet.engines.compiled.losses import loss_of_rows
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.sparse import sparse_gradients, sparse_sums
from glassnet.engines.compiled.types import F32, F64, I32, I64, LANES, PTR

MEMORY = {"theta": PTR, "scratch": PTR, "settings": PTR}
"""What every function on a batch gets: parameters, workings, the activations' settings."""

DROPOUT = {"dropout": PTR, "dropout_code": PTR, "first": I64, "seed": I64, "step": I64}
"""What forwards in training needs beside: rates, the function, the number of the first row, and the counter."""


def write_kernel(shape: Shape, *, fused: bool = True) -> str:
    """The IR of everything that belongs to a network of some shape alone.

    Args:
        shape: what is compiled in.
        fused: whether the target multiplies and adds with one rounding.

    Example:
        >>> shape = Shape((2, 3, 1), ("tanh", "identity"), "mse", rows=4)
        >>> "z[row][unit] = b[unit] + Σ_input x[row][input] · W[unit][input]" in write_kernel(shape)
        True
    """
    module = Module(fused=fused)
    layout = Layout(shape)
    wide = Layout(shape, shape.evaluated_rows)
    write_pieces(module, layout, "", training=True)
    if wide.rows != layout.rows:
        write_pieces(module, wide, "_wide", training=False)
    write_batch(module, layout)
    suffix = "_wide" if wide.rows != layout.rows else ""
    write_evaluate(module, wide, suffix)
    write_infer(module, wide, suffix)
    return f"; The network {shape}.\n\n{module.text}"


def _begin(
    module: Module, layout: Layout, name: str, arguments: dict[str, str], returns: str, about: str
) -> tuple[Place, dict[str, Value]]:
    b = module.function(name, MEMORY | arguments, returns, about=f"{about}, {layout.rows} rows.")
    given = b.arguments
    return Place(module, b, layout, given["theta"], given["scratch"], given["settings"]), given


def write_pieces(module: Module, layout: Layout, suffix: str, *, training: bool) -> None:
    """Write the three functions that training and evaluation share: fetch, forwards, loss."""
    addresses = {"X": PTR, "Y": PTR, "classes": PTR, "order": PTR, "live": I64}
    p, given = _begin(module, layout, f"fetch{suffix}", addresses, "void", "A batch's examples, side by side")
    fetch(p, row_fetcher(p, given["X"]), given["Y"], given["classes"], given["order"], given["live"])
    p.b.return_()

    p, given = _begin(module, layout, f"forwards{suffix}", DROPOUT, "void", "From inputs to outputs")
    for layer in range(layout.shape.hidden):
        if layer == 0 and layout.shape.sparse:
            sparse_sums(p)
        else:
            hidden_sums(p, layer)
        activate(p, layer, training=training)
        if training:
            _drop_out(p, layer, given)
    output_sums(p)
    p.b.return_()

    numbers = {"live": I64, "scale": F32, "delta": F32}
    p, given = _begin(module, layout, f"loss{suffix}", numbers, F32, "From outputs to the sum of losses, and dL/dz")
    p.b.return_(loss_of_rows(p, given["live"], given["scale"], given["delta"]))


def write_batch(module: Module, layout: Layout) -> None:
    """Write the function that computes a batch's loss and all gradients."""
    shape = layout.shape
    arguments = {
        **MEMORY, "gradients": PTR, "X": PTR, "Y": PTR, "order": PTR, "size": I64, "delta": F32,
        "dropout": PTR, "dropout_code": PTR, "seed": I64, "step": I64,
    }  # fmt: skip
    b = module.function(
        "batch", arguments, F64, about="The mean loss of a batch, and its gradients: a step up to them.", exported=True
    )
    given = b.arguments
    memory = [given[name] for name in MEMORY]
    p = Place(module, b, layout, *memory)
    size = given["size"]
    total = size.convert("uitofp", F32) * float(mean_factor(shape))
    scale = 1.0 / total
    in_chunks = layout.rows == MAX_ROWS

    def chunk(first: Value, live: Value) -> Value:
        order = b.at(given["order"], first, I32)
        b.run("fetch", *memory, given["X"], given["Y"], given["Y"], order, live)
        b.run("forwards", *memory, given["dropout"], given["dropout_code"], first, given["seed"], given["step"])
        loss = b.call("loss", F32, *memory, live, scale, given["delta"])
        output_gradients(p, given["gradients"], adding=in_chunks)
        for layer in reversed(range(shape.hidden)):
            hidden_deltas(p, layer)
            if layer == 0 and shape.sparse:
                sparse_gradients(p, given["gradients"], adding=in_chunks)
            else:
                weight_gradients(p, layer, given["gradients"], adding=in_chunks)
            bias_gradients(p, layer, given["gradients"], adding=in_chunks)
        return loss.convert("fpext", F64)

    if in_chunks:
        _clear(b, given["gradients"], layout.parameters)
        loss = in_chunks_of(b, size, MAX_ROWS, lambda first, live: [chunk(first, live)], 1)[0]
    else:
        loss = chunk(b.value(0, I64), size)
    b.return_(loss / total.convert("fpext", F64))


def _clear(b: Builder, block: Value, count: int) -> None:
    b.comment("g = 0; each chunk adds its part")

    def eight(i: Value, _: list[Value]) -> list[Value]:
        b.store(b.zero(), b.at(block, i * LANES))
        return []

    b.loop(count // LANES, eight)


def _drop_out(p: Place, layer: int, given: dict[str, Value]) -> None:
    """Silence units of a layer, if its rate is not 0 at the moment."""
    b, layout = p.b, p.layout
    threshold = b.load(I32, b.at(given["dropout"], 2 * layer, I32))
    with b.when(threshold.compare("ne", 0), rarely=True):
        b.comment(f"layer {layer + 1}: dropout, a · mask and f'(z) · mask")
        scale = b.load(F32, b.at(given["dropout"], 2 * layer + 1))
        values, slopes = layout.values[layer], layout.slopes[layer]
        b.run(
            given["dropout_code"], p.working(values), p.working(slopes), given["first"], b.value(layout.rows, I64),
            b.value(values.stride, I64), b.value(layer, I64), given["seed"], given["step"], threshold, scale,
        )  # fmt: skip
