"""The kernels that are in use: one for each shape, shared by all runs, and kept a while after the last one ends.

A kernel that is asked for is looked up in three places: the table of loaded ones (no time), the folder of object code
(about a millisecond), the compiler (tens). Machine code is freed by Python's own reference counting: whoever calls a
kernel holds a reference to it, and so it cannot go while it runs, whatever the table does.
"""

import ctypes
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from glassnet.engines.compiled.compile import Loaded, Target, llvm_version, object_code
from glassnet.engines.compiled.kernel import write_kernel
from glassnet.engines.compiled.layout import Shape
from glassnet.engines.compiled.library import write_library
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
        evaluate: loss and score of a part.
        infer: activations of every layer.
        code: keeps it in memory.
    """

    shape: Shape
    batch: int
    evaluate: Any
    infer: Any
    code: Loaded


@dataclass(frozen=True)
class Library:
    """The code that all networks share, loaded.

    Attributes:
        train: the training loop.
        penalty: the present penalty.
        code: keeps it in memory.
    """

    train: Any
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

    def acquire(self, shape: Shape) -> Kernel:
        with self._lock:  # also while compiling: two runs that ask for one kernel compile it once
            if shape in self._used:
                kernel, users = self._used[shape]
            else:
                kernel = self._idle.pop(shape) if shape in self._idle else _load_kernel(shape)
                users = 0
            self._used[shape] = kernel, users + 1
            return kernel

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


@lru_cache(maxsize=1)
def library() -> Library:
    """The shared code; compiled once for each machine and version, loaded once for each process."""
    target = Target.host()
    key = key_of("library", target)
    code = Loaded(_stored(key) or _compiled(key, write_library(fused=target.fused), target))
    penalty = code.function("penalty", _DOUBLE, _POINTER, _POINTER, _DOUBLE, _DOUBLE, _INTEGER)
    return Library(code.function("train", None, _POINTER), penalty, code)


def _load_kernel(shape: Shape) -> Kernel:
    target = Target.host()
    key = key_of(repr(shape), target)
    code = Loaded(_stored(key) or _compiled(key, write_kernel(shape, fused=target.fused), target))
    evaluate = code.function("evaluate", None, *[_POINTER] * 8, _INTEGER, _FLOAT, _FLOAT, _POINTER)
    infer = code.function("infer", None, *[_POINTER] * 5, _INTEGER, _POINTER)
    return Kernel(shape, code.address("batch"), evaluate, infer, code)


def _stored(key: str) -> bytes | None:
    return Store(cache_folder()).get(key)


def _compiled(key: str, ir: str, target: Target) -> bytes:
    code = object_code(ir, target)
    Store(cache_folder()).put(key, code)
    return code


def key_of(what: str, target: Target) -> str:
    """The name of object code on disk: all that it depends on, hashed."""
    parts = (what, repr(target), llvm_version(), source_hash())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def source_hash() -> str:
    """A hash of the compiler's own source: another version never loads this one's code."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
