"""Comparing what an answer returned with what it should return, and showing both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from glassnet.lessons.plain import Other

Kind = Literal["value", "shape", "type", "missing", "nan", "nothing"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far numbers may lie apart: |got − expected| ≤ absolute + relative · |expected|.

    Attributes:
        relative: for results in double precision.
        absolute: likewise.
        single: relative tolerance for results in single precision or less (float32, float16).
    """

    relative: float = 1e-6
    absolute: float = 1e-9
    single: float = 2e-4


USUAL = Tolerance()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a result is not what it should be.

    Attributes:
        kind: what is different.
        where: path to it inside the result: "[0]", "['a1']"; empty for the whole.
        got: the value there.
        expected: the value that should be there.
        greatest: greatest absolute difference of the numbers, None where they cannot be compared.
    """

    kind: Kind
    where: str
    got: Any
    expected: Any
    greatest: float | None = None


def difference(got: Any, expected: Any, tolerance: Tolerance = USUAL, where: str = "") -> Difference | None:
    """The first difference between two results, or None if they are equal within the tolerance.

    Args:
        got: what came back. Lists count as arrays where numbers are expected, and numbers of any NumPy type as numbers.
        expected: number, text, array, or tuple, list or dictionary of those.
        tolerance: for the numbers.
        where: path to the two inside a larger result.

    Example:
        >>> difference([1.0, 2.0], np.array([1.0, 2.0]))
        >>> difference(np.ones(3), np.ones(2)).kind
        'shape'
        >>> difference({"a": 1.0, "b": 5.0}, {"a": 1.0, "b": 2.0}).where
        "['b']"
    """
    if got is None and expected is not None:
        return Difference("missing" if where else "nothing", where, got, expected)
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return Difference("type", where, got, expected)
        pairs = [(f"{where}[{key!r}]", got.get(key), value) for key, value in expected.items()]
        return _first(pairs, tolerance)
    if isinstance(expected, (tuple, list)) and not _numeric(expected):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            return Difference("type", where, got, expected)
        pairs = [(f"{where}[{i}]", g, e) for i, (g, e) in enumerate(zip(got, expected, strict=True))]
        return _first(pairs, tolerance)
    if isinstance(expected, (str, bool, np.bool_)):
        return _same(got, expected, where)
    return _numbers(got, expected, tolerance, where)


def _first(pairs: "list[tuple[str, Any, Any]]", tolerance: Tolerance) -> Difference | None:
    found = (difference(got, expected, tolerance, where) for where, got, expected in pairs)
    return next((each for each in found if each is not None), None)


def _same(got: Any, expected: Any, where: str) -> Difference | None:
    if isinstance(got, np.bool_):
        got = bool(got)
    if isinstance(expected, str) != isinstance(got, str) or not isinstance(got, (str, bool)):
        return Difference("type", where, got, expected)
    same = got.strip().lower() == expected.lower() if isinstance(got, str) else got == bool(expected)
    return None if same else Difference("value", where, got, expected)


def _numeric(value: Any) -> bool:
    """Whether a list is an array written out: all numbers, or lists of the same length of numbers."""
    return as_numbers(value) is not None and not any(isinstance(item, np.ndarray) for item in value)


def as_numbers(value: Any) -> "np.ndarray[Any, Any] | None":
    """A value as an array of numbers, or None if it is none."""
    if isinstance(value, (str, Other, Mapping)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _numbers(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Difference | None:
    left, right = as_numbers(got), as_numbers(expected)
    if right is None:
        raise TypeError(f"an exercise expects {expected!r:.80}, which cannot be compared")
    if left is None:
        return Difference("type", where, got, expected)
    if left.shape != right.shape:
        return Difference("shape", where, got, expected)
    exact, near = right.astype(float), left.astype(float)
    if np.isfinite(exact).all() and not np.isfinite(near).all():
        return Difference("nan", where, got, expected)
    relative = tolerance.single if left.dtype.kind == "f" and left.dtype.itemsize < 8 else tolerance.relative
    if np.allclose(near, exact, rtol=relative, atol=tolerance.absolute, equal_nan=True):
        return None
    finite = np.isfinite(near) & np.isfinite(exact)
    greatest = float(np.abs(near - exact)[finite].max()) if finite.any() else None
    return Difference("value", where, got, expected, greatest)


def shown(value: Any, longest: int = 400) -> str:
    """A value as text for the learner: few digits, arrays short.

    Example:
        >>> shown((np.array([[0.123456789, 1.0]]), 2.0))
        '([[0.1235, 1.    ]], 2.0)'
    """
    text = _shown(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _shown(value: Any) -> str:
    if isinstance(value, np.ndarray):
        with np.printoptions(precision=4, suppress=not _tiny(value), threshold=24, edgeitems=3):
            return np.array2string(value, separator=", ").replace("\n", "\n ") if value.ndim > 1 else _flat(value)
    if isinstance(value, (float, np.floating)):
        return _number(float(value))
    if isinstance(value, (np.integer, np.bool_)):
        return str(value.item())
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_shown, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {_shown(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _flat(value: "np.ndarray[Any, Any]") -> str:
    return np.array2string(value, separator=", ")


def _tiny(value: "np.ndarray[Any, Any]") -> bool:
    """Whether the numbers are too small for four decimals."""
    return bool(value.size) and value.dtype.kind == "f" and not np.abs(value).max() >= 1e-3


def _number(value: float) -> str:
    text = f"{value:.5g}"
    return text if any(mark in text for mark in ".en") else text + ".0"
