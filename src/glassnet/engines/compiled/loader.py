"""From an object file to code in memory: a linker and a loader, as far as this compiler's code needs them.

An object file is code that does not know yet where it will lie: sections (instructions, constants), symbols (names of
places in them), and relocations, the places that are still to be filled in. Here all of these are of one kind: *at
place P write the distance from P to symbol S, plus A*. So the sections are laid side by side, the distances between
them are written down once, and the whole is right wherever it lies:

    code[P] = S + A − P                             (R_X86_64_PC32, and R_X86_64_PLT32 for calls within the module)

LLVM has a loader of its own, but importing LLVM takes longer than loading and training a small network: code that
comes from disk needs none of it. What this loader does not know (another processor, another system, a call to the
outside) it leaves to LLVM's.

Source: System V Application Binary Interface, AMD64 supplement, sections 4.1 and 4.4.
"""

import ctypes
import mmap
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass

ELF_X86_64 = b"\x7fELF\x02\x01\x01", 62
"""How an object file begins: 64 bits, low bytes first; and the number of the processor's family."""

RELOCATIONS, SYMBOLS, NO_BITS = 4, 2, 8
"""Types of sections."""

WRITABLE, IN_MEMORY = 1, 2
"""Flags of sections: what code and constants must not be, and what they are."""

DISTANCES = (2, 4)
"""Types of relocations: PC32 and PLT32."""

GLOBAL = 1
"""Binding of a symbol that can be seen from outside."""


@dataclass(frozen=True)
class Image:
    """Linked code: bytes that can lie anywhere, and where its functions begin."""

    code: bytes
    functions: dict[str, int]


@dataclass(frozen=True)
class _Section:
    type: int
    flags: int
    offset: int
    size: int
    link: int
    info: int
    alignment: int


def link(file: bytes) -> Image | None:
    """Link an object file; None if it is of a kind that this linker does not know."""
    begin, family = ELF_X86_64
    if not file.startswith(begin) or struct.unpack_from("<H", file, 18)[0] != family:
        return None
    sections = _sections(file)
    known = all(not s.flags & WRITABLE and s.type != NO_BITS for s in sections if s.flags & IN_MEMORY)
    if not known:
        return None
    code, places = _side_by_side(file, sections)
    symbols = next((s for s in sections if s.type == SYMBOLS), None)
    if symbols is None:
        return None
    names = sections[symbols.link].offset
    entries = list(struct.iter_unpack("<IBBHQQ", file[symbols.offset : symbols.offset + symbols.size]))
    for section in sections:
        if section.type == RELOCATIONS and section.info in places:
            for offset, what, addend in struct.iter_unpack(
                "<QQq", file[section.offset : section.offset + section.size]
            ):
                home, value = entries[what >> 32][3:5]
                if what & 0xFFFFFFFF not in DISTANCES or home not in places:
                    return None
                here = places[section.info] + offset
                struct.pack_into("<i", code, here, places[home] + value + addend - here)
    functions = {
        file[names + name : file.index(b"\0", names + name)].decode(): places[home] + value
        for name, info, _, home, value, _ in entries
        if info >> 4 == GLOBAL and home in places
    }
    return Image(bytes(code), functions)


def _sections(file: bytes) -> list[_Section]:
    (first,) = struct.unpack_from("<Q", file, 40)
    size, count = struct.unpack_from("<HH", file, 58)
    found = []
    for k in range(count):
        _, type_, flags, _, offset, length, link_, info, alignment, _ = struct.unpack_from(
            "<IIQQQQIIQQ", file, first + k * size
        )
        found.append(_Section(type_, flags, offset, length, link_, info, alignment))
    return found


def _side_by_side(file: bytes, sections: list[_Section]) -> tuple[bytearray, dict[int, int]]:
    """What must be in memory, one section after another, and where each begins, by its number."""
    code, places = bytearray(), {}
    for number, section in enumerate(sections):
        if section.flags & IN_MEMORY:
            code += bytes(-len(code) % max(1, section.alignment))
            places[number] = len(code)
            code += file[section.offset : section.offset + section.size]
    return code, places


class Mapped:
    """An image in memory that may be executed, and no longer be written; it stays as long as this object lives.

    Raises:
        OSError: if the system does not allow it.
    """

    def __init__(self, image: Image) -> None:
        self._pages = mmap.mmap(-1, len(image.code), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._pages[: len(image.code)] = image.code
        self._first = ctypes.c_char.from_buffer(self._pages)
        self._functions = image.functions
        change = ctypes.CDLL(None, use_errno=True).mprotect
        change.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        if change(ctypes.addressof(self._first), len(image.code), mmap.PROT_READ | mmap.PROT_EXEC):
            raise OSError(ctypes.get_errno(), "the system does not let compiled code be executed")

    def address(self, name: str) -> int:
        """The address of a function; 0 if there is none of this name."""
        place = self._functions.get(name)
        return 0 if place is None else ctypes.addressof(self._first) + place


def mapped(file: bytes) -> Mapped | None:
    """An object file, linked and in memory; None if that is left to LLVM."""
    image = link(file) if sys.platform == "linux" else None
    if image is not None:
        with suppress(OSError):
            return Mapped(image)
    return None
