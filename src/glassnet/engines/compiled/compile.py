"""From the text of a module to machine code in memory: the only file that talks to LLVM.

LLVM's middle end (inlining, vectorising, loop transformations) has nothing to do here: the code generator was told
exactly what to write. So it is left out, which makes compiling several times faster, and only the back end runs:
instruction selection, register allocation, scheduling. What it makes is an object file, as a C compiler would write
to disk; it is loaded from memory, whether it has just been made or comes from the cache. Then, where `loader` knows
how, LLVM is not even imported: that would take a fifth of the time of a program that trains a small network.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from glassnet.engines.compiled.loader import mapped

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
        triple = _llvm().get_process_triple()
        return cls(triple, "", "", fused=triple.startswith(("aarch64", "arm64")))

    @classmethod
    def aarch64(cls) -> "Target":
        """A 64-bit ARM processor under Linux."""
        return cls("aarch64-unknown-linux-gnu", "generic", "", fused=True)

    @property
    def x86(self) -> bool:
        """Whether it is one of x86's family, with 64 bits."""
        return self.triple.startswith(("x86_64", "amd64"))

    def machine(self) -> Any:
        """LLVM's back end for this target."""
        llvm = _llvm()
        if self.triple.startswith("aarch64") and not llvm.get_process_triple().startswith("aarch64"):
            llvm.initialize_all_targets()
            llvm.initialize_all_asmprinters()
        # Code and constants lie close together (see `Loaded`), so that constants need no 64-bit addresses. LLVM's
        # loader takes ELF objects everywhere.
        target = llvm.Target.from_triple(self.triple + ("-elf" if os.name == "nt" else ""))
        return target.create_target_machine(cpu=self.cpu, features=self.features, opt=2, codemodel="small")


@lru_cache(maxsize=1)
def _host() -> Target:
    llvm = _llvm()
    features = llvm.get_host_cpu_features()
    triple = llvm.get_process_triple()
    fused = bool(features.get("fma")) or triple.startswith(("aarch64", "arm64"))
    return Target(triple, llvm.get_host_cpu_name(), features.flatten(), fused)


@lru_cache(maxsize=1)
def _llvm() -> Any:
    """LLVM, imported by those who compile."""
    import llvmlite.binding as llvm  # type: ignore[import-untyped]

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm


def object_code(ir: str, target: Target) -> bytes:
    """Machine code of a module, as an object file.

    Raises:
        RuntimeError: if LLVM does not accept the module.
    """
    with _LOCK:
        machine = target.machine()
        module = _llvm().parse_assembly(ir)
        module.verify()
        code: bytes = machine.emit_object(module)
        return code


def assembly(ir: str, target: Target) -> str:
    """The same machine code for people to read."""
    with _LOCK:
        module = _llvm().parse_assembly(ir)
        text: str = target.machine().emit_assembly(module)
        return text


class Loaded:
    """Machine code that is ready to be called; it stays in memory as long as this object lives.

    Args:
        code: an object file made for this machine.
    """

    def __init__(self, code: bytes) -> None:
        own = mapped(code)
        self._address = own.address if own else _loaded_by_llvm(code)

    def address(self, name: str) -> int:
        """The address of a function of the module."""
        address = int(self._address(name))
        if not address:
            raise RuntimeError(f"the compiled module has no function {name}")
        return address

    def function(self, name: str, returns: Any, *arguments: Any) -> Any:
        """A function of the module for Python to call; the global interpreter lock is released meanwhile."""
        function = ctypes.CFUNCTYPE(returns, *arguments)(self.address(name))
        vars(function)["owner"] = self  # whoever holds the function holds its code
        return function


def _loaded_by_llvm(code: bytes) -> Callable[[str], int]:
    """What gives the addresses of an object file's functions; as long as it lives, the code is in memory."""
    with _LOCK:
        llvm, machine = _llvm(), Target.host().machine()
        # llvmlite's memory manager puts all sections of an object into one piece of memory.
        engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine, use_lmm=True)
        engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        engine.finalize_object()
        address: Callable[[str], int] = engine.get_function_address
        return address


def llvm_version() -> str:
    """Which LLVM compiles: that of this release of llvmlite."""
    import llvmlite  # without LLVM, which is in llvmlite.binding

    return str(llvmlite.__version__)


NAMES_PROCESSOR = ("vendor_id", "cpu family", "model", "stepping", "flags")
"""Lines of /proc/cpuinfo from which all follows that LLVM knows of an x86 processor."""


@lru_cache(maxsize=1)
def processor() -> str:
    """What the code for this machine depends on: what the system says about its processor, else what LLVM says."""
    if sys.platform == "linux" and os.uname().machine == "x86_64":
        with suppress(OSError), open("/proc/cpuinfo", encoding="utf-8") as file:
            lines = dict(line.partition(":")[::2] for line in islice(file, 40))  # the first of many alike
            found = {name.strip(): value.strip() for name, value in lines.items()}
            if all(name in found for name in NAMES_PROCESSOR):
                return "\n".join(found[name] for name in NAMES_PROCESSOR)
    return repr(Target.host())
