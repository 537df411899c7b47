"""The kernels that are in use: one for each shape, shared by all runs, and kept a while after the last one ends.

A kernel that is asked for is looked up in three places: the table of loaded ones (no time), the folder of object code
(about a millisecond), the compiler (tens). Machine code is freed by Python's own reference counting: whoever calls a
kernel holds a reference to it, and so it cannot go while it runs, whatever the table does.
"""

import ctypes
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from glassnet.engines.compiled.compile import Loaded, Target, llvm_version, object_code, processor
from glassnet.engines.compiled.layout import Shape
from glassnet.engines.compiled.store import Store, cache_folder

IDLE = 32
"""Kernels that stay loaded though no run uses them, the ones used last."""

_POINTER, _INTEGER, _FLOAT, _DOUBLE = ctypes.c_void_p, ctypes.c_int64, ctypes.c_float, ctypes.c_double


@dataclass(frozen=True)
class Kernel:
    """The code of one network, loaded.

    Attributes:
        shape: what it was compiled for.
        batch: address of the function that the training loop calls.
        segment: address of the function for a part of a batch; 0 if this kernel's batches are never cut.
        answers: address of the function that evaluations call.
        evaluation: loss and score of a part, shared by networks with equal outputs.
        code: keeps it in memory.
    """

    shape: Shape
    batch: int
    segment: int
    answers: int
    evaluation: "EvaluationCode"
    code: Loaded


@dataclass(frozen=True)
class EvaluationCode:
    """The code that evaluates all networks with equal outputs, loaded.

    Attributes:
        run: loss and score of a part, for Python to call.
        address: of the same function, for the training loop.
    """

    run: Any
    address: int


@dataclass(frozen=True)
class Library:
    """The code that all networks share, loaded.

    Attributes:
        train: the training loop.
        help: what another thread does meanwhile, if it shares the batches.
        penalty: the present penalty.
        code: keeps it in memory.
    """

    train: Any
    help: Any
    penalty: Any
    code: Loaded

    def address(self, name: str) -> int:
        """The address of a function that other code calls."""
        return self.code.address(name)


class _Table:
    """Loaded kernels with the number of runs that use each."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._used: dict[Shape, tuple[Kernel, int]] = {}
        self._idle: OrderedDict[Shape, Kernel] = OrderedDict()
        self._under_way: set[Shape] = set()
        self._made = threading.Condition(self._lock)

    def acquire(self, shape: Shape) -> Kernel:
        with self._lock:
            while shape in self._under_way:  # two runs that ask for one kernel compile it once
                self._made.wait()
            kernel = self._take(shape)
            if kernel is not None:
                return kernel
            self._under_way.add(shape)
        made: Kernel | None = None
        try:
            made = _load_kernel(shape)  # without the lock: whoever needs another kernel goes on
            return made
        finally:
            with self._lock:
                self._under_way.remove(shape)
                if made is not None:
                    self._used[shape] = made, 1
                self._made.notify_all()

    def _take(self, shape: Shape) -> Kernel | None:
        if shape in self._used:
            kernel, users = self._used[shape]
            self._used[shape] = kernel, users + 1
            return kernel
        idle = self._idle.pop(shape, None)
        if idle is not None:
            self._used[shape] = idle, 1
        return idle

    def has(self, shape: Shape) -> bool:
        with self._lock:
            return shape in self._used or shape in self._idle

    def release(self, kernel: Kernel) -> None:
        with self._lock:
            _, users = self._used[kernel.shape]
            if users > 1:
                self._used[kernel.shape] = kernel, users - 1
                return
            del self._used[kernel.shape]
            self._idle[kernel.shape] = kernel
            while len(self._idle) > IDLE:
                self._idle.popitem(last=False)

    def users(self, shape: Shape) -> int:
        with self._lock:
            return self._used[shape][1] if shape in self._used else 0

    def forget(self) -> None:
        with self._lock:
            self._idle.clear()


_TABLE = _Table()


def acquire(shape: Shape) -> Kernel:
    """The kernel of a shape, compiled if need be; give it back with `release`."""
    return _TABLE.acquire(shape)


def release(kernel: Kernel) -> None:
    """Say that a run needs a kernel no longer."""
    _TABLE.release(kernel)


def users(shape: Shape) -> int:
    """How many runs use the kernel of a shape at present."""
    return _TABLE.users(shape)


def forget_idle() -> None:
    """Drop the loaded kernels that no run uses."""
    _TABLE.forget()


def prepare(shape: Shape) -> None:
    """Compile and load a kernel ahead of its use, perhaps in another thread."""
    release(acquire(shape))


def has(shape: Shape) -> bool:
    """Whether the kernel of a shape is loaded, so that `acquire` takes no time."""
    return _TABLE.has(shape)


@lru_cache(maxsize=1)
def library() -> Library:
    """The shared code; compiled once for each machine and version, loaded once for each process."""
    code = loaded("library", _write_library)
    penalty = code.function("penalty", _DOUBLE, _POINTER, _POINTER, _DOUBLE, _DOUBLE, _INTEGER)
    helping = code.function("help", None, _POINTER, _POINTER, _INTEGER)
    return Library(code.function("train", None, _POINTER), helping, penalty, code)


def _load_kernel(shape: Shape) -> Kernel:
    code = loaded(repr(shape), partial(_write_kernel, shape))
    segment = code.address("segment") if shape.chunked else 0
    return Kernel(
        shape, code.address("batch"), segment, code.address("answers"), evaluation_of(shape.outputs_alone), code
    )


@lru_cache(maxsize=IDLE)
def evaluation_of(alone: Shape) -> EvaluationCode:
    """The code that evaluates networks of which `alone` are the outputs; compiled once, as the library is."""
    code = loaded(f"evaluation of {alone!r}", partial(_write_evaluation, alone))
    run = code.function("evaluate", None, *[_POINTER] * 10, _INTEGER, _FLOAT, _FLOAT, _POINTER)
    return EvaluationCode(run, code.address("evaluate"))


def _write_library(*, fused: bool) -> str:
    from glassnet.engines.compiled.library import write_library  # read only by those who compile

    return write_library(fused=fused, x86=Target.host().x86)


def _write_evaluation(alone: Shape, *, fused: bool) -> str:
    from glassnet.engines.compiled.evaluate import write_evaluation

    return write_evaluation(alone, fused=fused)


def _write_kernel(shape: Shape, *, fused: bool) -> str:
    from glassnet.engines.compiled.kernel import write_kernel

    return write_kernel(shape, fused=fused)


def loaded(what: str, write: Callable[..., str]) -> Loaded:
    """Code for this machine, from the folder or the compiler.

    Args:
        what: what it is, in a text that no other code has.
        write: gives its IR, told whether the target multiplies and adds with one rounding (`fused`).
    """
    key = key_of(what)
    return Loaded(_stored(key) or _compiled(key, write))


def _stored(key: str) -> bytes | None:
    return Store(cache_folder()).get(key)


def _compiled(key: str, write: Callable[..., str]) -> bytes:
    target = Target.host()
    code = object_code(write(fused=target.fused), target)
    Store(cache_folder()).put(key, code)
    return code


def key_of(what: str) -> str:
    """The name of object code for this machine on disk: all that it depends on, hashed."""
    parts = (what, processor(), llvm_version(), source_hash())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def source_hash() -> str:
    """A hash of the compiler's own source: another version never loads this one's code."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
