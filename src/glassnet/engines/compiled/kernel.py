"""The code of one network: a batch forwards and backwards, and its answers.

`write_kernel` is the table of contents, and `write_batch` the training step up to its gradients, written down once for
all networks: forwards layer by layer, the loss, backwards layer by layer. What all networks share stands in `library`,
and what those with equal outputs share in `evaluate`.
"""

from collections.abc import Callable

from glassnet.engines.compiled import frame as operands
from glassnet.engines.compiled.backward import bias_gradients, hidden_deltas, output_gradients, weight_gradients
from glassnet.engines.compiled.evaluate import PARTS
from glassnet.engines.compiled.forward import (
    OutputLayer,
    Place,
    activate,
    copy_row,
    fetch,
    hidden_sums,
    in_chunks_of,
    output_sums,
    trained_output,
    whole_output,
)
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.layout import Layout, Shape
from glassnet.engines.compiled.losses import deltas_of_rows, mean_factor
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.sparse import clear, fetch_row, sparse_gradients, sparse_sums
from glassnet.engines.compiled.types import F32, I32, I64, PTR

MEMORY = {"theta": PTR, "scratch": PTR, "settings": PTR}
"""What every function on a batch gets: parameters, workings, the activations' settings."""

DROPOUT = {"dropout": PTR, "frame": PTR, "first": I64}
"""What forwards needs beside: dropout's rates; and where one is not 0, all the rest and the first row's number.

Six addresses and numbers travel in registers, more would go through memory.
"""


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
    write_answers(module, wide, "_wide" if wide.rows != layout.rows else "")
    return f"; The network {shape}.\n\n{module.text}"


def _begin(
    module: Module, layout: Layout, name: str, arguments: dict[str, str], returns: str, about: str
) -> tuple[Place, dict[str, Value]]:
    b = module.function(name, MEMORY | arguments, returns, about=f"{about}, {layout.rows} rows.")
    given = b.arguments
    return Place(module, b, layout, given["theta"], given["scratch"], given["settings"]), given


def write_pieces(module: Module, layout: Layout, suffix: str, *, training: bool) -> None:
    """Write the functions that fetch a batch and take it forwards; training and evaluation share them."""
    b = module.function(
        f"fetch{suffix}", {"scratch": PTR} | fetched(layout.shape) | {"order": PTR, "live": I64},
        about=f"A batch's examples, side by side, {layout.rows} rows.",
    )  # fmt: skip
    given = b.arguments
    p = Place(module, b, layout, given["scratch"], given["scratch"], given["scratch"])  # no parameters, no settings
    Y = given["Y"]
    classes, weights = given.get("classes", Y), given.get("weights", Y)  # what is not given is not read either
    fetch(p, row_fetcher(p, given["X"]), Y, classes, weights, given["order"], given["live"])
    b.return_()

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


def write_answers(module: Module, layout: Layout, suffix: str) -> None:
    """Write the function that evaluations call: some examples forwards up to the outputs, without dropout."""
    b = module.function(
        "answers", MEMORY | PARTS | {"order": PTR, "no_dropout": PTR, "live": I64},
        about=f"The outputs of {layout.rows} rows, in evaluation mode.", exported=True,
    )  # fmt: skip
    given = b.arguments
    theta, scratch, settings, no_dropout = (given[name] for name in (*MEMORY, "no_dropout"))
    b.run(f"fetch{suffix}", scratch, *(given[name] for name in fetched(layout.shape)), given["order"], given["live"])
    b.run(f"forwards{suffix}", theta, scratch, settings, no_dropout, no_dropout, b.value(0, I64))
    p = Place(module, b, layout, theta, scratch, settings)
    output_sums(p, whole_output(p))
    b.return_()


def fetched(shape: Shape) -> dict[str, str]:
    """What of the examples is fetched, as arguments: class numbers only if the loss reads targets, weights if any."""
    names = ["X", "Y", *([] if shape.by_label else ["classes"]), *(["weights"] if shape.weighted else [])]
    return dict.fromkeys(names, PTR)


def row_fetcher(p: Place, X: Value) -> Callable[[Value, Value], None]:
    """How a row's inputs are fetched: copied, or pointed to if zeros are skipped."""
    if p.layout.shape.sparse:
        return lambda number, target: fetch_row(p.b, X, number, target)
    return lambda number, target: copy_row(p, X, number, target)


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
    if not layout.shape.chunked:
        place, read = _read_frame(module, b, layout, frame, scratch)
        b.return_(_chunk(place, read, frame, gradients, order, first, size, size))
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
    b.comment("g = 0; each chunk adds its part")
    clear(b, gradients, layout.parameters)

    def chunk(first: Value, live: Value) -> list[Value]:
        return [_chunk(place, read, frame, gradients, order, begin + first, live, size)]

    b.return_(in_chunks_of(b, count, layout.rows, chunk, [b.zero(F32)])[0])


def _read_frame(
    module: Module, b: Builder, layout: Layout, frame: Value, scratch: Value
) -> tuple[Place, dict[str, Value]]:
    """What Python hands over: see `frame`."""
    names = ("theta", "settings", "X", "Y", "weights", "loss_setting", "dropout")
    read = {name: operands.get(b, frame, name) for name in names}
    return Place(module, b, layout, read["theta"], scratch, read["settings"]), read


def _chunk(
    p: Place, read: dict[str, Value], frame: Value, gradients: Value, order: Value, first: Value, live: Value,
    size: Value,
) -> Value:  # fmt: skip
    """One chunk of a batch, forwards and backwards; 0 if its loss is finite, else NaN.

    A layer's gradients come after the deltas of the layer before it, as they may change the weights on the spot.
    """
    b, layout = p.b, p.layout
    shape, memory = layout.shape, (p.theta, p.scratch, p.settings)
    sources = (read.get(name, read["Y"]) for name in fetched(shape))
    b.run("fetch", p.scratch, *sources, b.at(order, first, I32), live)
    b.run("forwards", *memory, read["dropout"], frame, first)
    scale = 1.0 / (size.convert("sitofp", F32) * float(mean_factor(shape)))
    output = trained_output(p)
    output_sums(p, output)
    status = deltas_of_rows(p, live, scale, read["loss_setting"].convert("fptrunc", F32))
    if not shape.chunked:
        with b.leave_when(status.compare("ne", 0.0)):
            b.return_(status)
    for layer in reversed(range(shape.hidden + 1)):
        if layer:
            hidden_deltas(p, layer - 1, output)
        layer_gradients(p, layer, output, gradients, frame)
    return status


def layer_gradients(p: Place, layer: int, output: OutputLayer, gradients: Value, frame: Value) -> None:
    """dL/dW and dL/db of a layer."""
    shape = p.layout.shape
    if layer == shape.hidden:
        output_gradients(p, output, gradients, frame)
        return
    if layer == 0 and shape.sparse:
        sparse_gradients(p, gradients, adding=shape.chunked)
    else:
        weight_gradients(p, layer, gradients, frame)
    bias_gradients(p, layer, gradients, frame)


def _drop_out(p: Place, layer: int, given: dict[str, Value]) -> None:
    """Silence units of a layer, if its rate is not 0 at the moment."""
    b, layout = p.b, p.layout
    threshold = b.load(I32, b.at(given["dropout"], 2 * layer, I32))
    with b.when(threshold.compare("ne", 0), rarely=True):
        b.comment(f"layer {layer + 1}: dropout, a · mask and f'(z) · mask")
        scale = b.load(F32, b.at(given["dropout"], 2 * layer + 1))
        values, slopes = layout.values[layer], layout.slopes[layer]
        code, seed, step = (operands.get(b, given["frame"], name) for name in ("dropout_code", "dropout_seed", "step"))
        b.run(
            code, p.working(values), p.working(slopes), given["first"], b.value(layout.rows, I64),
            b.value(values.stride, I64), b.value(layer, I64), seed, step, threshold, scale,
        )  # fmt: skip
