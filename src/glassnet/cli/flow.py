"""`glassnet flow`: how the signal flows through each layer, at the start, along the way and now."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, NamedPath, WrongUsage
from glassnet.cli.diagnose import number_of
from glassnet.cli.finished import run_options, title, whole_run
from glassnet.cli.options import TrainingCommand

if TYPE_CHECKING:
    from glassnet.explain import Flow
    from glassnet.training import Trainer

HELP = """Train a network, and print what flows through each of its layers.

For each layer: mean and spread of the activations, share of saturated activations and of dead units, norm of the
gradient, size of the deltas, |ΔW| / |W| of the coming step; at the start and at the end. With --json also at moments in
between. Settings are those of `glassnet train`.
"""

OUT = "draw the flow over the epochs into this file, .png, .svg or .pdf"
COLUMNS = ("gradient", "delta", "spread", "mean", "saturated", "dead", "update", "weight")


@click.command(name="flow", cls=TrainingCommand, help=HELP)
@run_options
@click.option("--out", type=NamedPath(dir_okay=False, path_type=Path), metavar="FILE", help=OUT)
@click.option("--json", "as_json", is_flag=True, help="print one JSON object, alone, on standard output")
def command(
    sets: tuple[str, ...], experiment: Path | None, link: str | None, checkpoint: Path | None, out: Path | None,
    as_json: bool, **values: Any,
) -> None:  # fmt: skip
    """Run `glassnet flow`; every setting of the experiment comes in `values`."""
    run = whole_run(sets, experiment, link, checkpoint, values)
    from glassnet.explain import flow

    found = flow(run)
    if out is not None:
        _draw(run, out)
    if as_json:
        click.echo(json.dumps(found.to_json(), allow_nan=False))
        return
    click.echo(title(run))
    for line in table(found):
        click.echo(line)


def table(found: "Flow") -> list[str]:
    """The first and the last moment as text: a row for each layer."""
    said = []
    for name, at in (("at the start", 0), ("now", -1)):
        moment = found.moments[at]
        rows = [["layer", "activation", *COLUMNS]]
        for layer in moment.layers:
            numbers = [getattr(layer, column) for column in COLUMNS]
            shown = [number_of(value) if abs(value) >= 0.0 else "–" for value in numbers]  # NaN: it makes no sense here
            rows.append([layer.name, layer.activation, *shown])
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        said += ["", f"{name}, step {moment.step:,}"]
        for row in rows:
            cells = [
                cell.ljust(w) if i < 2 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
            ]
            said.append("  ".join(cells).rstrip())
    return said


def _draw(run: "Trainer", out: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from glassnet import plots
    from glassnet.spec import SpecError

    try:
        plots.save(plots.flow(run), out)
    except SpecError as error:
        raise WrongUsage(f"--out {error}") from None
    except OSError as error:
        raise Failure(f"--out {out}: cannot be written: {error.strerror or error}") from None
