"""Object files are linked and loaded as LLVM does it; what the linker does not know is left to LLVM."""

import ctypes
import gc
import struct
import sys
from pathlib import Path

import pytest

from glassnet.engines.compiled import compile as compiler
from glassnet.engines.compiled.compile import Loaded, Target, object_code
from glassnet.engines.compiled.loader import link, mapped
from tests.support import run_python

SOURCE = """
define internal float @twice(float %x) noinline {
  %y = fmul float %x, 2.0
  ret float %y
}
define float @more(float %x) {
  %y = call float @twice(float %x)
  %z = fadd float %y, 0.125
  ret float %z
}
define float @less(float %x) {
  %y = call float @twice(float %x)
  %z = fsub float %y, 3.5
  ret float %z
}
"""
OUTSIDE = "declare float @cosf(float)\ndefine float @more(float %x) {\n%y = call float @cosf(float %x)\nret float %y\n}"
WRITABLE = "@kept = global float 0.0\ndefine float @more(float %x) {\n%y = load float, ptr @kept\nret float %y\n}"
here = pytest.mark.skipif(
    sys.platform != "linux" or not Target.host().triple.startswith("x86_64"), reason="the loader is for Linux on x86-64"
)


def code(source: str = SOURCE) -> bytes:
    return object_code(source, Target.host())


@here
def test_the_functions_of_an_object_compute_what_they_say() -> None:
    image = link(code())
    assert image is not None
    assert sorted(image.functions) == ["less", "more"]  # what is internal has no name outside
    loaded = Loaded(code())
    for name, expected in (("more", 10.125), ("less", 6.5)):
        assert loaded.function(name, ctypes.c_float, ctypes.c_float)(5.0) == expected


def test_without_the_own_loader_llvm_s_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "mapped", lambda code: None)
    loaded = Loaded(code())
    assert loaded.function("more", ctypes.c_float, ctypes.c_float)(5.0) == 10.125
    with pytest.raises(RuntimeError, match="has no function thrice"):
        loaded.address("thrice")


@here
def test_a_function_that_there_is_not_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="has no function twice"):
        Loaded(code()).address("twice")


@pytest.mark.parametrize("source", [OUTSIDE, WRITABLE], ids=["a call to the outside", "memory that is written"])
def test_what_the_linker_does_not_know_is_left_to_llvm(source: str) -> None:
    assert link(code(source)) is None


def test_other_files_are_left_to_llvm() -> None:
    for_arm = object_code(SOURCE, Target.aarch64())
    assert for_arm.startswith(b"\x7fELF")
    for file in (for_arm, b"", b"\xcf\xfa\xed\xfe" + bytes(100)):
        assert link(file) is None


@here
def test_an_unknown_relocation_is_left_to_llvm() -> None:
    file = bytearray(code())
    kind = struct.pack("<I", 2)  # R_X86_64_PC32, in the low half of a relocation's second number
    (first,) = struct.unpack_from("<Q", file, 40)
    for k in range(struct.unpack_from("<H", file, 60)[0]):
        header = struct.unpack_from("<IIQQQQIIQQ", file, first + 64 * k)
        if header[1] == 4 and file[header[4] + 8 : header[4] + 12] == kind:
            file[header[4] + 8] = 1  # R_X86_64_64
            break
    else:
        pytest.fail("the object has no relocation")
    assert link(bytes(file)) is None


def permissions(address: int) -> str:
    """What may be done with the memory at an address, as the system lists it; empty if there is none."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        first, last = (int(number, 16) for number in line.split()[0].split("-"))
        if first <= address < last:
            return line.split()[1]
    return ""


@here
def test_code_in_memory_can_be_executed_and_not_written_and_goes_with_its_owner() -> None:
    loaded = mapped(code())
    assert loaded is not None
    address = loaded.address("more")
    assert permissions(address)[:3] == "r-x"
    del loaded
    gc.collect()
    assert "x" not in permissions(address)


@here
def test_code_from_disk_is_loaded_without_importing_llvm(tmp_path: Path) -> None:
    program = (
        "import sys, glassnet as gn\n"
        "run = gn.train(gn.Network([2, 3, 2]), gn.load('moons', n=60), epochs=2)\n"
        "print(run.engine, 'llvmlite.binding' in sys.modules)"
    )
    env = {"GLASSNET_CACHE": str(tmp_path)}
    assert run_python(program, env=env).split() == ["compiled", "True"]
    assert run_python(program, env=env).split() == ["compiled", "False"]
