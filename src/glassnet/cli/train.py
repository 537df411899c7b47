"""`glassnet train`: train a network, print how well it does, keep its files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, NamedPath, WholeNumber, say
from glassnet.cli.options import TrainingCommand, changed, setting_options, wrong
from glassnet.cli.settings import settings
from glassnet.cli.starting import beginning, exclusive, experiment_from, only_resumable
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.engines import EngineChoice
    from glassnet.training import Trainer

HELP = """Train a network and report how well it does.

The report is of the weights at the end, on the training, validation and test set.

Ctrl-C ends the training after the present step; what was reached is reported and kept, and the exit status is 130. A
second Ctrl-C ends it at once, and keeps nothing.

A run that diverges is a result like another: its report says so, and the exit status is 0.
"""

SET = "any field of the experiment by its path, such as network.layers.0.units=4; may stand several times"
SEEDS = "all five seeds at once: data, split, weights, order, dropout; the options for single ones override it"
ENGINE = (
    "what computes the steps: compiled (machine code, float32), reference (NumPy, float64) or torch (PyTorch, also on "
    "a GPU) [default: compiled, where llvmlite is installed]"
)
DEVICE = (
    "for --engine torch, what it computes on: auto (a CUDA GPU if there is one, else the processor), cpu, cuda, cuda:1 "
    "and so on, or mps [default: auto]"
)
DTYPE = "for --engine torch, the precision: float32 or float64 [default: float32]"
COMPILE = "for --engine torch, compile the network with torch.compile: slow to start, then faster"
RESUME = "go on with a run from its checkpoint, bit for bit; of the settings only --epochs can change"
OUT = (
    "write experiment.json, checkpoint.npz, history.csv and the figures as PNG into this folder; it is made if needed, "
    "and such files in it are replaced"
)

OF_ENGINE = ("engine", "device", "dtype", "compile")

FILE = NamedPath(dir_okay=False, path_type=Path)
SEED = WholeNumber(0, 2**32 - 1)


@click.command(name="train", cls=TrainingCommand, help=HELP)
@setting_options(settings())
@click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help=SET)
@click.option("--seed", type=SEED, metavar="INTEGER", help=SEEDS)
@click.option(
    "--experiment", type=FILE, metavar="FILE", help="start from an experiment file; further options change it"
)
@click.option("--link", metavar="LINK", help="start from a link of the playground; further options change it")
@click.option("--resume", type=FILE, metavar="CHECKPOINT", help=RESUME)
@click.option("--engine", metavar="NAME", help=ENGINE)
@click.option("--device", metavar="NAME", help=DEVICE)
@click.option("--dtype", metavar="NAME", help=DTYPE)
@click.option("--compile", "compiled", is_flag=True, help=COMPILE)
@click.option("--out", type=NamedPath(path_type=Path), metavar="DIR", help=OUT)
@click.option("--json", "as_json", is_flag=True, help="print one JSON object, alone, on standard output")
def command(
    sets: tuple[str, ...], seed: int | None, experiment: Path | None, link: str | None, resume: Path | None,
    engine: str | None, device: str | None, dtype: str | None, compiled: bool, out: Path | None, as_json: bool,
    **values: Any,
) -> int:  # fmt: skip
    """Run `glassnet train`; every setting of the experiment comes in `values`."""
    exclusive(experiment=experiment, link=link, resume=resume)
    choice = _engine(engine, device, dtype, compiled)
    if resume is not None:
        only_resumable(values, set=sets, seed=seed)
        run = _resumed(resume, choice, values)
    else:
        run = _started(experiment, link, choice, seed, sets, values)
    return _carry_out(run, out, as_json)


def _engine(name: str | None, device: str | None, dtype: str | None, compiled: bool) -> "EngineChoice | None":
    """The engine that was asked for; None if nothing was."""
    from glassnet.engines import DEFAULT_ENGINE, EngineChoice

    if name is None and device is None and dtype is None and not compiled:
        return None
    try:
        return EngineChoice(name or DEFAULT_ENGINE, device, dtype, compiled)
    except SpecError as error:
        raise wrong(error, f"--{error.where}") from None


def _started(
    file: Path | None,
    link: str | None,
    engine: "EngineChoice | None",
    seed: int | None,
    sets: tuple[str, ...],
    values: dict[str, Any],
) -> "Trainer":
    """A new run; whatever it cannot be made of is said as wrong usage or as a failure."""
    experiment = experiment_from(beginning(file, link), seed, values, sets)
    from glassnet.data import DataError
    from glassnet.engines import DEFAULT_ENGINE, WITHOUT_COMPILER, MissingPackage
    from glassnet.training import Trainer

    if WITHOUT_COMPILER and engine is None:
        say(WITHOUT_COMPILER)
    try:
        return Trainer(experiment, engine=engine or DEFAULT_ENGINE)
    except (DataError, MissingPackage) as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(error, f"--{error.where}" if error.where in OF_ENGINE else "") from None


def _resumed(checkpoint: Path, engine: "EngineChoice | None", values: dict[str, Any]) -> "Trainer":
    """The run of a checkpoint, perhaps with another number of epochs."""
    from glassnet.data import DataError
    from glassnet.engines import MissingPackage
    from glassnet.training import CheckpointError, Trainer

    try:
        run = Trainer.load(checkpoint, engine=engine)
    except (CheckpointError, DataError) as error:
        raise Failure(f"--resume {error}") from None
    except MissingPackage as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(error, f"--{error.where}" if error.where in OF_ENGINE else "") from None
    run.change(changed(run.experiment, values))
    return run


def _carry_out(run: "Trainer", out: Path | None, as_json: bool) -> int:
    """Train, print, write; the exit status."""
    from glassnet.cli.outputs import prepare, write
    from glassnet.cli.report import print_table, result
    from glassnet.cli.running import interruptible, train

    with interruptible() as interrupt:
        if out is not None:
            _writing(out, lambda: prepare(out))
        seconds = train(run, interrupt)
        outcome = result(run, seconds)
        try:
            if out is not None:  # first of all: whoever reads the table may be gone
                _writing(out, lambda: write(out, run))
        finally:
            if as_json:
                click.echo(json.dumps(outcome, allow_nan=False))
            else:
                print_table(run, outcome)
            if outcome["stopped"] in ("diverged", "interrupted"):
                say(outcome["message"])
    return 130 if outcome["stopped"] == "interrupted" else 0


def _writing(folder: Path, write: Any) -> None:
    try:
        write()
    except OSError as error:
        raise Failure(f"--out {folder}: cannot be written: {error.strerror or error}") from None
