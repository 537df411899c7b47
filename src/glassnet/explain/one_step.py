"""One training step, taken apart: the network, the examples, the loss and the update that a step consists of.

What is explained number by number (`trace`) and what is checked against finite differences (`gradcheck`) is this same
step: of a run the one that comes next, of a network the one that is asked for. Everything is in float64.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines import walk
from glassnet.engines.reference.engine import batch_masks, build_network
from glassnet.nn import LOSSES, MLP, OPTIMIZERS, Array, Slots, weighted_value
from glassnet.rng import batch_order
from glassnet.spec import SpecError, TrainingSpec
from glassnet.spec.choices import CrossEntropy
from glassnet.training import Network, Trainer

OF_A_STEP = ("loss", "learning_rate", "optimizer", "l1", "l2", "clip_norm")
"""Fields of the training that a single step of a network depends on; `lr` is short for `learning_rate`."""

PARTS = ("train", "validation", "test")


@dataclass(frozen=True, eq=False)
class Step:
    """A step before it is taken.

    Attributes:
        network: the network with its weights.
        X: the examples, (n, features).
        T: their targets, (n, outputs).
        loss: a name in `nn.LOSSES`, with its settings.
        masks: the dropout mask of each hidden layer, or None.
        l1, l2: strengths of the penalties.
        clip_norm: the greatest norm of the gradient, or None.
        optimizer: a name in `nn.OPTIMIZERS`, with its settings and what it remembers of each parameter.
        learning_rate: of this step.
        t: its number since the optimizer's memory was empty, from 1.
        examples: in words, which examples these are.
        weights: how much each example counts, (n,); None if all count as 1.
    """

    network: MLP
    X: Array
    T: Array
    loss: str
    loss_settings: Mapping[str, float]
    masks: tuple[Array | None, ...]
    l1: float
    l2: float
    clip_norm: float | None
    optimizer: str
    optimizer_settings: Mapping[str, float]
    slots: tuple[Slots, ...]
    learning_rate: float
    t: int
    examples: str
    weights: Array | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that nothing can be computed with."""
        for number, layer in enumerate(self.network.layers, start=1):
            if not (np.isfinite(layer.W).all() and np.isfinite(layer.b).all()):
                raise SpecError(
                    f"weights of layer {number}", "numbers that are not finite",
                    "finite numbers: the run has diverged, go back to before it did",
                )  # fmt: skip
        for name, array in (("X", self.X), ("T", self.T)):
            if not np.isfinite(array).all():
                raise SpecError(name, "numbers that are not finite", "finite numbers")

    def loss_of(self, o: Array) -> float:
        """The data loss of what the network puts out for the examples, (n, outputs)."""
        chosen, settings = LOSSES[self.loss], self.loss_settings
        if self.weights is None:
            return chosen.value(o, self.T, **settings)
        return weighted_value(chosen, o, self.T, self.weights, **settings)

    def gradient_at(self, o: Array) -> Array:
        """The derivative of the data loss by what the network puts out, (n, outputs)."""
        plain = LOSSES[self.loss].gradient(o, self.T, **self.loss_settings)
        return plain if self.weights is None else plain * self.weights[:, None]

    def plain(self) -> "Step":
        """The same step without dropout, penalties and weights: its gradients are those of the data loss alone."""
        return replace(self, masks=(None,) * len(self.masks), l1=0.0, l2=0.0, clip_norm=None, weights=None)


def step_of(
    what: Trainer | Network | MLP, X: npt.ArrayLike | None = None, T: npt.ArrayLike | None = None, *,
    example: int | None = None, part: str = "train", **settings: Any,
) -> Step:  # fmt: skip
    """The step that `trace` and `gradcheck` look at.

    Args:
        what: a run, or a network with X and T.
        X: for a network: examples, (n, features), or a single one, (features,).
        T: for a network: their targets, (n, outputs), or a single one, (outputs,).
        example: for a run: the number of one example in `part`, from 0; None for the mini-batch that comes next.
        part: "train", "validation" or "test".
        **settings: for a network: fields of the training, such as `loss`, `lr`, `optimizer`, `l2`, `clip_norm`.

    Raises:
        SpecError: for what does not fit together, or numbers that are not finite.
    """
    if isinstance(what, Trainer):
        if X is not None or T is not None or settings:
            given = "X and T" if X is not None or T is not None else ", ".join(settings)
            raise SpecError("run", f"a run and {given}", "a run alone, which has its own data, loss and optimizer")
        return _of_run(what, example, part)
    if not isinstance(what, (Network, MLP)):
        raise SpecError("what", type(what).__name__, "a run (Trainer), a Network or an nn.MLP")
    if X is None or T is None:
        raise SpecError("X" if X is None else "T", None, "examples X and targets T for a network")
    if example is not None:
        raise SpecError("example", example, "none for a network: hand in the one example as X and T")
    return _of_network(what if isinstance(what, MLP) else what.mlp, X, T, settings)


def _of_run(run: Trainer, example: int | None, part: str) -> Step:
    state, training, loss = run.state, run.settings.training, run.settings.loss
    if part not in PARTS:
        raise SpecError("part", part, "train, validation or test")
    if part not in run.problem.parts:
        raise SpecError("part", part, "one of " + ", ".join(run.problem.parts) + ": this data has no other")
    examples = run.problem.parts[part]
    if example is None:
        rows, words = _next_batch(run), "the next mini-batch"
        examples = run.problem.train
        words += f": {len(rows)} of {len(examples.X)} training examples"
    else:
        if (
            isinstance(example, bool)
            or not isinstance(example, (int, np.integer))
            or not 0 <= example < len(examples.X)
        ):
            raise SpecError("example", example, f"a whole number from 0 to {len(examples.X) - 1} in the {part} set")
        rows, words = np.array([example]), f"example {example} of the {part} set"
    return Step(
        network=in_float64(build_network(run.settings, state)),
        X=examples.X[rows],
        T=examples.T[rows],
        loss=loss.kind,
        loss_settings=loss.settings(),
        masks=tuple(
            None if mask is None else mask.astype(np.float64)
            for mask in batch_masks(run.settings, state.cursor.step, len(rows))
        ),
        l1=training.l1,
        l2=training.l2,
        clip_norm=training.clip_norm,
        optimizer=training.optimizer.kind,
        optimizer_settings=training.optimizer.settings(),
        slots=tuple({name: a.astype(np.float64) for name, a in slots.items()} for slots in state.slots),
        learning_rate=run.learning_rate,
        t=state.slot_steps + 1,
        examples=words,
        weights=None if examples.weights is None else examples.weights[rows],
    )


def _next_batch(run: Trainer) -> npt.NDArray[np.int64]:
    """The numbers of the training examples that the run takes next."""
    training, count = run.settings.training, len(run.problem.train.X)
    batch = walk(run.state.cursor, 1, count, training.batch_size)
    order = batch_order(training.seed, int(batch.epoch[0]), count) if training.shuffle else np.arange(count)
    offset, size = int(batch.offset[0]), int(batch.size[0])
    rows: npt.NDArray[np.int64] = order[offset : offset + size]
    return rows


def _of_network(network: MLP, X: npt.ArrayLike, T: npt.ArrayLike, settings: Mapping[str, Any]) -> Step:
    given = dict(settings)
    if "lr" in given:
        given["learning_rate"] = given.pop("lr")
    for name in given:
        if name not in OF_A_STEP:
            raise SpecError(name, given[name], "no such setting; a step has " + ", ".join(OF_A_STEP))
    training = TrainingSpec.from_json({"loss": "mse", "optimizer": "sgd", "learning_rate": 0.1} | given)
    features, outputs = network.sizes[0], network.sizes[-1]
    checked_X, checked_T = _rows("X", X, features), _rows("T", T, outputs)
    if len(checked_X) != len(checked_T) or not len(checked_X):
        raise SpecError("T", f"{len(checked_T)} targets", f"one for each of {max(1, len(checked_X))} examples")
    if training.loss.kind not in LOSSES:
        raise SpecError("loss", training.loss.kind, "one of " + ", ".join(LOSSES))
    if isinstance(training.loss, CrossEntropy) and outputs == 1:
        raise SpecError("loss", training.loss.kind, "binary_cross_entropy for a single output")
    start = OPTIMIZERS[training.optimizer.kind]
    n = len(checked_X)
    return Step(
        network=in_float64(network),
        X=checked_X,
        T=checked_T,
        loss=training.loss.kind,
        loss_settings=training.loss.settings(),
        masks=(None,) * (len(network.layers) - 1),
        l1=training.l1,
        l2=training.l2,
        clip_norm=training.clip_norm,
        optimizer=training.optimizer.kind,
        optimizer_settings=training.optimizer.settings(),
        slots=tuple(start.initial_slots(p.astype(np.float64)) for p in network.parameters),
        learning_rate=training.learning_rate,
        t=1,
        examples="one example" if n == 1 else f"{n} examples",
    )


def _rows(name: str, values: npt.ArrayLike, width: int) -> Array:
    """An array (n, width) in float64; a single example may come as (width,)."""
    try:
        array = np.asarray(values, np.float64)
    except (TypeError, ValueError):
        raise SpecError(name, type(values).__name__, f"numbers of shape (n, {width})") from None
    if array.shape == (width,) or (width == 1 and array.ndim == 1):
        array = array.reshape(-1, width)
    if array.ndim != 2 or array.shape[1] != width:
        raise SpecError(name, f"shape {array.shape}", f"numbers of shape (n, {width}), or ({width},) for one example")
    return array


def in_float64(network: MLP) -> MLP:
    """The same network with its numbers as float64, which explanations are computed in."""
    return network.with_parameters([p.astype(np.float64) for p in network.parameters])
