"""`glassnet landscape`: the loss over two directions around the weights of a trained network."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import WrongUsage
from glassnet.cli.options import TrainingCommand
from glassnet.cli.trained import looking, trained_options, trained_run, write_figure

if TYPE_CHECKING:
    from glassnet.explain import Landscape

HELP = """Compute the loss over two directions around the weights of a trained network.

The network is trained as by `glassnet train`, with the same settings. Three planes can be looked at: random directions,
normalised neuron by neuron (Li et al. 2018); the plane of the run's own path, by principal components; and two chosen
weights.
"""

PLANE = "random, path (not of a checkpoint, which keeps none), or weights [default: random]"
WEIGHT = "a weight such as 'W1[2,1]' (layer 1, to neuron 2 from input 1) or a bias such as 'b1[2]'; twice, for two axes"
SHOW = (
    "a loss: own (what the network is trained with), and for classes cross_entropy or mse of the probabilities; twice "
    "to compare [default: own]"
)
GRID = "places along each side, 2 to 201 [default: 31]"
REACH = "how far: in lengths of each neuron's weights (random), in sizes of the path, or in units of the weights"
DIRECTIONS = "seed of the random directions [default: 0]"
PART = "whose examples: train, validation or test [default: train]"
KIND = "the figure: contours, surface or both [default: contours]"

NAMED = {
    "plane": "--plane", "weights": "--weight", "loss": "--show", "size": "--grid", "reach": "--reach",
    "seed": "--directions", "part": "--part", "kind": "--kind",
}  # fmt: skip


@click.command(name="landscape", cls=TrainingCommand, help=HELP)
@trained_options
@click.option("--plane", metavar="NAME", help=PLANE)
@click.option("--weight", "chosen", multiple=True, metavar="NAME", help=WEIGHT)
@click.option("--show", "shown", multiple=True, metavar="NAME", help=SHOW)
@click.option("--grid", type=int, default=31, metavar="INTEGER", help=GRID)
@click.option("--reach", type=float, metavar="NUMBER", help=REACH)
@click.option("--directions", type=int, default=0, metavar="INTEGER", help=DIRECTIONS)
@click.option("--part", default="train", metavar="NAME", help=PART)
@click.option("--kind", default="contours", metavar="NAME", help=KIND)
def command(
    sets: tuple[str, ...], seed: int | None, experiment: Path | None, link: str | None, checkpoint: Path | None,
    engine: str | None, out: Path | None, as_json: bool, plane: str | None, chosen: tuple[str, ...],
    shown: tuple[str, ...], grid: int, reach: float | None, directions: int, part: str, kind: str, **values: Any,
) -> None:  # fmt: skip
    """Run `glassnet landscape`; every setting of the experiment comes in `values`."""
    if chosen and (len(chosen) != 2 or plane not in (None, "weights")):
        raise WrongUsage("--weight stands twice, for the two axes of --plane weights")
    asked = plane or ("weights" if chosen else "random")
    run = trained_run(sets, seed, experiment, link, checkpoint, engine, values)
    from glassnet.explain import landscape

    with looking(NAMED):
        found = landscape(
            run, asked, weights=chosen or None, losses=shown or None, size=grid, reach=reach, seed=directions, part=part
        )
    if out is not None:
        from glassnet import plots

        with looking(NAMED):
            write_figure(out, lambda: plots.landscape(found, kind=kind))
    if as_json:
        click.echo(json.dumps(found.to_json(), allow_nan=False))
    else:
        _print(found)


def _print(found: "Landscape") -> None:
    """What the numbers come to, in a table; the picture itself needs `--out`."""
    import numpy as np
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, highlight=False, markup=False)
    table = Table(title=f"The loss around the weights: {found.plane.kind}", title_justify="left", title_style="bold")
    table.add_column("loss")
    for column in ("at the weights", "least", "where", "greatest"):
        table.add_column(column, justify="right")
    for name, heights in found.heights.items():
        if not np.isfinite(heights).any():
            table.add_row(name, f"{found.here_loss[name]:.4g}", *["not finite"] * 3)
            continue
        known = np.where(np.isfinite(heights), heights, np.nan)
        row, column_at = np.unravel_index(int(np.nanargmin(known)), known.shape)
        where = f"({found.across[column_at]:.4g}, {found.up[row]:.4g})"
        least, most = f"{np.nanmin(known):.4g}", f"{np.nanmax(known):.4g}"
        table.add_row(name, f"{found.here_loss[name]:.4g}", least, where, most)
    console.print(table)
    size = len(found.up)
    window = f"{found.across[0]:.4g} to {found.across[-1]:.4g} by {found.up[0]:.4g} to {found.up[-1]:.4g}"
    console.print(f"{size} × {size} places, {window}; {found.examples:,} examples ({found.part})", soft_wrap=True)
    console.print(f"the axes are {found.plane.names[0]} and {found.plane.names[1]}", soft_wrap=True)
    if found.plane.shares:
        first, second = found.plane.shares
        console.print(f"the two components hold {first:.1%} and {second:.1%} of the path's variance", soft_wrap=True)
