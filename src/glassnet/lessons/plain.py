"""Values as plain data: how arguments go to the learner's process and results come back.

Only data crosses the border between the two processes, never code of the answering side: a pickle could make the
judge run something. What has no plain form arrives as an `Other`, by the name of its type.
"""

import base64
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

DEEPEST = 20
"""Levels of nesting that are followed."""

NUMBERS = "biufc"
"""Kinds of NumPy types that are sent: booleans, integers, real and complex numbers."""


@dataclass(frozen=True)
class Other:
    """A value without a plain form.

    Attributes:
        type: name of its type.
        text: the beginning of its repr.
    """

    type: str
    text: str

    def __repr__(self) -> str:
        return self.text


class Code:
    """A function that is handed to an answer as an argument: its source crosses the border.

    Args:
        text: source of the function, one `def` or one lambda expression.
        name: name of the function in the source; empty for a lambda.

    Example:
        >>> square = Code("lambda w: w ** 2")
        >>> square(3.0)
        9.0
    """

    def __init__(self, text: str, name: str = "") -> None:
        self.text, self.name = text, name
        self._function = compiled(text, name)

    def __call__(self, *arguments: Any) -> Any:
        """Call it here."""
        return self._function(*arguments)

    def __repr__(self) -> str:
        return self.name or self.text


def compiled(text: str, name: str) -> Any:
    """The function that a source defines, with NumPy as `np`."""
    space: dict[str, Any] = {"np": np}
    if not name:
        return eval(text, space)
    exec(text, space)
    return space[name]


def to_plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON values.

    Args:
        value: None, numbers, texts, NumPy arrays, PyTorch tensors, and lists, tuples and dictionaries of those.
        depth: levels above it.

    Example:
        >>> from_plain(to_plain((1, [2.5, "x"], {"a": np.eye(2)})))
        (1, [2.5, 'x'], {'a': array([[1., 0.], [0., 1.]])})
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    if depth > DEEPEST:
        return {"other": [type(value).__name__, "…"]}
    if isinstance(value, Code):
        return {"code": [value.text, value.name]}
    if isinstance(value, np.generic) and value.dtype.kind in NUMBERS:
        return {"scalar": _bytes(np.asarray(value))}
    if isinstance(value, np.ndarray) and value.dtype.kind in NUMBERS:
        return {"array": _bytes(np.asarray(value))}
    if hasattr(value, "detach") and hasattr(value, "numpy"):  # a PyTorch tensor
        return to_plain(value.detach().cpu().numpy(), depth)
    if isinstance(value, (list, tuple)):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [to_plain(item, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[to_plain(k, depth + 1), to_plain(v, depth + 1)] for k, v in value.items()]}
    return {"other": [type(value).__name__, _shown(value)]}


def from_plain(data: Any) -> Any:
    """The value that `to_plain` made JSON values of.

    Raises:
        ValueError: if the data is no such value.
    """
    if data is None or isinstance(data, (bool, int, float, str)):
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("not a plain value")
    ((kind, content),) = data.items()
    match kind:
        case "list":
            return [from_plain(item) for item in content]
        case "tuple":
            return tuple(from_plain(item) for item in content)
        case "dict":
            return {_key(from_plain(key)): from_plain(value) for key, value in content}
        case "array":
            return _array(content)
        case "scalar":
            return _array(content)[()]
        case "code":
            return compiled(*content)
        case "other":
            return Other(str(content[0]), str(content[1]))
    raise ValueError(f"not a plain value: {kind!r}")


def _bytes(array: np.ndarray[Any, Any]) -> list[Any]:
    little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
    return [little.dtype.str, list(array.shape), base64.b64encode(little.tobytes()).decode()]


def _array(content: Any) -> Any:
    kind, shape, text = content
    dtype = np.dtype(str(kind))
    if dtype.kind not in NUMBERS:
        raise ValueError("not an array of numbers")
    return np.frombuffer(base64.b64decode(text), dtype).reshape([int(n) for n in shape]).copy()


def _key(key: Any) -> Any:
    return key if isinstance(key, (str, int, float, bool, tuple)) or key is None else repr(key)


def _shown(value: Any) -> str:
    try:
        return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value)[:200])  # an address says nothing, and is another each time
    except Exception:
        return f"<{type(value).__name__}>"
