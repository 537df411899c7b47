"""`glassnet diagnose`: what is wrong with a run, why, and what helps."""

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.finished import run_options, title, whole_run
from glassnet.cli.options import TrainingCommand

if TYPE_CHECKING:
    from glassnet.explain import Report

HELP = """Train a network, and say what is wrong with the run, if anything is.

Each diagnosis comes with its evidence in numbers beside the rule's threshold, why it happens, and what helps. The
surest comes first. A copy of the run is trained for a few epochs at other learning rates. Settings are those of
`glassnet train`.
"""

WIDTH = 100


@click.command(name="diagnose", cls=TrainingCommand, help=HELP)
@run_options
@click.option("--json", "as_json", is_flag=True, help="print one JSON object, alone, on standard output")
def command(
    sets: tuple[str, ...], experiment: Path | None, link: str | None, checkpoint: Path | None, as_json: bool,
    **values: Any,
) -> None:  # fmt: skip
    """Run `glassnet diagnose`; every setting of the experiment comes in `values`."""
    run = whole_run(sets, experiment, link, checkpoint, values)
    from glassnet.explain import diagnose

    found = diagnose(run)
    if as_json:
        click.echo(json.dumps(found.to_json(), allow_nan=False))
        return
    click.echo(title(run))
    for line in lines(found):
        click.echo(line)


def lines(found: "Report") -> list[str]:
    """A report as text, at most 100 characters a line."""
    said: list[str] = []
    for number, diagnosis in enumerate(found, start=1):
        head = diagnosis.title if found.healthy else f"{number}. {diagnosis.title}"
        said += ["", head]
        for evidence in diagnosis.evidence:
            limit = "" if evidence.limit is None else f"   (limit {number_of(evidence.limit)})"
            said += _wrapped(f"{number_of(evidence.value)}   {evidence.text}{limit}", "   ", "      ")
        said += _wrapped(diagnosis.why, "   ", "   ")
        for cure in diagnosis.cures:
            settings = "; ".join(_typed(action) for action in cure.actions if action["do"] == "set")
            said += _wrapped(cure.text + (f"   [{settings}]" if settings else ""), "   → ", "     ")
        said += _wrapped(f"Source: {diagnosis.source}", "   ", "   ")
    return said


def number_of(value: float | None) -> str:
    """A number in at most four digits; what is not finite says so."""
    return "not finite" if value is None else f"{value:.4g}"


def _typed(action: dict[str, Any]) -> str:
    """A setting as `--set` takes it."""
    value = action["value"]
    shown = "none" if value is None else value if isinstance(value, (str, int, float)) else json.dumps(value)
    return f"{action['path']}={shown}"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False)
