"""Messages that a page may send: good ones, borderline ones, and nonsense, made by chance.

Whoever calls brings the chance, a `random.Random`: Hypothesis its own, which it can shrink, a benchmark a seeded one.
Most good messages keep networks and data small, so that thousands of them take seconds; some go to the very limits.
"""

import json
import struct
from math import isfinite
from random import Random
from typing import Any

from glassnet.explain.codegen import TARGETS
from glassnet.session import SPEEDS
from glassnet.session.taking import FILES
from glassnet.session.views import VIEWS
from glassnet.spec import Experiment, Info, SpecError, Variant, entries, to_link
from glassnet.spec.values import Value
from glassnet.web.limits import MAX_LAYERS, MAX_POINTS, MAX_UNITS
from glassnet.web.wire import MAX_DEPTH, MAX_FRAME, encode

SMALL = Experiment.from_json({"data": {"n": 40}, "network": {"layers": [{"units": 4}]}})
"""What sessions begin with."""

SHAPES: list[Any] = [
    [], [{"units": 4}], [{"units": 3, "activation": "relu"}], [{"units": 4, "dropout": 0.5}],
    [{"units": 3}, {"units": 2}],
]  # fmt: skip
LARGEST: list[Any] = [{"units": MAX_UNITS}] * MAX_LAYERS

NUMBERS: list[Any] = [
    0, 1, -1, 2, 3, 7, 0.5, -0.5, 1e-300, -1e300, 1e308, 255, 256, 2**31, -(2**31) - 1, 2**53 + 1, 2**63, 2**64,
    -(2**70), 10**400, -(10**4000),
]  # fmt: skip
TEXTS = [
    "", " ", "x", "None", "nan", "1e999", "é", "\u2028", "\x00", "a\nb\rc", "\ud800", "😀", "../../etc/passwd",
    "__class__", "x" * 3000, "(" * 3000, "9" * 5000, "-" * 300 + "x", "sin(" * 40 + "x" + ")" * 40, "{}", "<b>", "%00",
    "plane", "train",
]  # fmt: skip
FORMULAS = ["x", "y", "x^2", "x*y", "sin(x)", "1/(x-x)", "log(x)", "exp(exp(x))", "x^-9999", "x5", "tan(x)^99"]
OTHER_PATHS = [
    "", ".", "..", "data", "network", "training", "data.source.name", "data.source.erased", "data.source.text",
    "network.layers.0", "network.layers.0.units", "network.layers.0.activation", "network.layers.0.dropout",
    "network.layers.1.units", "network.layers.99.units", "network.layers.-1.units", "network.layers.²",
    f"network.layers.{'9' * 5000}.units", "training.optimizer.beta1", "training.optimizer.kind",
    "training.schedule.every", "__class__",
    "data.__dict__", "network.layers.units", "." * 2000, "x" * 2000,
]  # fmt: skip
TABLES = [
    "x,y,label\n0,1,a\n1,0,b\n2,1,a\n3,0,b\n", "x;y\n1;2\n2;3\n3;5\n4;1\n", "x,y\n", "", "\ud800,y\n1,2\n3,5\n5,1\n",
    "a,b,c\n1,2\n",
    "x,label\n1,\x00\n2,b\n", "x,y,label\n" + "nan,1e999,a\n" * 5, '"x', "x,x\n1,2\n3,4\n5,6\n7,8\n",
]  # fmt: skip
FIGURES = tuple(name for name in FILES if name.endswith((".png", ".svg")))
"""Files that take half a second."""
WORDS: dict[str, list[Any]] = {
    "path": [entry.path for entry in entries()],
    "plane": ["", "pca", "slice 0 1", "slice 1 0", "slice 0 0", "slice 0 99", "random", "path", "weights", "gradient"],
    "what": [name for name in FILES if name not in FIGURES],
    "part": ["train", "validation", "test"],
    "to": list(TARGETS),
    "quantity": ["z1", "a1", "delta1", "W1", "b1", "dW1", "loss", "z9", "X", "p"],
    "loss": ["own", "cross_entropy", "mse"],
    "first": ["", "W1[1,1]", "b1[1]", "W9[1,1]"],
    "second": ["", "W1[1,2]", "b1[1]"],
}
SLOW_VIEWS, SLOW = ("landscape", "autograd", "diagnosis", "trace"), 0.1
"""Views that take tens of milliseconds, and how often one of them is asked for where it is drawn."""


class Babbler:
    """Makes messages.

    Args:
        random: the chance.
        large: how often a good value may be as large as the playground allows.
    """

    def __init__(self, random: Random, large: float = 0.0) -> None:
        self._random, self._large = random, large

    def often(self, share: float) -> bool:
        """True as often as `share` says; false where Hypothesis makes things simpler."""
        return self._random.randrange(1000) >= 1000 * (1.0 - share)

    def one(self, of: Any) -> Any:
        """One of several."""
        return of[self._random.randrange(len(of))]

    # -- any values ----------------------------------------------------------------------------------------------

    def nonsense(self, depth: int = 3) -> Any:
        """Any value that JSON knows."""
        match self._random.randrange(8 if depth else 5):
            case 0:
                return self.one([None, True, False])
            case 1 | 2:
                return self.one(NUMBERS)
            case 3 | 4:
                return self.one(TEXTS)
            case 5 | 6:
                return [self.nonsense(depth - 1) for _ in range(self._random.randrange(4))]
        names = ["kind", "name", "do", "units", "text", "x", ""]
        return {self.one(names): self.nonsense(depth - 1) for _ in range(self._random.randrange(3))}

    def number(self, low: float, high: float) -> float:
        """A number within a range that may have no ends, or at one of them."""
        low, high = max(low, -1e6), min(high, 1e6)
        return self.one([low, high, 0.0, (low + high) / 2, min(high, low + 0.01), low + (high - low) / 3])  # type: ignore[no-any-return]

    def point(self) -> list[Any]:
        """A point: x, y, label."""
        label = self.one([0, 1, 1.0, 2, 9, 10, -1, 0.5]) if self.often(0.4) else self._random.randrange(2)
        return [self.number(-6, 6), self.number(-1e6, 1e6) if self.often(0.1) else self.number(-6, 6), label]

    # -- settings ------------------------------------------------------------------------------------------------

    def good(self, info: Info, path: str = "") -> Any:
        """A value that a field allows, or nearly."""
        if info.optional and self.often(0.2):
            return None
        match info.type:
            case "number":
                return self.number(info.low, info.high)
            case "integer":
                return self._whole(info, path)
            case "flag":
                return self.often(0.5)
            case "choice":
                return self.one(info.choices)
            case "text":
                return self.one(TABLES if path == "text" else TEXTS)
            case "union":
                return self._variant(self.one(list(info.item.choices().values())))
            case "record":
                return self._fields(info.item)
            case "numbers":
                return (
                    [self.point() for _ in range(self._random.randrange(4))] if "points" in path else self._matrices()
                )
        if path == "network.layers":
            return LARGEST if self.often(self._large) else self.one(SHAPES)
        made: dict[Any, list[Any]] = {str: [*FORMULAS, "label"], int: [0, 1, 3, 500, 2**40]}
        return [self.one(made.get(info.item, [{}])) for _ in range(self._random.randrange(4))]

    def _whole(self, info: Info, path: str) -> int:
        most = MAX_POINTS if path == "data.n" else MAX_UNITS if path == "units" else info.high
        if isfinite(most) and self.often(self._large):
            return int(most)
        if path in ("data.n", "units"):
            return self.one([4, 12, 40] if path == "data.n" else [1, 2, 4])  # type: ignore[no-any-return]
        return self.one([int(max(info.low, -5)), 1, 2, 3, 5, 16, 1000])  # type: ignore[no-any-return]

    def _variant(self, kind: type[Variant]) -> Any:
        return kind.kind if self.often(0.4) else {"kind": kind.kind} | self._fields(kind)

    def _fields(self, cls: type[Value]) -> dict[str, Any]:
        infos = cls.infos()
        return {name: self.good(infos[name], name) for name in infos if self.often(0.5)}

    def _matrices(self) -> Any:
        rows, columns = self._random.randrange(1, 5), self._random.randrange(1, 5)
        return [[[self.number(-9, 9) for _ in range(columns)] for _ in range(rows)], [[0.5] * rows] * 2]

    def setting(self) -> dict[str, Any]:
        """A change of one setting."""
        if self.often(0.15):
            return {"do": "set", "path": self.one(OTHER_PATHS), "value": self.nonsense()}
        entry = self.one(entries())
        if entry.path == "network.layers" and self.often(0.3):
            units = (
                self.one([*range(6), MAX_UNITS, MAX_UNITS + 1]) if self.often(self._large) else self.one([1, 2, 3, 0])
            )
            return {"do": "set", "path": "network.layers.0.units", "value": units}
        return {"do": "set", "path": entry.path, "value": self.good(entry.info, entry.path)}

    def link(self) -> str:
        """A link: a good one, or one with some letters changed."""
        experiment = SMALL
        for _ in range(self._random.randrange(4)):
            setting = self.setting()
            try:
                experiment = experiment.with_setting(setting["path"], setting["value"])
            except (SpecError, ValueError):  # what the values should refuse is tried on the server, not here
                continue
        text = to_link(experiment)
        if self.often(0.1):
            text = "#activation=relu&dataset=xor&networkShape=4,2&learningRate=0.1&problem=classification"
        for _ in range(self._random.randrange(4) if self.often(0.4) else 0):
            at = self._random.randrange(len(text) + 1)
            text = (
                text[:at] + self.one([*"()=,&#'%.-9xv", "9" * 400, "(" * 30, *TEXTS]) + text[at + self.one([0, 1, 9]) :]
            )
        return text

    # -- messages ------------------------------------------------------------------------------------------------

    def action(self) -> Any:
        """What an act may ask for."""
        r = self._random.randrange
        match r(20):
            case 0 | 1 | 2 | 3 | 4 | 5:
                return self.setting()
            case 6:
                return {"do": "play"} if self.often(0.7) else {"do": "pause"}
            case 7:
                return {"do": "step", "unit": self.one(["batch", "epoch", "epoch", "year"])}
            case 8:
                return {"do": "speed", "value": self.one([*range(-1, len(SPEEDS) + 1), True])}
            case 9:
                return {"do": "mode", "value": self.one(["watch", "instant", "watch", "instant", "soon"])}
            case 10 | 11:
                return {"do": self.one(["undo", "undo", "redo"])}
            case 12:
                return {"do": self.one(["restart", "new_weights"])}
            case 13:
                return {"do": "load", "link": self.link()}
            case 14:
                experiment = SMALL.to_json()
                experiment[self.one(list(experiment))] = self.nonsense()
                return {"do": "load", "experiment": experiment if self.often(0.5) else self.nonsense()}
            case 15 | 16:
                return self._about_points()
            case 17:
                where = {"layer": r(0, 4), "unit": r(0, 6), "hold": self.one([None, 1, 2**70])}
                if self.often(0.5):
                    weights = [self.number(-9, 9) for _ in range(self.one([2, 4, 3]))]
                    return {"do": "set_neuron", **where, "weights": weights, "bias": self.number(-9, 9)}
                return {
                    "do": "set_weight",
                    **where,
                    "source": self.one(["bias", 1, 2, 0, 9]),
                    "value": self.number(-9, 9),
                }
            case 18:
                action = self.action()
                if isinstance(action, dict) and action:  # a good one with one part replaced
                    action[self.one([*action, "hold", "stroke", "more"])] = self.nonsense()
                return action
        return self.nonsense()

    def _about_points(self) -> dict[str, Any]:
        rows = [self.one([0, 1, 5, 39, 40, -1, 2**70]) for _ in range(self._random.randrange(4))]
        x, y, label = self.point()
        points = [self.point() for _ in range(self._random.randrange(5))]
        if self.often(self._large):
            points *= 600
        return self.one([  # type: ignore[no-any-return]
            {"do": "add_point", "x": x, "y": y, "label": label},
            {"do": "add_points", "points": points, "stroke": self.one([0, 1, 2])},
            {"do": "erase_points", "rows": rows, "own": rows[:1]},
            {"do": "move_point", "x": x, "y": y, self.one(["row", "own"]): self.one([0, 1, 5, 99, -1])},
            {"do": "set_points", "points": points, "erased": rows},
        ])  # fmt: skip

    def views(self) -> dict[str, Any]:
        """Which views a want may ask for, each with parameters."""
        names = [*VIEWS, "status", "script", "theory", "goals"]
        asked: dict[str, Any] = {}
        for _ in range(self._random.randrange(1, 5)):
            name = self.one(names)
            if name not in SLOW_VIEWS or self.often(SLOW):
                asked[name] = self._parameters(VIEWS[name][1] if name in VIEWS else {})
        if self.often(0.05):
            asked[self.one(TEXTS)] = {}
        return asked

    def _parameters(self, defaults: dict[str, Any]) -> dict[str, Any]:
        given = {}
        for name, default in defaults.items():
            if self.often(0.4):
                continue
            if self.often(0.15):
                given[name] = self.nonsense(1) if isinstance(default, (str, bool)) else self.one(NUMBERS)
            elif isinstance(default, str):
                given[name] = self.one(FIGURES if name == "what" and self.often(SLOW / 10) else WORDS.get(name, TEXTS))
            elif name == "size" and not self.often(self._large):
                given[name] = self.one([2, 5, 9])
            else:
                given[name] = self.one([default, default, 1, 0, -1, 2, 41, 64, 200])
        if self.often(0.03):
            given[self.one(["self", "run", "size", "", "points"])] = self.nonsense(1)
        return given

    def want(self, seq: int) -> dict[str, Any]:
        """The data of a want with that number; sometimes it has not the right form."""
        data: dict[str, Any] = {"seq": seq, "views": self.views()}
        if self.often(0.2):
            data["seen"] = self.one([0, 1, 10**6, None, "1"])
        if self.often(0.1):
            data[self.one(["seq", "views", "seen"])] = self.nonsense()
        return data

    def stranger(self) -> tuple[str, Any]:
        """A message of a kind that no page sends, or with data of the wrong form."""
        kind = self.one(["act", "want", "hello", "state", "error", "", "ACT", *TEXTS[:8]])
        data = {self.one(["id", "seq", "views", "action", "session"]): self.nonsense() for _ in range(3)}
        return kind, data

    def garbage(self) -> bytes | str:
        """A frame that is none, or hardly."""
        good = encode("act", {"id": 1, "action": {"do": "pause"}})
        at = self._random.randrange(len(good))
        deep = self.one([MAX_DEPTH - 2, MAX_DEPTH, 500, 200_000])
        return self.one([  # type: ignore[no-any-return]
            b"", good[:at], good[:at] + b"\xff" + good[at + 1 :], good + b"more", good[4:], "text", "\ud7ff{}",
            struct.pack("<I", self.one([0, 3, 2**31, 2**32 - 1])) + good[4:],
            framed('{"kind":"act","data":{"id":' + self.one(BROKEN) + ',"action":{"do":"pause"}}}'),
            framed('{"kind":"act","data":{"id":"deep","action":' + "[" * deep + "]" * deep + "}}"),
            framed('{"kind":"want","data":{"seq":"some","views":{}},"buffers":' + self.one(SIZES) + "}"),
            framed(json.dumps({"kind": self.nonsense(), "data": self.nonsense()})),
            framed("\udc80", "surrogateescape"),
            b"\x00" * (MAX_FRAME + 1) if self.often(0.1) else good[:-1],
        ])  # fmt: skip


BROKEN = ("NaN", "-Infinity", "1e999", "9" * 5000, "01", "{", '"\\ud800"', "tru", "1.", "[[[]")
SIZES = ("[-1]", "[4]", "{}", "[1e9]", "[true]", "null")


def framed(header: str, errors: str = "strict") -> bytes:
    """A header of one's own with its length before it."""
    text = header.encode(errors=errors)
    return struct.pack("<I", len(text)) + text
