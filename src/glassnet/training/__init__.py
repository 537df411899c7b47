"""The run: trainer, history, schedules, early stopping, divergence, live changes, checkpoints."""

from glassnet.training.checkpoint import CheckpointError
from glassnet.training.face import load, load_experiment, train
from glassnet.training.history import History
from glassnet.training.network import Network
from glassnet.training.outcome import Outcome
from glassnet.training.problem import resolve
from glassnet.training.schedules import SCHEDULES, learning_rates
from glassnet.training.snapshot import Snapshot
from glassnet.training.trainer import Trainer

__all__ = [
    "SCHEDULES",
    "CheckpointError",
    "History",
    "Network",
    "Outcome",
    "Snapshot",
    "Trainer",
    "learning_rates",
    "load",
    "load_experiment",
    "resolve",
    "train",
]
