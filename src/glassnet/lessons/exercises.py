"""An exercise: a folder with a starter, a solution, a check and hints."""

import hashlib
import importlib.util
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from glassnet.lessons import source
from glassnet.lessons.verdict import Verdict

HASHED = ("starter.py", "solution.py", "check.py")
"""What an exercise asks for: a change here means that it has changed since somebody passed it."""


@dataclass(frozen=True)
class Exercise:
    """One exercise of a lesson.

    Attributes:
        folder: where its files are.
        lesson: the lesson's number and name, such as "03_backpropagation".
    """

    folder: Path
    lesson: str

    @property
    def name(self) -> str:
        """Its name within the lesson."""
        return self.folder.name

    @property
    def id(self) -> str:
        """Its stable name: the lesson's name without the number, a slash, and its own."""
        return f"{self.lesson.partition('_')[2]}/{self.name}"

    @cached_property
    def starter(self) -> str:
        """The file that a learner starts from."""
        return self._text("starter.py")

    @cached_property
    def solution(self) -> str:
        """A right answer."""
        return self._text("solution.py")

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """The hints, in order; each says more than the one before."""
        return tuple(part.strip() for part in re.split(r"^---$", self._text("hints.md"), flags=re.M) if part.strip())

    @cached_property
    def title(self) -> str:
        """The first line of the starter."""
        import ast

        tree = source.read(self.starter).tree
        text = ast.get_docstring(tree) if tree else None
        return (text or self.name).splitlines()[0].rstrip(".")

    @cached_property
    def function(self) -> str:
        """The name of the function that is asked for: the last public one of the starter."""
        tree = source.read(self.starter).tree
        names = source.public_functions(tree) if tree else []
        if not names:
            raise ValueError(f"{self.folder / 'starter.py'} has no function")
        return names[-1]

    @property
    def hash(self) -> str:
        """A short hash of what the exercise asks for."""
        content = hashlib.sha256()
        for name in HASHED:
            content.update(self._text(name).encode() + b"\0")
        return content.hexdigest()[:16]

    @cached_property
    def rules(self) -> ModuleType:
        """Its `check.py`: `check(answer)`, `MISTAKES`, and `LIMITS` where the usual ones do not do."""
        return module_from(self.folder / "check.py")

    def check(self, text: str, runner: Any = None) -> Verdict:
        """Judge an answer.

        Args:
            text: the source of the learner's file.
            runner: a process to run it in; a new one if left out.

        Returns:
            The verdict; nothing that the learner's code does raises an error here.
        """
        answer, starter = source.read(text), source.read(self.starter)
        if answer.tree is None:
            return Verdict("crashed", f"Python cannot read this: {answer.error}.", None, answer.line)
        if starter.tree is not None and source.untouched(answer.tree, starter.tree, self.function):
            return Verdict("not_started", f"Nothing to check yet: `{self.function}` is still as it was given.")
        node = source.function(answer.tree, self.function)
        if node is None:
            return Verdict("crashed", f"There is no function `{self.function}` in it. Keep the name that was given.")
        from glassnet.lessons.checking import Answer, failed
        from glassnet.lessons.runner import Limits, Runner

        if runner is None:
            with Runner(getattr(self.rules, "LIMITS", Limits())) as own:
                return self.check(text, own)
        loaded = runner.load(text, f"{self.name}.py")
        if loaded.failure:
            return failed(loaded, f"import {self.name}")
        parameters = tuple(source.signature(answer.tree, self.function))
        verdict: Verdict = self.rules.check(Answer(self.function, parameters, node.lineno, runner))
        return verdict

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def module_from(path: Path) -> ModuleType:
    """The module that a file of the course defines; it belongs to no package."""
    spec = importlib.util.spec_from_file_location(f"glassnet_course_{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
