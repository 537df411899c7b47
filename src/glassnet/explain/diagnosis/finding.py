"""What a diagnosis says, and the table into which each rule enters itself."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any, Literal, TypeAlias

from glassnet.explain.diagnosis.facts import Facts
from glassnet.spec import plain

Kind = Literal["sick", "fine"]


@dataclass(frozen=True)
class Evidence:
    """One number that speaks for a diagnosis.

    Attributes:
        text: what was measured, in words.
        value: the number found, or None where it is not finite.
        limit: the rule's threshold for it, or None where there is none.
    """

    text: str
    value: float | None
    limit: float | None = None

    @classmethod
    def of(cls, text: str, value: float, limit: float | None = None) -> "Evidence":
        """The same from any number."""
        known = limit is not None and isfinite(limit)
        return cls(text, float(value) if isfinite(value) else None, limit if known else None)


@dataclass(frozen=True)
class Cure:
    """Something that helps, as actions of the session: each is done by `Session.act` and can be undone.

    Attributes:
        text: what it does, in words.
        actions: messages such as {"do": "set", "path": "training.learning_rate", "value": 0.01}; none where only
            people can do it (label the examples anew).
    """

    text: str
    actions: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Finding:
    """What a rule has found.

    Attributes:
        strength: how sure it is, above 0; the strongest comes first.
        evidence: the numbers.
        cures: what helps, the best first.
        title, why: where this case needs other words than the rule has; empty elsewhere.
    """

    strength: float
    evidence: tuple[Evidence, ...]
    cures: tuple[Cure, ...] = ()
    title: str = ""
    why: str = ""


Judge: TypeAlias = Callable[[Facts], Finding | None]


@dataclass(frozen=True)
class Rule:
    """One row of `DIAGNOSES`: a fault, how it is recognised and where that comes from.

    Attributes:
        name: its key.
        title: what is wrong, as a sentence.
        why: why it happens, in two sentences.
        rule: when it is reported, with its thresholds, in words.
        source: where fault or rule are described.
        kind: "sick", or "fine" for the two that say that nothing is wrong.
        judge: the rule itself.
    """

    name: str
    title: str
    why: str
    rule: str
    source: str
    kind: Kind
    judge: Judge


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was found out about a run.

    Attributes:
        name, title, why, rule, source, kind: as in its `Rule`, or as the `Finding` words it.
        strength, evidence, cures: as in the `Finding`.
    """

    name: str
    title: str
    kind: Kind
    strength: float
    evidence: tuple[Evidence, ...]
    why: str
    cures: tuple[Cure, ...]
    rule: str
    source: str

    @classmethod
    def of(cls, rule: Rule, found: Finding) -> "Diagnosis":
        """A finding with the words of its rule."""
        return cls(
            rule.name, found.title or rule.title, rule.kind, found.strength, found.evidence, found.why or rule.why,
            found.cures, rule.rule, rule.source,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        data = asdict(self)
        data["evidence"], data["cures"] = list(data["evidence"]), list(data["cures"])
        for cure in data["cures"]:
            cure["actions"] = list(cure["actions"])
        return data


DIAGNOSES: dict[str, Rule] = {}
"""Every diagnosis by name, in the order in which the modules of this package define them."""


@dataclass(frozen=True)
class diagnosis:
    """Enter a function as the rule of a diagnosis."""

    title: str
    why: str
    rule: str
    source: str
    kind: Kind = field(default="sick")

    def __call__(self, judge: Judge) -> Judge:
        """Take the function's name as the diagnosis's."""
        DIAGNOSES[judge.__name__] = Rule(judge.__name__, self.title, self.why, self.rule, self.source, self.kind, judge)
        return judge


def set_to(text: str, path: str, value: Any, *, restart: bool = False) -> Cure:
    """A cure that changes one setting, and begins training anew where the weights so far are of no use.

    Changes of the data and of how the weights are drawn begin anew by themselves.
    """
    actions: tuple[dict[str, Any], ...] = ({"do": "set", "path": path, "value": value},)
    return Cure(text, (*actions, {"do": "restart"}) if restart else actions)


def smaller(text: str, facts: Facts, *, depth: float = 1.0, width: float = 1.0) -> Cure:
    """A cure that leaves a share of the hidden layers, and of each one's units."""
    layers = [plain(layer) for layer in facts.experiment.network.layers]
    kept = [layer | {"units": max(2, round(layer["units"] * width))} for layer in layers]
    return set_to(text, "network.layers", kept[: max(1, round(len(kept) * depth))], restart=True)


def activate(text: str, layers: int, kind: str, initializer: str) -> Cure:
    """A cure that gives all hidden layers another activation, and weights drawn for it."""
    start = {"do": "set", "path": "network.initializer", "value": initializer}
    swaps = [{"do": "set", "path": f"network.layers.{i}.activation", "value": kind} for i in range(layers)]
    return Cure(text, (*swaps, start, {"do": "restart"}))
