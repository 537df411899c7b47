"""The types of LLVM IR that the kernels use, and how numbers of them are spelled."""

import struct
from functools import lru_cache

LANES = 8
"""Floats in a vector: one AVX register, half of an AVX-512 one, two of SSE or NEON."""

F32, F64, I1, I32, I64, PTR, VOID = "float", "double", "i1", "i32", "i64", "ptr", "void"
VEC = f"<{LANES} x float>"
VEC_I32 = f"<{LANES} x i32>"
MASK = f"<{LANES} x i1>"

SIZES = {F32: 4, F64: 8, I32: 4, I64: 8, PTR: 8}


def lanes_of(type_: str) -> int:
    """Elements of a vector type, 1 for a scalar."""
    return int(type_[1 : type_.index(" ")]) if type_[0] == "<" else 1


def element_of(type_: str) -> str:
    """The type of a vector's elements; a scalar's own type."""
    return type_[type_.index("x ") + 2 : -1] if type_[0] == "<" else type_


def vector_of(lanes: int, element: str) -> str:
    """The type of `lanes` elements; of one element, the element's type."""
    return f"<{lanes} x {element}>" if lanes > 1 else element


@lru_cache(maxsize=4096)
def constant(value: float, type_: str) -> str:
    """How IR spells a number of some type; a vector has it in every lane.

    A float is spelled as the bits of the double that equals it, as LLVM asks.
    """
    element = element_of(type_)
    if element in (F32, F64):
        number = struct.unpack("f", struct.pack("f", value))[0] if element == F32 else float(value)
        spelled = "0x" + struct.pack(">d", number).hex().upper()
    elif element == I1:
        spelled = "true" if value else "false"
    else:
        spelled = str(int(value))
    return spelled if type_[0] != "<" else f"splat ({element} {spelled})"
