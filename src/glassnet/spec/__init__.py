"""What is to be trained, as frozen typed values: data, network, training, and the whole `Experiment`.

Names, ranges, defaults and one-line explanations of all choices stand here and nowhere else.
"""

from glassnet.spec import choices, methods
from glassnet.spec.choices import Activation, Initializer, Loss, OutputActivation
from glassnet.spec.data import CsvFile, CsvText, DataSpec, OwnPoints, Preset, Source, Split
from glassnet.spec.experiment import Experiment
from glassnet.spec.fields import Effect, Info, SpecError, require
from glassnet.spec.formula import Formula, parse
from glassnet.spec.link import from_link, read_value, to_link
from glassnet.spec.methods import Optimizer, Schedule
from glassnet.spec.network import LayerSpec, NetworkSpec
from glassnet.spec.presets import PRESETS, PresetInfo
from glassnet.spec.schema import Entry, entries, schema
from glassnet.spec.training import TrainingSpec
from glassnet.spec.values import Value, Variant, get_at, plain, set_at
from glassnet.spec.versions import FORMAT

__all__ = [
    "FORMAT", "PRESETS", "Activation", "CsvFile", "CsvText", "DataSpec", "Effect", "Entry", "Experiment", "Formula",
    "Info", "Initializer", "LayerSpec", "Loss", "NetworkSpec", "Optimizer", "OutputActivation", "OwnPoints", "Preset",
    "PresetInfo", "Schedule", "Source", "SpecError", "Split", "TrainingSpec", "Value", "Variant", "choices",
    "entries", "from_link", "get_at", "methods", "parse", "plain", "read_value", "require", "schema", "set_at",
    "to_link",
]  # fmt: skip
