"""The whole experiment: everything that a run's start depends on, as one frozen value."""

import json
from dataclasses import dataclass
from typing import Any, Self

from glassnet.spec.data import DataSpec
from glassnet.spec.fields import Effect, SpecError, record, require
from glassnet.spec.network import NetworkSpec
from glassnet.spec.training import TrainingSpec
from glassnet.spec.values import Value, effects_between, set_at
from glassnet.spec.versions import FORMAT, to_current


@dataclass(frozen=True)
class Experiment(Value):
    """Data, network and training: the same experiment gives the same run.

    Example:
        >>> experiment = Experiment().with_setting("training.learning_rate", 0.03)
        >>> experiment.training.learning_rate
        0.03
        >>> Experiment.from_json(experiment.to_json()) == experiment
        True
    """

    data: DataSpec = record(DataSpec(), "Data", "what is to be learned", Effect.DATA)
    network: NetworkSpec = record(NetworkSpec(), "Network", "what learns", Effect.RESHAPE)
    training: TrainingSpec = record(TrainingSpec(), "Training", "how it learns", Effect.LIVE)

    def with_setting(self, path: str, value: Any) -> "Experiment":
        """A copy with the field at a dotted path changed.

        Args:
            path: such as `training.learning_rate` or `network.layers.0.units`.
            value: the new value; variants also by name or in their JSON form.

        Raises:
            SpecError: if there is no such field, or it does not allow the value.
        """
        require(path, str, "path", "a dotted path such as training.learning_rate")
        changed: Experiment = set_at(self, path, value)
        return changed

    def effects(self, new: "Experiment") -> frozenset[Effect]:
        """What changing this experiment into `new` means for a run that is under way."""
        return effects_between(self, new)

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries, stamped with the version of the format."""
        return {"format": FORMAT} | super().to_json()

    @classmethod
    def from_json(cls, data: object) -> Self:
        """The experiment from its JSON form, of this or an older version of the format.

        Raises:
            SpecError: for an unknown field, a value that is not allowed, or a version from the future.
        """
        if isinstance(data, cls):
            return data
        if not isinstance(data, dict):
            raise SpecError("experiment", data, "a JSON object")
        return super().from_json(to_current(data))

    def dumps(self) -> str:
        """The text of an experiment file."""
        return json.dumps(self.to_json(), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def loads(cls, text: str) -> Self:
        """The experiment in the text of an experiment file.

        Raises:
            SpecError: if it is not JSON or not an experiment.
        """
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            shown = text.strip()[:40]
            raise SpecError("experiment", shown, f"JSON ({error.msg}, line {error.lineno})") from None
        except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
            raise SpecError("experiment", text.strip()[:40], "JSON of an experiment") from None
        return cls.from_json(data)
