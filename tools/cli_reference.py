"""Makes ``docs/cli.md``, the reference of the command line, from what ``--help`` says.

Run it as ``python -m tools.cli_reference`` after a change; a test holds the file and the commands together.
"""

import sys
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
        found = app.get_command(context, name)
        assert found is not None
        command = found
        context = click.Context(command, info_name=name, parent=context, terminal_width=WIDTH)
    return command.get_help(context)


def reference() -> str:
    """The whole page."""
    parts = [HEAD]
    for names in [(), *((name,) for name in COMMANDS)]:
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
