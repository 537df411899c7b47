"""Glassnet: a laboratory for neural networks that you can see through.

    import glassnet as gn
    data = gn.load("moons", n=500, noise=0.2, seed=0)
    net = gn.Network([2, 8, 8, 2], activation="relu", seed=0)
    run = gn.train(net, data, epochs=200, optimizer="adam", lr=0.01, batch_size=32)
    run.history.test_accuracy[-1]

Names are imported when they are first used, so that `import glassnet` is instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from glassnet._version import __version__

if TYPE_CHECKING:
    from glassnet import plots as plot
    from glassnet.data import DataError, make_dataset
    from glassnet.engines import EngineChoice, MissingPackage
    from glassnet.experiments.estimators import Classifier, Regressor
    from glassnet.explain import (
        compare_gradients,
        diagnose,
        gradcheck,
        to_code,
        trace,
    )
    from glassnet.explain.bending import bending
    from glassnet.explain.flow import flow
    from glassnet.explain.landscape import landscape
    from glassnet.explain.pieces import pieces
    from glassnet.lessons import exercise
    from glassnet.spec import Experiment, SpecError, from_link, to_link
    from glassnet.training import (
        CheckpointError,
        History,
        Network,
        Trainer,
        export_network,
        from_torch,
        load,
        load_experiment,
        to_torch,
        train,
        train_population,
    )
    from glassnet.web.notebook import Microscope, Playground

_HOMES = {
    "DataError": "glassnet.data",
    "make_dataset": "glassnet.data",
    "EngineChoice": "glassnet.engines",
    "MissingPackage": "glassnet.engines",
    "Classifier": "glassnet.experiments.estimators",
    "Regressor": "glassnet.experiments.estimators",
    "bending": "glassnet.explain",
    "compare_gradients": "glassnet.explain",
    "diagnose": "glassnet.explain",
    "flow": "glassnet.explain",
    "gradcheck": "glassnet.explain",
    "landscape": "glassnet.explain",
    "pieces": "glassnet.explain",
    "to_code": "glassnet.explain",
    "trace": "glassnet.explain",
    "exercise": "glassnet.lessons",
    "plot": "glassnet.plots",
    "Experiment": "glassnet.spec",
    "SpecError": "glassnet.spec",
    "from_link": "glassnet.spec",
    "to_link": "glassnet.spec",
    "CheckpointError": "glassnet.training",
    "History": "glassnet.training",
    "Network": "glassnet.training",
    "Trainer": "glassnet.training",
    "export_network": "glassnet.training",
    "from_torch": "glassnet.training",
    "load": "glassnet.training",
    "load_experiment": "glassnet.training",
    "to_torch": "glassnet.training",
    "train": "glassnet.training",
    "train_population": "glassnet.training",
    "Microscope": "glassnet.web.notebook",
    "Playground": "glassnet.web.notebook",
}

__all__ = [
    "CheckpointError", "Classifier", "DataError", "EngineChoice", "Experiment", "History", "Microscope",
    "MissingPackage", "Network", "Playground", "Regressor", "SpecError", "Trainer", "__version__", "bending",
    "compare_gradients", "diagnose", "exercise", "export_network", "flow", "from_link", "from_torch", "gradcheck",
    "landscape", "load", "load_experiment", "make_dataset", "pieces", "plot", "to_code", "to_link", "to_torch",
    "trace", "train", "train_population",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"glassnet has no {name!r}; it has " + ", ".join(__all__))
    module = import_module(_HOMES[name])
    return module if name == "plot" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
