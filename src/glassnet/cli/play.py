"""`glassnet play`: the playground in the browser."""

from pathlib import Path

import click

from glassnet.cli.app import Failure
from glassnet.cli.starting import beginning

HELP = """Open the playground in the browser.

It runs until Ctrl-C. Its address has a token that lets in whoever started it and nobody else.
"""


@click.command(name="play", help=HELP)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="INTEGER",
              help="port to listen on, 0 for any that is free [default: 8000]")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="ADDRESS",
              help="address to listen on; another one than the default can be reached by other machines "
                   "[default: 127.0.0.1]")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="print the address, and open no browser")
@click.option("--experiment", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="begin with the experiment in a file")  # fmt: skip
@click.option("--allow-code", is_flag=True,
              help="check exercises of the course on a server that other machines can reach: whoever has the link can "
                   "then run Python here")  # fmt: skip
@click.option("--link", metavar="LINK", help="begin with a link of the playground, whole or from the # on")
def command(
    port: int, host: str, no_browser: bool, experiment: Path | None, allow_code: bool, link: str | None
) -> None:
    """Run `glassnet play`."""
    begin = beginning(experiment, link)
    from glassnet.web.server import serve

    try:
        serve(host=host, port=port, open_browser=not no_browser, experiment=begin, allow_code=allow_code)
    except OSError as error:  # the server says in one line what hinders it
        raise Failure(error.strerror or str(error)) from None
