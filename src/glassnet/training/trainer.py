"""The run: an experiment under way, with its data, its engine, its history and its outcome."""

from collections.abc import Callable
from itertools import pairwise
from math import inf, isfinite
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data import Dataset, make_dataset
from glassnet.engines import (
    DEFAULT_ENGINE,
    ENGINES,
    Engine,
    Evaluation,
    Evaluations,
    Problem,
    RunState,
    Settings,
    predict,
    walk,
)
from glassnet.engines.protocol import Floats
from glassnet.engines.state import Array
from glassnet.spec import Effect, Experiment, SpecError
from glassnet.training import outcome as outcomes
from glassnet.training.history import History
from glassnet.training.initial import initial_state
from glassnet.training.migrate import migrate
from glassnet.training.network import Network
from glassnet.training.outcome import Outcome
from glassnet.training.problem import resolve
from glassnet.training.schedules import learning_rates, make_plan
from glassnet.training.snapshot import Snapshot

MAX_CHUNK = 1 << 15
"""Steps handed to an engine in one call: bounds the arrays of a plan."""


class Trainer:
    """An experiment under way.

    Args:
        experiment: data, network and training.
        engine: name of the engine that computes the steps.
        data: the experiment's data if it has been made already.

    Attributes:
        experiment: the settings as they are now; live changes are part of it.
        data: the points in their three parts.
        history: what has been recorded so far.
        outcome: why the run does not go on, or None while it can.

    Raises:
        SpecError: if the parts of the experiment do not fit together.
        DataError: if the data cannot be read.

    Example:
        >>> run = Trainer(Experiment().with_setting("data.n", 50))
        >>> run.advance_epochs(2)
        6
        >>> run.epoch, len(run.history)
        (2, 3)
    """

    def __init__(self, experiment: Experiment, *, engine: str = DEFAULT_ENGINE, data: Dataset | None = None) -> None:
        if engine not in ENGINES:
            raise SpecError("engine", engine, "one of " + ", ".join(ENGINES))
        self._engine: Engine = ENGINES[engine]()
        self._begin(experiment, data if data is not None else make_dataset(experiment.data))

    def _begin(self, experiment: Experiment, data: Dataset) -> None:
        """Take up an experiment from its initial weights; nothing is changed if its parts do not fit together."""
        problem, settings = resolve(experiment, data)
        state = initial_state(experiment.network, experiment.training.optimizer, settings.sizes)
        self._adopt(experiment, data, problem, settings, state)
        self.history = History("accuracy" if data.task == "classification" else "r2")
        self.outcome: Outcome | None = None
        self._best = (inf, 0)
        first, start = self._engine.evaluate(), np.zeros(1)
        self.history.record(start, start, Evaluations.of([first]), learning_rates(experiment.training, start))
        self._watch(np.zeros(1, np.int64), Evaluations.of([first]))
        if not isfinite(first.scores["train"].loss):
            self.outcome = outcomes.diverged(problem, settings, self.state)

    def _adopt(
        self, experiment: Experiment, data: Dataset, problem: Problem, settings: Settings, state: RunState
    ) -> None:
        self.experiment, self.data, self._problem, self.settings = experiment, data, problem, settings
        self._engine.open(problem, settings, state)
        self._cursor = state.cursor

    # -- where the run stands ------------------------------------------------------------------------------------

    @property
    def engine(self) -> str:
        """The name of the engine that computes the steps."""
        return self._engine.name

    @property
    def step(self) -> int:
        """Training steps taken since the start."""
        return self._cursor.step

    @property
    def epoch(self) -> int:
        """Whole passes through the training set."""
        return self._cursor.epoch

    @property
    def steps_per_epoch(self) -> int:
        """Training steps in a whole pass through the training set."""
        examples, batch_size = len(self._problem.train.X), self.experiment.training.batch_size
        return -(-examples // min(batch_size or examples, examples))

    @property
    def state(self) -> RunState:
        """Parameters, optimizer slots and cursor, as plain arrays."""
        return self._engine.snapshot()

    @property
    def parameters(self) -> int:
        """The number of weights and biases."""
        sizes = self.settings.sizes
        return sum((before + 1) * after for before, after in pairwise(sizes))

    @property
    def net(self) -> Network:
        """The network with its present weights."""
        return Network.of(self.experiment.network, self.settings.sizes, self.state)

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next step, after schedule and warm-up."""
        examples = len(self._problem.train.X)
        fraction = self._cursor.epoch + self._cursor.offset / examples
        return float(learning_rates(self.experiment.training, np.array([fraction]))[0])

    @property
    def problem(self) -> Problem:
        """The examples as the engine sees them."""
        return self._problem

    def evaluate(self) -> Evaluation:
        """All parts on the present weights, in evaluation mode; training is not disturbed."""
        return self._engine.evaluate()

    def activations(self, points: npt.ArrayLike) -> list[Array]:
        """The activations of every layer at raw points: (n, inputs) → one (n, units) for each layer."""
        return self._engine.forward(self.data.transform(points))

    def forward(self, X: Array) -> list[Array]:
        """The activations of every layer for the network's inputs (n, features); float32 ones are computed faster."""
        return self._engine.forward(X)

    def predict(self, points: npt.ArrayLike) -> Floats:
        """What the network says at raw points.

        Args:
            points: shape (n, inputs), in the data's own coordinates.

        Returns:
            Probabilities of the classes, shape (n, classes), or values, shape (n,).

        Raises:
            SpecError: if the points have another number of coordinates than the data.
        """
        said = predict(self.activations(points)[-1], self.settings.loss, self._problem.encoding)
        values = said.astype(np.float64)
        return values[:, 0] if self.data.task == "regression" else values

    def baselines(self) -> dict[str, dict[str, float]]:
        """Scores of simple models on the same split: see `glassnet.training.baselines`."""
        from glassnet.training.baselines import baselines  # scikit-learn takes a second to import

        return baselines(self.data)

    # -- going on ------------------------------------------------------------------------------------------------

    def advance(self, steps: int) -> int:
        """Take training steps; evaluate and record at the end of every epoch (or as `evaluate_every` says).

        However a number of steps is divided among calls, the run is the same bit for bit.

        Args:
            steps: how many, 0 or more.

        Returns:
            How many were taken: fewer if the run has come to an end (see `outcome`).
        """
        if steps < 0:
            raise SpecError("steps", steps, "a whole number from 0")
        taken = 0
        while taken < steps and self.outcome is None:
            done = self._chunk(steps - taken)
            taken += done
        return taken

    def advance_epochs(self, epochs: int = 1) -> int:
        """Go to the end of the present epoch, and on for `epochs` − 1 more; returns the steps taken."""
        if epochs < 0:
            raise SpecError("epochs", epochs, "a whole number from 0")
        goal, taken = self.epoch + epochs, 0
        while self.epoch < goal and self.outcome is None:
            taken += self.advance(self._steps_until(goal))
        return taken

    def train(self, on_progress: Callable[["Trainer"], None] | None = None) -> "Trainer":
        """Train until the experiment's number of epochs is reached, or the run ends before.

        Args:
            on_progress: called with the run after every few epochs.
        """
        goal = self.experiment.training.epochs
        while self.epoch < goal and self.outcome is None:
            self.advance_epochs(min(goal - self.epoch, max(1, goal // 200)))
            if on_progress:
                on_progress(self)
        if self.outcome is None:
            self.outcome = outcomes.finished(self.state)
        return self

    def _steps_until(self, goal: int) -> int:
        examples, batch_size = len(self._problem.train.X), self.experiment.training.batch_size
        size = min(batch_size or examples, examples)
        rest = -(-max(0, examples - self._cursor.offset) // size)
        return max(1, min(MAX_CHUNK, rest + (goal - self.epoch - 1) * self.steps_per_epoch))

    def _chunk(self, steps: int) -> int:
        """One call of the engine: up to the next decision (history full, early stopping) or `MAX_CHUNK` steps."""
        training, examples = self.experiment.training, len(self._problem.train.X)
        coming = walk(self._cursor, min(steps, MAX_CHUNK), examples, training.batch_size)
        ends = np.append(coming.epoch[1:], coming.end.epoch)
        every = training.evaluate_every * self.history.stride
        marks = 1 + np.flatnonzero((ends > coming.epoch) & (ends % every == 0))
        most = 1 if training.patience is not None else self.history.room
        if len(marks) > most:  # what comes after depends on what these show
            marks = marks[:most]
        if len(marks) == most:
            coming = walk(self._cursor, int(marks[-1]), examples, training.batch_size)
        plan = make_plan(training, coming, examples, self._slot_steps, tuple(marks.tolist()))
        before = self._cursor
        progress = self._engine.advance(plan)
        found = progress.evaluations
        self.history.record(
            before.step + found.after, ends[found.after - 1], found, plan.learning_rate[found.after - 1]
        )
        self._cursor = walk(before, progress.steps, examples, training.batch_size).end
        if progress.diverged:
            self.outcome = outcomes.diverged(self._problem, self.settings, self.state)
        self._watch(ends[found.after - 1], found)
        return progress.steps

    @property
    def _slot_steps(self) -> int:
        return self._engine.snapshot().slot_steps

    def _watch(self, epochs: npt.NDArray[np.int64], found: Evaluations) -> None:
        """Keep the best validation loss in mind, and stop when the patience is at its end."""
        training = self.experiment.training
        for epoch, loss in zip(epochs.tolist(), found.column("validation_loss").tolist(), strict=True):
            best_loss, best_epoch = self._best
            if loss < best_loss - training.min_delta:
                self._best = (loss, epoch)
            elif training.patience is not None and epoch - best_epoch >= training.patience and self.outcome is None:
                self.outcome = outcomes.stopped_early(self.state, best_epoch, best_loss, training.patience)

    # -- changing it while it runs ---------------------------------------------------------------------------------

    def set(self, path: str, value: Any) -> frozenset[Effect]:
        """Change one setting of the run; what that means is said by the setting's effect.

        Live settings hold from the next step on. A change of shape keeps all weights that it can. Others restart the
        run, with new data if they are about data.

        Args:
            path: such as `training.learning_rate` or `network.layers.0.activation`.
            value: the new value; variants also by name.

        Returns:
            The effects that the change had.

        Raises:
            SpecError: if there is no such setting, it does not allow the value, or the value does not fit the others.
        """
        return self.change(self.experiment.with_setting(path, value))

    def add_point(self, x: float, y: float, label: float) -> None:
        """Put a point of one's own into the training set; nothing else is drawn, split or fitted anew.

        Args:
            x: its place across.
            y: its place upward; on the line it is not used.
            label: its class number, or its value.
        """
        points = (*self.experiment.data.points, (float(x), float(y), float(label)))
        self.set("data.points", points)

    def change(self, new: Experiment) -> frozenset[Effect]:
        """Change any number of settings at once, as `set` does with one."""
        effects = self.experiment.effects(new)
        if Effect.DATA in effects:
            data = make_dataset(new.data)
            self._begin(self._fitting(new, data), data)
        elif Effect.RESTART in effects:
            self._begin(new, self._data_with_points(new))
        elif effects:
            self._continue(new)
        return effects

    def _fitting(self, new: Experiment, data: Dataset) -> Experiment:
        """The experiment without the given initial arrays of before if the network has another shape now."""
        old, network = self.experiment.network, new.network
        if resolve(new, data)[1].sizes == self.settings.sizes:
            return new
        weights = None if network.weights == old.weights else network.weights
        biases = None if network.biases == old.biases else network.biases
        return new.with_(network=network.with_(weights=weights, biases=biases))

    def _continue(self, new: Experiment) -> None:
        data = self._data_with_points(new)
        new = self._fitting(new, data)
        problem, settings = resolve(new, data)
        optimizers = self.experiment.training.optimizer, new.training.optimizer
        state = migrate(self.state, new.network, self.settings.sizes, settings.sizes, *optimizers)
        self._adopt(new, data, problem, settings, state)
        if self.outcome is not None and self.outcome.kind != "diverged":
            self.outcome = None

    def _data_with_points(self, new: Experiment) -> Dataset:
        points = new.data.points
        return self.data if points == self.experiment.data.points else self.data.with_points(points)

    def restart(self) -> None:
        """Go back to the initial weights, with the settings as they are now."""
        self._begin(self.experiment, self.data)

    # -- keeping it --------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """Everything that `restore` needs to bring the run back to this moment."""
        return Snapshot(self.experiment, self.state, self.history.copied(), self.outcome, self._best)

    def restore(self, snapshot: Snapshot) -> None:
        """Bring the run back to a moment, bit for bit."""
        experiment = snapshot.experiment
        if experiment.data.with_(points=()) == self.experiment.data.with_(points=()):
            data = self._data_with_points(experiment)
        else:
            data = make_dataset(experiment.data)
        problem, settings = resolve(experiment, data)
        self._adopt(experiment, data, problem, settings, snapshot.state)
        self.history, self.outcome = snapshot.history.copied(), snapshot.outcome
        self._best = snapshot.best

    def save(self, path: str | Path) -> None:
        """Write a checkpoint; a run loaded from it goes on bit for bit as this one does."""
        from glassnet.training.checkpoint import save

        save(self.snapshot(), self.engine, path)

    @classmethod
    def load(cls, path: str | Path, *, engine: str | None = None) -> "Trainer":
        """A run from its checkpoint.

        Raises:
            CheckpointError: if the file is missing, damaged or no checkpoint.
            DataError: if the experiment's data cannot be read (a CSV file that is no longer there).
        """
        from glassnet.training.checkpoint import CheckpointError, load, require_fit, widened

        snapshot, used = load(path)
        if engine is None and used not in ENGINES:
            raise CheckpointError(f"{path}: made by the engine {used!r}; choose one of {', '.join(ENGINES)}")
        run = cls(snapshot.experiment, engine=engine or used)
        require_fit(snapshot.state, run.state, path)
        run.restore(snapshot if run.engine == used else widened(snapshot))
        return run

    def close(self) -> None:
        """Release what the engine holds."""
        self._engine.close()
