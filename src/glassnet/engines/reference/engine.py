"""The reference engine: `glassnet.nn` in a training loop."""

from dataclasses import replace
from math import isfinite, nan

import numpy as np
import numpy.typing as npt

from glassnet.engines.metrics import score
from glassnet.engines.protocol import Evaluation, Evaluations, Plan, Problem, Progress, Settings
from glassnet.engines.state import Array, RunState, walk
from glassnet.nn import (
    MLP,
    Dense,
    StepScalars,
    clip_by_global_norm,
    l1_penalty,
    l2_penalty,
    update_all,
    weighted_loss_and_gradients,
)
from glassnet.rng import batch_order, dropout_mask


class ReferenceEngine:
    """Advances a run with the NumPy network of `glassnet.nn`, one step after another.

    It computes in the precision of the state's parameters: float64 unless something else was put in.
    """

    name = "reference"

    def open(self, problem: Problem, settings: Settings, state: RunState) -> None:
        """Take up a run."""
        self._problem, self._settings = problem, settings
        self._network = build_network(settings, state)
        self._slots, self._slot_steps = list(state.slots), state.slot_steps
        self._cursor = state.cursor
        self._gradient_norm = nan
        self._order: tuple[int, npt.NDArray[np.int64]] = (-1, np.arange(0))

    def advance(self, plan: Plan) -> Progress:
        """Take as many steps as the plan has entries; stop where the loss is not finite."""
        examples, batch_size = len(self._problem.train.X), self._settings.training.batch_size
        evaluations: list[Evaluation] = []
        for i, rate in enumerate(plan.learning_rate.tolist()):
            batch = walk(self._cursor, 1, examples, batch_size)
            epoch, offset, size = int(batch.epoch[0]), int(batch.offset[0]), int(batch.size[0])
            rows = self._epoch_order(epoch)[offset : offset + size]
            scalars = StepScalars(rate, float(plan.correction1[i]), float(plan.correction2[i]))
            with np.errstate(all="ignore"):  # a diverging run overflows; its loss tells
                if not self._step(rows, scalars):
                    return Progress(i, True, Evaluations.of(evaluations))
            self._cursor = batch.end
            if i + 1 in plan.marks:
                evaluation = replace(self.evaluate(), after=i + 1)
                evaluations.append(evaluation)
                if not isfinite(evaluation.scores["train"].loss):
                    return Progress(i + 1, True, Evaluations.of(evaluations))
        return Progress(len(plan.learning_rate), False, Evaluations.of(evaluations))

    def _step(self, rows: npt.NDArray[np.int64], scalars: StepScalars) -> bool:
        """One training step on some rows of the training set; false, and no update, if the loss is not finite."""
        training, loss = self._settings.training, self._settings.loss
        train = self._problem.train
        masks = batch_masks(self._settings, self._cursor.step, len(rows))
        settings = (masks, training.l1, training.l2)
        X, T = train.X[rows], train.T[rows]
        if train.weights is None:
            found = self._network.loss_and_gradients(X, T, loss.kind, *settings, **loss.settings())
        else:
            weights = train.weights[rows]
            found = weighted_loss_and_gradients(self._network, X, T, weights, loss.kind, *settings, **loss.settings())
        value, _, gradients = found
        if not isfinite(value):
            return False
        self._gradient_norm, clipped = clip_by_global_norm(gradients.flat, training.clip_norm)
        optimizer = training.optimizer
        parameters, self._slots = update_all(
            optimizer.kind, self._network.parameters, clipped, self._slots, scalars, **optimizer.settings()
        )
        self._network = self._network.with_parameters(parameters)
        self._slot_steps += 1
        return True

    def _epoch_order(self, epoch: int) -> npt.NDArray[np.int64]:
        """The order in which an epoch visits the training set; kept until the next epoch."""
        examples, training = len(self._problem.train.X), self._settings.training
        if self._order[0] != epoch:
            order = batch_order(training.seed, epoch, examples) if training.shuffle else np.arange(examples)
            self._order = (epoch, order)
        return self._order[1]

    def evaluate(self) -> Evaluation:
        """Evaluate all parts on the present weights."""
        training = self._settings.training
        with np.errstate(all="ignore"):
            scores = {
                name: score(
                    self._network.forward(part.X).output,
                    part.T,
                    part.labels,
                    self._settings.loss,
                    self._problem.encoding,
                    part.weights,
                )
                for name, part in self._problem.parts.items()
            }
            weights = [layer.W for layer in self._network.layers]
            penalty = sum(l1_penalty(W, training.l1) + l2_penalty(W, training.l2) for W in weights)
        return Evaluation(0, scores, float(penalty), self._gradient_norm)

    def forward(self, X: Array) -> list[Array]:
        """The activations of every layer in evaluation mode, in the precision of X (float32 is for drawing)."""
        network = self._network
        with np.errstate(all="ignore"):  # weights of a run that has diverged overflow here, too
            if X.dtype != network.layers[0].W.dtype:
                network = network.with_parameters([p.astype(X.dtype) for p in network.parameters])
            return list(network.forward(X).a)

    def snapshot(self) -> RunState:
        """The present state; nothing in it is ever changed in place."""
        return RunState(tuple(self._network.parameters), tuple(map(dict, self._slots)), self._slot_steps, self._cursor)

    def explain(self) -> str:
        """How the open run is computed, in one line."""
        return f"reference: NumPy, {self._network.layers[0].W.dtype}"

    def close(self) -> None:
        """Nothing is held but memory."""


def build_network(settings: Settings, state: RunState) -> MLP:
    """The `nn` network of a run: its layers with the state's parameters."""
    activations = [layer.activation for layer in settings.layers]
    hidden = [
        Dense(W, b, a.kind, a.settings()) for W, b, a in zip(state.weights, state.biases, activations, strict=False)
    ]
    return MLP([*hidden, Dense(state.weights[-1], state.biases[-1], settings.output.kind)])


def batch_masks(settings: Settings, step: int, rows: int) -> list[Array | None]:
    """The dropout masks of one step: one (rows, units) for each hidden layer that has dropout."""
    seed = settings.training.dropout_seed
    return [
        dropout_mask(seed, step, i, (rows, layer.units), layer.dropout) if layer.dropout else None
        for i, layer in enumerate(settings.layers)
    ]
