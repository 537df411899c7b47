"""Frames: what is encoded is decoded again, and nothing else is taken for a frame."""

import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.web.wire import MAX_DEPTH, MAX_FRAME, WireError, decode, encode

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def framed(header: bytes, buffers: bytes = b"") -> bytes:
    return struct.pack("<I", len(header)) + header + buffers


@given(st.text(), st.dictionaries(st.text(), VALUES, max_size=4), st.lists(st.binary(max_size=40), max_size=4))
def test_decode_gives_back_what_was_encoded(kind: str, data: dict[str, Any], buffers: list[bytes]) -> None:
    message = decode(encode(kind, data, buffers))
    assert (message.kind, message.data) == (kind, data)
    assert [bytes(buffer) for buffer in message.buffers] == buffers


@given(st.binary(max_size=200))
def test_decode_refuses_garbage_with_a_clear_error(frame: bytes) -> None:
    with pytest.raises(WireError):
        decode(frame)


@given(st.binary(max_size=60), st.integers(0, 80))
def test_decode_refuses_a_damaged_frame_or_gives_a_message(noise: bytes, at: int) -> None:
    frame = bytearray(encode("act", {"id": 1, "action": {"do": "play"}}))
    frame[at : at + len(noise)] = noise
    try:
        message = decode(bytes(frame))
    except WireError:
        return
    assert isinstance(message.kind, str)
    assert isinstance(message.data, dict)


def test_buffers_begin_at_a_multiple_of_four() -> None:
    for length in range(8):
        frame = encode("view", {"a": "x" * length}, [np.arange(3, dtype=np.float32)])
        assert (4 + struct.unpack_from("<I", frame)[0]) % 4 == 0
        assert np.frombuffer(decode(frame).buffers[0], np.float32).tolist() == [0.0, 1.0, 2.0]


def test_an_empty_array_is_a_buffer() -> None:
    frame = encode("view", {}, [np.zeros((0, 3), np.float32), b"abc"])
    assert [bytes(buffer) for buffer in decode(frame).buffers] == [b"", b"abc"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_encode_refuses_numbers_that_json_lacks(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode("view", {"loss": number})


HEADER = b'{"kind":"act","data":{},"buffers":%s}'


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (b"", "0 bytes"),
        (b"\x01\x00", "2 bytes"),
        (struct.pack("<I", 50) + b"{}", "should end at byte 54"),
        (struct.pack("<I", 2**32 - 1), "should end at byte"),
        (framed(b"[]"), "must be an object"),
        (framed(b"\xff\xfe"), "not JSON"),
        (framed(b'{"kind":1,"data":{}}'), "must be an object"),
        (framed(b'{"kind":"act","data":[]}'), "must be an object"),
        (framed(b'{"kind":"act","data":{},"more":1}'), "must be an object"),
        (framed(b'{"kind":"act","data":{"x":NaN}}'), "NaN"),
        (framed(b'{"kind":"act","data":{"x":1e999}}'), "too large"),
        (framed(b'{"kind":"act","data":{"x":' + b"9" * 4400 + b"}}"), "not JSON"),
        (framed(b'{"kind":"act","data":' + b'{"a":' * 30 + b"1" + b"}" * 31), f"more than {MAX_DEPTH} deep"),
        (framed(HEADER % b"[4]", b"abc"), "4 bytes together, but there are 3"),
        (framed(HEADER % b"[]", b"abc"), "0 bytes together"),
        (framed(HEADER % b"[-1,1]"), "whole numbers from 0"),
        (framed(HEADER % b"[true]", b"a"), "whole numbers from 0"),
        (framed(HEADER % b'"ab"'), "whole numbers from 0"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(frame: bytes, said: str) -> None:
    with pytest.raises(WireError, match=said) as caught:
        decode(frame)
    assert "\n" not in str(caught.value)


def test_headers_nested_without_end_and_frames_without_end_are_refused() -> None:
    with pytest.raises(WireError, match="not JSON"):
        decode(framed(b"[" * 200_000))
    with pytest.raises(WireError, match="at most"):
        decode(b"\x00" * (MAX_FRAME + 1))
