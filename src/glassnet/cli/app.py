"""`glassnet`: the commands by name, each imported only when it is called, and how all of them end."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from importlib import import_module
from typing import Any, TextIO

import click

from glassnet._version import __version__

COMMANDS = {
    "data": "list the data sets, or write the points of one as CSV",
    "diagnose": "say what is wrong with a run, why, and what helps",
    "export": "write an experiment as code to take away, or its run as a report",
    "flow": "print what flows through each layer of a network",
    "gradcheck": "check gradients against finite differences",
    "ir": "print the code that is compiled for a network",
    "landscape": "the loss over two directions around the weights of a network",
    "learn": "the course: lessons with exercises that are checked",
    "pieces": "the exact pieces on which a network of ReLUs is linear",
    "play": "open the playground in the browser",
    "trace": "print a training step number by number",
    "train": "train a network and report how well it does",
}
"""What `glassnet --help` says of each command, without importing it."""

HELP = """A laboratory for neural networks that you can see through.

Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted with Ctrl-C.
"""

WIDTH = 100

FULL = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
"""What the system says when standard output leads into a file that has no room."""


class Failure(click.ClickException):
    """What was asked for is right, but it cannot be done: one line on standard error, exit status 1."""

    exit_code = 1


class WrongUsage(click.UsageError):
    """What was asked for cannot be meant: one line that says what would be right, exit status 2."""


class NamedPath(click.Path):
    """A path that is not empty: an empty one would mean the present folder, and is a shell's unset variable."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, as `click.Path` gives it."""
        if value == "":
            self.fail("got '', allowed: a path", param, ctx)
        return super().convert(value, param, ctx)


class WholeNumber(click.IntRange):
    """A whole number in a range; what is none is said as wrong settings are."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, as `click.IntRange` gives it."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            low = "" if self.min is None else f" from {self.min:,}"
            high = "" if self.max is None else f" to {self.max:,}"
            self.fail(f"got {str(value)[:80]!r}, allowed: a whole number{low}{high}", param, ctx)


class Commands(click.Group):
    """A group whose commands are modules of this package, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"glassnet.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a name that is none is told with the names there are."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise WrongUsage(f"there is no command {args[0]!r}; the commands are " + ", ".join(COMMANDS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    help=HELP,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    context_settings={"max_content_width": WIDTH},
)
@click.version_option(__version__, message="glassnet %(version)s")
@click.pass_context
def app(ctx: click.Context) -> None:
    """What `glassnet` alone does: the same as `glassnet --help`."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: what follows `glassnet`; those of this process if left out.

    Returns:
        The exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. What went wrong stands as one line on
        standard error.
    """
    with ExitStack() as nowhere:
        for name, redirected in (("stdout", redirect_stdout), ("stderr", redirect_stderr)):
            if getattr(sys, name) is None:  # whoever closed it wants to read nothing
                nowhere.enter_context(redirected(nowhere.enter_context(open(os.devnull, "w"))))
            _forgiving(getattr(sys, name))
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status = app.main(arguments, prog_name="glassnet", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _failed(error)
    except click.Abort:
        say("interrupted")
        return 130
    except BrokenPipeError:
        _abandon(sys.stdout)  # its reader has gone, such as head, and wants no more
        return 1
    except OSError as error:
        if error.filename is not None or error.errno not in FULL:
            raise
        _abandon(sys.stdout)
        say(f"standard output cannot be written: {error.strerror}")
        return 1
    except MemoryError:
        say("there is not enough memory for this; take fewer points or a smaller network")
        return 1
    return status if isinstance(status, int) else 0


def say(message: str) -> None:
    """One line on standard error, whatever the message contains."""
    print("glassnet:", " ".join(message.split()), file=sys.stderr, flush=True)


def _failed(error: click.ClickException) -> int:
    message = error.format_message()
    if isinstance(error, click.UsageError) and not isinstance(error, WrongUsage) and error.ctx is not None:
        message += f" (see {error.ctx.command_path} --help)"
    say(message)
    return error.exit_code


def _abandon(stream: TextIO) -> None:
    """Let go of what a stream still holds, so that Python does not try to write it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _forgiving(stream: TextIO) -> None:
    """A terminal that cannot show a λ shows a question mark instead of ending the program."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
