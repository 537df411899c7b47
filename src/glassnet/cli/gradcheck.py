"""`glassnet gradcheck`: backpropagation against central differences."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, WholeNumber, WrongUsage
from glassnet.cli.looking import run_from, run_options
from glassnet.cli.options import TrainingCommand
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.explain import Comparison, GradientCheck

HELP = """Check gradients by backpropagation against central differences.

Settings are those of `glassnet train`; the step is the one that comes next, of a new run the first. With --backward a
function of your own is checked, and what is wrong with it is said in words where it can be. With --against torch the
gradients of PyTorch's autograd stand beside both.

Exit status: 0 passed, 1 failed.
"""

BACKWARD = (
    "a Python file with a function backward(weights, biases, X, T) that returns (dW, db), two lists with an array for "
    "each layer; FILE:NAME for a function of another name. The file is run"
)
AGAINST = "what the gradients are compared with: differences, or torch: PyTorch's autograd too [default: differences]"
CONVENTIONS = "work two small examples in both conventions, x @ W and W @ x, by hand and with autograd; nothing else"
ENTRIES = "entries of each array that are compared at most, drawn at random from larger ones [default: 200]"
WORST = "worst entries that are listed [default: 10]"
TOLERANCE = "greatest relative error that passes [default: 1e-6; 1e-3 for gradients in float32]"


@click.command(name="gradcheck", cls=TrainingCommand, help=HELP)
@run_options
@click.option("--backward", metavar="FILE", help=BACKWARD)
@click.option("--against", type=click.Choice(["differences", "torch"]), default="differences", metavar="NAME",
              help=AGAINST)  # fmt: skip
@click.option("--conventions", is_flag=True, help=CONVENTIONS)
@click.option("--entries", type=WholeNumber(1), default=200, metavar="INTEGER", help=ENTRIES)
@click.option("--worst", type=WholeNumber(0), default=10, metavar="INTEGER", help=WORST)
@click.option("--tolerance", type=float, metavar="NUMBER", help=TOLERANCE)
@click.option("--json", "as_json", is_flag=True, help="print one JSON object, alone, on standard output")
def command(
    sets: tuple[str, ...], experiment: Path | None, link: str | None, checkpoint: Path | None, steps: int,
    example: int | None, part: str, backward: str | None, against: str, conventions: bool, entries: int, worst: int,
    tolerance: float | None, as_json: bool, **values: Any,
) -> int:  # fmt: skip
    """Run `glassnet gradcheck`; every setting of the experiment comes in `values`."""
    if against == "torch" and (backward is not None or tolerance is not None):
        raise WrongUsage("--against torch compares Glassnet's own gradients: leave out --backward and --tolerance")
    if conventions:
        return _conventions()
    function = None if backward is None else _function(backward)
    run = run_from(sets, experiment, link, checkpoint, steps, values)
    from glassnet.engines import MissingPackage
    from glassnet.explain import BackwardError, compare_gradients, gradcheck

    found: GradientCheck | Comparison
    try:
        if against == "torch":
            found = compare_gradients(run, entries=entries, example=example, part=part)
            return _printed(found, found.agree, as_json)
        found = gradcheck(
            run, backward=function, entries=entries, worst=worst, tolerance=tolerance, example=example, part=part
        )
    except SpecError as error:
        raise WrongUsage(str(error)) from None
    except (BackwardError, MissingPackage) as error:
        raise Failure(str(error)) from None
    return _printed(found, found.passed, as_json)


def _printed(found: "GradientCheck | Comparison", passed: bool, as_json: bool) -> int:
    """Print what was found; the exit status."""
    click.echo(json.dumps(found.to_json(), allow_nan=False) if as_json else str(found))
    return 0 if passed else 1


def _conventions() -> int:
    from glassnet.engines import MissingPackage
    from glassnet.explain import show_conventions

    try:
        click.echo(show_conventions())
    except MissingPackage as error:
        raise Failure(str(error)) from None
    return 0


def _function(where: str) -> Callable[..., Any]:
    """The function in a file.

    Raises:
        Failure: the file cannot be read or run, or has no such function.
    """
    path, name = Path(where), "backward"
    if not path.is_file() and ":" in where:
        file, _, name = where.rpartition(":")
        path = Path(file)
    if not path.is_file():
        raise Failure(f"--backward {path}: there is no such file")
    try:
        function = runpy.run_path(str(path), run_name="learner").get(name)
    except Exception as error:
        raise Failure(f"--backward {path}: {type(error).__name__}: {error}") from None
    if not callable(function):
        raise Failure(f"--backward {path}: it has no function {name}(weights, biases, X, T)")
    found: Callable[..., Any] = function
    return found
