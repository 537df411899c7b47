"""What a field of a specification says about itself: its range, its default, its line of explanation, its effect.

Everything that shows or checks a setting (validation, command line, web control, documentation) reads it from here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, isfinite
from typing import Any, Literal


class Effect(StrEnum):
    """What changing a field means for a run that is under way."""

    LIVE = "live"  # takes effect at the next step
    RESHAPE = "reshape"  # parameters are added or removed, the others stay
    RESTART = "restart"  # training begins again from new initial weights
    DATA = "data"  # the data is made anew and training begins again


class SpecError(ValueError):
    """A value that a specification does not allow: which field, what was given, what is allowed.

    Args:
        where: dotted path of the field, such as `training.learning_rate`.
        got: the value received.
        allowed: what would have been right, as words.
    """

    def __init__(self, where: str, got: object, allowed: str) -> None:
        near = meant(got, allowed)
        hint = f" (did you mean {near}?)" if near else ""
        super().__init__(f"{_short(where) or 'value'}: got {_short(repr(got))}, allowed: {allowed}{hint}")
        self.where, self.got, self.allowed = where, got, allowed

    def within(self, prefix: str) -> "SpecError":
        """The same error seen from the value that contains this one."""
        return SpecError(f"{prefix}.{self.where}" if self.where else prefix, self.got, self.allowed)


def _short(text: str) -> str:
    text = re.sub(r"\s*\n\s*", " ", text)  # an array's text has several lines
    return text if len(text) <= 80 else text[:77] + "..."


def meant(got: object, allowed: str) -> str:
    """The name that was probably meant, if what is allowed is `one of` some names; else nothing.

    Example:
        >>> meant("rleu", "one of relu, tanh"), meant("x", "one of relu, tanh"), meant("rleu", "a number")
        ('relu', '', '')
    """
    if not isinstance(got, str) or not allowed.startswith("one of "):
        return ""
    return nearest(got, allowed.removeprefix("one of ").split(", "))


def nearest(name: str, names: Iterable[str]) -> str:
    """The name most like another, if one is like it and no second as much.

    Example:
        >>> nearest("optimiser", ["optimizer", "epochs"]), nearest("MOONS", ["moons"]), nearest("x", ["moons"])
        ('optimizer', 'moons', '')
        >>> nearest("beta", ["beta1", "beta2"])
        ''
    """
    from difflib import SequenceMatcher, get_close_matches  # read when something is wrong

    first, *second = [*get_close_matches(typed := name.lower(), list(names), n=2), ""]
    likeness = [SequenceMatcher(None, near, typed).ratio() for near in (first, second[0] if second else "")]
    return "" if likeness[0] == likeness[1] else first


def require(value: object, kind: type | tuple[type, ...], where: str, allowed: str) -> None:
    """Refuse something of another kind than what is meant.

    Raises:
        SpecError: if the value is not of this type, or of one of these.

    Example:
        >>> require("moons", (int, float), "noise", "a number")
        Traceback (most recent call last):
        glassnet.spec.fields.SpecError: noise: got 'moons', allowed: a number
    """
    if not isinstance(value, kind):
        raise SpecError(where, value, allowed)


def is_finite(number: Any) -> bool:
    """Whether a number is finite as a float; whole numbers can be too long to be one."""
    try:
        return isfinite(number)
    except OverflowError:
        return False


FieldType = Literal["number", "integer", "flag", "choice", "text", "union", "record", "list", "numbers"]


@dataclass(frozen=True, kw_only=True)
class Info:
    """One field: how it is shown and what it may be.

    `item` is the type of a union, of a record, or of the entries of a list; `rule` checks a text and raises SpecError.
    """

    type: FieldType
    label: str
    explain: str
    effect: Effect
    low: float = -inf
    high: float = inf
    open_low: bool = False
    open_high: bool = False
    scale: Literal["linear", "log"] = "linear"
    optional: str = ""  # what None means; empty: None is not allowed
    choices: tuple[str, ...] = ()
    item: Any = None
    rule: Callable[[str], object] | None = None
    empty: bool = True  # may a list be empty?

    def allowed(self) -> str:
        """What the field accepts, in words: for messages and help."""
        text = self._allowed()
        return f"{text}, or none ({self.optional})" if self.optional else text

    def _allowed(self) -> str:
        if self.type in ("number", "integer"):
            kind = "a number" if self.type == "number" else "a whole number"
            return f"{kind} {self.span()}".rstrip()
        if self.type == "flag":
            return "true or false"
        if self.type == "choice":
            return "one of " + ", ".join(self.choices)
        if self.type == "union":
            return "one of " + ", ".join(self.item.choices())
        if self.type == "list":
            what = {str: "texts", int: "whole numbers from 0"}.get(self.item) or getattr(self.item, "plural", "")
            return f"a list of {what}" if what else "a list"
        if self.type == "numbers":
            return "nested lists of finite numbers"
        if self.type == "record":
            return "the fields " + ", ".join(self.item.names())
        return "a text"

    def span(self) -> str:
        """The range of a number, in words: `from 0 to 1`, `above 0`."""
        low = f"{'above' if self.open_low else 'from'} {self.low:,.12g}" if isfinite(self.low) else ""
        high = f"{'below' if self.open_high else 'to'} {self.high:,.12g}" if isfinite(self.high) else ""
        return " ".join(part for part in (low, "and" if low and self.open_high else "", high) if part)

    def holds(self, number: Any) -> bool:
        """Whether a number is finite and within the range."""
        return (
            is_finite(number)
            and (number > self.low if self.open_low else number >= self.low)
            and (number < self.high if self.open_high else number <= self.high)
        )


def describe(default: Any, type: FieldType, label: str, explain: str, effect: Effect, **more: Any) -> Any:
    """A dataclass field that carries its `Info`; the functions below are its usual forms."""
    info = Info(type=type, label=label, explain=explain, effect=effect, **more)
    return field(default=default, metadata={"info": info})


def number(default: float | None, label: str, explain: str, effect: Effect, **more: Any) -> Any:
    """A real number; `low`, `high`, `open_low`, `open_high`, `scale`, `optional` may follow."""
    return describe(default, "number", label, explain, effect, **more)


def integer(default: int | None, label: str, explain: str, effect: Effect, **more: Any) -> Any:
    """A whole number; the same settings as `number`."""
    return describe(default, "integer", label, explain, effect, **more)


def flag(default: bool, label: str, explain: str, effect: Effect) -> Any:
    """True or false."""
    return describe(default, "flag", label, explain, effect)


def choice(default: str, choices: tuple[str, ...], label: str, explain: str, effect: Effect) -> Any:
    """One name of several."""
    return describe(default, "choice", label, explain, effect, choices=choices)


def union(default: Any, item: type, label: str, explain: str, effect: Effect) -> Any:
    """One of the variants of a `Variant` class, each with settings of its own."""
    return describe(default, "union", label, explain, effect, item=item)


def record(default: Any, label: str, explain: str, effect: Effect) -> Any:
    """A nested value with fields of its own."""
    return describe(default, "record", label, explain, effect, item=type(default))


def seed_number(label: str, explain: str, effect: Effect) -> Any:
    """A seed: 0 to 2³² − 1."""
    return integer(0, label, explain, effect, low=0, high=2**32 - 1)
