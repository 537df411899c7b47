"""Makes ``docs/cli.md``, the reference of the command line, from what ``--help`` says.

Run it as ``python -m tools.cli_reference`` after a change; a test holds the file and the commands together.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from glassnet.cli.app import COMMANDS, app

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
WIDTH = 100
HEAD = """# The command line

What `--help` says, made by `python -m tools.cli_reference`.
"""


def help_text(*names: str) -> str:
    """What ``glassnet NAMES --help`` prints on a terminal of the reference's width."""
    context = click.Context(app, info_name="glassnet", terminal_width=WIDTH)
    command: click.Command = app
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(context, name)
        assert found is not None
        command = found
        context = click.Context(command, info_name=name, parent=context, terminal_width=WIDTH)
    return command.get_help(context)


def every_command() -> Iterator[tuple[str, ...]]:
    """The names of all commands; after a command with commands of its own come those."""
    yield ()
    context = click.Context(app, info_name="glassnet")
    for name in COMMANDS:
        yield (name,)
        found = app.get_command(context, name)
        if isinstance(found, click.Group):
            yield from ((name, inner) for inner in found.list_commands(context))


def reference() -> str:
    """The whole page."""
    parts = [HEAD]
    for names in every_command():
        title = " ".join(["glassnet", *names])
        parts.append(f"## {title}\n\n```text\n{help_text(*names)}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
