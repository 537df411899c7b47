"""What `glassnet learn` prints: where the learner is, a verdict, a lesson to read."""

from pathlib import Path

import click

from glassnet.lessons import Exercise, Lesson, Progress, Verdict, course
from glassnet.lessons.markup import Block, Box, Cell, ExerciseMount, Heading, Html, terminal_markdown
from glassnet.lessons.notebooks import TITLES
from glassnet.lessons.workspace import Workspace

MARKS = {"passed": "✓", "tried": "…", "new": "·"}
"""What stands before an exercise."""

COLOURS = {"right": "green", "wrong": "yellow", "crashed": "red", "timed_out": "red", "not_started": "blue"}


def standing(progress: Progress, place: Workspace) -> list[str]:
    """Where the learner is, and what comes next."""
    lines = []
    following: Exercise | None = None
    for lesson in course():
        passed = [progress.of(exercise).passed is not None for exercise in lesson.exercises]
        lines.append(f"{lesson.number}  {'█' * sum(passed)}{'░' * (len(passed) - sum(passed))}  {lesson.title}")
        if following is None and not all(passed):
            following = lesson.exercises[passed.index(False)]
    if following is None:
        return [*lines, "", "You have passed every exercise there is."]
    number = following.lesson[:2]
    lines += ["", f"Next: {following.id}, {following.title[0].lower()}{following.title[1:]}"]
    if not place.file(following).exists():
        lines.append(f"  glassnet learn start {number}    copies the lesson's files to {place.folder.name}/")
    else:
        lines.append(f"  edit {place.file(following)}")
    lines.append(f"  glassnet learn open {number}     shows the lesson")
    lines.append(f"  glassnet learn check {number}/{following.name}")
    return lines


def show_verdict(exercise: Exercise, path: Path, verdict: Verdict) -> None:
    """Print a verdict; the place is printed as editors and terminals understand it, FILE:LINE."""
    at = f"{path}:{verdict.line}" if verdict.line else str(path)
    click.echo(f"{exercise.id}  {at}")
    head, *rest = verdict.lines()
    title, _, message = head.partition(": ")
    click.echo(click.style(title, fg=COLOURS[verdict.outcome], bold=True) + f": {message}")
    for line in rest:
        click.echo(line)


def read_aloud(text: str) -> None:
    """Show Markdown in the terminal, through a pager where there is one."""
    import io
    import sys

    from rich.console import Console
    from rich.markdown import Markdown

    terminal = sys.stdout.isatty()
    file = io.StringIO()
    width = min(Console().width, 100) if terminal else 100
    Console(file=file, width=width, force_terminal=terminal, highlight=False).print(Markdown(text))
    if terminal:
        click.echo_via_pager(file.getvalue(), color=True)
    else:
        click.echo(file.getvalue(), nl=False)


def as_markdown(lesson: Lesson) -> str:
    """A lesson as one Markdown text, the outputs of its cells below them."""
    parts = [f"# {lesson.number} {lesson.title}", lesson.summary]
    for block in lesson.blocks:
        parts += _markdown(lesson, block)
    return "\n\n".join(part for part in parts if part)


def _markdown(lesson: Lesson, block: Block) -> list[str]:
    match block:
        case Html() | Heading():
            return [terminal_markdown(block.source)]
        case Cell():
            output = lesson.outputs.get(block.name, {}).get("text", "")
            shown = [] if block.folded else [f"```python\n{block.code}\n```"]
            shown += [f"```text\n{output.rstrip()}\n```"] if output else []
            return [*shown, f"*Figure: {terminal_markdown(block.figure)}*"] if block.figure else shown
        case Box():
            title = terminal_markdown(block.plain_title) or TITLES.get(block.kind, "")
            inner = [part for each in block.blocks for part in _markdown(lesson, each)]
            return [f"**{title}**" if title else "", *inner]
        case ExerciseMount():
            exercise = next(each for each in lesson.exercises if each.name == block.name)
            return [f"**Exercise {exercise.id}: {exercise.title}.** `glassnet learn check {exercise.id}`"]
