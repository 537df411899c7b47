"""What the commands that look at one moment of a run have in common: which run, and how far it has come."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, NamedPath, WholeNumber
from glassnet.cli.options import setting_options, wrong
from glassnet.cli.settings import settings
from glassnet.cli.starting import as_it_is, beginning, exclusive, experiment_from
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.training import Trainer

FILE = NamedPath(dir_okay=False, path_type=Path)

SET = "any field of the experiment by its path, such as network.layers.0.units=4; may stand several times"
STEPS = "train so many steps first, and look at the one after [default: 0]"
EXAMPLE = "one example by its number, counted from 0, instead of the next mini-batch"
PART = "the part of the data that the example is from: train, validation or test [default: train]"

OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help=SET),
    click.option("--experiment", type=FILE, metavar="FILE", help="the run of an experiment file; options change it"),
    click.option("--link", metavar="LINK", help="the run of a link of the playground; options change it"),
    click.option("--checkpoint", type=FILE, metavar="CHECKPOINT", help="the run of a checkpoint, with its weights"),
    click.option("--steps", type=WholeNumber(0), default=0, metavar="INTEGER", help=STEPS),
    click.option("--example", type=WholeNumber(0), metavar="INTEGER", help=EXAMPLE),
    click.option("--part", default="train", metavar="NAME", help=PART),
)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which run is meant, and which of its examples."""
    for option in reversed(OPTIONS):
        function = option(function)
    return setting_options(settings())(function)


def run_from(
    sets: tuple[str, ...], experiment: Path | None, link: str | None, checkpoint: Path | None, steps: int,
    values: Mapping[str, Any],
) -> "Trainer":  # fmt: skip
    """The run that a command line means, as far as it has come.

    A new run computes in float64 with the reference engine, as the numbers that are explained do; a checkpoint's goes
    on with its own engine.

    Raises:
        WrongUsage: for a value that is not allowed, or options that do not go together.
        Failure: a file cannot be read, or the run ends before so many steps.
    """
    exclusive(experiment=experiment, link=link, checkpoint=checkpoint)
    from glassnet.data import DataError
    from glassnet.training import CheckpointError, Trainer

    try:
        if checkpoint is not None:
            as_it_is(values, set=sets)
            run = Trainer.load(checkpoint)
        else:
            asked = experiment_from(beginning(experiment, link), None, values, sets)
            run = Trainer(asked, engine="reference")
    except (CheckpointError, DataError) as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(error) from None
    taken = run.advance(steps)
    if taken < steps and run.outcome is not None:
        raise Failure(f"--steps {steps}: {run.outcome.message}")
    return run
