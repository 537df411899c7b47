"""`glassnet data`: the data sets, and their points as CSV."""

import io
import sys
from pathlib import Path
from typing import Any

import click

from glassnet.cli.app import Failure, WrongUsage
from glassnet.cli.options import changed, setting_options
from glassnet.cli.reading import explained
from glassnet.cli.settings import settings
from glassnet.spec import PRESETS, Experiment, PresetInfo, SpecError

HELP = """List the data sets, or write the points of one as CSV.

Without a name it lists all of them; with one it shows how the points are spread over the classes.
"""

TITLES = {
    "classification": "Two inputs, classes",
    "regression": "One or two inputs, values",
    "classic": "As TensorFlow Playground has them",
    "library": "From scikit-learn",
}

LINE = 160

MAKING = [s for s in settings() if s.parameter in ("data_n", "data_noise", "data_balance", "data_seed")]


@click.command(name="data", help=HELP)
@click.argument("name", required=False)
@setting_options(MAKING)
@click.option("--csv", "target", metavar="FILE|-", help="write the points into a file, or to standard output")
def command(name: str | None, target: str | None, **values: Any) -> None:
    """Run `glassnet data`."""
    if name is None:
        if target is not None or any(value is not None for value in values.values()):
            raise WrongUsage("name the data set whose points are wanted, such as glassnet data moons --csv -")
        _list()
        return
    if name not in PRESETS:
        raise WrongUsage(explained(SpecError("", name, "one of " + ", ".join(PRESETS)), "data set"))
    made = changed(Experiment(), values, MAKING).data
    from glassnet.data import make_preset

    table = make_preset(name, n=made.n, noise=made.noise, balance=made.balance, seed=made.seed)
    if target is None:
        _describe(name, table)
    else:
        _write(table, target)


def _list() -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    width = None if sys.stdout.isatty() else LINE  # for grep, one data set a line
    console = Console(file=sys.stdout, highlight=False, markup=False, width=width)
    for group, title in TITLES.items():
        table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
        table.add_column("name", no_wrap=True)
        table.add_column("explanation")
        table.add_column("task", no_wrap=True)
        table.add_column("inputs", justify="right", no_wrap=True)
        table.add_column("classes", justify="right", no_wrap=True)
        for name, info in PRESETS.items():
            if info.group == group:
                classes = str(info.classes) if info.classes else "–"
                table.add_row(name, f"{info.label}: {info.explain}", info.task, str(info.inputs), classes)
        console.print(table)


def _describe(name: str, table: Any) -> None:
    from rich.console import Console

    info: PresetInfo = PRESETS[name]
    console = Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=True)
    console.print(f"{info.label}: {info.explain}")
    names = ", ".join(table.inputs) if len(table.inputs) <= 8 else f"{table.inputs[0]} to {table.inputs[-1]}"
    console.print(
        f"{info.task}, {len(table.points):,} points, {'input' if len(table.inputs) == 1 else 'inputs'}: {names}"
    )
    if table.classes:
        for number, label in enumerate(table.classes):
            console.print(f"class {label}: {int((table.labels == number).sum()):,} points")
    else:
        console.print(f"values from {table.labels.min():.4g} to {table.labels.max():.4g}")
    console.print(f"glassnet data {name} --csv FILE writes them")


def _write(table: Any, target: str) -> None:
    from glassnet.cli.outputs import write_file
    from glassnet.data import write_csv

    text = io.StringIO()
    write_csv(text, table.points, table.labels, inputs=table.inputs, classes=table.classes)
    if target == "-":
        sys.stdout.write(text.getvalue())
        return
    try:
        write_file(Path(target), text.getvalue().encode())
    except OSError as error:
        raise Failure(f"--csv {target}: cannot be written: {error.strerror or error}") from None
