"""`glassnet trace`: a training step, number by number."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import WholeNumber, WrongUsage
from glassnet.cli.looking import run_from, run_options
from glassnet.cli.options import TrainingCommand
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.explain import Trace
    from glassnet.explain.traces.edge import Chain

HELP = """Print a training step number by number: forward pass, loss, backward pass, update.

Each quantity stands with its shape, its formula, the formula with its numbers put in, its value, and the line of the
reference's code that computes it. Settings are those of `glassnet train`; the step is the one that comes next, of a new
run the first.
"""

LONG = "take a cross-entropy back through ŷ step by step, instead of ŷ − t in one"
DIGITS = "significant digits of the numbers; 17 are all of them [default: 4]"
ENTRIES = "entries of each quantity that are written out [default: 4]"
WEIGHT = "also the chain of factors of one weight or bias, such as 'W1[2,1]' or 'b1[2]', and its finite difference"
NAME = re.compile(r"([Wb])(\d+)\[(\d+)(?:,\s*(\d+))?\]")


@click.command(name="trace", cls=TrainingCommand, help=HELP)
@run_options
@click.option("--long", is_flag=True, help=LONG)
@click.option("--only", metavar="NAME", help="one quantity alone, such as delta2 or 'dL/dW1'")
@click.option("--weight", metavar="NAME", help=WEIGHT)
@click.option("--digits", type=WholeNumber(1, 17), default=4, metavar="INTEGER", help=DIGITS)
@click.option("--entries", type=WholeNumber(0), default=4, metavar="INTEGER", help=ENTRIES)
@click.option("--json", "as_json", is_flag=True, help="print one JSON object, alone, with all digits")
def command(
    sets: tuple[str, ...], experiment: Path | None, link: str | None, checkpoint: Path | None, steps: int,
    example: int | None, part: str, long: bool, only: str | None, weight: str | None, digits: int, entries: int,
    as_json: bool, **values: Any,
) -> None:  # fmt: skip
    """Run `glassnet trace`; every setting of the experiment comes in `values`."""
    run = run_from(sets, experiment, link, checkpoint, steps, values)
    from glassnet.explain import trace
    from glassnet.explain.traces import table

    try:
        found = trace(run, example=example, part=part, long=long)
        chain = _chain(found, weight) if weight is not None else None
        if only is not None:
            found.place(only)
    except SpecError as error:
        raise WrongUsage(str(error)) from None
    if as_json:
        result = found.to_json()
        if only is not None:
            result["quantities"] = [found[only].to_json()]
        if chain is not None:
            result["chain"] = chain.to_json()
        click.echo(json.dumps(result, allow_nan=False))
        return
    click.echo(table(found, digits=digits, entries=entries, only=only))
    if chain is not None:
        click.echo("\n" + chain.text(digits))


def _chain(found: "Trace", name: str) -> "Chain":
    """The chain of a weight by its name, whose entries are counted from 1 as in the table."""
    match = NAME.fullmatch(name.strip())
    if match is None or (match[1] == "W") != (match[4] is not None):
        raise SpecError(
            "--weight", name, "a weight such as W1[2,1] (layer 1, to neuron 2, from 1) or a bias such as b1[2]"
        )
    source = None if match[4] is None else int(match[4]) - 1
    return found.chain(int(match[2]), int(match[3]) - 1, source)
