"""What the commands that look at a trained network have in common: which run, trained to its end, and the figure."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glassnet.cli.app import Failure, NamedPath, WholeNumber, WrongUsage, say
from glassnet.cli.options import setting_options, wrong
from glassnet.cli.reading import explained
from glassnet.cli.settings import settings
from glassnet.cli.starting import as_it_is, beginning, exclusive, experiment_from
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.plots.style import Drawn
    from glassnet.training import Trainer

FILE = NamedPath(dir_okay=False, path_type=Path)

SET = "any field of the experiment by its path, such as network.layers.0.units=4; may stand several times"
SEEDS = "all five seeds at once: data, split, weights, order, dropout; the options for single ones override it"
CHECKPOINT = "a run as its checkpoint has it, instead of training one"
OUT = "write a figure into this file; its ending says in which format: .png, .svg, .pdf"

OPTIONS: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help=SET),
    click.option("--seed", type=WholeNumber(0, 2**32 - 1), metavar="INTEGER", help=SEEDS),
    click.option("--experiment", type=FILE, metavar="FILE", help="the run of an experiment file; options change it"),
    click.option("--link", metavar="LINK", help="the run of a link of the playground; options change it"),
    click.option("--checkpoint", type=FILE, metavar="CHECKPOINT", help=CHECKPOINT),
    click.option("--engine", metavar="NAME", help="what computes the steps, as for `glassnet train`"),
    click.option("--out", type=FILE, metavar="FILE", help=OUT),
    click.option("--json", "as_json", is_flag=True, help="print one JSON object, alone, on standard output"),
)


def trained_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which run is meant, and what becomes of the result."""
    for option in reversed(OPTIONS):
        function = option(function)
    return setting_options(settings())(function)


def trained_run(
    sets: tuple[str, ...], seed: int | None, experiment: Path | None, link: str | None, checkpoint: Path | None,
    engine: str | None, values: Mapping[str, Any],
) -> "Trainer":  # fmt: skip
    """The run that a command line means: a checkpoint's as it is, another trained to its end or to Ctrl-C.

    Raises:
        WrongUsage: for a value that is not allowed, or options that do not go together.
        Failure: if a file cannot be read.
    """
    exclusive(experiment=experiment, link=link, checkpoint=checkpoint)
    asked = None
    if checkpoint is None:
        asked = experiment_from(beginning(experiment, link), seed, values, sets)
    else:
        as_it_is(values, set=sets, seed=seed)
    from glassnet.data import DataError
    from glassnet.engines import DEFAULT_ENGINE, MissingPackage
    from glassnet.training import CheckpointError, Trainer

    try:
        if asked is None:
            return Trainer.load(str(checkpoint), engine=engine)
        run = Trainer(asked, engine=engine or DEFAULT_ENGINE)
    except (CheckpointError, DataError, MissingPackage) as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(error, "--engine" if error.where == "engine" else "") from None
    return _trained(run)


def _trained(run: "Trainer") -> "Trainer":
    from glassnet.cli.report import stopped
    from glassnet.cli.running import interruptible, train

    with interruptible() as interrupt:
        train(run, interrupt)
    kind, message = stopped(run)
    if kind in ("diverged", "interrupted"):
        say(message)
    return run


@contextmanager
def looking(options: Mapping[str, str]) -> Iterator[None]:
    """Within it, what the library refuses becomes one line: of the option if there is one, else a failure.

    Args:
        options: the option for each place that the library names.
    """
    try:
        yield
    except SpecError as error:
        option = options.get(error.where)
        if option is None:
            raise Failure(str(error)) from None
        raise WrongUsage(explained(error, option)) from None


def write_figure(out: Path, draw: Callable[[], "Drawn"]) -> None:
    """Draw, and write the figure.

    Raises:
        WrongUsage: for an ending that names no format.
        Failure: if the file cannot be written.
    """
    import matplotlib

    matplotlib.use("Agg")  # a file only: no window opens, and none is needed
    from matplotlib import pyplot

    from glassnet import plots
    from glassnet.plots.style import figure_of

    drawn = draw()
    try:
        plots.save(drawn, out)
    except SpecError as error:
        raise WrongUsage(explained(error, "--out")) from None
    except OSError as error:
        raise Failure(f"--out {out}: cannot be written: {error.strerror or error}") from None
    finally:
        pyplot.close(figure_of(drawn))
