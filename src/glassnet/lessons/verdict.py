"""The verdict on an answer: one frozen value that terminal, notebook and page show."""

import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

Outcome = Literal["right", "wrong", "not_started", "crashed", "timed_out"]
"""The ways in which a check can end."""

FORMAT = 1
"""Version of the JSON form; `verdict.schema.json` describes it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen in the first case that fails.

    Attributes:
        call: the call as one would type it, such as "delta([0.69], [1.0])".
        got: what came back, as text.
        expected: what should have come back; empty where saying it would give the answer away.
        where: which part of the result is meant, such as "['a1']" or "[0]"; empty for all of it.
        difference: greatest absolute difference of the numbers; None where there are none to compare.
    """

    call: str
    got: str
    expected: str = ""
    where: str = ""
    difference: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The evidence as plain JSON values; a difference that is infinite or no number is left out."""
        known = self.difference is not None and abs(self.difference) < float("inf")
        return {
            "call": self.call,
            "got": self.got,
            "expected": self.expected,
            "where": self.where,
            "difference": self.difference if known else None,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says.

    Attributes:
        outcome: "right", "wrong", "not_started", "crashed" or "timed_out".
        message: one or two sentences for the learner.
        mistake: identifier of the mistake that was recognised, or None.
        line: line of the learner's file that it is about, from 1, or None.
        evidence: the first case that fails, or None.
        printed: what the answer printed on the way, shortened.

    Example:
        >>> Verdict("right", "Well done.").passed
        True
        >>> Verdict.from_json(Verdict("crashed", "…", line=3).to_json()).line
        3
    """

    outcome: Outcome
    message: str
    mistake: str | None = None
    line: int | None = None
    evidence: Evidence | None = None
    printed: str = ""

    @property
    def passed(self) -> bool:
        """Whether the exercise is solved."""
        return self.outcome == "right"

    def to_json(self) -> dict[str, Any]:
        """The verdict as plain JSON values, as `verdict.schema.json` describes them."""
        return {
            "format": FORMAT,
            "outcome": self.outcome,
            "message": self.message,
            "mistake": self.mistake,
            "line": self.line,
            "evidence": self.evidence.to_json() if self.evidence else None,
            "printed": self.printed,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Verdict":
        """The verdict from its JSON form.

        Raises:
            ValueError: if it is none, or of another version.
        """
        if data.get("format") != FORMAT or data.get("outcome") not in get_args(Outcome):
            raise ValueError(f"not a verdict of format {FORMAT}: {data!r:.200}")
        evidence = Evidence(**data["evidence"]) if data["evidence"] else None
        return cls(data["outcome"], data["message"], data["mistake"], data["line"], evidence, data["printed"])

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """The verdict as lines of text: the outcome, the message, the evidence."""
        # The line of a wrong value is that of the `def`: as a place to look at it would mislead.
        head = HEADS[self.outcome] + (f" (line {self.line})" if self.line and self.outcome == "crashed" else "")
        lines = [f"{head}: {_without_stress(self.message)}"]
        if self.evidence:
            pairs = [("call", self.evidence.call), ("part", self.evidence.where), ("got", self.evidence.got)]
            pairs.append(("expected", self.evidence.expected))
            if self.evidence.difference is not None:
                pairs.append(("differs by", f"{self.evidence.difference:.4g} at most"))
            lines += [f"  {name:<10}  {_indented(text)}" for name, text in pairs if text]
        if self.printed:
            lines.append("  printed     " + _indented(self.printed.rstrip("\n")))
        return lines

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """How IPython and Jupyter show it."""
        printer.text(str(self))


HEADS: dict[Outcome, str] = {
    "right": "✓ Right",
    "wrong": "✗ Not yet",
    "not_started": "· Not started",
    "crashed": "✗ It stops with an error",
    "timed_out": "✗ It takes too long",
}
"""How the outcomes are headed."""


def _without_stress(message: str) -> str:
    """A message without the asterisks round stressed words; those inside of `code` stay."""
    parts = message.split("`")
    return "`".join(part if i % 2 else re.sub(r"\*([^*]+)\*", r"\1", part) for i, part in enumerate(parts))


def _indented(text: str) -> str:
    return text.replace("\n", "\n" + " " * 14)
