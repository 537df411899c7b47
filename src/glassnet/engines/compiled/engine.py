"""The compiled engine: the engine protocol round a kernel of machine code, in float32."""

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from glassnet.engines.compiled.examples import Part, worth_skipping
from glassnet.engines.compiled.frame import BESIDE, PART, RESULT, Frame
from glassnet.engines.compiled.layout import MAX_ROWS, Layout, Shape, aligned, padded
from glassnet.engines.compiled.optimizers import CHANGING, CONSTANT
from glassnet.engines.compiled.team import (
    APART,
    MEETING_POINTS,
    SEGMENTS,
    TEAM_SIZE,
    THREADS,
    block_size,
    segment_rows,
)
from glassnet.engines.protocol import FOUND, Evaluation, Evaluations, Examples, Plan, Problem, Progress, Settings
from glassnet.engines.reference import ReferenceEngine
from glassnet.engines.state import Array, Cursor, RunState
from glassnet.nn import OPTIMIZERS

if TYPE_CHECKING:
    from glassnet.engines.compiled.cache import Kernel, Library

NO_ROWS = -1
"""No epoch has this number: the order is drawn anew."""


def shape_of(settings: Settings, *, sparse: bool = False, weighted: bool = False) -> Shape:
    """What of some settings is compiled in.

    Args:
        settings: the network and its training.
        sparse: whether inputs that are zero are to be skipped.
        weighted: whether examples have weights.
    """
    training = settings.training
    batch = training.batch_size or MAX_ROWS
    return Shape(
        sizes=settings.sizes,
        activations=(*(layer.activation.kind for layer in settings.layers), settings.output.kind),
        loss=settings.loss.kind,
        rows=min(batch, MAX_ROWS),
        sparse=sparse and len(settings.layers) > 0,
        weighted=weighted,
        chunked=training.batch_size is None or batch > MAX_ROWS,
    )


def reasons_against(problem: Problem, settings: Settings) -> list[str]:
    """Why the compiled engine would leave a problem to the reference; empty for all that the specification allows."""
    if not _has_llvm():
        return ["llvmlite, which compiles, is not installed: pip install llvmlite"]
    if settings.loss.kind == "cross_entropy" and not all(part.one_hot for part in problem.parts.values()):
        return ["cross-entropy with targets that are not one-hot"]
    return []


@lru_cache(maxsize=1)
def _has_llvm() -> bool:
    """Whether there is a compiler; it is not imported before something is to be compiled, as that takes a while."""
    try:
        return find_spec("llvmlite.binding") is not None
    except ModuleNotFoundError:
        return False


def is_weighted(problem: Problem) -> bool:
    """Whether examples of any part have weights."""
    return any(part.weights is not None for part in problem.parts.values())


class CompiledEngine:
    """Advances a run with machine code that was written for exactly this network.

    State arrays are float32. What cannot be compiled falls back to the reference by itself; `explain` says so.

    Args:
        threads: how many may share a very large batch; None for two, if there are as many processors. The result does
            not depend on it.

    Example:
        >>> CompiledEngine().name
        'compiled'
    """

    name = "compiled"

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads or min(THREADS, os.cpu_count() or 1)
        self._kernel: Kernel | None = None
        self._reference: ReferenceEngine | None = None
        self._reasons: list[str] = []
        self._known: dict[str, tuple[Examples, Shape, Part]] = {}
        self._skipping: tuple[Examples, bool] | None = None
        self._stop = np.zeros(1, np.int32)

    # -- opening -----------------------------------------------------------------------------------------------------

    def open(self, problem: Problem, settings: Settings, state: RunState) -> None:
        """Take up a run; also called again after a live change, which compiles only if the kernel's shape differs."""
        self._problem, self._settings = problem, settings
        self._optimizer = settings.training.optimizer.kind
        self._reasons = reasons_against(problem, settings)
        if not self._reasons:
            self._reasons = self._prepare(problem, settings, state)
        if self._reasons:
            self.close()
            self._reference = ReferenceEngine()
            self._reference.open(problem, settings, state)
            return
        self._reference = None
        self._take_data(problem)
        self._take_state(state)
        self._fill_frame()

    def _prepare(self, problem: Problem, settings: Settings, state: RunState) -> list[str]:
        """Get the kernel; returns why there is none."""
        train = problem.train
        if self._skipping is None or self._skipping[0] is not train:
            self._skipping = train, worth_skipping(train.X)
        usable = bool(np.isfinite(state.parameters[0]).all())  # 0 · NaN is NaN: such a product must not be skipped
        try:
            self._take_kernel(shape_of(settings, sparse=self._skipping[1] and usable, weighted=is_weighted(problem)))
        except (ImportError, OSError) as error:  # it is installed, but not for this system
            return [f"llvmlite, which compiles, does not work here: {error}"]
        return []

    def _take_kernel(self, shape: Shape) -> None:
        from glassnet.engines.compiled import cache  # LLVM is loaded only by those who compile

        kernel = cache.acquire(shape)
        if self._kernel is not None:
            cache.release(self._kernel)
        self._kernel, self._shape = kernel, shape
        self._library = cache.library()
        self._layout = Layout(shape)
        self._wide = Layout(shape, shape.evaluated_rows)  # the same parameters; the scratch that evaluations need

    def _take_data(self, problem: Problem) -> None:
        """Copy the parts that are new; those that an earlier call has copied are kept."""
        form = Shape(self._shape.sizes, (), self._shape.loss, 0, self._shape.sparse)  # what the copies depend on
        known = self._known
        self._known = {}
        for name, part in problem.parts.items():
            seen = known.get(name)
            if seen is None or seen[0] is not part or seen[1] != form:
                seen = (part, form, Part(part, self._layout))
            self._known[name] = seen
        self._data = {name: entry[2] for name, entry in self._known.items()}
        most = max(data.n for data in self._data.values())
        self._identity = np.arange(most, dtype=np.int32)
        self._order = np.zeros(padded(self._data["train"].n), np.int32)  # the kernel fills whole vectors
        rows = [
            (d.inputs.address, d.Y.ctypes.data, d.classes.ctypes.data, d.weights.ctypes.data, d.n)
            for d in self._data.values()
        ]
        self._parts = np.array(rows, np.int64).reshape(len(rows), len(PART))

    def _take_state(self, state: RunState) -> None:
        layout = self._layout
        self._theta = aligned(layout.parameters)
        layout.pack(state.parameters, self._theta)
        layout.silence(self._theta)
        self._slots = {name: aligned(layout.parameters) for name in OPTIMIZERS[self._optimizer].slots}
        for name, block in self._slots.items():
            layout.pack([slots[name] for slots in state.slots], block)
        self._slot_steps = state.slot_steps
        self._gradients = aligned(layout.parameters)
        self._scratch = aligned(max(layout.scratch, self._wide.scratch))
        self._mask = aligned(layout.parameters)
        self._mask[:] = layout.weight_mask
        self._cursor = state.cursor

    def _fill_frame(self) -> None:
        """Everything that may change without compiling."""
        training, loss = self._settings.training, self._settings.loss
        train = self._data["train"]
        self._activation_settings = np.zeros(len(self._shape.sizes), np.float32)
        for i, layer in enumerate(self._settings.layers):
            self._activation_settings[i] = next(iter(layer.activation.settings().values()), 0.0)
        self._dropout = np.zeros((max(1, self._shape.hidden), 2), np.uint32)
        for i, layer in enumerate(self._settings.layers):
            self._dropout[i, 0] = int(layer.dropout * 2**32)
            self._dropout[i, 1] = np.float32(1.0 / (1.0 - layer.dropout)).view(np.uint32)
        self._no_dropout = np.zeros_like(self._dropout)
        self._hyper = np.zeros(8, np.float32)
        for i, name in enumerate(CONSTANT[self._optimizer], start=len(CHANGING)):
            self._hyper[i] = _constant(name, training.optimizer.settings())
        slots = [block.ctypes.data for block in self._slots.values()] + [0, 0]
        batch = min(training.batch_size or train.n, train.n)
        self._segment_rows = segment_rows(batch, self._layout.parameters)
        self._team = aligned(TEAM_SIZE, np.int64)
        self._blocks = aligned(SEGMENTS * block_size(self._layout.parameters) if self._segment_rows else 1)
        middle = 0.5 if self._problem.encoding == "class" and loss.kind != "binary_cross_entropy" else 0.0
        code, library = self._code, self._library
        self._frame = Frame(
            batch_code=library.address("share") if self._segment_rows else code.batch, segment_code=code.segment,
            segment_rows=self._segment_rows, blocks=self._blocks.ctypes.data, team=self._team.ctypes.data,
            yield_code=yielding(), evaluate_code=code.evaluation.address, answers_code=code.answers,
            update_code=library.address(f"update_{self._optimizer}"), dropout_code=library.address("dropout"),
            parameters=self._layout.parameters,
            X=train.inputs.address, Y=train.Y.ctypes.data, weights=train.weights.ctypes.data, examples=train.n,
            identity=self._identity.ctypes.data, order=self._order.ctypes.data,
            theta=self._theta.ctypes.data, slot0=slots[0], slot1=slots[1],
            gradients=self._gradients.ctypes.data, mask=self._mask.ctypes.data, scratch=self._scratch.ctypes.data,
            settings=self._activation_settings.ctypes.data, dropout=self._dropout.ctypes.data,
            no_dropout=self._no_dropout.ctypes.data, hyper=self._hyper.ctypes.data,
            descends=int(self._optimizer == "sgd" and self._layout.descends),
            batch=batch, shuffle=int(training.shuffle),
            seed=training.seed, dropout_seed=training.dropout_seed,
            loss_setting=float(next(iter(loss.settings().values()), 0.0)), l1=training.l1, l2=training.l2,
            clip=inf if training.clip_norm is None else training.clip_norm, middle=middle,
            parts=self._parts.ctypes.data, part_count=len(self._parts), stop=self._stop.ctypes.data,
            step=self._cursor.step, epoch=self._cursor.epoch, offset=self._cursor.offset,
            ordered=NO_ROWS, norm=nan,
        )  # fmt: skip

    # -- going on ------------------------------------------------------------------------------------------------------

    def advance(self, plan: Plan) -> Progress:
        """Take as many steps as the plan has entries, in one call without the interpreter's lock.

        It stops where the loss is not finite, and after the present step if `stop` is called meanwhile.
        """
        if self._reference is not None:
            return self._reference.advance(plan)
        steps = len(plan.learning_rate)
        if steps == 0:
            return Progress(0)
        frame = self._frame
        decay = self._settings.training.optimizer.settings().get("weight_decay", 0.0)
        with np.errstate(over="ignore"):
            rate = (plan.learning_rate / plan.correction1).astype(np.float32)
            inverse2 = (1.0 / plan.correction2).astype(np.float32)
            decays = (plan.learning_rate * decay).astype(np.float32)
        marks = np.array([*plan.marks, 0], np.int64)
        width = len(RESULT) * len(self._parts) + len(BESIDE)
        results = np.zeros((len(plan.marks) + 1, width))
        frame.steps = steps
        frame.rate, frame.inverse2, frame.decay = (a.ctypes.data for a in (rate, inverse2, decays))
        frame.marks, frame.results = marks.ctypes.data, results.ctypes.data
        frame.taken = frame.diverged = frame.evaluated = 0
        running = self._code, self._library  # held here, so that closing meanwhile frees no code that runs
        with self._helpers(running[1]):
            running[1].train(ctypes.addressof(frame))
        self._stop[0] = 0
        self._slot_steps += frame.taken
        self._cursor = Cursor(frame.step, frame.epoch, frame.offset)
        evaluations = self._evaluations(np.array(plan.marks[: frame.evaluated], np.int64), results[: frame.evaluated])
        if frame.diverged and frame.taken not in plan.marks[: frame.evaluated]:
            frame.norm = nan  # the last step's gradient is gone
        return Progress(frame.taken, bool(frame.diverged), evaluations)

    @contextmanager
    def _helpers(self, library: "Library") -> Iterator[None]:
        """Threads that share batches with the one that trains, if these are large enough."""
        helpers = []
        if self._segment_rows and self._threads > 1:
            seen, self._team[MEETING_POINTS.index("over") * APART] = int(self._team[0]), 0
            for _ in range(self._threads - 1):
                scratch = aligned(self._layout.scratch)
                work = (ctypes.addressof(self._frame), scratch.ctypes.data, seen)
                helpers.append((threading.Thread(target=library.help, args=work, daemon=True), scratch))
        for thread, _ in helpers:
            thread.start()
        try:
            yield
        finally:
            self._team[MEETING_POINTS.index("over") * APART] = 1
            for thread, _ in helpers:
                thread.join()

    def stop(self) -> None:
        """Let a running `advance` return after its present step; called from another thread."""
        self._stop[0] = 1

    @property
    def _code(self) -> "Kernel":
        if self._kernel is None:
            raise RuntimeError("the engine has not been opened")
        return self._kernel

    def _evaluations(self, after: npt.NDArray[np.int64], results: npt.NDArray[np.float64]) -> Evaluations:
        """What the kernel found at the marks, as a table."""
        by_value = self._problem.encoding == "value"
        table = np.full((len(after), len(FOUND)), nan)
        found = results[:, : -len(BESIDE)].reshape(len(after), len(self._data), len(RESULT))
        for i, (name, data) in enumerate(self._data.items()):
            table[:, FOUND.index(f"{name}_loss")] = found[:, i, 0]
            table[:, FOUND.index(f"{name}_score")] = data.scores(found[:, i], by_value=by_value)
        table[:, FOUND.index("gradient_norm")] = results[:, -2]
        table[:, FOUND.index("penalty")] = results[:, -1]
        return Evaluations(after, table, tuple(self._data))

    def evaluate(self) -> Evaluation:
        """Evaluate all parts on the present weights."""
        if self._reference is not None:
            return self._reference.evaluate()
        frame, code = self._frame, self._code
        row = np.zeros(len(RESULT) * len(self._parts) + len(BESIDE))
        for i, data in enumerate(self._data.values()):
            code.evaluation.run(
                code.answers, frame.theta, frame.scratch, frame.settings, data.inputs.address, data.Y.ctypes.data,
                data.classes.ctypes.data, data.weights.ctypes.data, frame.identity, frame.no_dropout, data.n,
                frame.loss_setting, frame.middle, row[len(RESULT) * i :].ctypes.data,
            )  # fmt: skip
        penalty = self._library.penalty(frame.theta, frame.mask, frame.l1, frame.l2, frame.parameters)
        row[-len(BESIDE) :] = frame.norm, penalty
        return self._evaluations(np.zeros(1, np.int64), row[None])[0]

    def forward(self, X: Array) -> list[Array]:
        """The activations of every layer in evaluation mode: of float32 X by `grid`, of others by the reference."""
        if self._reference is not None:
            return self._reference.forward(X)
        if X.dtype != np.float32:
            reference = ReferenceEngine()
            state = self.snapshot()
            wide = tuple(p.astype(X.dtype) for p in state.parameters)
            reference.open(self._problem, self._settings, RunState(wide, state.slots))
            return reference.forward(X)
        from glassnet.engines.compiled.grid import compile_grid  # read by those who draw

        kernel = compile_grid(self._settings, self._problem.encoding)
        with np.errstate(all="ignore"):  # a diverged network says inf
            return [*kernel(self._theta, X, self._activation_settings)]

    def snapshot(self) -> RunState:
        """The present state, in float32 arrays that no later step changes."""
        if self._reference is not None:
            return self._reference.snapshot()
        parameters = self._layout.unpack(self._theta)
        each = {name: self._layout.unpack(block) for name, block in self._slots.items()}
        slots = tuple({name: arrays[i] for name, arrays in each.items()} for i in range(len(parameters)))
        return RunState(parameters, slots, self._slot_steps, self._cursor)

    def explain(self) -> str:
        """How the open run is computed: its kernel, or why it is left to the reference."""
        if self._reasons:
            return "reference: " + "; ".join(self._reasons)
        return f"compiled: {self._shape}" if self._kernel is not None else "not opened"

    def close(self) -> None:
        """Release the kernel and the memory."""
        if self._kernel is not None:
            from glassnet.engines.compiled import cache

            cache.release(self._kernel)
            self._kernel = None
        self._known = {}


@lru_cache(maxsize=1)
def yielding() -> int:
    """The address of the system's function that lets another thread run; 0 if it is not found."""
    try:
        on_windows = os.name == "nt"
        system = ctypes.CDLL("kernel32" if on_windows else None)
        function = getattr(system, "SwitchToThread" if on_windows else "sched_yield")
        return ctypes.cast(function, ctypes.c_void_p).value or 0
    except (OSError, AttributeError):
        return 0


def _constant(name: str, settings: dict[str, Any]) -> float:
    """A number of the optimizer that does not change with the step; `one_less_x` is 1 − x."""
    if name.startswith("one_less_"):
        return 1.0 - float(settings[name.removeprefix("one_less_")])
    return float(settings[name])
