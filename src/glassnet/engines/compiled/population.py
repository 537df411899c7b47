"""Training thousands of networks at once: one in each lane of a vector, groups of eight on every core.

All networks have one architecture, one optimizer and one set of data; everything else may differ from network to
network: initial weights, seeds, learning rates and schedules, penalties, dropout, the settings of activations,
optimizer and loss. Each is trained as it would be alone: the same batches, the same masks, and no rounding depends on
its neighbours, on how many there are, or on the number of threads.
"""

import ctypes
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines.compiled.layout import Floats32, Shape, aligned
from glassnet.engines.compiled.losses import mean_factor
from glassnet.engines.compiled.optimizers import CONSTANT
from glassnet.engines.compiled.population_frame import BESIDE, RESULT, GroupFrame
from glassnet.engines.compiled.population_layout import PopulationLayout, PopulationShape, rows_for
from glassnet.engines.compiled.population_values import Flags, Member, PopulationPlan, PopulationProgress, Recorded
from glassnet.engines.compiled.types import LANES
from glassnet.engines.protocol import Floats, Problem, Settings
from glassnet.engines.state import RunState, walk
from glassnet.nn import OPTIMIZERS

__all__ = ["Member", "Population", "PopulationPlan", "PopulationProgress", "Recorded"]


class Population:
    """Networks of one architecture that are trained together.

    Args:
        problem: the data, the same for all.
        members: the networks; they stand at the same step, and may differ in everything but sizes, kinds of
            activation, loss and optimizer, batch size and shuffling.
        threads: how many to use; None for one for each processor.

    Raises:
        ValueError: if there is no network, or one differs where it must not, or examples have weights.
    """

    def __init__(self, problem: Problem, members: Sequence[Member], *, threads: int | None = None) -> None:
        if not members:
            raise ValueError("a population needs at least one network")
        if any(part.weights is not None for part in problem.parts.values()):
            raise ValueError("a population is trained on examples without weights")
        _check_alike(members)
        first = members[0]
        training = first.settings.training
        n = len(problem.train.X)
        self._batch = min(training.batch_size or n, n)
        self._problem, self._members = problem, list(members)
        self._shape = _shape(first.settings)
        self._layout = PopulationLayout(self._shape.network)
        self._kernel = _kernel(self._shape)
        self._groups = -(-len(members) // LANES)
        self._threads = max(1, min(threads or os.cpu_count() or 1, self._groups))
        self._cursor, self._slot_steps = first.state.cursor, first.state.slot_steps
        self._taken = np.zeros(len(members), np.int64)
        self._take_data()
        self._take_states()
        self._take_settings()
        self._frames = self._make_frames()

    # -- from networks to lanes ----------------------------------------------------------------------------------------

    def _take_data(self) -> None:
        parts = self._problem.parts
        self._records = {name: self._layout.records(part) for name, part in parts.items()}
        rows = [(records.ctypes.data, len(records)) for records in self._records.values()]
        self._parts = np.array(rows, np.int64)
        values = {name: part.labels.astype(np.float64) for name, part in parts.items()}
        self._totals = {name: float(np.sum((v - v.mean()) ** 2)) for name, v in values.items()}  # for R²

    def _take_states(self) -> None:
        layout, kind = self._layout, self._shape.optimizer
        slots = OPTIMIZERS[kind].slots
        self._theta = self._block()
        self._slots = {name: self._block() for name in slots}
        for g in range(self._groups):
            states = [m.state for m in self._members[g * LANES : (g + 1) * LANES]]
            layout.pack_group([s.parameters for s in states], self._theta[g])
            if self._slot_steps:  # slots that have seen no step are zero
                for name, block in self._slots.items():
                    layout.pack_group([[slot[name] for slot in s.slots] for s in states], block[g])
        self._alive = self._lanes(np.full(len(self._members), -1, np.int32))
        self._norms = np.full((self._groups, LANES), np.nan)

    def _block(self) -> Floats32:
        """Room for a number of each parameter of every network: (groups, parameters, lanes)."""
        return aligned(self._groups * self._layout.count * LANES).reshape(self._groups, -1, LANES)

    def _lanes(self, values: npt.ArrayLike, dtype: Any = None) -> npt.NDArray[Any]:
        """Numbers of each network, (networks, …) → (groups, …, lanes); empty lanes repeat the last network's."""
        given = np.asarray(values, dtype)
        missing = self._groups * LANES - len(given)
        full = np.concatenate([given, np.repeat(given[-1:], missing, axis=0)])
        grouped = full.reshape(self._groups, LANES, *given.shape[1:])
        return np.ascontiguousarray(np.moveaxis(grouped, 1, -1))

    def _take_settings(self) -> None:
        """Everything that may differ from network to network, lane by lane."""
        settings = [m.settings for m in self._members]
        training = [s.training for s in settings]
        optimizers = [t.optimizer.settings() for t in training]
        rates = np.array([[layer.dropout for layer in s.layers] for s in settings]).reshape(len(settings), -1)
        activations = [[_only(layer.activation.settings()) for layer in s.layers] + [0.0] for s in settings]
        constants = [[_constant(name, o) for name in CONSTANT[self._shape.optimizer]] or [0.0] for o in optimizers]
        seeds = self._lanes([t.seed for t in training], np.int64)
        self._same_order = (seeds == seeds[:, :1]).all(axis=1)
        self._dropping, self._penalized = rates.any(), any(t.l1 or t.l2 for t in training)
        self._clipping = any(t.clip_norm is not None for t in training)
        thresholds = (rates * 2**32).astype(np.int64).astype(np.uint32)
        self._fields = {
            "order_seeds": seeds,
            "dropout_seeds": self._lanes([t.dropout_seed for t in training], np.int64),
            "settings": self._lanes(activations, np.float32),
            "thresholds": self._lanes(thresholds),
            "scales": self._lanes(1.0 / (1.0 - rates), np.float32),
            "hyper": self._lanes(constants, np.float32),
            "loss_setting": self._lanes([_only(s.loss.settings()) for s in settings], np.float32),
            "l1": self._lanes([t.l1 for t in training], np.float32),
            "l2": self._lanes([t.l2 for t in training], np.float32),
            "decay": self._lanes([o.get("weight_decay", 0.0) for o in optimizers], np.float32),
            "clip": self._lanes([inf if t.clip_norm is None else t.clip_norm for t in training], np.float64),
            "alive": self._alive,
            "norms": self._norms,
        }

    # -- going on ------------------------------------------------------------------------------------------------------

    def advance(self, plan: PopulationPlan) -> PopulationProgress:
        """Take as many steps as the plan says, without the interpreter's lock.

        A network whose loss is not finite keeps its weights from there on; the others are not disturbed.
        """
        if plan.steps == 0:
            return PopulationProgress(np.zeros(len(self._members), np.int64), self.diverged, self._recorded(None, 0))
        marks = np.array([*plan.marks, 0], np.int64)
        taken = np.zeros((self._groups, LANES), np.int32)
        results = np.zeros((self._groups, max(1, len(plan.marks)), self._width, LANES))
        with np.errstate(over="ignore", divide="ignore"):
            tables = [
                self._table(values, plan.steps)
                for values in (plan.learning_rate, 1.0 / plan.correction1, 1.0 / plan.correction2)
            ]
        end = walk(self._cursor, plan.steps, len(self._problem.train.X), self._batch).end

        marked, found, counted = (_Addresses(array) for array in (marks, results, taken))
        rates = [_Addresses(table) for table in tables]
        by_step = [LANES if table.shape[1] > 1 else 0 for table in tables]

        def group(frame: GroupFrame, g: int) -> None:
            frame.steps, frame.marks = plan.steps, marked.of(0)
            frame.results, frame.taken = found.of(g), counted.of(g)
            frame.rates, frame.inverse1, frame.inverse2 = (table.of(g) for table in rates)
            frame.by_rate, frame.by_inverse1, frame.by_inverse2 = by_step
            self._kernel.train(ctypes.addressof(frame))

        self._each_group(group)
        self._cursor, self._slot_steps = end, self._slot_steps + plan.steps
        steps = taken.reshape(-1)[: len(self._members)].astype(np.int64)
        self._taken += steps
        reached = np.array(plan.marks)[None, :] <= steps[:, None]
        recorded = self._recorded(results[:, : len(plan.marks)], len(plan.marks), reached)
        return PopulationProgress(steps, self.diverged, recorded)

    def evaluate(self) -> Recorded:
        """Evaluate all networks on the present weights."""
        results = np.zeros((self._groups, 1, self._width, LANES))
        self._each_group(
            lambda frame, g: self._kernel.evaluate(ctypes.addressof(frame), results[g].ctypes.data)
        )  # fmt: skip
        return self._recorded(results, 1)

    @property
    def diverged(self) -> Flags:
        """Which networks have diverged, (networks,)."""
        flags: Flags = self._alive.reshape(-1)[: len(self._members)] == 0
        return flags

    def snapshot(self) -> list[RunState]:
        """The present state of every network; one that has diverged stands where its loss was no longer finite."""
        states = []
        for i in range(len(self._members)):
            g, lane = divmod(i, LANES)
            parameters = self._layout.unpack_lane(self._theta[g, :, lane])
            each = {name: self._layout.unpack_lane(block[g, :, lane]) for name, block in self._slots.items()}
            slots = tuple({name: arrays[k] for name, arrays in each.items()} for k in range(len(parameters)))
            start, taken = self._members[i].state, int(self._taken[i])
            cursor = walk(start.cursor, taken, len(self._problem.train.X), self._batch).end
            states.append(RunState(parameters, slots, start.slot_steps + taken, cursor))
        return states

    # -- groups and threads --------------------------------------------------------------------------------------------

    def _each_group(self, work: Callable[[GroupFrame, int], None]) -> None:
        """Do something for each group, several at once; which thread takes which changes no result."""
        waiting, lock = iter(range(self._groups)), threading.Lock()

        def following() -> int | None:
            with lock:
                return next(waiting, None)

        def worker() -> None:
            scratch, gradients = aligned(self._layout.scratch), aligned(self._layout.count * LANES)
            order = aligned(len(self._problem.train.X) * LANES, np.int32)
            step, epoch, offset = self._cursor.step, self._cursor.epoch, self._cursor.offset
            addresses = [array.ctypes.data for array in (scratch, gradients, order)]
            while (g := following()) is not None:
                frame = self._frames[g]
                frame.scratch, frame.gradients, frame.order = addresses
                frame.step, frame.epoch, frame.offset = step, epoch, offset
                work(frame, g)

        if self._threads == 1:
            worker()
            return
        with ThreadPoolExecutor(self._threads) as pool:
            for done in [pool.submit(worker) for _ in range(self._threads)]:
                done.result()

    def _make_frames(self) -> list[GroupFrame]:
        """What the code is told about each group, made once: it takes fifty times as long as a step does."""
        problem, train = self._problem, self._records["train"]
        loss = self._members[0].settings.loss.kind
        every = GroupFrame(
            data=train.ctypes.data, examples=len(train), batch=self._batch,
            shuffle=int(self._members[0].settings.training.shuffle),
            dropping=int(self._dropping), penalized=int(self._penalized), clipping=int(self._clipping),
            middle=0.5 if problem.encoding == "class" and loss != "binary_cross_entropy" else 0.0,
            parts=self._parts.ctypes.data, part_count=len(self._parts),
        )  # fmt: skip
        slots = {f"slot{k}": block for k, block in enumerate(self._slots.values())}
        own = {name: _Addresses(array) for name, array in ({"theta": self._theta} | slots | self._fields).items()}
        frames = []
        for g, same in enumerate(self._same_order):
            frame = GroupFrame.from_buffer_copy(every)
            frame.same_order = int(same)
            for name, addresses in own.items():
                setattr(frame, name, addresses.of(g))
            frames.append(frame)
        return frames

    def _table(self, values: Floats, steps: int) -> Floats32:
        """Numbers of each step in lanes, (groups or 1, steps or 1, lanes)."""
        given = np.asarray(values, np.float64)
        networks = len(self._members)
        if given.ndim != 2 or given.shape[0] not in (1, networks) or given.shape[1] not in (1, steps):
            raise ValueError(f"a plan's array has shape {given.shape}: it must be ({networks} or 1, {steps} or 1)")
        narrow = given.astype(np.float32)
        if len(narrow) == 1:
            return np.repeat(narrow[:, :, None], LANES, axis=2)
        table: Floats32 = self._lanes(narrow)
        return table

    # -- what evaluations found ----------------------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        """Numbers of an evaluation."""
        return len(RESULT) * len(self._parts) + len(BESIDE)

    def _recorded(self, results: Floats | None, count: int, reached: Flags | None = None) -> Recorded:
        """Losses and scores from what the kernel found, (groups, evaluations, numbers, lanes)."""
        networks = len(self._members)
        if results is None:
            results = np.zeros((self._groups, count, self._width, LANES))
        found = np.moveaxis(results, -1, 1).reshape(self._groups * LANES, count, self._width)[:networks]
        if reached is not None:
            found = np.where(reached[:, :, None], found, np.nan)
        loss, score = {}, {}
        factor = mean_factor(self._shape.network)
        for k, (name, part) in enumerate(self._problem.parts.items()):
            total, right, residual = np.moveaxis(found[:, :, k * len(RESULT) : (k + 1) * len(RESULT)], -1, 0)
            loss[name] = total / (len(part.X) * factor)
            if self._problem.encoding != "value":
                score[name] = right / len(part.X)
            elif self._totals[name] == 0.0:
                score[name] = np.where(np.isnan(residual), np.nan, residual == 0.0)
            else:
                score[name] = 1.0 - residual / self._totals[name]
        norm, penalty = found[:, :, -2], found[:, :, -1]
        return Recorded(loss, score, penalty, norm)


class _Addresses:
    """Where the groups' parts of an array are; of one that has a single part, all groups have that."""

    def __init__(self, array: npt.NDArray[Any]) -> None:
        self._first, self._stride = array.ctypes.data, array.strides[0] if len(array) > 1 else 0
        self._array = array  # what has an address must stay

    def of(self, g: int) -> int:
        """The address of a group's part."""
        return self._first + g * self._stride


class _Kernel:
    """The machine code of a shape."""

    def __init__(self, shape: PopulationShape) -> None:
        from glassnet.engines.compiled import cache  # LLVM is loaded only by those who compile
        from glassnet.engines.compiled.population_train import write_population

        code = cache.loaded(repr(shape), partial(write_population, shape))
        self.train = code.function("train", None, ctypes.c_void_p)
        self.evaluate = code.function("evaluate", None, ctypes.c_void_p, ctypes.c_void_p)


@lru_cache(maxsize=32)
def _kernel(shape: PopulationShape) -> _Kernel:
    return _Kernel(shape)


def _shape(settings: Settings) -> PopulationShape:
    training = settings.training
    kinds = (*(layer.activation.kind for layer in settings.layers), settings.output.kind)
    rows = rows_for(training.batch_size)
    network = Shape(settings.sizes, kinds, settings.loss.kind, rows)
    return PopulationShape(network, training.optimizer.kind, chunked=training.batch_size != rows)


def _check_alike(members: Sequence[Member]) -> None:
    """Say in which one a network differs where it must not."""

    def common(m: Member) -> dict[str, Any]:
        return {
            "sizes, activations, loss, optimizer or batch size": _shape(m.settings),
            "batch size": m.settings.training.batch_size,
            "shuffling": m.settings.training.shuffle,
            "step at which they stand": (m.state.cursor, m.state.slot_steps),
        }

    first = common(members[0])
    for i, member in enumerate(members[1:], start=1):
        for what, value in common(member).items():
            if value != first[what]:
                raise ValueError(
                    f"network {i} of the population differs from the first: {what} {value}; all must have {first[what]}"
                )


def _only(settings: dict[str, Any]) -> float:
    """The one number that a choice has, or 0."""
    return float(next(iter(settings.values()), 0.0))


def _constant(name: str, settings: dict[str, Any]) -> float:
    """A number of the optimizer that does not change with the step; `one_less_x` is 1 − x."""
    if name.startswith("one_less_"):
        return 1.0 - float(settings[name.removeprefix("one_less_")])
    return float(settings[name])
