"""`glassnet ir`: the code that the compiled engine writes for a network, to be read."""

from pathlib import Path
from typing import Any

import click

from glassnet.cli.app import Failure, NamedPath
from glassnet.cli.options import TrainingCommand, setting_options, wrong
from glassnet.cli.settings import settings
from glassnet.cli.starting import beginning, exclusive, experiment_from
from glassnet.spec import SpecError

HELP = """Print the code that the compiled engine writes for a network's training step.

It is LLVM's intermediate representation, each block below its formula. Settings are those of `glassnet train`; only
the architecture, the activations, the loss and the batch size change the code. All networks share the optimizers and
the training loop (--library).
"""

FILE = NamedPath(dir_okay=False, path_type=Path)


@click.command(name="ir", cls=TrainingCommand, help=HELP)
@setting_options(settings())
@click.option("--experiment", type=FILE, metavar="FILE", help="the network of an experiment file")
@click.option("--link", metavar="LINK", help="the network of a link of the playground")
@click.option("--asm", is_flag=True, help="print this machine's own code instead (needs llvmlite)")
@click.option(
    "--library", is_flag=True, help="also print what all networks share: order, dropout, optimizers, the loop"
)
def command(experiment: Path | None, link: str | None, asm: bool, library: bool, **values: Any) -> None:
    """Run `glassnet ir`; every setting of the experiment comes in `values`."""
    exclusive(experiment=experiment, link=link)
    asked = experiment_from(beginning(experiment, link), None, values, ())
    from glassnet.data import DataError, make_dataset
    from glassnet.engines.compiled import describe_asm, describe_ir
    from glassnet.training import resolve

    try:
        resolved = resolve(asked, make_dataset(asked.data))[1]
        click.echo((describe_asm if asm else describe_ir)(resolved, library=library))
    except DataError as error:
        raise Failure(str(error)) from None
    except SpecError as error:
        raise wrong(error) from None
    except ImportError:
        raise Failure("machine code needs llvmlite: pip install llvmlite") from None
