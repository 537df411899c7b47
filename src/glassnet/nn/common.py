"""What all files of this folder share: the array type and the tables' look-up."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
"""Any array of floats; its dtype (float64 normally, or float32) is kept by every function here."""

Entry = TypeVar("Entry")


def look_up(table: Mapping[str, Entry], name: str, what: str) -> Entry:
    """Return the entry called `name`, or say which names there are.

    Raises:
        ValueError: There is no such entry.
    """
    if name not in table:
        raise ValueError(f"unknown {what} {name!r}: choose one of {', '.join(table)}")
    return table[name]


def keyword_defaults(function: Callable[..., Any]) -> dict[str, float]:
    """Return the keyword-only parameters of `function` with their defaults.

    The signatures are thereby the only place where a setting and its default stand.
    """
    return dict(getattr(function, "__kwdefaults__", None) or {})


def checked_settings(given: Mapping[str, float], known: Mapping[str, float], what: str) -> dict[str, float]:
    """Return the settings as plain floats (a NumPy float64 would promote float32 arrays).

    Raises:
        ValueError: A name in `given` is not in `known`, the settings of the entry `what`.
    """
    for name in given:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise ValueError(f"{what} has no setting {name!r}: its settings are {allowed}")
    return {name: float(value) for name, value in given.items()}
