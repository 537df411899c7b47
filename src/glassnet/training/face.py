"""The library's short forms: load data, train a network on it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from glassnet.data import Dataset, make_dataset
from glassnet.engines import DEFAULT_ENGINE, EngineChoice
from glassnet.spec import PRESETS, CsvFile, DataSpec, Experiment, SpecError, TrainingSpec, require
from glassnet.spec.data import idle_settings
from glassnet.spec.fields import nearest
from glassnet.training.network import Network
from glassnet.training.trainer import Trainer

SQUARED = ("mse", "half_squared", "huber")


def load(
    source: str | Path, *, column: str | None = None, seed: int = 0, split: tuple[float, float, float] | None = None,
    **settings: Any,
) -> Dataset:  # fmt: skip
    """Data by the name of a preset, or from a CSV file.

    Args:
        source: name of a preset such as "moons" (all names: `glassnet data`), or the path of a CSV file.
        column: for a CSV file, the column to be predicted.
        seed: for the points and for the split, both 0 to 2³² − 1.
        split: shares of train, validation and test, which add up to 1; the default is 0.6, 0.2, 0.2.
        **settings: other fields of the data: `n`, `noise`, `balance` (where the points are made by a formula),
            `features`, `scaling`, `targets`, `value_scaling` ("standardize" for values far from 0, such as prices:
            the network then learns, and predicts, (value − `table.value_mean`) / `table.value_spread`).

    Returns:
        The data in its three parts.

    Raises:
        SpecError: for a name or a value that is not allowed.
        DataError: if a file cannot be read as data.

    Example:
        >>> data = load("moons", n=500, noise=0.2, seed=0)
        >>> data.classes, len(data.train)
        (('0', '1'), 300)
    """
    chosen: Any
    if str(source) in PRESETS:
        chosen = {"kind": "preset", "name": str(source)}
        if column is not None:
            raise SpecError("column", column, f"none: {source} is a preset, which knows what is to be predicted")
    elif column is not None or str(source).lower().endswith(CsvFile.endings):
        if column is None:
            raise SpecError("column", None, f"the name of the column of {source} that is to be predicted")
        chosen = CsvFile(path=str(source), column=column)
    else:
        near = nearest(str(source), PRESETS)
        hint = f" (did you mean {near}?)" if near else ""
        raise SpecError("source", source, "a CSV file, or one of " + ", ".join(PRESETS) + hint)
    if idle := idle_settings(chosen, settings):
        raise SpecError(idle, settings[idle], f"none: {source} has its points as they are")
    shares = {} if split is None else _shares(split)
    data = {"source": chosen, "seed": seed, "split": shares | {"seed": seed}} | settings
    return make_dataset(DataSpec.from_json(data))


def _shares(split: object) -> dict[str, Any]:
    names = ("train", "validation", "test")
    if not isinstance(split, (tuple, list)) or len(split) != len(names):
        raise SpecError("split", split, "three shares that add up to 1, such as (0.6, 0.2, 0.2)")
    return dict(zip(names, split, strict=True))


def train(
    net: Network, data: Dataset, *, epochs: int = 200, lr: float | None = None,
    engine: str | EngineChoice = DEFAULT_ENGINE, device: str | None = None, dtype: str | None = None,
    compile: bool = False, on_progress: Callable[[Trainer], None] | None = None, **settings: Any,
) -> Trainer:  # fmt: skip
    """Train a network on data.

    Args:
        net: its sizes must fit the data: as many inputs as features; one output for each class, a single one for two
            classes or for values.
        data: from `load` or `make_dataset`.
        epochs: passes through the training set.
        lr: learning rate, the same as `learning_rate`.
        engine: name of the engine: compiled (machine code, float32), reference (NumPy, float64) or torch (PyTorch); or
            an `EngineChoice`.
        device: for torch, what it computes on: auto (a CUDA GPU if there is one), cpu, cuda, cuda:1, … or mps.
        dtype: for torch, float32 or float64.
        compile: for torch, whether forward pass and loss are compiled with `torch.compile`.
        on_progress: called with the run now and then.
        **settings: other fields of the training: `optimizer`, `batch_size`, `loss`, `l2`, `schedule`, `patience`, ...

    Returns:
        The run: `history`, `predict`, `net` with the trained weights, `outcome`. The network given is not changed.

    Raises:
        SpecError: for a value that is not allowed, or sizes that do not fit the data.
        MissingPackage: if PyTorch is asked for and not installed.

    Example:
        >>> run = train(Network([2, 4, 2]), load("gauss", n=100), epochs=20, lr=0.05)
        >>> bool(run.history.test_accuracy[-1] > 0.9)
        True
    """
    _check_kinds(net, data)
    choice = EngineChoice.of(engine, device, dtype, compile)
    experiment = arrange(net, data, epochs=epochs, lr=lr, **settings)
    run = Trainer(experiment, engine=choice, data=replace(data, spec=experiment.data))
    if run.settings.sizes != net.sizes:
        raise SpecError("sizes", net.sizes, f"{run.settings.sizes} for this data under {run.settings.loss.kind}")
    return run.train(on_progress)


def arrange(net: Network, data: Dataset, *, lr: float | None = None, **settings: Any) -> Experiment:
    """The experiment of training a network on data.

    Args:
        net: its sizes must fit the data, as for `train`.
        data: from `load` or `make_dataset`.
        lr: learning rate, the same as `learning_rate`.
        **settings: fields of the training.

    Raises:
        SpecError: for a value that is not allowed, or sizes that do not fit the data.

    Example:
        >>> arrange(Network([2, 4, 1]), load("moons"), lr=0.1).training.loss.kind
        'binary_cross_entropy'
    """
    if lr is not None:
        if "learning_rate" in settings:
            raise SpecError("lr", lr, "either lr or learning_rate, not both")
        settings["learning_rate"] = lr
    if "loss" not in settings:
        settings["loss"] = _usual_loss(net, data)
    training = TrainingSpec.from_json(settings)
    _check_sizes(net, data)
    wanted = data.spec
    if data.task == "classification" and training.loss.kind in SQUARED and wanted.targets == "auto":
        wide = net.sizes[-1] == len(data.classes)
        single = "sign" if net.spec.output.kind == "tanh" else "class"
        wanted = wanted.with_(targets="one_hot" if wide else single)
    start = net.spec if net.untouched() else net.with_given_weights()
    return Experiment(wanted, start, training)


def _check_kinds(net: object, data: object) -> None:
    """Say what is expected where something else was handed in."""
    if isinstance(net, Dataset) and isinstance(data, Network):
        raise SpecError("net", net, "the network first, then the data: gn.train(net, data)")
    require(net, Network, "net", "a network, such as gn.Network([2, 8, 2])")
    require(data, Dataset, "data", "what gn.load gives, such as gn.load('moons'); for arrays there is gn.Classifier")


def _usual_loss(net: Network, data: Dataset) -> str:
    """Cross-entropy for an output for each class, binary cross-entropy for a single one, squared error for values."""
    if data.task == "regression" or net.spec.output.kind != "identity":
        return "mse"
    return "binary_cross_entropy" if net.sizes[-1] == 1 else "cross_entropy"


def _check_sizes(net: Network, data: Dataset) -> None:
    """Say clearly how a network does not fit the data, before anything is made of it."""
    inputs = len(data.transform.names)
    if net.sizes[0] != inputs:
        raise SpecError("sizes", net.sizes, f"{inputs} inputs first, one for each of {', '.join(data.transform.names)}")
    classes = len(data.classes)
    allowed = {classes, 1} if classes == 2 else {classes or 1}
    if net.sizes[-1] not in allowed:
        counts = " or ".join(map(str, sorted(allowed)))
        raise SpecError("sizes", net.sizes, f"{counts} output{'s' * (allowed != {1})} last for this data")


def load_experiment(path: str | Path) -> Experiment:
    """An experiment from its file, as `glassnet train --out` and the playground write it.

    Raises:
        SpecError: if the file is missing or is not an experiment.

    Example:
        >>> load_experiment("nosuch.json")
        Traceback (most recent call last):
        glassnet.spec.fields.SpecError: file: got 'nosuch.json', allowed: a readable experiment file (No such file ...)
    """
    require(path, (str, Path), "file", "the path of an experiment file")
    try:
        return Experiment.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise SpecError("file", str(path), f"a readable experiment file ({reason})") from None
