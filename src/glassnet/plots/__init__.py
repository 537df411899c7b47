"""Matplotlib figures of runs. Every plot returns its axes (`.figure` is the figure) and never calls `show`.

Drawing into axes that are given touches no global state of pyplot. Modules are imported when a figure of theirs is
first asked for.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glassnet.plots.activations import activations
    from glassnet.plots.bending import bending
    from glassnet.plots.boundary import boundary
    from glassnet.plots.confusion import confusion
    from glassnet.plots.curves import curves
    from glassnet.plots.flow import flow
    from glassnet.plots.function import function
    from glassnet.plots.landscape import landscape
    from glassnet.plots.pieces import pieces
    from glassnet.plots.prediction_beside_truth import prediction_beside_truth
    from glassnet.plots.predictions import predictions
    from glassnet.plots.score_by import score_by, score_table
    from glassnet.plots.style import save
    from glassnet.plots.tables import Confusion, Prediction, PredictionTable, confusion_table, prediction_table

_HOMES = {
    "activations": "activations",
    "bending": "bending",
    "boundary": "boundary",
    "confusion": "confusion",
    "curves": "curves",
    "flow": "flow",
    "function": "function",
    "landscape": "landscape",
    "pieces": "pieces",
    "prediction_beside_truth": "prediction_beside_truth",
    "predictions": "predictions",
    "score_by": "score_by",
    "score_table": "score_by",
    "save": "style",
    "Confusion": "tables",
    "Prediction": "tables",
    "PredictionTable": "tables",
    "confusion_table": "tables",
    "prediction_table": "tables",
}

__all__ = [
    "Confusion", "Prediction", "PredictionTable", "activations", "bending", "boundary", "confusion",
    "confusion_table", "curves", "flow", "function", "landscape", "pieces", "prediction_beside_truth",
    "prediction_table", "predictions", "save", "score_by", "score_table",
]  # fmt: skip


class _Face(ModuleType):
    """This package: where a module has the name of its function, the name means the function.

    Python puts a module into its package when it is imported. Importing all of them here instead would make
    `python -m glassnet.plots.boundary` warn that the module has been imported already.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        function = isinstance(value, ModuleType) and name in _HOMES
        super().__setattr__(name, getattr(value, name) if function else value)


sys.modules[__name__].__class__ = _Face


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"glassnet.plot has no {name!r}; it has " + ", ".join(__all__))
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
