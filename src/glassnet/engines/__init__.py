"""Ways to advance a run's state, and the metrics' definitions."""

from collections.abc import Callable
from importlib.util import find_spec

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


def _compiled() -> Engine:
    from glassnet.engines.compiled import CompiledEngine  # read by those who use it

    return CompiledEngine()


ENGINES: dict[str, Callable[[], Engine]] = {"compiled": _compiled, "reference": ReferenceEngine}
"""Every engine by name."""

DEFAULT_ENGINE = "compiled" if find_spec("llvmlite") else "reference"
"""The compiled engine, where there is a compiler."""

WITHOUT_COMPILER = (
    ""
    if DEFAULT_ENGINE == "compiled"
    else ("llvmlite is not installed, so the slow reference engine trains; for the fast one: pip install llvmlite")
)
"""One line for people where there is no compiler; else empty."""

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "WITHOUT_COMPILER",
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
