"""The run: trainer, history, schedules, early stopping, divergence, live changes, checkpoints."""

from glassnet.training.ahead import preparation
from glassnet.training.asked import require_run
from glassnet.training.checkpoint import CheckpointError
from glassnet.training.exports import Exported, export_network
from glassnet.training.face import load, load_experiment, train
from glassnet.training.history import History
from glassnet.training.history_csv import history_csv
from glassnet.training.modules import from_torch, to_torch
from glassnet.training.network import Network
from glassnet.training.outcome import Outcome
from glassnet.training.population import PopulationRun, train_population
from glassnet.training.problem import resolve
from glassnet.training.schedules import SCHEDULES, learning_rates
from glassnet.training.snapshot import Snapshot
from glassnet.training.trail import Keyframe, Trail
from glassnet.training.trainer import Trainer

__all__ = [
    "SCHEDULES",
    "CheckpointError",
    "Exported",
    "History",
    "Keyframe",
    "Network",
    "Outcome",
    "PopulationRun",
    "Snapshot",
    "Trail",
    "Trainer",
    "export_network",
    "from_torch",
    "history_csv",
    "learning_rates",
    "load",
    "load_experiment",
    "preparation",
    "require_run",
    "resolve",
    "to_torch",
    "train",
    "train_population",
]
