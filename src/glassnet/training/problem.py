"""From an experiment and its data to what an engine takes: everything resolved that depends on both."""

from weakref import WeakKeyDictionary

from glassnet.data import PARTS, Dataset
from glassnet.engines import Encoding, Examples, Problem, Settings, encode
from glassnet.spec import Experiment, Loss, SpecError
from glassnet.spec.choices import MSE, AutoLoss, BinaryCrossEntropy, CrossEntropy

_PROBLEMS: "WeakKeyDictionary[Dataset, dict[tuple[Encoding, int], Problem]]" = WeakKeyDictionary()
"""The problems that were made of data so far, by how its labels are told to the loss and to how many outputs."""


def resolve(experiment: Experiment, data: Dataset) -> tuple[Problem, Settings]:
    """The problem and the settings of a run.

    Raises:
        SpecError: if the parts of the experiment do not fit together (a loss for classes on values, an output
            activation under cross-entropy, early stopping without a validation set, given weights of a wrong shape).
    """
    loss = resolve_loss(experiment.training.loss, data.task)
    encoding = _encoding(experiment, data, loss)
    outputs = len(data.classes) if encoding == "one_hot" else 1
    _check(experiment, data, loss)
    network = experiment.network
    hidden = [layer.units for layer in network.layers]
    sizes = (len(data.transform.names), *hidden, outputs)
    settings = Settings(sizes, network.layers, network.output, loss, experiment.training)
    return _problem(data, encoding, outputs), settings


def _problem(data: Dataset, encoding: Encoding, outputs: int) -> Problem:
    """The data as an engine takes it; kept as long as the data is.

    So a run whose learning rate changes, or the next one on the same data, finds everything encoded, and an engine
    that it is handed to again sees that nothing is new.
    """
    known = _PROBLEMS.setdefault(data, {})
    if (encoding, outputs) not in known:
        parts = {
            name: Examples(part.X, encode(part.labels, encoding, outputs), part.labels)
            for name in PARTS
            if len(part := data.parts[name])
        }
        known[encoding, outputs] = Problem(parts, encoding)
    return known[encoding, outputs]


def resolve_loss(loss: Loss, task: str) -> Loss:
    """The loss, "auto" replaced: cross-entropy for classes, mean squared error for values."""
    if isinstance(loss, AutoLoss):
        return CrossEntropy() if task == "classification" else MSE()
    return loss


def _encoding(experiment: Experiment, data: Dataset, loss: Loss) -> Encoding:
    """How the labels are told to the loss.

    Automatic is: one output each under cross-entropy and for more than two classes; else a single output, ±1 for
    tanh and 0 or 1 otherwise.
    """
    if data.task == "regression":
        return "value"
    chosen, count = experiment.data.targets, len(data.classes)
    by_loss: Encoding | None = None
    if isinstance(loss, CrossEntropy):
        by_loss = "one_hot"
    elif isinstance(loss, BinaryCrossEntropy):
        by_loss = "class"
    if by_loss and chosen not in ("auto", by_loss):
        raise SpecError("data.targets", chosen, f"auto or {by_loss} under {loss.kind}")
    if by_loss is None and chosen == "auto":
        single: Encoding = "sign" if experiment.network.output.kind == "tanh" else "class"
        return single if count == 2 else "one_hot"
    encoding: Encoding = by_loss or chosen  # type: ignore[assignment]  # the rest of the choices
    if encoding in ("class", "sign") and count > 2:
        what = "training.loss" if by_loss else "data.targets"
        got = loss.kind if by_loss else chosen
        raise SpecError(what, got, f"one_hot targets or cross_entropy for {count} classes")
    return encoding


def _check(experiment: Experiment, data: Dataset, loss: Loss) -> None:
    entropies = (CrossEntropy, BinaryCrossEntropy)
    if data.task == "regression" and isinstance(loss, entropies):
        raise SpecError("training.loss", loss.kind, "mse, half_squared, huber or auto for values")
    output = experiment.network.output.kind
    if isinstance(loss, entropies) and output != "identity":
        own = "sigmoid" if loss.kind == "binary_cross_entropy" else "softmax"
        allowed = f"identity with the loss {loss.kind}, which applies a {own} itself; set the output to identity first"
        raise SpecError("network.output", output, allowed)
    if experiment.training.patience is not None and not len(data.validation):
        raise SpecError("training.patience", experiment.training.patience, "none without a validation set")
