"""What a widget, or a live part of a lesson, begins with: made of whatever is at hand."""

from typing import Any

from glassnet.data import Dataset
from glassnet.spec import Experiment, SpecError
from glassnet.training import Network, Trainer, resolve
from glassnet.training.face import arrange

ALLOWED = "an experiment, a network with its data, or a run"


def given(what: Any = None, data: Any = None, **settings: Any) -> Experiment | Trainer:
    """The experiment that is meant by a network and data, or by less; a run as it is.

    Args:
        what: an `Experiment`, a `Network` (with `data`), a run of `gn.train` or a `Trainer`; None is the experiment
            that the playground begins with.
        data: a `Dataset` from `gn.load`, for a network; alone, the usual network learns it.
        **settings: fields of the training, as for `gn.train`: `lr`, `optimizer`, `batch_size`, ...

    Returns:
        The experiment, or the run that was given.

    Raises:
        SpecError: for anything else, or parts that do not fit together.

    Example:
        >>> given(lr=0.1).training.learning_rate
        0.1
    """
    if data is not None and not isinstance(data, Dataset):
        raise SpecError("data", data, 'data as from gn.load("moons")')
    match what:
        case Trainer():
            if data is not None or settings:
                raise SpecError("run", ", ".join(settings) or "data", "a run alone: it has its own data and settings")
            return what
        case Network():
            return _network(what, data, settings)
        case None | Experiment():
            if data is not None and what is not None:
                raise SpecError("data", "data", "an experiment alone: it has its own data")
            base = what or Experiment()
            return _with(base if data is None else base.with_(data=data.spec), settings)
    raise SpecError("playground", what, ALLOWED)


def _network(net: Network, data: Dataset | None, settings: dict[str, Any]) -> Experiment:
    if data is None:
        raise SpecError("data", None, 'the data that the network is to learn, as from gn.load("moons")')
    experiment = arrange(net, data, **settings)
    sizes = resolve(experiment, data)[1].sizes
    if sizes != net.sizes:
        raise SpecError("sizes", net.sizes, f"{sizes} for this data under {experiment.training.loss}")
    return experiment


def _with(experiment: Experiment, settings: dict[str, Any]) -> Experiment:
    for name, value in settings.items():
        experiment = experiment.with_setting(f"training.{'learning_rate' if name == 'lr' else name}", value)
    return experiment
