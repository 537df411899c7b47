"""A lesson: its folder read, as a value and as JSON for whoever shows it."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from glassnet.lessons.exercises import Exercise
from glassnet.lessons.markup import Block, Box, Cell, ExerciseMount, Heading, Html, LessonError, blocks, walk


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course.

    Attributes:
        folder: its folder, named by number and name: "03_backpropagation".
    """

    folder: Path

    @property
    def id(self) -> str:
        """Its number and name."""
        return self.folder.name

    @property
    def number(self) -> str:
        """Its number, two digits."""
        return self.id.partition("_")[0]

    @property
    def name(self) -> str:
        """Its name without the number, as in the identifiers of its exercises."""
        return self.id.partition("_")[2]

    @cached_property
    def _parts(self) -> tuple[dict[str, str], str]:
        text = (self.folder / "lesson.md").read_text(encoding="utf-8")
        found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.S)
        if found is None:
            raise LessonError(
                f"{self.id}: lesson.md begins with its title, summary, minutes and needs between --- lines"
            )
        head = dict(re.findall(r"^([a-z]+):\s*(.*)$", found[1], re.M))
        if missing := {"title", "summary", "minutes", "needs"} - head.keys():
            raise LessonError(f"{self.id}: lesson.md lacks {', '.join(sorted(missing))} at its head")
        return head, found[2]

    @property
    def title(self) -> str:
        """Its title."""
        return self._parts[0]["title"]

    @property
    def summary(self) -> str:
        """What it is about, in one sentence."""
        return self._parts[0]["summary"]

    @property
    def minutes(self) -> int:
        """How long it takes, exercises included."""
        return int(self._parts[0]["minutes"])

    @property
    def needs(self) -> tuple[str, ...]:
        """Numbers of the lessons that it builds on."""
        return tuple(re.findall(r"\d\d", self._parts[0]["needs"]))

    @property
    def slow(self) -> bool:
        """Whether its cells train so much that running them belongs to the slow tier of the tests."""
        return self._parts[0].get("tests") == "slow"

    @property
    def text(self) -> str:
        """The Markdown below the head."""
        return self._parts[1]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its text as blocks."""
        return blocks(self.text)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its runnable cells, in order."""
        return tuple(block for block in walk(self.blocks) if isinstance(block, Cell))

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """Its exercises, in the order of the text."""
        names = [block.name for block in walk(self.blocks) if isinstance(block, ExerciseMount)]
        return tuple(Exercise(self.folder / "exercises" / name, self.id) for name in names)

    @cached_property
    def outputs(self) -> dict[str, dict[str, Any]]:
        """What its cells gave when they were run last: for each its text, its figure's file, its live part."""
        path = self.folder / "outputs.json"
        if not path.exists():
            return {}
        content: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return content

    @property
    def guide(self) -> str:
        """The teaching guide, Markdown."""
        return (self.folder / "guide.md").read_text(encoding="utf-8")

    def to_json(self) -> dict[str, Any]:
        """The lesson as plain JSON values: what a page needs to show it."""
        return {
            "id": self.id,
            "number": self.number,
            "title": self.title,
            "summary": self.summary,
            "minutes": self.minutes,
            "needs": list(self.needs),
            "exercises": [exercise.id for exercise in self.exercises],
            "blocks": [self._json(block) for block in self.blocks],
        }

    def _json(self, block: Block) -> dict[str, Any]:
        match block:
            case Html():
                return {"kind": "html", "html": block.html}
            case Heading():
                return {"kind": "heading", "level": block.level, "html": block.text, "anchor": block.anchor}
            case ExerciseMount():
                return {"kind": "exercise", "id": f"{self.name}/{block.name}"}
            case Box():
                inner = [self._json(each) for each in block.blocks]
                return {"kind": "box", "box": block.kind, "title": block.title, "blocks": inner}
            case Cell():
                given = self.outputs.get(block.name, {})
                return {
                    "kind": "live" if block.live else "cell",
                    "name": block.name,
                    "code": block.code,
                    "folded": block.folded,
                    "output": given.get("text", ""),
                    "figure": given.get("figure"),
                    "alt": block.figure,
                    "component": block.live,
                    "arguments": given.get("live"),
                }
