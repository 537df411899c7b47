"""What a script is written from: an experiment, and everything about it that its data decides."""

import re
from dataclasses import dataclass

from glassnet.data import Dataset, make_dataset
from glassnet.engines import Encoding, Settings
from glassnet.spec import PRESETS, CsvFile, Experiment, OwnPoints, Preset, SpecError
from glassnet.spec.network import LayerSpec
from glassnet.training import Trainer, resolve
from glassnet.training.initial import initial_state


@dataclass(frozen=True, eq=False)
class Plan:
    """An experiment resolved: what the writers of all languages read.

    Attributes:
        experiment: the settings.
        data: its points.
        settings: sizes, loss and the rest with nothing left open.
        encoding: how labels become targets.
    """

    experiment: Experiment
    data: Dataset
    settings: Settings
    encoding: Encoding

    @classmethod
    def of(cls, what: Experiment | Trainer) -> "Plan":
        """The plan of an experiment, or of a run with its settings as they are now.

        Raises:
            SpecError: if it is neither, or its parts do not fit together.
            DataError: if the data cannot be read.
        """
        if isinstance(what, Trainer):
            return cls(what.experiment, what.data, what.settings, what.problem.encoding)
        if not isinstance(what, Experiment):
            raise SpecError("experiment", type(what).__name__, "an Experiment or a run")
        data = make_dataset(what.data)
        problem, settings = resolve(what, data)
        initial_state(what.network, what.training.optimizer, settings.sizes)  # given arrays must fit
        return cls(what, data, settings, problem.encoding)

    @property
    def classes(self) -> int:
        """The number of classes; 0 for values."""
        return len(self.data.classes)

    @property
    def inputs(self) -> int:
        """The number of raw coordinates of a point."""
        return len(self.data.table.inputs)

    @property
    def layers(self) -> tuple[LayerSpec, ...]:
        """The hidden layers."""
        return self.settings.layers

    @property
    def own(self) -> tuple[tuple[float, ...], ...]:
        """The points put in by hand."""
        return self.experiment.data.points

    @property
    def drawn(self) -> int:
        """The number of points that were made or read, own ones not counted."""
        return len(self.data.table.labels)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the data that have any points."""
        return tuple(name for name, part in self.data.parts.items() if len(part))

    @property
    def batches(self) -> bool:
        """Whether an epoch has more than one step."""
        size = self.experiment.training.batch_size
        return size is not None and size < len(self.data.train)

    @property
    def shuffled(self) -> bool:
        """Whether the order of the examples matters and is drawn anew in every epoch."""
        return self.batches and self.experiment.training.shuffle

    @property
    def dropout(self) -> bool:
        """Whether any layer silences neurons in training."""
        return any(layer.dropout for layer in self.layers)

    @property
    def drawn_weights(self) -> bool:
        """Whether initial weights are drawn, and not given or 0."""
        network = self.experiment.network
        return network.weights is None and network.initializer.kind != "zeros"

    @property
    def steady(self) -> bool:
        """Whether every step has the same learning rate."""
        training = self.experiment.training
        return training.schedule.kind == "constant" and training.warmup == 0.0

    @property
    def title(self) -> str:
        """The data and the network in a few words."""
        source = self.experiment.data.source
        if isinstance(source, CsvFile):
            name = re.sub(
                r"[^\w .+-]", "_", source.path.replace("\\", "/").rpartition("/")[2]
            )  # it goes into a docstring
        elif isinstance(source, Preset):
            name = self.label
        else:
            name = "Own points" if isinstance(source, OwnPoints) else "A table"
        return f"{name}, a network of {self.shape} units"

    @property
    def label(self) -> str:
        """What the data set is called."""
        return PRESETS[self.experiment.data.source.settings()["name"]].label

    @property
    def shape(self) -> str:
        """The sizes of all layers, inputs first."""
        return "-".join(map(str, self.settings.sizes))
