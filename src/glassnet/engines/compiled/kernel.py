"""The code of one network: a batch forwards and backwards, and its evaluation.

`write_kernel` is the table of contents, and `write_batch` the training step up to its gradients, written down once for
all networks: forwards layer by layer, the loss, backwards layer by layer. What all networks share stands in `library`.
"""

from glassnet.engines.compiled import frame as operands
from glassnet.engines.compiled.backward import bias_gradients, hidden_deltas, output_gradients, weight_gradients
from glassnet.engines.compiled.evaluate import in_chunks_of, mean_factor, row_fetcher, write_evaluate
from glassnet.engines.compiled.forward import (
    Place,
    activate,
    fetch,
    hidden_sums,
    output_sums,
    trained_output,
    whole_output,
)
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.layout import MAX_ROWS, Layout, Shape
from glassnet.engines.compiled.losses import deltas_of_rows, loss_of_rows
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.sparse import sparse_gradients, sparse_sums
from glassnet.engines.compiled.types import F32, I32, I64, LANES, PTR

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
    return f"; The network {shape}.\n\n{module.text}"


def _begin(
    module: Module, layout: Layout, name: str, arguments: dict[str, str], returns: str, about: str
) -> tuple[Place, dict[str, Value]]:
    b = module.function(name, MEMORY | arguments, returns, about=f"{about}, {layout.rows} rows.")
    given = b.arguments
    return Place(module, b, layout, given["theta"], given["scratch"], given["settings"]), given


def write_pieces(module: Module, layout: Layout, suffix: str, *, training: bool) -> None:
    """Write the functions that fetch a batch and take it forwards.

    Training and evaluation share `fetch` and `forwards`; `outputs` and `loss` are the evaluation's own.
    """
    addresses = {"X": PTR, "Y": PTR, "classes": PTR, "weights": PTR, "order": PTR, "live": I64}
    p, given = _begin(module, layout, f"fetch{suffix}", addresses, "void", "A batch's examples, side by side")
    places = (given[name] for name in ("Y", "classes", "weights", "order", "live"))
    fetch(p, row_fetcher(p, given["X"]), *places)
    p.b.return_()

    p, given = _begin(module, layout, f"forwards{suffix}", DROPOUT, "void", "Through the hidden layers")
    for layer in range(layout.shape.hidden):
        if layer == 0 and layout.shape.sparse:
            sparse_sums(p)
        else:
            hidden_sums(p, layer)
        activate(p, layer, training=training)
        if training:
            _drop_out(p, layer, given)
    p.b.return_()

    p, _ = _begin(module, layout, f"outputs{suffix}", {}, "void", "The outputs of the batch")
    output_sums(p, whole_output(p))
    p.b.return_()

    p, given = _begin(module, layout, f"loss{suffix}", {"live": I64, "delta": F32}, F32, "The sum of the rows' losses")
    p.b.return_(loss_of_rows(p, given["live"], given["delta"]))


def write_batch(module: Module, layout: Layout) -> None:
    """Write the function that computes all gradients of a batch."""
    b = module.function(
        "batch",
        {"frame": PTR, "order": PTR, "size": I64},
        F32,
        about="The gradients of a batch: a step up to them. Returns 0 if the batch's loss is finite, else NaN.",
        exported=True,
    )
    frame, order, size = b.arguments.values()
    scratch, gradients = operands.get(b, frame, "scratch"), operands.get(b, frame, "gradients")
    first = b.value(0, I64)
    if layout.rows < MAX_ROWS:
        place, read = _read_frame(module, b, layout, frame, scratch)
        b.return_(_chunk(place, read, gradients, order, first, size, size))
        return
    _write_segment(module, layout)
    b.return_(b.call("segment", F32, frame, scratch, gradients, order, first, size, size))


def _write_segment(module: Module, layout: Layout) -> None:
    """Write the function that works through a part of a batch chunk by chunk; see `team` for batches with several."""
    b = module.function(
        "segment",
        {"frame": PTR, "scratch": PTR, "gradients": PTR, "order": PTR, "first": I64, "count": I64, "size": I64},
        F32,
        about="The gradients of `count` examples of a batch of `size`, from `first` on.",
        exported=True,
    )
    frame, scratch, gradients, order, begin, count, size = b.arguments.values()
    place, read = _read_frame(module, b, layout, frame, scratch)
    _clear(b, gradients, layout.parameters)

    def chunk(first: Value, live: Value) -> list[Value]:
        return [_chunk(place, read, gradients, order, begin + first, live, size)]

    b.return_(in_chunks_of(b, count, MAX_ROWS, chunk, [b.zero(F32)])[0])


def _read_frame(
    module: Module, b: Builder, layout: Layout, frame: Value, scratch: Value
) -> tuple[Place, dict[str, Value]]:
    """What Python hands over: see `frame`."""
    names = (
        "theta",
        "settings",
        "X",
        "Y",
        "weights",
        "loss_setting",
        "dropout",
        "dropout_code",
        "dropout_seed",
        "step",
    )
    read = {name: operands.get(b, frame, name) for name in names}
    return Place(module, b, layout, read["theta"], scratch, read["settings"]), read


def _chunk(
    p: Place, read: dict[str, Value], gradients: Value, order: Value, first: Value, live: Value, size: Value
) -> Value:
    """One chunk of a batch, forwards and backwards; 0 if its loss is finite, else NaN."""
    b, layout = p.b, p.layout
    shape, memory = layout.shape, (p.theta, p.scratch, p.settings)
    adding = layout.rows == MAX_ROWS
    b.run("fetch", *memory, read["X"], read["Y"], read["Y"], read["weights"], b.at(order, first, I32), live)
    b.run(
        "forwards", *memory, read["dropout"], read["dropout_code"], first, read["dropout_seed"], read["step"],
    )  # fmt: skip
    scale = 1.0 / (size.convert("uitofp", F32) * float(mean_factor(shape)))
    output = trained_output(p)
    output_sums(p, output)
    status = deltas_of_rows(p, live, scale, read["loss_setting"].convert("fptrunc", F32))
    output_gradients(p, output, gradients, adding=adding)
    for layer in reversed(range(shape.hidden)):
        hidden_deltas(p, layer, output)
        if layer == 0 and shape.sparse:
            sparse_gradients(p, gradients, adding=adding)
        else:
            weight_gradients(p, layer, gradients, adding=adding)
        bias_gradients(p, layer, gradients, adding=adding)
    return status


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
