"""What a link of each version leaves out: its defaults, written out once and never changed again.

A link names only what differs from the defaults, so that it would come to mean something else when a default changes.
Here they stand as they were. When one changes, `versions.FORMAT` is raised and the new ones are added under its number;
a test holds the newest equal to the code.
"""

from glassnet.spec.versions import Json

_TANH: Json = {"kind": "tanh"}

DEFAULTS: dict[int, Json] = {
    1: {
        "data": {
            "source": {"kind": "preset", "name": "circle", "erased": []},
            "n": 500, "noise": 0.1, "balance": None, "seed": 0,
            "split": {"train": 0.6, "validation": 0.2, "test": 0.2, "stratify": True, "seed": 0},
            "columns": [], "features": [], "scaling": "standardize", "value_scaling": "none",
            "targets": "auto", "points": [],
        },
        "network": {
            "layers": [
                {"units": 8, "activation": _TANH, "dropout": 0.0},
                {"units": 8, "activation": _TANH, "dropout": 0.0},
            ],
            "output": {"kind": "identity"},
            "initializer": {"kind": "xavier_uniform"},
            "bias": 0.0, "seed": 0, "weights": None, "biases": None,
        },
        "training": {
            "loss": {"kind": "auto"},
            "optimizer": {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
            "learning_rate": 0.01, "schedule": {"kind": "constant"}, "warmup": 0.0, "batch_size": 10, "epochs": 200,
            "l1": 0.0, "l2": 0.0, "clip_norm": None, "shuffle": True, "seed": 0, "dropout_seed": 0,
            "patience": None, "min_delta": 0.0, "target": None, "evaluate_every": 1,
        },
    },
}  # fmt: skip
"""The experiment of which a link of each version says the differences."""

SETTINGS: dict[int, dict[str, Json]] = {
    1: {
        "data.source.preset": {"name": "circle", "erased": []},
        "data.source.csv": {"path": "", "column": "", "task": "auto", "digest": "", "erased": []},
        "data.source.table": {"text": "", "column": "", "task": "auto", "erased": []},
        "data.source.own": {"task": "classification"},
        "network.layers.*": {"units": 4, "activation": _TANH, "dropout": 0.0},
        "network.layers.*.activation.leaky_relu": {"slope": 0.01},
        "network.layers.*.activation.elu": {"alpha": 1.0},
        "network.initializer.uniform": {"limit": 0.5},
        "network.initializer.normal": {"std": 1.0},
        "network.initializer.orthogonal": {"gain": 1.0},
        "training.loss.huber": {"delta": 1.0},
        "training.optimizer.momentum": {"momentum": 0.9},
        "training.optimizer.nesterov": {"momentum": 0.9},
        "training.optimizer.rmsprop": {"rho": 0.99, "eps": 1e-8},
        "training.optimizer.adagrad": {"eps": 1e-10},
        "training.optimizer.adam": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
        "training.optimizer.adamw": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01},
        "training.schedule.step": {"every": 30, "factor": 0.5},
        "training.schedule.exponential": {"rate": 0.99},
        "training.schedule.cosine": {"epochs": 100, "floor": 0.0},
    },
}
"""The settings that a variant or a layer in a link of each version leaves out, by path and kind."""
