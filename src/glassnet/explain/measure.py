"""Measuring one moment of a run layer by layer: activations, deltas, gradients and the coming update."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan
from weakref import WeakKeyDictionary

import numpy as np

from glassnet.engines import Problem, RunState, Settings, walk
from glassnet.engines.reference.engine import batch_masks, build_network
from glassnet.engines.state import Array
from glassnet.nn import ACTIVATIONS, LOSSES, MLP, Gradients, StepScalars, Tape, clip_by_global_norm, update_all
from glassnet.rng import batch_order
from glassnet.training import Keyframe, Trainer
from glassnet.training.schedules import make_plan

MAX_EXAMPLES = 1000
"""Training examples that are measured, evenly spaced where there are more."""

FLAT = 0.05
"""A unit is saturated at an example where its slope is below this share of the activation's greatest slope."""

DEAD = 1e-3
"""A unit is dead if its slope is below this share of the greatest slope at every example measured."""

SATURATING = ("sigmoid", "tanh", "softsign")


@dataclass(frozen=True)
class LayerFlow:
    """One layer at one moment, measured over the training examples in evaluation mode.

    Attributes:
        name: "layer 1" and so on, or "output".
        activation: name of its activation.
        units: number of its neurons.
        mean: mean of its activations.
        spread: standard deviation of its activations, over examples and units.
        saturated: share of (example, unit) pairs on the flat part of a sigmoid, tanh or softsign; NaN for others.
        dead: share of units through which no gradient flows for any example; NaN for a linear layer.
        gradient: norm of dL/dW over the examples, L the mean data loss.
        delta: root mean square, over examples and units, of the gradient of one example's loss at z.
        update: |ΔW| / |W| of the coming training step, optimizer, clipping and penalties included.
        weight: root mean square of W.
        slope: root mean square of the activation's slope f′(z).
    """

    name: str
    activation: str
    units: int
    mean: float
    spread: float
    saturated: float
    dead: float
    gradient: float
    delta: float
    update: float
    weight: float
    slope: float


@dataclass(frozen=True)
class Moment:
    """All layers at one moment.

    Attributes:
        step, epoch: when.
        layers: one a layer, the output's last.
        inputs: mean square of the network's inputs.
    """

    step: int
    epoch: int
    layers: tuple[LayerFlow, ...]
    inputs: float


_known: "WeakKeyDictionary[Keyframe, tuple[Problem, Moment]]" = WeakKeyDictionary()


def present(run: Trainer) -> Keyframe:
    """The run as it is now; the last moment of its trail if nothing was trained since."""
    last = run.trail.frames[-1]
    if last.step == run.step and last.experiment is run.experiment:
        return last
    return Keyframe(run.experiment, run.settings, run.state)


def measure(frame: Keyframe, problem: Problem) -> Moment:
    """What flows through the layers at a moment; a moment is measured once and then remembered."""
    known = _known.get(frame)
    if known is None or known[0] is not problem:
        known = (problem, _measure(frame, problem))
        _known[frame] = known
    return known[1]


def _measure(frame: Keyframe, problem: Problem) -> Moment:
    X, T = sample(problem)
    with np.errstate(all="ignore"):  # a run that has diverged is measured, too
        network = exact(frame.settings, frame.state)
        tape, gradients = pass_through(network, frame.settings, X, T)
        updates = coming_updates(network, frame, problem)
        layers = tuple(_layer(i, network, tape, gradients, updates) for i in range(len(network.layers)))
        inputs = float(np.mean(np.square(X))) if X.size else nan
    return Moment(frame.step, frame.epoch, layers, inputs)


def sample(problem: Problem) -> tuple[Array, Array]:
    """The inputs and targets that are measured, at most `MAX_EXAMPLES`."""
    train = problem.train
    rows = np.linspace(0, len(train.X) - 1, min(len(train.X), MAX_EXAMPLES)).astype(np.int64)
    return train.X[rows], train.T[rows]


def exact(settings: Settings, state: RunState) -> MLP:
    """The reference network of a state, in float64."""
    return build_network(settings, replace(state, parameters=tuple(p.astype(np.float64) for p in state.parameters)))


def pass_through(network: MLP, settings: Settings, X: Array, T: Array) -> tuple[Tape, Gradients]:
    """Forward and backward without dropout and penalties."""
    loss = LOSSES[settings.loss.kind]
    tape = network.forward(X)
    return tape, network.backward(tape, loss.gradient(tape.output, T, **settings.loss.settings()))


def coming_updates(network: MLP, frame: Keyframe, problem: Problem) -> Sequence[Array]:
    """What the coming step adds to each parameter: W₁, b₁, W₂, b₂, …, replayed in float64."""
    settings, state, train = frame.settings, frame.state, problem.train
    training, loss = settings.training, settings.loss
    batch = walk(state.cursor, 1, len(train.X), training.batch_size)
    epoch, offset, size = int(batch.epoch[0]), int(batch.offset[0]), int(batch.size[0])
    order = batch_order(training.seed, epoch, len(train.X)) if training.shuffle else np.arange(len(train.X))
    rows = order[offset : offset + size]
    masks = batch_masks(settings, state.cursor.step, size)
    gradients = network.loss_and_gradients(
        train.X[rows], train.T[rows], loss.kind, masks, training.l1, training.l2, **loss.settings()
    )[2]
    clipped = clip_by_global_norm(gradients.flat, training.clip_norm)[1]
    plan = make_plan(training, batch, len(train.X), state.slot_steps, ())
    scalars = StepScalars(float(plan.learning_rate[0]), float(plan.correction1[0]), float(plan.correction2[0]))
    slots = [{name: values.astype(np.float64) for name, values in slot.items()} for slot in state.slots]
    optimizer = training.optimizer
    after, _ = update_all(optimizer.kind, network.parameters, clipped, slots, scalars, **optimizer.settings())
    return [new - old for new, old in zip(after, network.parameters, strict=True)]


def _layer(i: int, network: MLP, tape: Tape, gradients: Gradients, updates: Sequence[Array]) -> LayerFlow:
    layer, a, z = network.layers[i], tape.a[i], tape.z[i]
    last, kind = i == len(network.layers) - 1, layer.activation
    slope = np.abs(ACTIVATIONS[kind].derivative(z, **layer.settings))
    steepest = 0.25 if kind == "sigmoid" else 1.0
    weight = float(np.sqrt(np.mean(np.square(layer.W))))
    moved, norm = float(np.linalg.norm(updates[2 * i])), float(np.linalg.norm(layer.W))
    return LayerFlow(
        name="output" if last else f"layer {i + 1}",
        activation=kind,
        units=layer.fan_out,
        mean=float(a.mean()),
        spread=float(a.std()),
        saturated=float((slope < FLAT * steepest).mean()) if kind in SATURATING else nan,
        dead=float((slope < DEAD * steepest).all(axis=0).mean()) if kind != "identity" else nan,
        gradient=float(np.linalg.norm(gradients.dW[i])),
        delta=float(np.sqrt(np.mean(np.square(gradients.deltas[i] * len(a))))),
        update=moved / norm if norm else nan if not moved else float("inf"),
        weight=weight,
        slope=float(np.sqrt(np.mean(np.square(slope)))),
    )
