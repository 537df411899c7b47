"""The code that is the same for all networks, compiled once: chance, penalties, optimizers, and the training loop.

A step reads as in a textbook: gradients, penalties, norm, clipping, update. (Where nothing but plain descent is left of
it, a large network's code changes the weights by itself, see `backward`.) `train` takes many of them in one
call, so that Python is asked once for thousands of steps: it puts the examples into the order of the epoch, looks at
the loss of every step, evaluates at the marks, and looks at a flag that says stop. What belongs to one network
(`kernel`) it calls by addresses that it is given.
"""

from glassnet.engines.compiled import frame as operands
from glassnet.engines.compiled.chance import write_dropout, write_shuffle
from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.optimizers import (
    CHANGING,
    OPTIMIZERS,
    write_norm,
    write_penalize,
    write_penalty,
    write_shorten,
    write_update,
)
from glassnet.engines.compiled.rounding import exported
from glassnet.engines.compiled.team import write_team
from glassnet.engines.compiled.types import F32, F64, I32, I64, PTR

INFINITY = float("inf")


def write_library(*, fused: bool = True, x86: bool = False) -> str:
    """The IR of everything that all networks share.

    Args:
        fused: whether the target multiplies and adds with one rounding.
        x86: whether the target has x86's control register (see `rounding`).
    """
    module = Module(fused=fused)
    write_shuffle(module)
    write_dropout(module)
    write_penalize(module)
    write_penalty(module)
    write_norm(module)
    write_shorten(module)
    for kind in OPTIMIZERS:
        write_update(module, kind)
    write_team(module, x86=x86)
    write_train(module, x86=x86)
    return f"; What all networks share.\n\n{module.text}"


def write_train(module: Module, *, x86: bool) -> None:
    """Write the function that Python calls: the training loop."""
    exported(module, "train", "steps", {"frame": PTR}, x86=x86)
    b = module.function("steps", {"frame": PTR}, about="The training loop: as many steps as it is told.")
    frame = b.arguments["frame"]
    read = {name: operands.get(b, frame, name) for name, _, _ in operands.FIELDS}
    marks = b.emit(PTR, "alloca ptr")  # where the next mark stands
    penalized = read["l1"].compare("ne", 0.0) | read["l2"].compare("ne", 0.0)
    clips = read["clip"].compare("lt", INFINITY)
    may_descend = read["descends"].compare("ne", 0) & ((penalized | clips) ^ 1)
    b.store(read["marks"], marks)

    def one_step(i: Value, _: list[Value]) -> list[Value]:
        offset = _begin_epoch(b, frame, read)
        left = read["examples"] - offset
        size = b.select(left.compare("lt", read["batch"]), left, read["batch"])
        order = b.select(read["shuffle"].compare("ne", 0), read["order"], read["identity"])
        step = operands.get(b, frame, "step")
        done = i + 1
        is_mark = b.load(I64, b.load(PTR, marks)).compare("eq", done)
        stopped = b.load(I32, read["stop"]).compare("ne", 0)
        is_last = done.compare("eq", read["steps"]) | stopped
        wanted = is_mark | is_last  # of these steps, the gradient's norm
        in_place = may_descend & (wanted ^ 1)
        operands.put(b, frame, "in_place", in_place.convert("zext", I64))
        _set_rates(b, read, i)
        b.comment("the gradients of the batch; a loss that is not finite ends the run before any change")
        status = b.call(read["batch_code"], F32, frame, b.at(order, offset, I32), size)
        with b.leave_when(status.compare("ne", 0.0)):
            operands.put(b, frame, "taken", i)
            operands.put(b, frame, "diverged", 1)
            b.return_()
        with b.when(in_place ^ 1):
            _finish_gradient(b, frame, read, penalized, clips, wanted)
            _update(b, read)
        _move_cursor(b, frame, read, step, offset + size)
        operands.put(b, frame, "taken", done)
        with b.when(is_mark, rarely=True):
            _evaluate_all(b, frame, read, marks)
        with b.leave_when(stopped):
            b.return_()
        return []

    b.loop(read["steps"], one_step)
    b.return_()


def _not_finite(b: Builder, x: Value) -> Value:
    """X − x is 0 for every finite number, and NaN else."""
    return (x - x).compare("ne", 0.0)


def _begin_epoch(b: Builder, frame: Value, read: dict[str, Value]) -> Value:
    """Where the coming batch begins; at the start of an epoch, its order is drawn."""
    offset = operands.get(b, frame, "offset")
    with b.when(offset.compare("ge", read["examples"]), rarely=True):  # points were taken away in the middle of a pass
        operands.put(b, frame, "epoch", operands.get(b, frame, "epoch") + 1)
        operands.put(b, frame, "offset", 0)
    epoch = operands.get(b, frame, "epoch")
    stale = operands.get(b, frame, "ordered").compare("ne", epoch)
    with b.when(stale & read["shuffle"].compare("ne", 0), rarely=True):
        b.run("shuffle", read["order"], read["examples"], read["seed"], epoch)
        operands.put(b, frame, "ordered", epoch)
    return operands.get(b, frame, "offset")


def _finish_gradient(
    b: Builder, frame: Value, read: dict[str, Value], penalized: Value, clips: Value, wanted: Value
) -> None:
    """Add penalties; measure the norm where it is wanted; shorten what is too long."""
    gradients, count = read["gradients"], read["parameters"]
    with b.when(penalized, rarely=True):
        strengths = (read["l1"].convert("fptrunc", F32), read["l2"].convert("fptrunc", F32))
        b.run("penalize", read["theta"], gradients, read["mask"], *strengths, count)
    with b.when(wanted | clips, rarely=True):
        norm = b.call("norm", F64, gradients, count)
        operands.put(b, frame, "norm", norm)
        too_long = norm.compare("gt", read["clip"]) & norm.compare("lt", INFINITY)
        with b.when(too_long):
            b.run("shorten", gradients, (read["clip"] / norm).convert("fptrunc", F32), count)


def _set_rates(b: Builder, read: dict[str, Value], i: Value) -> None:
    """Put the step's own numbers where the optimizer reads them."""
    for k, name in enumerate(CHANGING):
        b.store(b.load(F32, b.at(read[name], i)), b.at(read["hyper"], k))


def _update(b: Builder, read: dict[str, Value]) -> None:
    """Let the optimizer change the parameters."""
    b.run(
        read["update_code"], read["theta"], read["gradients"], read["mask"], read["hyper"], read["slot0"],
        read["slot1"], read["parameters"],
    )  # fmt: skip


def _move_cursor(b: Builder, frame: Value, read: dict[str, Value], step: Value, offset: Value) -> None:
    """On to the next batch; the last batch of a pass leads to the next pass."""
    over = offset.compare("ge", read["examples"])
    epoch = operands.get(b, frame, "epoch")
    operands.put(b, frame, "epoch", epoch + over.convert("zext", I64))
    operands.put(b, frame, "offset", b.select(over, b.value(0, I64), offset))
    operands.put(b, frame, "step", step + 1)


def _evaluate_all(b: Builder, frame: Value, read: dict[str, Value], marks: Value) -> None:
    """Evaluate every part; a training loss that is not finite ends the run."""
    number = operands.get(b, frame, "evaluated")
    width = read["part_count"] * len(operands.RESULT) + len(operands.BESIDE)
    results = b.at(read["results"], number * width, F64)

    delta = read["loss_setting"].convert("fptrunc", F32)

    def one(k: Value, _: list[Value]) -> list[Value]:
        part = b.at(read["parts"], k * len(operands.PART), I64)
        addresses = [b.load(PTR, b.at(part, j, I64)) for j in range(len(operands.PART) - 1)]
        examples = b.load(I64, b.at(part, len(operands.PART) - 1, I64))
        b.run(
            read["evaluate_code"], read["answers_code"], read["theta"], read["scratch"], read["settings"],
            *addresses, read["identity"], read["no_dropout"], examples, delta, read["middle"].convert("fptrunc", F32),
            b.at(results, k * len(operands.RESULT), F64),
        )  # fmt: skip
        return []

    b.loop(read["part_count"], one)
    beside = b.at(results, width - len(operands.BESIDE), F64)
    b.store(operands.get(b, frame, "norm"), beside)
    penalty = b.call("penalty", F64, read["theta"], read["mask"], read["l1"], read["l2"], read["parameters"])
    b.store(penalty, b.at(beside, 1, F64))
    operands.put(b, frame, "evaluated", number + 1)
    b.store(b.at(b.load(PTR, marks), 1, I64), marks)
    with b.leave_when(_not_finite(b, b.load(F64, results))):
        operands.put(b, frame, "diverged", 1)
        b.return_()
