"""`glassnet learn`: the course in the terminal."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, NamedPath, WrongUsage
from glassnet.cli.learn_text import MARKS, as_markdown, read_aloud, show_verdict, standing
from glassnet.lessons import CourseError, Exercise, Lesson, Progress, course, find_exercise, find_lesson
from glassnet.lessons.catalogue import SHARED, shared_page
from glassnet.lessons.markup import terminal_markdown
from glassnet.lessons.progress import ProgressError
from glassnet.lessons.workspace import FOLDER, Workspace

if TYPE_CHECKING:
    from glassnet.lessons import Verdict

HELP = """The course: lessons with exercises that are checked.

Alone it says where you are and what comes next. Answers are written in files of your own, one for each exercise.
"""

EVERY = 0.3
"""Seconds between two looks at the files with --watch."""


@click.group(name="learn", help=HELP, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Run `glassnet learn`."""
    if ctx.invoked_subcommand is None:
        for line in standing(_progress(), _workspace()):
            click.echo(line)


@command.command(name="list", help="List the lessons and their exercises, with what you have passed.")
@click.option("--json", "as_json", is_flag=True, help="print one JSON object on standard output")
def list_command(as_json: bool) -> None:
    """Run `glassnet learn list`."""
    progress = _progress()
    if as_json:
        click.echo(json.dumps({"lessons": [_listed(progress, lesson) for lesson in course()]}, ensure_ascii=False))
        return
    for lesson in course():
        needs = f", after {' and '.join(lesson.needs)}" if lesson.needs else ""
        click.echo(f"{lesson.number}  {lesson.title}  ({lesson.minutes} minutes{needs})")
        for exercise in lesson.exercises:
            click.echo(f"    {_mark(progress, exercise)} {exercise.id:<32} {exercise.title}")


def _listed(progress: Progress, lesson: Lesson) -> dict[str, Any]:
    exercises = [
        {"id": each.id, "title": each.title, "passed": progress.of(each).passed is not None}
        for each in lesson.exercises
    ]
    return {
        "id": lesson.id, "title": lesson.title, "minutes": lesson.minutes, "needs": list(lesson.needs),
        "exercises": exercises,
    }  # fmt: skip


@command.command(help="Copy a lesson's starters into your folder; files that are there stay as they are.")
@click.argument("lesson")
@click.option("--folder", type=NamedPath(file_okay=False, path_type=Path), help=f"default: {FOLDER}, here")
def start(lesson: str, folder: Path | None) -> None:
    """Run `glassnet learn start`."""
    chosen, progress = _lesson(lesson), _progress()
    place = Workspace(folder.absolute()) if folder else _workspace(progress)
    try:
        written = place.start(chosen)
    except OSError as error:
        raise Failure(f"{place.folder} cannot be written: {error.strerror or error}") from None
    progress.set_folder(place.folder)
    click.echo(f"{chosen.number} {chosen.title}: {len(written)} of {len(chosen.exercises)} files written")
    for exercise in chosen.exercises:
        click.echo(f"  {_shown(place.file(exercise))}")
    first = chosen.exercises[0]
    click.echo(f"Read with `glassnet learn open {chosen.number}`, edit {first.name}.py, then `glassnet learn check`.")


@command.command(help="Check an exercise; alone, the one that was saved last. Exit status 0 if right, else 1.")
@click.argument("exercise", required=False)
@click.option("--file", "path", type=NamedPath(exists=True, dir_okay=False, path_type=Path), help="another file")
@click.option("--watch", is_flag=True, help="check again whenever a file is saved, until Ctrl-C")
@click.option("--json", "as_json", is_flag=True, help="print the verdict as one JSON object on standard output")
def check(exercise: str | None, path: Path | None, watch: bool, as_json: bool) -> int:
    """Run `glassnet learn check`."""
    place = _workspace()
    chosen, path = _answer(exercise, path, place)
    if watch:
        _watch(chosen if exercise else None, path, place)
    verdict = _check(chosen, path)
    if as_json:
        click.echo(json.dumps({"exercise": chosen.id, **verdict.to_json()}, ensure_ascii=False))
    else:
        show_verdict(chosen, path, verdict)
    return 0 if verdict.passed else 1


@command.command(help="Show the next hint of an exercise.")
@click.argument("exercise", required=False)
def hint(exercise: str | None) -> None:
    """Run `glassnet learn hint`."""
    chosen = _chosen(exercise)
    try:
        number = _progress().next_hint(chosen)
    except OSError as error:
        raise _unwritten(error) from None
    click.echo(f"{chosen.id}, hint {number} of {len(chosen.hints)}\n\n{chosen.hints[number - 1]}")


@command.command(help="Show a solution: at once after you have passed, before that after a question.")
@click.argument("exercise", required=False)
@click.option("--yes", is_flag=True, help="do not ask")
def solution(exercise: str | None, yes: bool) -> None:
    """Run `glassnet learn solution`."""
    chosen, progress = _chosen(exercise), _progress()
    if not yes and not progress.of(chosen).passed:
        left = len(chosen.hints) - progress.of(chosen).hints
        more = f" There are {left} hints left." if left > 1 else " There is one hint left." if left == 1 else ""
        question = f"You have not passed {chosen.id} yet.{more} Show the solution all the same?"
        if not sys.stdin.isatty():
            raise WrongUsage(f"{question} Then say so with --yes")
        click.confirm(question, abort=True, err=True)
    try:
        progress.saw_solution(chosen)
    except OSError as error:
        raise _unwritten(error) from None
    click.echo(chosen.solution, nl=False)


@command.command(help="Put the starter back in place of your answer, which is kept beside it.")
@click.argument("exercise")
@click.option("--forget", is_flag=True, help="also forget attempts, hints and the pass")
def reset(exercise: str, forget: bool) -> None:
    """Run `glassnet learn reset`."""
    chosen, place = _exercise(exercise), _workspace()
    try:
        kept = place.reset(chosen)
        if forget:
            _progress().forget(chosen)
    except OSError as error:
        raise Failure(f"{place.file(chosen)} cannot be written: {error.strerror or error}") from None
    saved = f"; yours is now {_shown(kept)}" if kept else ""
    click.echo(f"{_shown(place.file(chosen))} is the starter again{saved}")


@command.command(help="Show what you have done; write it into a file, or take in what another machine has written.")
@click.option("--export", "target", metavar="FILE|-", help="write the progress into a file, or to standard output")
@click.option("--import", "origin", type=NamedPath(exists=True, dir_okay=False, path_type=Path), help="join a file in")
@click.option("--json", "as_json", is_flag=True, help="the same as --export -")
def progress(target: str | None, origin: Path | None, as_json: bool) -> None:
    """Run `glassnet learn progress`."""
    now = _progress()
    try:
        if origin is not None:
            count = now.take_in(origin.read_text(encoding="utf-8"))
            click.echo(f"{origin}: {count} exercise{'' if count == 1 else 's'} joined in", err=True)
        if target == "-" or as_json:
            click.echo(now.export(), nl=False)
        elif target is not None:
            Path(target).write_text(now.export(), encoding="utf-8")
        else:
            _table(now)
    except ProgressError as error:
        raise Failure(str(error)) from None
    except UnicodeDecodeError:
        raise Failure(f"{origin} is not text") from None
    except OSError as error:
        raise _unwritten(error) from None


@command.command(name="open", help="Read a lesson, or `glossary` or `reference`: in the terminal, or as a notebook.")
@click.argument("lesson", required=False)
@click.option("--notebook", is_flag=True, help="write it as an .ipynb into your folder and say where")
@click.option("--guide", is_flag=True, help="the teaching guide instead")
def open_command(lesson: str | None, notebook: bool, guide: bool) -> None:
    """Run `glassnet learn open`."""
    if lesson in SHARED:
        read_aloud(terminal_markdown(shared_page(lesson)))
        return
    chosen = _lesson(lesson) if lesson else next((e for e in course() if not _done(e)), course()[0])
    if notebook:
        from glassnet.lessons import notebook as made

        path = _workspace().folder / f"{chosen.id}.ipynb"
        if path.exists():
            raise Failure(f"{path} is there already; move it away to have a fresh one")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(made(chosen), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise Failure(f"{path} cannot be written: {error.strerror or error}") from None
        click.echo(f"{_shown(path)}: open it with Jupyter, such as `jupyter lab {_shown(path)}`")
        return
    read_aloud(chosen.guide if guide else as_markdown(chosen))


def _watch(chosen: Exercise | None, path: Path, place: Workspace) -> None:
    """Check whatever is saved, until Ctrl-C."""
    click.echo("Watching; save a file to have it checked, Ctrl-C ends.", err=True)
    seen: dict[Path, int] = {}
    first = True
    while True:
        pairs = [(chosen, path)] if chosen else place.answers()
        for exercise, file in pairs:
            try:
                changed = file.stat().st_mtime_ns
            except FileNotFoundError:  # an editor that is just replacing it
                continue
            if seen.get(file) != changed and (not first or file == path):
                show_verdict(exercise, file, _check(exercise, file))
            seen[file] = changed
        first = False
        time.sleep(EVERY)


def _check(exercise: Exercise, path: Path) -> "Verdict":
    try:
        verdict = exercise.check(path.read_text(encoding="utf-8"))
        _progress().record(exercise, verdict)
    except UnicodeDecodeError:
        raise Failure(f"{path} is not text in UTF-8") from None
    except OSError as error:
        raise Failure(f"{error.filename or path}: {error.strerror or error}") from None
    return verdict


def _answer(name: str | None, path: Path | None, place: Workspace) -> tuple[Exercise, Path]:
    """The exercise that is meant and the file with its answer."""
    if name is None:
        latest = place.latest()
        if path is not None:
            return _exercise(path.stem), path
        if latest is None:
            raise WrongUsage("no exercise has been started; glassnet learn start LESSON copies the files")
        return latest
    exercise = _exercise(name)
    file = path or (Path(name) if name.endswith(".py") and Path(name).exists() else place.file(exercise))
    if not file.exists():
        raise Failure(f"{file} is not there; glassnet learn start {exercise.lesson[:2]} copies it")
    return exercise, file


def _chosen(name: str | None) -> Exercise:
    return _exercise(name) if name else _answer(None, None, _workspace())[0]


def _exercise(name: str) -> Exercise:
    try:
        return find_exercise(Path(name).stem if name.endswith(".py") else name)
    except CourseError as error:
        raise WrongUsage(str(error)) from None


def _lesson(name: str) -> Lesson:
    try:
        return find_lesson(name)
    except CourseError as error:
        raise WrongUsage(str(error)) from None


def _progress() -> Progress:
    try:
        return Progress.load()
    except ProgressError as error:
        raise Failure(str(error)) from None


def _workspace(progress: Progress | None = None) -> Workspace:
    folder = (progress or _progress()).folder
    return Workspace(Path(folder) if folder and Path(folder).is_dir() else Path.cwd() / FOLDER)


def _done(lesson: Lesson) -> bool:
    progress = _progress()
    return all(progress.of(exercise).passed for exercise in lesson.exercises)


def _table(progress: Progress) -> None:
    for lesson in course():
        passed = sum(progress.of(exercise).passed is not None for exercise in lesson.exercises)
        click.echo(f"{lesson.number}  {lesson.title}: {passed} of {len(lesson.exercises)}")
        for exercise in lesson.exercises:
            record = progress.of(exercise)
            if record != type(record)():
                facts: list[Any] = [f"attempts {record.attempts}"] if record.attempts else []
                facts += [f"hints {record.hints}"] if record.hints else []
                facts += [f"solution seen {record.solution_seen} the pass"] if record.solution_seen else []
                facts += ["changed since you passed"] if progress.changed_since(exercise) else []
                click.echo(f"    {_mark(progress, exercise)} {exercise.id:<32} {', '.join(facts)}")


def _mark(progress: Progress, exercise: Exercise) -> str:
    record = progress.of(exercise)
    return MARKS["passed" if record.passed else "tried" if record.attempts else "new"]


def _shown(path: Path) -> str:
    """A path as it is typed here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _unwritten(error: OSError) -> Failure:
    return Failure(f"{error.filename or 'the progress'} cannot be read or written: {error.strerror or error}")
