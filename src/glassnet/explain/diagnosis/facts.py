"""What a diagnosis knows of a run: plain numbers, measured once; the rules look at nothing else."""

from dataclasses import dataclass
from math import ceil, isfinite, log, nan, sqrt

import numpy as np
import numpy.typing as npt

from glassnet.data.dataset import Part
from glassnet.engines import predict
from glassnet.engines.protocol import Floats
from glassnet.engines.state import Array
from glassnet.explain.diagnosis.examples import Examples, look_at
from glassnet.explain.diagnosis.neighbours import Neighbours, ask_neighbours, score
from glassnet.explain.diagnosis.trials import Trial, try_rates
from glassnet.explain.measure import Moment, measure, present
from glassnet.spec import Experiment
from glassnet.training import Keyframe, Trainer
from glassnet.training.initial import initial_state

TAIL = 0.3
"""The share of the history, from its end, that counts as lately."""


@dataclass(frozen=True)
class Curve:
    """What the recorded losses say; all of it about finite entries.

    Attributes:
        first, last, best: training loss at the start, now (median of the last entries), and its least.
        trivial: loss of the best answer that is the same for all examples.
        slope: by how much the training loss falls in the last third of the run, as a share of what it was (negative:
            it rises).
        flat: share of the run, from its end, in which the training loss stayed within 2 % of its present value.
        idle: share of the run, from its start, in which the loss stayed above 95 % of its start or of `trivial`.
        rough: median size of the jumps between entries lately, as a share of the loss.
        rises: the present validation loss over its least, minus 1.
        rises_at: the epoch of the least validation loss.
        entries: how many there are.
    """

    first: float
    last: float
    best: float
    trivial: float
    slope: float
    flat: float
    idle: float
    rough: float
    rises: float
    rises_at: float
    entries: int


@dataclass(frozen=True)
class Facts:
    """Everything that the rules may look at.

    Attributes:
        experiment: the settings as they are now.
        task: classification or regression.
        parameters: number of weights and biases.
        hidden: units of each hidden layer.
        examples, held: numbers of training and of validation (else test) examples.
        epochs, steps, steps_per_epoch: how far the run is.
        batch: examples of a step.
        rate: the learning rate of the coming step, after schedule and warm-up.
        diverged: at which step the loss was no longer finite, or None.
        curve: what the losses say.
        now, start: what flows through the layers at present, and before the first step.
        score, held_score: balanced accuracy or R² on the training and on the validation (else test) set, now.
        recalls: for classes, the recall of each on the training set.
        about: what the examples themselves say.
        neighbours: what nearest neighbours reach on the same inputs.
        error: standard error of `held_score`.
        trials: short trials with other learning rates from the start and from here; empty where they cost too much.
        symmetric: hidden layers whose units all have the same incoming and the same outgoing weights.
        penalty: |gradient of the penalty| over |gradient of the data loss|.
        small_weights: root mean square of all weights now over that at the start.
    """

    experiment: Experiment
    task: str
    parameters: int
    hidden: tuple[int, ...]
    examples: int
    held: int
    epochs: int
    steps: int
    steps_per_epoch: int
    batch: int
    rate: float
    diverged: int | None
    curve: Curve
    now: Moment
    start: Moment
    score: float
    held_score: float
    recalls: tuple[float, ...]
    about: Examples
    neighbours: Neighbours
    error: float
    trials: tuple[Trial, ...]
    symmetric: tuple[int, ...]
    penalty: float
    small_weights: float

    @property
    def under(self) -> float:
        """How far the training score stays below what nearest neighbours, themselves left out, reach."""
        return self.neighbours.train - self.score

    @property
    def short(self) -> float:
        """How far the held-out score stays below what nearest neighbours reach."""
        return self.neighbours.held - self.held_score

    @property
    def gap(self) -> float:
        """How much better the training set is known than the held-out one."""
        return self.score - self.held_score


def examine(run: Trainer) -> Facts:
    """Measure a run; the run itself is not changed."""
    data, training = run.data, run.experiment.training
    held = data.validation if len(data.validation) else data.test
    now, network = measure(present(run), run.problem), run.net.mlp
    said, beyond = _said(run, data.train), _said(run, held)
    classes = range(len(data.classes))
    labels = data.train.labels
    diverged = run.outcome is not None and run.outcome.kind == "diverged"
    held_score = score(beyond, held.labels, data.task) if len(held) and not diverged else nan
    beginning = _beginning(run)
    with np.errstate(all="ignore"):
        start = np.concatenate([W.reshape(-1) for W in beginning.state.weights])
        trained = np.concatenate([layer.W.reshape(-1) for layer in network.layers])
        ratio = float(np.sqrt(np.mean(trained**2)) / max(np.sqrt(np.mean(start**2)), 1e-30))
    return Facts(
        experiment=run.experiment,
        task=data.task,
        parameters=run.parameters,
        hidden=run.settings.sizes[1:-1],
        examples=len(data.train),
        held=len(held),
        epochs=run.epoch,
        steps=run.step,
        steps_per_epoch=run.steps_per_epoch,
        batch=min(training.batch_size or len(data.train), len(data.train)),
        rate=run.learning_rate,
        diverged=run.step if diverged else None,
        curve=_curve(run),
        now=now,
        start=measure(beginning, run.problem),
        score=score(said, labels, data.task) if not diverged else nan,
        held_score=held_score,
        recalls=tuple(float((said[labels == c] == c).mean()) if (labels == c).any() else nan for c in classes),
        about=look_at(run, held),
        neighbours=ask_neighbours(data),
        error=_error(held_score, len(held), data.task),
        trials=try_rates(run),
        symmetric=_symmetric([layer.W for layer in network.layers]),
        penalty=_penalty(run, now),
        small_weights=ratio,
    )


def _beginning(run: Trainer) -> Keyframe:
    """The moment before the first step; drawn anew where the run has not kept it, or has another shape now."""
    first, network = run.trail.frames[0], run.experiment.network
    if first.step == 0 and first.settings.sizes == run.settings.sizes:
        return first
    return Keyframe(
        run.experiment, run.settings, initial_state(network, run.experiment.training.optimizer, run.settings.sizes)
    )


def _said(run: Trainer, part: Part) -> npt.NDArray[np.generic]:
    """The class, or the value, that the network says for each example of a part."""
    if not len(part):
        return np.zeros(0)
    with np.errstate(all="ignore"):
        outputs: Array = run.forward(part.X)[-1]
        values = predict(outputs, run.settings.loss, run.problem.encoding)
    if run.data.task == "regression":
        column: npt.NDArray[np.generic] = values[:, 0]
        return column
    winners: npt.NDArray[np.generic] = np.nan_to_num(values).argmax(axis=1)
    return winners


def _curve(run: Trainer) -> Curve:
    history = run.history
    epochs, train = history.epoch, history.train_loss
    known = np.isfinite(train)
    epochs, train = epochs[known], train[known]
    if not len(train):
        return Curve(nan, nan, nan, trivial_loss(run), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0)
    tail = train[-max(1, ceil(TAIL * len(train))) :]
    few = max(1, len(tail) // 5)
    last = float(np.median(train[-few:]))
    before = float(np.median(tail[:few]))
    jumps = np.abs(np.diff(tail))
    far = np.flatnonzero(np.abs(train - last) > 0.02 * abs(last) + 1e-12)
    flat = 1.0 - (far[-1] + 1) / len(train) if len(far) else 1.0
    trivial = trivial_loss(run)
    left = np.flatnonzero(train < 0.95 * min(float(train[0]), trivial))
    idle = left[0] / len(train) if len(left) else 1.0
    held = history.validation_loss if len(run.data.validation) else history.test_loss
    held = held[known]
    rises = at = 0.0
    if len(held) and np.isfinite(held).all():
        least = int(np.argmin(held))
        rises, at = float(np.median(held[-few:]) / max(held[least], 1e-12) - 1.0), float(epochs[least])
    return Curve(
        float(train[0]), last, float(train.min()), trivial, 1.0 - last / max(before, 1e-12), float(flat), float(idle),
        float(np.median(jumps) / max(last, 1e-12)) if len(jumps) else 0.0, rises, at, len(train),
    )  # fmt: skip


def trivial_loss(run: Trainer) -> float:
    """The loss of the best answer that does not look at the example: class shares, or the mean target."""
    T, loss = run.problem.train.T, run.settings.loss.kind
    mean = T.mean(axis=0)
    if loss == "cross_entropy":
        return float(-sum(p * log(p) for p in mean if p > 0))
    if loss == "binary_cross_entropy":
        return float(-np.mean([p * log(p) + (1 - p) * log(1 - p) for p in mean if 0 < p < 1] or [0.0]))
    squared = np.square(T - mean)
    if loss == "half_squared":
        return float(0.5 * squared.sum(axis=1).mean())
    if loss == "huber":
        delta = run.settings.loss.settings()["delta"]
        size = np.sqrt(squared)
        cut = np.minimum(size, delta)
        return float(np.mean(cut * (size - 0.5 * cut)))
    return float(squared.mean())


def _error(held_score: float, count: int, task: str) -> float:
    """The standard error of an accuracy; a rough one for R²."""
    if not count or not isfinite(held_score):
        return nan
    p = min(max(held_score, 0.0), 1.0)
    return sqrt(max(p * (1 - p), 0.25 / count) / count) if task == "classification" else (1 - p) * sqrt(2 / count)


def _symmetric(weights: list[Floats] | list[Array]) -> tuple[int, ...]:
    """Hidden layers, from 1, of two units or more that all listen and are listened to alike."""
    found = []
    for i in range(len(weights) - 1):
        into, out = weights[i], weights[i + 1]
        scale = max(float(np.abs(into).max(initial=0.0)), float(np.abs(out).max(initial=0.0)), 1e-12)
        alike = np.ptp(into, axis=0).max(initial=0.0) + np.ptp(out, axis=1).max(initial=0.0) < 1e-4 * scale
        if len(into) > 1 and alike:
            found.append(i + 1)
    return tuple(found)


def _penalty(run: Trainer, now: Moment) -> float:
    """How strongly the penalty pulls, compared with the data."""
    training = run.experiment.training
    decay = training.optimizer.settings().get("weight_decay", 0.0)
    if not training.l1 and not training.l2 and not decay:
        return 0.0
    state = present(run).state
    with np.errstate(all="ignore"):
        pull = sqrt(
            sum(float(np.sum(((training.l2 + decay) * W + training.l1 * np.sign(W)) ** 2)) for W in state.weights)
        )
        push = sqrt(sum(layer.gradient**2 for layer in now.layers))
    return pull / push if push else float("inf")
