"""What the commands that look back on a whole run have in common: which run, trained as far as it goes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure
from glassnet.cli.looking import FILE, SET
from glassnet.cli.options import setting_options, wrong
from glassnet.cli.settings import settings
from glassnet.cli.starting import as_it_is, beginning, exclusive, experiment_from
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.training import Trainer

OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help=SET),
    click.option("--experiment", type=FILE, metavar="FILE", help="the run of an experiment file; options change it"),
    click.option("--link", metavar="LINK", help="the run of a link of the playground; options change it"),
    click.option(
        "--checkpoint", type=FILE, metavar="CHECKPOINT", help="the run of a checkpoint, as far as it has come"
    ),
)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which run is meant."""
    for option in reversed(OPTIONS):
        function = option(function)
    return setting_options(settings())(function)


def whole_run(
    sets: tuple[str, ...], experiment: Path | None, link: str | None, checkpoint: Path | None,
    values: Mapping[str, Any],
) -> "Trainer":  # fmt: skip
    """The run that a command line means: a new one is trained to its end, a checkpoint's is taken as it is.

    Raises:
        WrongUsage: for a value that is not allowed, or options that do not go together.
        Failure: a file cannot be read, or the training was interrupted.
    """
    exclusive(experiment=experiment, link=link, checkpoint=checkpoint)
    from glassnet.cli.running import interruptible, train
    from glassnet.data import DataError
    from glassnet.training import CheckpointError, Trainer

    try:
        if checkpoint is not None:
            as_it_is(values, set=sets)
            return Trainer.load(checkpoint)
        run = Trainer(experiment_from(beginning(experiment, link), None, values, sets))
    except (CheckpointError, DataError) as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(error) from None
    with interruptible() as interrupt:
        train(run, interrupt)
    if run.outcome is None:
        raise Failure(f"interrupted at step {run.step} (epoch {run.epoch})")
    return run


def title(run: "Trainer") -> str:
    """What a run is, in one line: data, sizes, activations, how far it has come."""
    source = run.experiment.data.source.settings()
    name = source.get("name") or source.get("path") or "own points"
    kinds = dict.fromkeys(layer.activation.kind for layer in run.experiment.network.layers)
    sizes = " – ".join(str(n) for n in run.settings.sizes)
    return f"{name}: {sizes}, {' and '.join(kinds) or 'linear'}; {run.epoch:,} epochs, {run.step:,} steps"
