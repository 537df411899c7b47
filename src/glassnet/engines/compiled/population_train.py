"""The training loop of eight networks, and their evaluation: what Python calls.

`write_population` is the table of contents. One call takes a group of networks through many steps: they stand at the
same place of their epochs all the time, but each sees its own examples in its own order. The loss is looked at in
every step; a network in which it is not finite has diverged, keeps its weights, and disturbs nobody.
"""

from dataclasses import replace

from glassnet.engines.compiled import population_frame as operands
from glassnet.engines.compiled.activations import ACTIVATIONS
from glassnet.engines.compiled.ir import Builder, Index, Value
from glassnet.engines.compiled.losses import LOSSES, by_logits, deltas, mean_factor
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.population_data import write_fetch, write_fetch_shared, write_shuffle
from glassnet.engines.compiled.population_layout import PopulationLayout, PopulationShape, vector
from glassnet.engines.compiled.population_network import (
    Scene,
    outputs_of_row,
    write_backwards,
    write_forwards,
)  # fmt: skip
from glassnet.engines.compiled.population_update import (
    DOUBLES,
    every_lane,
    write_fused,
    write_norms,
    write_penalize,
    write_penalty,
    write_update,
)  # fmt: skip
from glassnet.engines.compiled.types import F32, F64, I32, I64, LANES, PTR, VEC, VEC_I32

MEMORY = ("theta", "scratch", "settings")
DROPOUT = ("thresholds", "scales", "dropout_seeds")


def write_population(shape: PopulationShape, *, fused: bool = True) -> str:
    """The IR of everything that a population of one architecture needs.

    Args:
        shape: what is compiled in.
        fused: whether the target multiplies and adds with one rounding.

    Example:
        >>> from glassnet.engines.compiled.layout import Shape
        >>> shape = PopulationShape(Shape((2, 3, 1), ("tanh", "identity"), "mse", rows=4), "sgd", chunked=False)
        >>> "dL/dW[unit][i] = Σ_row δ[row][unit] · x[row][i]" in write_population(shape)
        True
    """
    module, layout = Module(fused=fused), PopulationLayout(shape.network)
    write_shuffle(module)
    write_fetch(module, layout)
    write_fetch_shared(module, layout)
    write_forwards(module, layout)
    write_backwards(module, layout, chunked=shape.chunked)
    write_batch(module, layout, chunked=shape.chunked)
    write_penalize(module, layout)
    write_penalty(module, layout)
    write_norms(module, layout)
    write_update(module, layout, shape.optimizer)
    if not shape.chunked:
        write_fused(module, layout, shape.optimizer)
    write_evaluate(module, layout)
    write_train(module, chunked=shape.chunked)
    return f"; Eight networks side by side: {shape.network}, {shape.optimizer}.\n\n{module.text}"


def write_batch(module: Module, layout: PopulationLayout, *, chunked: bool) -> None:
    """Write the function that looks at the loss of a batch, and computes all gradients if it is worked on in chunks."""
    shape = layout.shape
    b = module.function(
        "batch",
        {"frame": PTR, "order": PTR, "size": I64},
        VEC,
        about="A batch in eight networks, up to dL/dz of the outputs"
        + (" and, chunk by chunk, to all gradients." if chunked else ".")
        + "\nReturns 0 for each network whose loss is finite, else NaN.",
    )
    frame, order, size = b.arguments.values()
    read = {name: operands.get(b, frame, name) for name in (*MEMORY, *DROPOUT, "gradients", "data", "dropping", "step")}
    setting = b.load(VEC, operands.get(b, frame, "loss_setting"))
    scale = b.splat(1.0 / (size.convert("uitofp", F32) * float(mean_factor(shape))))
    s = Scene(b, layout, read["theta"], read["scratch"])

    def chunk(first: Value, live: Value, status: Value) -> Value:
        b.run("fetch", read["scratch"], read["data"], b.at(order, first * LANES, I32), live)
        b.run(
            "forwards", *(read[name] for name in (*MEMORY, "dropping", *DROPOUT)), first, read["step"],
        )  # fmt: skip

        def row(r: Value, carried: list[Value]) -> list[Value]:
            return [carried[0] + deltas(outputs_of_row(s, module, r, live, scale, setting))]

        status = b.loop(layout.rows, row, [status])[0]
        if chunked:
            b.run("backwards", read["theta"], read["gradients"], read["scratch"])
        return status

    if not chunked:
        b.return_(chunk(b.value(0, I64), size, b.zero()))
        return

    b.comment("g = 0; each chunk adds its part")

    def clear(i: Value, _: list[Value]) -> list[Value]:
        b.store(b.zero(), b.at(read["gradients"], i * LANES))
        return []

    b.loop(layout.count, clear)

    def one_chunk(i: Value, carried: list[Value]) -> list[Value]:
        first = i * layout.rows
        return [chunk(first, _live(b, layout, size - first), carried[0])]

    b.return_(b.loop((size + (layout.rows - 1)) / layout.rows, one_chunk, [b.zero()])[0])


def _live(b: Builder, layout: PopulationLayout, left: Value) -> Value:
    """How many rows of a chunk count."""
    return b.select(left.compare("lt", layout.rows), left, b.value(layout.rows, I64))


def write_evaluate(module: Module, layout: PopulationLayout) -> None:
    """Write the function that evaluates eight networks on all parts."""
    b = module.function(
        "evaluate",
        {"frame": PTR, "results": PTR},
        about="Loss, right answers and squared error of all parts, in evaluation mode; then norm and penalty.",
        exported=True,
    )
    frame, results = b.arguments.values()
    read = {name: operands.get(b, frame, name) for name in (*MEMORY, *DROPOUT, "parts", "part_count")}
    setting = b.load(VEC, operands.get(b, frame, "loss_setting"))
    middle = b.splat(operands.get(b, frame, "middle").convert("fptrunc", F32))
    s = Scene(b, layout, read["theta"], read["scratch"])
    none = b.value(0, I64)

    def part(k: Value, _: list[Value]) -> list[Value]:
        here = b.at(read["parts"], k * 2, I64)
        data, n = b.load(PTR, here), b.load(I64, b.at(here, 1, I64))

        def chunk(i: Value, totals: list[Value]) -> list[Value]:
            first = i * layout.rows
            live = _live(b, layout, n - first)
            b.run("fetch_shared", read["scratch"], b.at(data, first * layout.record), live)
            b.run("forwards", *(read[name] for name in MEMORY), none, *(read[name] for name in DROPOUT), none, none)

            def row(r: Value, found: list[Value]) -> list[Value]:
                right, residual = _score(s, r, middle)
                tile = outputs_of_row(s, module, r, live, b.value(1.0, VEC), setting)
                loss = LOSSES[layout.shape.loss](replace(tile, keeps_deltas=False))
                return [total + one for total, one in zip(found, (loss, right, residual), strict=True)]

            sums = b.loop(live, row, [b.zero()] * len(operands.RESULT))
            return [total + one.convert("fpext", DOUBLES) for total, one in zip(totals, sums, strict=True)]

        chunks = (n + (layout.rows - 1)) / layout.rows
        found = b.loop(chunks, chunk, [b.zero(DOUBLES)] * len(operands.RESULT))
        for j, total in enumerate(found):
            b.store(total, b.at(results, (k * len(operands.RESULT) + j) * LANES, F64))
        return []

    b.loop(read["part_count"], part)
    beside = b.at(results, read["part_count"] * (len(operands.RESULT) * LANES), F64)
    b.store(b.load(DOUBLES, operands.get(b, frame, "norms")), beside)
    strengths = (operands.get(b, frame, "l1"), operands.get(b, frame, "l2"))
    b.run("penalty", read["theta"], *strengths, b.at(beside, LANES, F64))
    b.return_()


def _score(s: Scene, row: Value, middle: Value) -> tuple[Value, Value]:
    """Whether each network is right in an example (1 or 0), and its squared error, before the loss replaces z."""
    b, layout = s.b, s.layout
    shape = layout.shape
    function = ACTIVATIONS[shape.activations[-1]]
    label = b.load(VEC_I32, vector(b, s.scratch, layout.target_place if shape.by_label else layout.class_place, row,
                                   shape.outputs if shape.by_label else 1))  # fmt: skip
    b.comment("right: the greatest output (of equals, the first) is the label's; outputs that are not finite never are")
    if shape.two_classes:
        d = b.load(VEC, s.output(row, 0))  # z0 - z1
        right = b.select(d.compare("ge", 0.0), b.value(0, VEC_I32), b.value(1, VEC_I32)).compare("eq", label)
        return b.select(right & (d - d).compare("eq", 0.0), b.value(1.0, VEC), b.zero()), b.zero()

    def one(k: Index, seen: list[Value]) -> list[Value]:
        best, winner, not_finite, residual = seen
        o = function(b, b.load(VEC, s.output(row, k)), b.zero())[0]
        if not by_logits(shape):
            error = o - b.load(VEC, vector(b, s.scratch, layout.target_place, row, shape.outputs, k))
            residual = b.fma(error, error, residual)
        better = o.compare("gt", best)
        number = b.value(k, VEC_I32) if isinstance(k, int) else b.splat(k.convert("trunc", I32))
        return [b.select(better, o, best), b.select(better, number, winner), b.fma(o, 0.0, not_finite), residual]

    start = [b.value(float("-inf"), VEC), b.zero(VEC_I32), b.zero(), b.zero()]
    best, winner, not_finite, residual = b.repeat(shape.outputs, one, start, unroll=3 if shape.outputs <= 3 else 1)
    if shape.outputs == 1:
        winner = b.select(best.compare("gt", middle), b.value(1, VEC_I32), b.zero(VEC_I32))
    right = winner.compare("eq", label) & not_finite.compare("eq", 0.0)
    return b.select(right, b.value(1.0, VEC), b.zero()), residual


def write_train(module: Module, *, chunked: bool) -> None:
    """Write the function that takes a group through many steps."""
    b = module.function("train", {"frame": PTR}, about="The training loop of eight networks.", exported=True)
    frame = b.arguments["frame"]
    read = {name: operands.get(b, frame, name) for name, _, _ in operands.FIELDS}
    marks = b.emit(PTR, "alloca ptr")  # where the next mark stands
    results = b.emit(PTR, "alloca ptr")  # where its results go
    ordered = b.emit(PTR, "alloca i64")  # the epoch whose order has been drawn
    b.store(read["marks"], marks)
    b.store(read["results"], results)
    b.store(b.value(-1, I64), ordered)

    def one_step(i: Value, _: list[Value]) -> list[Value]:
        offset, epoch = operands.get(b, frame, "offset"), operands.get(b, frame, "epoch")
        with b.when(b.load(I64, ordered).compare("ne", epoch)):
            _draw_order(b, read, epoch)
            b.store(epoch, ordered)
        left = read["examples"] - offset
        size = b.select(left.compare("lt", read["batch"]), left, read["batch"])
        status = b.call("batch", VEC, frame, b.at(read["order"], offset * LANES, I32), size)
        b.comment("a network whose loss is not finite stops before any change")
        going_on = b.load(VEC_I32, read["alive"]) & _sign_mask(b, status.compare("eq", 0.0))
        b.store(going_on, read["alive"])
        b.store(b.load(VEC_I32, read["taken"]) - going_on, read["taken"])
        is_mark = b.load(I64, b.load(PTR, marks)).compare("eq", i + 1)
        _change_weights(b, read, i, going_on, is_mark, chunked=chunked)
        over = (offset + size).compare("ge", read["examples"])
        operands.put(b, frame, "epoch", epoch + over.convert("zext", I64))
        operands.put(b, frame, "offset", b.select(over, b.value(0, I64), offset + size))
        operands.put(b, frame, "step", operands.get(b, frame, "step") + 1)
        with b.when(is_mark):
            _evaluate_at_mark(b, frame, read, marks, results)
        return []

    b.loop(read["steps"], one_step)
    b.return_()


def _sign_mask(b: Builder, truth: Value) -> Value:
    """−1 in the lanes that are true, 0 in the others."""
    return truth.convert("sext", VEC_I32)


def _draw_order(b: Builder, read: dict[str, Value], epoch: Value) -> None:
    """The order of an epoch; without shuffling it is drawn once, as the identity."""
    with b.when(read["shuffle"].compare("ne", 0)):
        b.run("shuffle", read["order"], read["examples"], read["order_seeds"], epoch, read["same_order"])
    with b.when(read["shuffle"].compare("eq", 0)):

        def identity(i: Value, _: list[Value]) -> list[Value]:
            b.store(b.splat(i.convert("trunc", I32)), b.at(read["order"], i * LANES, I32))
            return []

        b.loop(read["examples"], identity)


def _finish_gradient(b: Builder, read: dict[str, Value], wanted: Value) -> None:
    """Add penalties; measure the norms where they are wanted; shorten what is too long."""
    with b.when(read["penalized"].compare("ne", 0)):
        b.run("penalize", read["theta"], read["gradients"], read["l1"], read["l2"])
    clips = read["clipping"].compare("ne", 0)
    with b.when(wanted | clips):
        b.run("norms", read["gradients"], read["norms"])
    with b.when(clips):
        b.run("shorten", read["gradients"], read["norms"], read["clip"])


def _change_weights(
    b: Builder, read: dict[str, Value], i: Value, going_on: Value, is_mark: Value, *, chunked: bool
) -> None:
    """Backwards and the update: fused where nothing asks for all gradients at once, else in stages.

    Both do the same arithmetic in the same order, so that it never shows which was taken.
    """
    changing = _changing(b, read, i)
    optimizer = [read[name] for name in ("theta", "slot0", "slot1", "hyper")] + changing

    def in_stages() -> None:
        if not chunked:
            b.run("backwards", read["theta"], read["gradients"], read["scratch"])
        _finish_gradient(b, read, is_mark)
        b.run("update", read["gradients"], read["alive"], *optimizer)

    if chunked:
        in_stages()
        return
    staged = is_mark | read["penalized"].compare("ne", 0) | read["clipping"].compare("ne", 0)
    staged = staged | (every_lane(b, going_on.compare("ne", 0)) ^ 1)
    with b.when(staged):
        in_stages()
    with b.when(staged ^ 1):
        b.run("backwards_and_update", read["scratch"], *optimizer)


def _changing(b: Builder, read: dict[str, Value], i: Value) -> list[Value]:
    """The step's own numbers, as `optimizers.CHANGING` names them: learning rate, 1 / (1 − β₂ᵗ), decay."""
    names = ("rates", "inverse1", "inverse2")
    strides = (read["by_rate"], read["by_inverse1"], read["by_inverse2"])
    rate, first, second = (
        b.load(VEC, b.at(read[name], i * stride)) for name, stride in zip(names, strides, strict=True)
    )
    return [rate * first, second, rate * b.load(VEC, read["decay"])]


def _evaluate_at_mark(b: Builder, frame: Value, read: dict[str, Value], marks: Value, results: Value) -> None:
    """Evaluate; a network whose training loss is not finite stops here."""
    here = b.load(PTR, results)
    b.run("evaluate", frame, here)
    loss = b.load(DOUBLES, here)
    going_on = b.load(VEC_I32, read["alive"]) & _sign_mask(b, (loss - loss).compare("eq", 0.0))
    b.store(going_on, read["alive"])
    width = read["part_count"] * (len(operands.RESULT) * LANES) + len(operands.BESIDE) * LANES
    b.store(b.at(here, width, F64), results)
    b.store(b.at(b.load(PTR, marks), 1, I64), marks)
