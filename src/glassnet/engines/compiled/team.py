"""One batch on several threads.

A very large batch is cut into *segments*. Whoever is free takes the next one and writes its gradients into a block of
the segment's own; when all are done, the blocks are added in the segments' order. So neither the number of threads nor
their luck changes a bit of the result: the cuts depend on the batch alone, and so does the order of every sum.

The threads meet at a few numbers in memory. The leader is whoever runs `train`; helpers run `help`:

    leader, for each batch                     helper, until it is over
    segments done = 0, next segment = 0        look whether the round's number has changed
    round = round + 1                          if so, take segments
    take segments                              if not, let another thread run
    look until all segments are done
    add their gradients

All look again and again instead of sleeping: a batch takes less time than a system needs to wake a thread.
"""

from glassnet.engines.compiled import frame as operands
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.layout import MAX_ROWS, TOGETHER
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.rounding import exported
from glassnet.engines.compiled.types import F32, I64, LANES, PTR, VEC

SEGMENTS = 4
"""Segments of a batch that is cut."""

WORTH_CUTTING = 1 << 22
"""Examples times parameters from which a batch is cut: some tenths of a millisecond."""

THREADS = 2
"""Threads that share a batch, if there are as many processors."""

APART = 8
"""Numbers of 8 bytes from one meeting point to the next: each has a cache line of its own."""

MEETING_POINTS = ("round", "over", "next", "done", "order", "size")
"""Number of the round; whether there will be no more; the next segment; segments done; the round's batch."""

TEAM_SIZE = len(MEETING_POINTS) * APART
"""Numbers of 8 bytes that a team needs."""


def segment_rows(batch: int, parameters: int) -> int:
    """Examples of a segment of a batch, whole chunks; 0 if the batch is not worth cutting.

    Example:
        >>> segment_rows(10_000, 50_890), segment_rows(32, 50_890)
        (2528, 0)
    """
    if batch * parameters < WORTH_CUTTING or batch <= SEGMENTS * MAX_ROWS:
        return 0
    return -(-batch // (SEGMENTS * MAX_ROWS)) * MAX_ROWS


def block_size(parameters: int) -> int:
    """Floats of a segment's block: its gradients, and whether its loss is finite."""
    return parameters + TOGETHER


def write_team(module: Module, *, x86: bool) -> None:
    """Write the functions of leader and helpers."""
    _write_take_segments(module)
    _write_share(module)
    _write_help(module, x86=x86)


def _point(b: Builder, team: Value, name: str) -> Value:
    return b.at(team, MEETING_POINTS.index(name) * APART, I64)


def _look(b: Builder, point: Value) -> Value:
    """What another thread has written there; all that it had written before can then be read, too."""
    return b.emit(I64, f"load atomic i64, ptr {point.name} acquire, align 8")


def _show(b: Builder, point: Value, number: Value) -> None:
    """Write a number for other threads to see, after all that was written before."""
    b.do(f"store atomic i64 {number.name}, ptr {point.name} release, align 8")


def _count(b: Builder, point: Value) -> Value:
    """Add 1; the number before. No two threads get the same."""
    return b.emit(I64, f"atomicrmw add ptr {point.name}, i64 1 acq_rel")


def _let_others_run(b: Builder, yield_code: Value) -> None:
    known = yield_code.convert("ptrtoint", I64).compare("ne", 0)
    with b.when(known):
        b.run(yield_code)


def _write_take_segments(module: Module) -> None:
    b = module.function(
        "take_segments", {"frame": PTR, "scratch": PTR}, about="Take segments of the round's batch while there are any."
    )
    frame, scratch = b.arguments.values()
    names = ("team", "segment_code", "segment_rows", "blocks", "parameters")
    team, code, rows, blocks, parameters = (operands.get(b, frame, name) for name in names)

    def one() -> Value:
        k = _count(b, _point(b, team, "next"))
        order, size = (_look(b, _point(b, team, name)) for name in ("order", "size"))
        first = k * rows
        is_there = first.compare("lt", size)
        with b.when(is_there):
            left = size - first
            count = b.select(left.compare("lt", rows), left, rows)
            block = b.at(blocks, k * (parameters + TOGETHER))
            status = b.call(code, F32, frame, scratch, block, order.convert("inttoptr", PTR), first, count, size)
            b.store(status, b.at(block, parameters))
            _count(b, _point(b, team, "done"))
        return is_there

    b.again_while(one)
    b.return_()


def _write_share(module: Module) -> None:
    b = module.function(
        "share",
        {"frame": PTR, "order": PTR, "size": I64},
        F32,
        about="The gradients of a batch that threads share; what `batch` is for other batches.",
        exported=True,
    )
    frame, order, size = b.arguments.values()
    names = ("team", "segment_rows", "blocks", "parameters", "gradients", "yield_code")
    team, rows, blocks, parameters, gradients, yield_code = (operands.get(b, frame, name) for name in names)
    segments, nothing = (size + rows - 1) / rows, b.value(0, I64)
    numbers = {"order": order.convert("ptrtoint", I64), "size": size, "done": nothing, "next": nothing}
    for name, number in numbers.items():
        _show(b, _point(b, team, name), number)
    _count(b, _point(b, team, "round"))
    b.run("take_segments", frame, operands.get(b, frame, "scratch"))

    def wait() -> Value:
        unfinished = _look(b, _point(b, team, "done")).compare("lt", segments)
        with b.when(unfinished):
            _let_others_run(b, yield_code)
        return unfinished

    b.again_while(wait)
    b.comment("g = Σ_segment g_segment, in the segments' order")
    stride = parameters + TOGETHER

    def eight(i: Value, _: list[Value]) -> list[Value]:
        def add(k: Value, total: list[Value]) -> list[Value]:
            return [total[0] + b.load(VEC, b.at(b.at(blocks, k * stride), i * LANES))]

        b.store(b.loop(segments, add, [b.zero()])[0], b.at(gradients, i * LANES))
        return []

    b.loop(parameters / LANES, eight)
    statuses = b.at(blocks, parameters)
    b.return_(b.loop(segments, lambda k, s: [s[0] + b.load(F32, b.at(statuses, k * stride))], [b.zero(F32)])[0])


def _write_help(module: Module, *, x86: bool) -> None:
    arguments = {"frame": PTR, "scratch": PTR, "seen": I64}
    exported(module, "help", "rounds", arguments, x86=x86)
    b = module.function(
        "rounds",
        arguments,
        about="Take part in rounds until it is over; `seen` is the number of the one before the first.",
    )
    frame, scratch, seen = b.arguments.values()
    team, yield_code = operands.get(b, frame, "team"), operands.get(b, frame, "yield_code")
    known = b.emit(PTR, "alloca i64")
    b.store(seen, known)

    def one() -> Value:
        over = _look(b, _point(b, team, "over"))
        number = _look(b, _point(b, team, "round"))
        is_new = number.compare("ne", b.load(I64, known))
        with b.when(is_new):
            b.store(number, known)
            b.run("take_segments", frame, scratch)
        with b.when(is_new ^ 1):
            _let_others_run(b, yield_code)
        return over.compare("eq", 0)

    b.again_while(one)
    b.return_()
