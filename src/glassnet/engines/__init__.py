"""Ways to advance a run's state, and the metrics' definitions."""

from glassnet.engines.choosing import DEFAULT_ENGINE, ENGINES, WITHOUT_COMPILER, EngineChoice, EngineInfo
from glassnet.engines.metrics import classify, encode, predict, score
from glassnet.engines.needs import MissingPackage, need
from glassnet.engines.protocol import (
    Encoding,
    Engine,
    Evaluation,
    Evaluations,
    Examples,
    Plan,
    Preparation,
    Problem,
    Progress,
    Score,
    Settings,
)
from glassnet.engines.reference import ReferenceEngine
from glassnet.engines.state import Cursor, RunState, Steps, walk

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "WITHOUT_COMPILER",
    "Cursor",
    "Encoding",
    "Engine",
    "EngineChoice",
    "EngineInfo",
    "Evaluation",
    "Evaluations",
    "Examples",
    "MissingPackage",
    "Plan",
    "Preparation",
    "Problem",
    "Progress",
    "ReferenceEngine",
    "RunState",
    "Score",
    "Settings",
    "Steps",
    "classify",
    "encode",
    "need",
    "predict",
    "score",
    "walk",
]
