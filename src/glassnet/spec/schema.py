"""All fields of the experiment as a flat list: from it come web controls, command-line options and documentation."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from glassnet.spec.experiment import Experiment
from glassnet.spec.fields import Info
from glassnet.spec.values import Value, plain


@dataclass(frozen=True)
class Entry:
    """One field: where it stands in the experiment, what it says about itself, and its default."""

    path: str
    info: Info
    default: Any

    def to_json(self) -> dict[str, Any]:
        """What a control needs to know."""
        info = self.info
        entry: dict[str, Any] = {
            "path": self.path,
            "label": info.label,
            "explain": info.explain,
            "type": info.type,
            "default": plain(self.default),
            "effect": info.effect.value,
            "allowed": info.allowed(),
        }
        if info.type in ("number", "integer"):
            entry["low"] = info.low if isfinite(info.low) else None
            entry["high"] = info.high if isfinite(info.high) else None
            entry["scale"] = info.scale
        if info.optional:
            entry["optional"] = info.optional
        if info.type == "choice":
            entry["choices"] = list(info.choices)
        if info.type == "union":
            entry["choices"] = [_variant(cls) for cls in info.item.choices().values()]
        if info.type == "list" and info.item not in (str, int):
            entry["fields"] = _fields(info.item)
        return entry


def entries(value: Value | None = None, prefix: str = "") -> list[Entry]:
    """Every field of the experiment, records taken apart, in order."""
    value = value or Experiment()
    found: list[Entry] = []
    for name, info in value.infos().items():
        inner = getattr(value, name)
        if info.type == "record":
            found += entries(inner, f"{prefix}{name}.")
        else:
            found.append(Entry(prefix + name, info, inner))
    return found


def schema() -> list[dict[str, Any]]:
    """All fields as JSON, for the page."""
    return [entry.to_json() for entry in entries()]


def _variant(cls: type[Any]) -> dict[str, Any]:
    return {"kind": cls.kind, "label": cls.label, "explain": cls.explain(), "fields": _fields(cls)}


def _fields(cls: type[Any]) -> list[dict[str, Any]]:
    usual = cls()
    return [Entry(n, info, getattr(usual, n)).to_json() for n, info in cls.infos().items()]
