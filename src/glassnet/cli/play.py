"""`glassnet play`: the playground in the browser."""

import re
from pathlib import Path

import click

from glassnet.cli.app import Failure, NamedPath, WholeNumber
from glassnet.cli.starting import beginning

ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?")

HELP = """Open the playground in the browser.

It runs until Ctrl-C. Its address has a token that lets in whoever started it and nobody else.
"""


def _origins(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Origins as a browser names them: scheme, host and port, and nothing after."""
    for origin in given:
        if not ORIGIN.fullmatch(origin):
            raise click.BadParameter(f"got {origin!r}, allowed: scheme, host and port, such as http://127.0.0.1:8888")
    return given


@click.command(name="play", help=HELP)
@click.option("--port", type=WholeNumber(0, 65535), default=8000, metavar="INTEGER",
              help="port to listen on, 0 for any that is free [default: 8000]")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="ADDRESS",
              help="address to listen on; another one than the default can be reached by other machines "
                   "[default: 127.0.0.1]")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="print the address, and open no browser")
@click.option("--experiment", type=NamedPath(dir_okay=False, path_type=Path), metavar="FILE",
              help="begin with the experiment in a file")  # fmt: skip
@click.option("--allow-code", is_flag=True,
              help="check exercises of the course on a server that other machines can reach: whoever has the link can "
                   "then run Python here")  # fmt: skip
@click.option("--embed-in", "embedders", multiple=True, metavar="ORIGIN", callback=_origins,
              help="let a page of this origin show the playground in a frame, such as http://127.0.0.1:8888; browsers "
                   "allow it for pages of the same machine only")  # fmt: skip
@click.option("--link", metavar="LINK", help="begin with a link of the playground, whole or from the # on")
def command(
    port: int, host: str, no_browser: bool, experiment: Path | None, allow_code: bool, embedders: tuple[str, ...],
    link: str | None,
) -> None:  # fmt: skip
    """Run `glassnet play`."""
    begin = beginning(experiment, link)
    from glassnet.web.server import serve

    try:
        serve(
            host=host, port=port, open_browser=not no_browser, experiment=begin, allow_code=allow_code,
            embedders=embedders,
        )  # fmt: skip
    except OSError as error:  # the server says in one line what hinders it
        raise Failure(error.strerror or str(error)) from None
