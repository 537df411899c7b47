"""`glassnet export`: an experiment as a script, a notebook, or a report to hand in."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, NamedPath, WrongUsage
from glassnet.cli.options import TrainingCommand, setting_options, wrong
from glassnet.cli.settings import option_of, settings
from glassnet.cli.starting import beginning, exclusive, experiment_from
from glassnet.cli.train import SEED, SEEDS, SET
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.spec import Experiment

HELP = """Write an experiment as code to take away, or its run as a report.

Scripts need no Glassnet: data, initial weights and batches are drawn by a few lines that give the same numbers, and
the losses that a script prints are Glassnet's. Settings are those of `glassnet train`.

A report is one HTML file: the recorded run with its network, its boundary and its curves, to be scrubbed through in
any browser, without a server and without a network.
"""

TARGETS = ("numpy", "torch", "sklearn", "notebook", "html")

TO = (
    "numpy (from scratch: forward, backward and optimizer written out), torch, sklearn, notebook (all of them in "
    "cells), or html (the recorded run)"
)
OUT = "write into this file, which is replaced; without it, or with -, to standard output"
AUTHOR = "who hands the report in; stands below its title"

FILE = NamedPath(dir_okay=False, path_type=Path)


@click.command(name="export", cls=TrainingCommand, help=HELP)
@setting_options(settings())
@click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help=SET)
@click.option("--seed", type=SEED, metavar="INTEGER", help=SEEDS)
@click.option("--experiment", type=FILE, metavar="FILE", help="the experiment of a file; further options change it")
@click.option("--link", metavar="LINK", help="the experiment of a link of the playground; further options change it")
@click.option("--to", type=click.Choice(TARGETS), required=True, metavar="NAME", help=TO)
@click.option("-o", "--out", metavar="FILE|-", help=OUT)
@click.option("--author", metavar="TEXT", help=AUTHOR)
def command(
    sets: tuple[str, ...], seed: int | None, experiment: Path | None, link: str | None, to: str, out: str | None,
    author: str | None, **values: Any,
) -> None:  # fmt: skip
    """Run `glassnet export`; every setting of the experiment comes in `values`."""
    if author is not None and to != "html":
        raise WrongUsage(f"--author belongs to a report: --to html, not --to {to}")
    exclusive(experiment=experiment, link=link)
    text = _written(experiment_from(beginning(experiment, link), seed, values, sets), to, author or "")
    if out is None or out == "-":
        sys.stdout.write(text)
        return
    from glassnet.cli.outputs import write_file

    try:
        write_file(Path(out), text.encode())
    except OSError as error:
        raise Failure(f"--out {out}: cannot be written: {error.strerror or error}") from None


def _by_options(words: str) -> str:
    """A message with its paths in the experiment as the options that set them."""
    return re.sub(
        r"\b(?:data|network|training)\.[\w.]+", lambda path: ", ".join(filter(None, option_of(path[0]))), words
    )


def _written(experiment: "Experiment", to: str, author: str) -> str:
    """The text of the file; whatever it cannot be made of is said as wrong usage or as a failure."""
    from glassnet.data import DataError

    try:
        if to == "html":
            from glassnet.web.report import html_report

            return html_report(experiment, author=author)
        from glassnet.explain.codegen import to_code

        return to_code(experiment, to)
    except DataError as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(SpecError(error.where, error.got, _by_options(error.allowed))) from None
    except OSError as error:  # the page's files
        raise Failure(str(error.strerror or error)) from None
