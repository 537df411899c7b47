"""`glassnet pieces`: the exact pieces of the plane on which a trained network of ReLUs is linear."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import WholeNumber
from glassnet.cli.options import TrainingCommand
from glassnet.cli.trained import looking, trained_options, trained_run, write_figure

if TYPE_CHECKING:
    from glassnet.explain import Pieces

HELP = """Find the exact pieces of the plane on which a trained network of ReLUs is linear, and count them.

The network is trained as by `glassnet train`, with the same settings; its hidden layers must be relu, leaky_relu or
identity: --activation relu. No grid is involved: the plane is cut by the line on which each neuron turns on.
"""

WINDOW = "the part of the plane: x from, x to, y from, y to [default: the data's own]"
MOST = "pieces above which it gives up [default: 20000]"
POINTS = "leave the points out of the figure"
EACH = "print every piece: its neurons that are on, its area, the slopes of the outputs on it"


@click.command(name="pieces", cls=TrainingCommand, help=HELP)
@trained_options
@click.option("--window", type=float, nargs=4, metavar="X0 X1 Y0 Y1", help=WINDOW)
@click.option("--most", type=WholeNumber(1), default=20_000, metavar="INTEGER", help=MOST)
@click.option("--each", is_flag=True, help=EACH)
@click.option("--no-points", is_flag=True, help=POINTS)
def command(
    sets: tuple[str, ...], seed: int | None, experiment: Path | None, link: str | None, checkpoint: Path | None,
    engine: str | None, out: Path | None, as_json: bool, window: tuple[float, float, float, float] | None, most: int,
    each: bool, no_points: bool, **values: Any,
) -> None:  # fmt: skip
    """Run `glassnet pieces`; every setting of the experiment comes in `values`."""
    run = trained_run(sets, seed, experiment, link, checkpoint, engine, values)
    from glassnet.explain import pieces

    layers = {f"layer {i}": "--activation" for i in range(1, len(run.settings.layers) + 1)}
    named = layers | {"domain": "--window", "pieces": "--most", "data.features": "--features"}
    with looking(named):
        found = pieces(run, domain=window, most=most)
    if out is not None:
        from glassnet import plots

        with looking({"run": "--out"}):
            write_figure(out, lambda: plots.pieces(run, points=not no_points, domain=window, most=most))
    if as_json:
        click.echo(json.dumps(found.to_json(), allow_nan=False))
    else:
        _print(found, each)


def _print(found: "Pieces", each: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, highlight=False, markup=False)
    limit = f" (a network of this shape: at most {found.limit:,})" if found.limit else ""
    console.print(f"{len(found):,} pieces{limit}", soft_wrap=True)
    table = Table()
    for column in ("hidden layer", "neurons", "pieces so far"):
        table.add_column(column, justify="right")
    for number, (width, count) in enumerate(zip(found.widths, found.counts, strict=True), start=1):
        table.add_row(str(number), str(width), f"{count:,}")
    if found.widths:
        console.print(table)
    if each:
        outputs = found.slopes.shape[1]
        rows = Table()
        for column in ("piece", "on", "area", *(f"output {k}: slopes" for k in range(1, outputs + 1))):
            rows.add_column(column, justify="right")
        for i, (pattern, area, slopes) in enumerate(
            zip(found.patterns, found.areas, found.slopes, strict=True), start=1
        ):
            signs = "".join("+" if on else "·" for on in pattern)
            rows.add_row(str(i), signs, f"{area:.4g}", *(f"{dx:.3g}, {dy:.3g}" for dx, dy in slopes))
        console.print(rows)
