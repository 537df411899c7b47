"""`gn.exercise`: the checker in a notebook or a script."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from glassnet.lessons.catalogue import find_exercise
from glassnet.lessons.exercises import Exercise
from glassnet.lessons.gather import GatherError, gather
from glassnet.lessons.progress import Progress
from glassnet.lessons.verdict import Verdict


class Text(str):
    """A text that shows itself as it is, and in a notebook as Markdown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Checked:
    """An exercise, to be checked, hinted at and solved from Python."""

    task: Exercise

    def check(self, answer: Callable[..., Any] | str) -> Verdict:
        """Check an answer, and note it in the progress.

        Args:
            answer: the function itself, as defined in a cell, or the source of a file as text.

        Returns:
            The verdict, which shows itself.

        Raises:
            GatherError: if the function's source cannot be had.
        """
        if isinstance(answer, str):
            verdict = self.task.check(answer)
        else:
            if getattr(answer, "__name__", "") != self.task.function:
                name = getattr(answer, "__name__", repr(answer))
                raise GatherError(f"this exercise checks a function called {self.task.function}, not {name}")
            source = gather(answer)
            verdict = self.task.check(source.text)
            verdict = replace(verdict, line=source.line_there(verdict.line))
        Progress.load().record(self.task, verdict)
        return verdict

    def hint(self) -> Text:
        """The next hint."""
        number = Progress.load().next_hint(self.task)
        return Text(f"Hint {number} of {len(self.task.hints)}. {self.task.hints[number - 1]}")

    def solution(self, confirm: bool = False) -> Text:
        """A right answer: at once after a pass, before that with `confirm=True`, and noted."""
        progress = Progress.load()
        if not confirm and not progress.of(self.task).passed:
            return Text(
                "You have not passed this exercise yet. To see a solution all the same: .solution(confirm=True)"
            )
        progress.saw_solution(self.task)
        return Text(f"```python\n{self.task.solution}```")

    def __repr__(self) -> str:
        return f"Exercise {self.task.id}: {self.task.title}\n.check({self.task.function}), .hint(), .solution()"


def exercise(name: str) -> Checked:
    """An exercise of the course.

    Args:
        name: such as "backpropagation/delta", "03/delta", or "delta" where only one lesson has it.

    Returns:
        The exercise with `.check(function)`, `.hint()` and `.solution()`.

    Raises:
        CourseError: if there is none.

    Example:
        >>> exercise("backpropagation/delta")
        Exercise backpropagation/delta: The delta of an output layer
        .check(delta), .hint(), .solution()
    """
    return Checked(find_exercise(name))
