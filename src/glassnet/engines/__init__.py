"""Ways to advance a run's state, and the metrics' definitions."""

from collections.abc import Callable

from glassnet.engines.metrics import classify, encode, predict, score
from glassnet.engines.protocol import (
    Encoding,
    Engine,
    Evaluation,
    Evaluations,
    Examples,
    Plan,
    Problem,
    Progress,
    Score,
    Settings,
)
from glassnet.engines.reference import ReferenceEngine
from glassnet.engines.state import Cursor, RunState, Steps, walk

ENGINES: dict[str, Callable[[], Engine]] = {"reference": ReferenceEngine}
"""Every engine by name."""

DEFAULT_ENGINE = "reference"

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "Cursor",
    "Encoding",
    "Engine",
    "Evaluation",
    "Evaluations",
    "Examples",
    "Plan",
    "Problem",
    "Progress",
    "ReferenceEngine",
    "RunState",
    "Score",
    "Settings",
    "Steps",
    "classify",
    "encode",
    "predict",
    "score",
    "walk",
]
