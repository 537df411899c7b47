"""From the text of a module to machine code in memory: the only file that talks to LLVM.

LLVM's middle end (inlining, vectorising, loop transformations) has nothing to do here: the code generator was told
exactly what to write. So it is left out, which makes compiling several times faster, and only the back end runs:
instruction selection, register allocation, scheduling. What it makes is an object file, as a C compiler would write
to disk; it is loaded from memory, whether it has just been made or comes from the cache.
"""

import ctypes
import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import llvmlite.binding as llvm  # type: ignore[import-untyped]

_LOCK = threading.RLock()
"""LLVM's global context, in which modules are parsed, belongs to one thread at a time."""


@dataclass(frozen=True)
class Target:
    """What code is made for.

    Attributes:
        triple: architecture, vendor and system, as LLVM names them.
        cpu: processor, as LLVM names it.
        features: what it can do, as LLVM spells it ("+avx2,-avx512f,…").
        fused: whether it multiplies and adds with one rounding.
    """

    triple: str
    cpu: str
    features: str
    fused: bool

    @classmethod
    def host(cls) -> "Target":
        """The processor that this runs on."""
        return _host()

    @classmethod
    def generic(cls) -> "Target":
        """The least that a processor of this machine's architecture can do: no vector extension is asked for."""
        triple = llvm.get_process_triple()
        return cls(triple, "", "", fused=triple.startswith(("aarch64", "arm64")))

    @classmethod
    def aarch64(cls) -> "Target":
        """A 64-bit ARM processor under Linux."""
        return cls("aarch64-unknown-linux-gnu", "generic", "", fused=True)

    def machine(self) -> Any:
        """LLVM's back end for this target."""
        if self.triple.startswith("aarch64") and not llvm.get_process_triple().startswith("aarch64"):
            llvm.initialize_all_targets()
            llvm.initialize_all_asmprinters()
        # Code and constants lie close together (see `Loaded`), so that constants need no 64-bit addresses. LLVM's
        # loader takes ELF objects everywhere.
        target = llvm.Target.from_triple(self.triple + ("-elf" if os.name == "nt" else ""))
        return target.create_target_machine(cpu=self.cpu, features=self.features, opt=2, codemodel="small")


@lru_cache(maxsize=1)
def _host() -> Target:
    _initialize()
    features = llvm.get_host_cpu_features()
    triple = llvm.get_process_triple()
    fused = bool(features.get("fma")) or triple.startswith(("aarch64", "arm64"))
    return Target(triple, llvm.get_host_cpu_name(), features.flatten(), fused)


@lru_cache(maxsize=1)
def _initialize() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def object_code(ir: str, target: Target) -> bytes:
    """Machine code of a module, as an object file.

    Raises:
        RuntimeError: if LLVM does not accept the module.
    """
    with _LOCK:
        _initialize()
        machine = target.machine()
        module = llvm.parse_assembly(ir)
        module.verify()
        code: bytes = machine.emit_object(module)
        return code


def assembly(ir: str, target: Target) -> str:
    """The same machine code for people to read."""
    with _LOCK:
        _initialize()
        module = llvm.parse_assembly(ir)
        text: str = target.machine().emit_assembly(module)
        return text


class Loaded:
    """Machine code that is ready to be called; it stays in memory as long as this object lives.

    Args:
        code: an object file made for this machine.
    """

    def __init__(self, code: bytes) -> None:
        with _LOCK:
            _initialize()
            machine = Target.host().machine()
            # llvmlite's memory manager puts all sections of an object into one piece of memory.
            self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine, use_lmm=True)
            self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
            self._engine.finalize_object()

    def address(self, name: str) -> int:
        """The address of a function of the module."""
        address = int(self._engine.get_function_address(name))
        if not address:
            raise RuntimeError(f"the compiled module has no function {name}")
        return address

    def function(self, name: str, returns: Any, *arguments: Any) -> Any:
        """A function of the module for Python to call; the global interpreter lock is released meanwhile."""
        function = ctypes.CFUNCTYPE(returns, *arguments)(self.address(name))
        vars(function)["owner"] = self  # whoever holds the function holds its code
        return function


def llvm_version() -> str:
    """The version of LLVM that compiles."""
    return ".".join(map(str, llvm.llvm_version_info))
