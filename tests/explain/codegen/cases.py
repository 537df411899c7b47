"""Experiments whose scripts are run: a small one, and what each case changes about it."""

from pathlib import Path
from typing import Any

from glassnet.spec import PRESETS, Experiment, Initializer, Optimizer
from glassnet.spec.choices import Activation

BASE: dict[str, Any] = {
    "data": {"source": {"kind": "preset", "name": "moons"}, "n": 60},
    "network": {"layers": [{"units": 5}, {"units": 4}]},
    "training": {"epochs": 6, "batch_size": 8, "learning_rate": 0.05},
}
OWN = [[-2.5, 1.0, 0], [2.0, 0.25, 1], [1.5, -2.0, 1], [-1.0, -1.5, 0], [0.5, 3.0, 1], [-3.0, 0.1, 0]]
VALUES = [[-2.5, 1.0, 0.3], [2.0, 0.25, -1.2], [1.5, -2.0, 0.7], [-1.0, -1.5, 0.1]]
SINGLE = {"training.loss": "binary_cross_entropy"}
REGRESSION = {"data.source": {"kind": "preset", "name": "bumps"}}
MANY_OWN = [[round(0.37 * i % 5 - 2.5, 3), round(0.73 * i % 5 - 2.5, 3), i % 3] for i in range(40)]
GIVEN = {
    "network.layers": [{"units": 2, "activation": "relu"}],
    "network.weights": [[[0.5, -0.25], [1.5, 0.75]], [[0.1, -0.3], [0.2, 0.4]]],
}

TABLE = "a;b;kind\n" + "".join(f"{0.1 * i:g};{i % 4};{'xyz'[i % 3]}\n" for i in range(21))
ODD_TABLE = "k\\ind,b \n" + "".join(f"{i % 2},{0.1 * i:g}\n" for i in range(12))

Changes = dict[str, Any]

NETWORKS: dict[str, Changes] = {
    **{f"activation {kind}": {"network.layers.0.activation": kind} for kind in Activation.choices()},
    "leaky slope": {"network.layers.0.activation": {"kind": "leaky_relu", "slope": 0.2}},
    "elu alpha": {"network.layers.0.activation": {"kind": "elu", "alpha": 0.5}},
    "two slopes": {
        "network.layers": [
            {"units": 3, "activation": {"kind": "leaky_relu", "slope": 0.2}},
            {"units": 3, "activation": {"kind": "leaky_relu", "slope": 0.05}},
        ]
    },
    **{f"initializer {kind}": {"network.initializer": kind} for kind in Initializer.choices()},
    "orthogonal gain": {"network.initializer": {"kind": "orthogonal", "gain": 1.5}},
    "pytorch odd": {"network.initializer": "pytorch", "network.layers": [{"units": 3}]},
    "bias": {"network.bias": 0.1, "network.seed": 4294967295},
    "linear": {"network.layers": []},
    "deep": {"network.layers": [{"units": 3, "activation": "softsign"}] * 9},
    "given weights": GIVEN,
    "given weights and biases": {**GIVEN, "network.biases": [[0.1, 0.2], [0.3, 0.3]]},
    "given biases": {"network.layers": [{"units": 2}], "network.biases": [[0.1, 0.2], [0.0, -0.5]]},
    "given weights, drawn biases": {**GIVEN, "network.initializer": "pytorch"},
}

TRAININGS: dict[str, Changes] = {
    **{f"optimizer {kind}": {"training.optimizer": kind} for kind in Optimizer.choices()},
    "adam settings": {"training.optimizer": {"kind": "adam", "beta1": 0.8, "beta2": 0.95, "eps": 1e-6}},
    "adamw decay": {"training.optimizer": {"kind": "adamw", "weight_decay": 0.3}},
    "step": {"training.schedule": {"kind": "step", "every": 2, "factor": 0.5}},
    "exponential": {"training.schedule": {"kind": "exponential", "rate": 0.7}},
    "cosine": {"training.schedule": {"kind": "cosine", "epochs": 4, "floor": 0.1}},
    "cosine to 0": {"training.schedule": {"kind": "cosine", "epochs": 4}},
    "warmup": {"training.warmup": 2.5},
    "warmup and step": {"training.schedule": {"kind": "step", "every": 1}, "training.warmup": 1.5},
    "warmup and cosine": {"training.schedule": {"kind": "cosine", "floor": 0.2}, "training.warmup": 1.5},
    "l1": {"training.l1": 0.01},
    "l2": {"training.l2": 0.1},
    "both penalties": {"training.l1": 0.01, "training.l2": 0.02, "training.optimizer": "sgd"},
    "clipping": {"training.clip_norm": 0.05, "training.optimizer": "sgd", "training.l2": 0.1},
    "full batch": {"training.batch_size": None, "training.schedule": {"kind": "exponential", "rate": 0.7}},
    "no shuffle": {"training.shuffle": False},
    "order": {"training.seed": 7},
    "patience": {"training.patience": 1, "training.min_delta": 0.05},
    "seldom": {"training.evaluate_every": 4, "training.epochs": 11},
    "target": {"training.target": 0.85},
    "target at once": {"training.target": 0.3, "data.split": {"train": 1.0, "validation": 0.0, "test": 0.0}},
    "no epochs": {"training.epochs": 0},
}

LOSSES: dict[str, Changes] = {
    "binary": SINGLE,
    "squared one hot": {"training.loss": "mse", "data.targets": "one_hot"},
    "squared class": {"training.loss": "mse", "network.output": "sigmoid"},
    "squared sign": {"training.loss": "half_squared", "network.output": "tanh"},
    "huber": {**REGRESSION, "training.loss": {"kind": "huber", "delta": 0.2}},
    "mse": REGRESSION,
    "half squared": {**REGRESSION, "training.loss": "half_squared"},
    "half squared, several": {"training.loss": "half_squared", "data.targets": "one_hot"},
    "squared identity": {"training.loss": "mse"},
}

DATA: dict[str, Changes] = {
    **{
        f"data {name}": {"data.source": {"kind": "preset", "name": name}, "data.noise": 0.2, "training.epochs": 2}
        for name in PRESETS
    },
    **{
        f"uneven {name}": {"data.source.name": name, "data.balance": 0.3, "data.n": 41, "data.noise": 0.0}
        for name in ("circle", "moons", "spiral", "circles", "pinwheel", "clusters", "classic_spiral")
    },
    "one of a class": {"data.balance": 0.01, "data.n": 12},
    "own": {"data.source": {"kind": "own"}, "data.points": OWN},
    "own, three classes": {"data.source": {"kind": "own"}, "data.points": MANY_OWN},
    "own values": {"data.source": {"kind": "own", "task": "regression"}, "data.points": VALUES},
    "preset and own": {"data.points": OWN},
    "values and own": {**REGRESSION, "data.points": VALUES},
    "line and own": {"data.source.name": "sine", "data.points": VALUES},
    "features": {"data.features": ["x", "y", "x^2", "x*y", "sin(3*x) - 1", "2"]},
    "features and own": {"data.features": ["x1", "-x2^2 + pi"], "data.points": OWN},
    "one feature": {"data.features": ["y"]},
    "many features": {"data.features": [f"sin({k}*x) + cos({k}*y)" for k in range(1, 9)]},
    "unscaled": {"data.scaling": "none"},
    "scaled values": {**REGRESSION, "data.value_scaling": "standardize"},
    "scaled values and own": {"data.source.name": "sine", "data.value_scaling": "standardize", "data.points": VALUES},
    "unscaled features": {"data.scaling": "none", "data.features": ["x", "x*y"]},
    "train only": {"data.split": {"train": 1.0, "validation": 0.0, "test": 0.0}},
    "no validation": {"data.split": {"train": 0.7, "validation": 0.0, "test": 0.3}},
    "not stratified": {"data.split": {"train": 0.5, "validation": 0.25, "test": 0.25, "stratify": False, "seed": 3}},
    "columns": {"data.source.name": "iris", "data.columns": ["petal_width", "sepal_length"]},
    "columns and features": {
        "data.source.name": "iris",
        "data.columns": ["petal_width"],
        "data.features": ["x", "x^2"],
    },
    "erased": {"data.source.erased": [3, 5, 17, 40], "data.points": OWN},
    "part erased": {"data.n": 8, "data.source.erased": [1, 2, 4, 7]},
    "table": {"data.source": {"kind": "table", "text": TABLE, "column": "kind"}},
    "odd table": {"data.source": {"kind": "table", "text": ODD_TABLE, "column": "k\\ind"}},
    "table of values": {
        "data.columns": ["b"],
        "data.source": {"kind": "table", "text": TABLE, "column": "a", "task": "regression"},
    },
    "seeds": {"data.seed": 9, "data.split.seed": 4294967295, "network.seed": 12, "training.seed": 4000000000},
}

# By symmetry gradients are 0 here but for rounding, and Adam makes steps of the rounding.
for _name in ("xor_points", "digits"):
    DATA[f"data {_name}"]["training.optimizer"] = "momentum"

GRID = NETWORKS | TRAININGS | LOSSES | DATA

FULL: Changes = {**SINGLE, "training.batch_size": None, "training.epochs": 12}
LAYERS = "network.layers"
SKLEARN: dict[str, Changes] = {
    **{
        f"activation {kind}": {LAYERS: [{"units": 5, "activation": kind}, {"units": 3, "activation": kind}]}
        for kind in ("identity", "sigmoid", "tanh", "relu")
    },
    **{f"optimizer {kind}": {"training.optimizer": kind} for kind in ("sgd", "momentum", "nesterov", "adam")},
    "adam settings": {"training.optimizer": {"kind": "adam", "beta1": 0.8, "beta2": 0.95, "eps": 1e-6}},
    "l2": {"training.l2": 0.3, "training.optimizer": "sgd"},
    "l2, mse": {"training.l2": 0.3, "training.optimizer": "momentum", "training.loss": "mse", **REGRESSION},
    "mse": {"training.loss": "mse", "training.optimizer": "nesterov", **REGRESSION},
    "mse, adam": {"training.loss": "mse", **REGRESSION},
    "half squared": {"training.loss": "half_squared", "training.optimizer": "sgd", **REGRESSION},
    "three classes": {"training.loss": "cross_entropy", "data.source.name": "blobs", "training.optimizer": "sgd"},
    "linear": {LAYERS: [], "training.optimizer": "sgd"},
    "own": {"data.source": {"kind": "own"}, "data.points": OWN, "training.optimizer": "sgd"},
    "line": {"data.source.name": "sine", "training.loss": "mse", "training.optimizer": "sgd"},
    "pytorch start": {"network.initializer": "pytorch", "training.optimizer": "sgd"},
    "features": {"data.features": ["x", "y", "x*y"], "training.optimizer": "sgd"},
    "larger than all": {"training.batch_size": 1000, "training.optimizer": "sgd"},
}

DROPOUT: Changes = {"network.layers.0.dropout": 0.3, "network.layers.0.units": 16}


def experiment(changes: Changes, base: dict[str, Any] = BASE) -> Experiment:
    """The small experiment with some changes; what is changed first is written first."""
    made = Experiment.from_json(base)
    for path, value in changes.items():
        made = made.with_setting(path, value)
    return made


def write_flowers(folder: Path, delimiter: str = ",", *, numeric: bool = False) -> Path:
    """A CSV file with four inputs and three classes, in the middle the label."""
    path = folder / "flowers.csv"
    names = ("10", "9", "11") if numeric else ("iris", "lily", " rose")
    rows = [delimiter.join(["a", "b", " kind", "c"])]
    for i in range(45):
        cells = [f"{i % 7 / 7:.4f}", f" {i % 5 - 2 * (i % 3)}", names[i % 3], f"{0.1 * i:g}"]
        rows.append(delimiter.join(cells))
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    return path


def flowers(path: Path) -> Changes:
    """What makes it the data."""
    return {"data.source": {"kind": "csv", "path": str(path), "column": "kind"}}
