"""What a run will need for settings that it does not have yet, so that it can be made beside the training."""

from typing import Any

from glassnet.data import Dataset, make_dataset
from glassnet.engines import ENGINES, Preparation
from glassnet.spec import Experiment, OwnPoints, SpecError
from glassnet.training.problem import resolve
from glassnet.training.trainer import Trainer


def preparation(run: Trainer, new: Experiment) -> Preparation | None:
    """What must be made before the run can take up other settings without a pause.

    Args:
        run: a run under way; it is not changed.
        new: the settings that it may get.

    Returns:
        Machine code for instance, which may be ready already, or None: for most settings nothing is needed.

    Raises:
        DataError: if the new settings name data that cannot be read.

    Example:
        >>> run = Trainer(Experiment())
        >>> preparation(run, run.experiment.with_setting("training.learning_rate", 0.1)) is None
        True
    """
    if _shape(new) == _shape(run.experiment):
        return None
    try:
        problem, settings = resolve(new, _data(run, new))
    except SpecError:
        return None  # whoever takes up these settings is told what is wrong with them
    return ENGINES[run.engine].preparation(problem, settings)


def _shape(experiment: Experiment) -> tuple[Any, ...]:
    """All settings that machine code can depend on."""
    network, training = experiment.network, experiment.training
    layers = tuple((layer.units, layer.activation) for layer in network.layers)
    return layers, network.output, training.loss, training.batch_size, _drawn(experiment)


def _drawn(experiment: Experiment) -> tuple[Any, ...]:
    """The settings of the data on which the numbers of inputs and outputs depend."""
    data = experiment.data
    own = isinstance(data.source, OwnPoints) and data.source.task == "classification"
    classes = frozenset(label for *_, label in data.points) if own else None
    return data.source, data.features, data.targets, classes


def _data(run: Trainer, new: Experiment) -> Dataset:
    return run.data if _drawn(new) == _drawn(run.experiment) else make_dataset(new.data)
