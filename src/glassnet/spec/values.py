"""The base of all specifications: frozen dataclasses that check themselves, to JSON and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from numbers import Integral, Real
from typing import Any, ClassVar, Self

from glassnet.spec.fields import Effect, Info, SpecError, is_finite, nearest

MAX_NESTING = 3
"""Lists within lists of a field of numbers: layers of rows of weights."""
MAX_DIGITS = 9
"""Of the number of a list's entry in a path; Python refuses to read numbers of thousands of digits."""


@dataclass(frozen=True)
class Value:
    """A frozen value whose fields are checked when it is made.

    Raises:
        SpecError: for a field out of its range, naming the field, the value and what is allowed.
    """

    def __post_init__(self) -> None:
        for name, info in self.infos().items():
            checked = check(info, getattr(self, name), name)
            object.__setattr__(self, name, checked)
        self.check_together()

    def check_together(self) -> None:
        """Check what several fields must satisfy jointly; the default asks nothing."""

    @classmethod
    def infos(cls) -> dict[str, Info]:
        """The `Info` of every field, in order."""
        return {f.name: f.metadata["info"] for f in fields(cls)}

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(cls.infos())

    @classmethod
    def explain(cls) -> str:
        """The one-line explanation of this value: the first line of its docstring."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    def to_json(self) -> dict[str, Any]:
        """The value as plain dictionaries, lists, numbers and texts."""
        return {name: plain(getattr(self, name)) for name in self.infos()}

    @classmethod
    def from_json(cls, data: object) -> Self:
        """The value from its JSON form; what is left out has its default.

        Raises:
            SpecError: for an unknown field or a value that is not allowed.
        """
        if isinstance(data, cls):
            return data
        return cls._from_fields(data)

    @classmethod
    def _from_fields(cls, data: object) -> Self:
        infos = cls.infos()
        if not isinstance(data, Mapping):
            raise SpecError("", data, "the fields " + ", ".join(infos))
        for name in data:
            if name not in infos:
                near = nearest(str(name), infos)
                hint = f" (did you mean {near}?)" if near else ""
                raise SpecError(str(name), data[name], f"no such field{hint}; {_fields_of(cls)}")
        return cls(**{name: check(infos[name], value, name) for name, value in data.items()})

    def with_(self, **changes: Any) -> Self:
        """A copy with some fields changed (and checked)."""
        return replace(self, **changes)


def _fields_of(cls: type[Value]) -> str:
    names = cls.names()
    return "the fields are " + ", ".join(names) if names else f"{cls.__name__} has no settings"


@dataclass(frozen=True)
class Variant(Value):
    """One choice of several, told apart by `kind`; a family of variants derives from a direct subclass of this."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    _choices: ClassVar[dict[str, type[Any]]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if Variant in cls.__bases__:
            cls._choices = {}
        elif cls.kind:
            cls._choices[cls.kind] = cls

    @classmethod
    def choices(cls) -> dict[str, type[Any]]:
        """The variants of this family by kind, in order of definition."""
        return cls._choices

    def to_json(self) -> dict[str, Any]:
        """The fields and the `kind` that tells which variant this is."""
        return {"kind": self.kind} | super().to_json()

    @classmethod
    def from_json(cls, data: object) -> Any:
        """A variant from `{"kind": ..., settings}`, or from the kind alone."""
        if isinstance(data, cls):
            return data
        if isinstance(data, str):
            data = {"kind": data}
        allowed = "one of " + ", ".join(cls.choices())
        if not isinstance(data, Mapping) or "kind" not in data:
            raise SpecError("", data, allowed)
        settings = dict(data)
        kind = settings.pop("kind")
        if not isinstance(kind, str) or kind not in cls.choices():
            raise SpecError("", kind, allowed)
        return cls.choices()[kind]._from_fields(settings)

    def settings(self) -> dict[str, Any]:
        """The variant's own settings, as keyword arguments for the function it names."""
        return {name: getattr(self, name) for name in self.infos()}


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, Value):
        return value.to_json()
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return value


def check(info: Info, value: Any, where: str) -> Any:
    """The value as the field holds it: numbers in their type, lists as tuples, names as variants.

    Raises:
        SpecError: if the field does not allow the value.
    """
    if value is None and info.optional:
        return None

    def wrong() -> SpecError:
        return SpecError(where, value, info.allowed())

    match info.type:
        case "number":
            if isinstance(value, bool) or not isinstance(value, Real) or not info.holds(value):
                raise wrong()
            return float(value)
        case "integer":
            whole = isinstance(value, Integral) or (isinstance(value, float) and value.is_integer())
            if isinstance(value, bool) or not whole or not info.holds(value):
                raise wrong()
            return int(value)
        case "flag":
            if not isinstance(value, bool):
                raise wrong()
            return value
        case "choice":
            if value not in info.choices:
                raise wrong()
            return value
        case "text":
            return _text(info, value, where)
        case "union" | "record":
            return _nested(info, value, where)
        case "list":
            if not isinstance(value, (list, tuple)) or (not value and not info.empty):
                raise wrong()
            entry = Info(type="record", label="", explain="", effect=info.effect, item=info.item)
            if info.item is str:
                return tuple(_text(info, text, f"{where}.{i}") for i, text in enumerate(value))
            if info.item is int:
                return _row_numbers(value, wrong)
            return tuple(_nested(entry, part, f"{where}.{i}") for i, part in enumerate(value))
        case "numbers":
            numbers = _numbers(value, wrong)
            if not isinstance(numbers, tuple):
                raise wrong()
            return numbers


def _text(info: Info, value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise SpecError(where, value, info.allowed())
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:  # JSON can say half a surrogate pair; links and files cannot
            raise SpecError(where, value, f"{info.allowed()} of whole characters") from None
    if info.rule:
        try:
            info.rule(value)
        except SpecError as error:
            raise SpecError(where, value, error.allowed) from None
    return value


def _row_numbers(value: Sequence[Any], wrong: Callable[[], SpecError]) -> tuple[int, ...]:
    """Whole numbers from 0, each once, in order."""
    for entry in value:
        whole = isinstance(entry, Integral) or (isinstance(entry, float) and entry.is_integer())
        if isinstance(entry, bool) or not whole or entry < 0:
            raise wrong()
    return tuple(sorted({int(entry) for entry in value}))


def _nested(info: Info, value: Any, where: str) -> Any:
    try:
        return info.item.from_json(value)
    except SpecError as error:
        raise error.within(where) from None


def _numbers(value: Any, wrong: Callable[[], SpecError], depth: int = 0) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)) and depth < MAX_NESTING:
        return tuple(_numbers(entry, wrong, depth + 1) for entry in value)
    if isinstance(value, bool) or not isinstance(value, Real) or not is_finite(value):
        raise wrong()
    return float(value)


def get_at(value: Any, path: str) -> Any:
    """The part of a value at a dotted path, such as `network.layers.0.units`.

    Raises:
        SpecError: if there is no such field.
    """
    for i, name in enumerate(parts := path.split(".")):
        value = _child(value, name, ".".join(parts[: i + 1]))
    return value


def set_at(value: Any, path: str, new: Any) -> Any:
    """A copy of a value with the part at a dotted path replaced.

    Raises:
        SpecError: if there is no such field, or it does not allow the new value.
    """
    name, _, rest = path.partition(".")
    part, old = new, _child(value, name, name)
    if rest:
        try:
            part = set_at(old, rest, new)
        except SpecError as error:  # made below, where nothing is known of what is above
            raise error.within(name) from None
    if isinstance(value, tuple):
        at = int(name)
        return (*value[:at], part, *value[at + 1 :])
    return replace(value, **{name: part})


def _child(value: Any, name: str, where: str) -> Any:
    if isinstance(value, tuple):
        if len(name) <= MAX_DIGITS and name.isdecimal() and int(name) < len(value):
            return value[int(name)]
        raise SpecError(where, name, f"a number from 0 to {len(value) - 1}")
    if isinstance(value, Value) and name in value.infos():
        return getattr(value, name)
    names = value.names() if isinstance(value, Value) else ()
    raise SpecError(where, name, "one of the fields " + ", ".join(names) if names else "no field")


def effects_between(old: Value, new: Value) -> frozenset[Effect]:
    """What changing one value into another means for a run: the effects of all fields that differ."""
    fields_of_old = type(old).infos().items()
    return frozenset().union(*(_effects(info, getattr(old, n), getattr(new, n)) for n, info in fields_of_old))


def _effects(info: Info, old: Any, new: Any) -> frozenset[Effect]:
    if old == new:
        return frozenset()
    if isinstance(old, Value) and type(old) is type(new):
        return effects_between(old, new)
    listed = isinstance(old, tuple) and isinstance(new, tuple)
    if listed and len(old) == len(new) and all(isinstance(v, Value) for v in old):
        pairs = zip(old, new, strict=True)
        return frozenset().union(*(effects_between(a, b) for a, b in pairs if type(a) is type(b)))
    return frozenset({info.effect})
