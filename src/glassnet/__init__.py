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
    from glassnet.spec import Experiment, SpecError, from_link, to_link
    from glassnet.training import CheckpointError, History, Network, Trainer, load, load_experiment, train

_HOMES = {
    "plot": "glassnet.plots",
    "DataError": "glassnet.data",
    "make_dataset": "glassnet.data",
    "Experiment": "glassnet.spec",
    "SpecError": "glassnet.spec",
    "from_link": "glassnet.spec",
    "to_link": "glassnet.spec",
    "CheckpointError": "glassnet.training",
    "History": "glassnet.training",
    "Network": "glassnet.training",
    "Trainer": "glassnet.training",
    "load": "glassnet.training",
    "load_experiment": "glassnet.training",
    "train": "glassnet.training",
}

__all__ = [
    "CheckpointError", "DataError", "Experiment", "History", "Network", "SpecError", "Trainer", "__version__",
    "from_link", "load", "load_experiment", "make_dataset", "plot", "to_link", "train",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"glassnet has no {name!r}; it has " + ", ".join(__all__))
    module = import_module(_HOMES[name])
    return module if name == "plot" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
