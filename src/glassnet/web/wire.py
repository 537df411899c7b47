"""The frame of the wire protocol: a length, a JSON header, then buffers of bytes.

`u32` little-endian header length; the header `{"kind", "data", "buffers": [byte lengths]}`, padded with spaces so that
what follows begins at a multiple of four; the buffers, one after another. The same in both directions.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

MAX_FRAME = 1 << 20
"""Bytes of the longest frame that a page may send."""
MAX_DEPTH = 24
"""How deep lists and objects of a header may be nested; code that walks through them may rely on it."""

_LENGTH = struct.Struct("<I")


class WireError(ValueError):
    """A frame that is none, in one line that says what is wrong with it."""


@dataclass(frozen=True)
class Message:
    """What a frame says.

    Attributes:
        kind: which message it is.
        data: what it says.
        buffers: the bytes that come with it.
    """

    kind: str
    data: dict[str, Any]
    buffers: tuple[memoryview, ...] = ()


def encode(kind: str, data: Any, buffers: Sequence[Any] = ()) -> bytes:
    r"""A message as a frame.

    Args:
        kind: which message it is.
        data: what JSON can say, without NaN or infinity.
        buffers: contiguous arrays or bytes; those of float32 first, so that all of them are aligned.

    Raises:
        ValueError: for a number that is not finite.

    Example:
        >>> encode("act", {"id": 1})
        b',\x00\x00\x00{"kind":"act","data":{"id":1},"buffers":[]} '
    """
    views = [memoryview(buffer) for buffer in buffers]
    header = {"kind": kind, "data": data, "buffers": [view.nbytes for view in views]}
    # ASCII only: a text that is no Unicode (half a surrogate pair, sent by a page) still makes a frame
    text = json.dumps(header, allow_nan=False, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 4)
    return b"".join([_LENGTH.pack(len(text)), text, *views])


def decode(frame: bytes) -> Message:
    """The message in a frame.

    Raises:
        WireError: if it is too long or too short, if its header is not JSON of the right form, or if its buffers do
            not add up.

    Example:
        >>> decode(encode("act", {"id": 1})).data
        {'id': 1}
    """
    if len(frame) > MAX_FRAME:
        raise WireError(f"the frame has {len(frame):,} bytes; at most {MAX_FRAME:,} are allowed")
    if len(frame) < _LENGTH.size:
        raise WireError(f"the frame has {len(frame)} bytes; it must begin with four that tell its header's length")
    begin = _LENGTH.size + _LENGTH.unpack_from(frame)[0]
    if begin > len(frame):
        raise WireError(f"the header should end at byte {begin:,}, but the frame has {len(frame):,} bytes")
    header = _header(frame[_LENGTH.size : begin])
    match header:
        case {"kind": str(kind), "data": dict(data)} if header.keys() <= {"kind", "data", "buffers"}:
            return Message(kind, data, _buffers(frame, begin, header.get("buffers", [])))
    raise WireError('the header must be an object with "kind" (a text), "data" (an object) and "buffers"')


def _header(text: bytes) -> Any:
    try:
        header = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except WireError:
        raise
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or nested without end
        raise WireError(f"the header is not JSON: {str(error)[:100]}") from None
    if _too_deep(header, MAX_DEPTH):
        raise WireError(f"the header is nested more than {MAX_DEPTH} deep")
    return header


def _no_number(word: str) -> NoReturn:
    raise WireError(f"the header is not JSON: {word} is no number there")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise WireError(f"the header has a number that is too large: {digits[:20]}")
    return number


def _too_deep(value: Any, left: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_too_deep(part, left - 1) for part in parts)


def _buffers(frame: bytes, begin: int, sizes: Any) -> tuple[memoryview, ...]:
    if not isinstance(sizes, list) or any(type(size) is not int or size < 0 for size in sizes):
        raise WireError('"buffers" must be a list of whole numbers from 0')
    if begin + sum(sizes) != len(frame):
        raise WireError(f"the buffers should have {sum(sizes)} bytes together, but there are {len(frame) - begin}")
    whole, views = memoryview(frame), []
    for size in sizes:
        views.append(whole[begin : begin + size])
        begin += size
    return tuple(views)
