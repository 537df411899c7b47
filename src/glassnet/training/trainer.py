"""The run: an experiment under way, with its data, its engine, its history and its outcome."""

from collections.abc import Callable
from itertools import pairwise
from math import inf, isfinite
from pathlib import Path

import numpy as np
import numpy.typing as npt

from glassnet.data import Dataset, make_dataset, same_but_for_edits
from glassnet.engines import (
    DEFAULT_ENGINE,
    ENGINES,
    Engine,
    EngineChoice,
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
from glassnet.spec import Experiment, SpecError, require
from glassnet.training import outcome as outcomes
from glassnet.training.changing import Changeable
from glassnet.training.history import History
from glassnet.training.initial import initial_state
from glassnet.training.network import Network
from glassnet.training.outcome import Outcome
from glassnet.training.problem import resolve
from glassnet.training.schedules import learning_rates, make_plan
from glassnet.training.snapshot import Snapshot
from glassnet.training.trail import Keyframe, Trail

MAX_CHUNK = 1 << 15
"""Steps handed to an engine in one call: bounds the arrays of a plan."""


class Trainer(Changeable):
    """An experiment under way.

    Args:
        experiment: data, network and training.
        engine: name of the engine that computes the steps, or an `EngineChoice` with a device and a precision.
        data: the experiment's data if it has been made already.

    Attributes:
        experiment: the settings as they are now; live changes are part of it.
        data: the points in their three parts.
        history: what has been recorded so far.
        trail: moments kept along the way, densely at the start and after each change.
        outcome: why the run does not go on, or None while it can.
        engine_choice: which engine was asked for, on what and how precisely.

    Raises:
        SpecError: if the parts of the experiment do not fit together, or there is no such engine or device.
        MissingPackage: if the engine needs a package that is not installed.
        DataError: if the data cannot be read.

    Example:
        >>> run = Trainer(Experiment().with_setting("data.n", 50))
        >>> run.advance_epochs(2)
        6
        >>> run.epoch, len(run.history)
        (2, 3)
    """

    def __init__(
        self, experiment: Experiment, *, engine: str | EngineChoice = DEFAULT_ENGINE, data: Dataset | None = None
    ) -> None:
        require(experiment, Experiment, "experiment", "an Experiment; gn.train takes a network and data")
        self.engine_choice = EngineChoice.of(engine)
        self._engine: Engine = self.engine_choice.make()
        self._begin(experiment, data if data is not None else make_dataset(experiment.data))

    def _begin(self, experiment: Experiment, data: Dataset) -> None:
        """Take up an experiment from its initial weights; nothing is changed if its parts do not fit together."""
        problem, settings = resolve(experiment, data)
        state = initial_state(experiment.network, experiment.training.optimizer, settings.sizes)
        self._adopt(experiment, data, problem, settings, state)
        self.trail = Trail((Keyframe(experiment, settings, state),))
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
        self._cursor, self._slot_steps = state.cursor, state.slot_steps

    def __repr__(self) -> str:
        sizes, last = " – ".join(map(str, self.settings.sizes)), len(self.history) - 1
        part, score = ("test" if len(self.data.test) else "train"), self.history.score
        found = f"train loss {self.history.train_loss[last]:.4g}"
        found += f", {part} {score} {self.history.column(f'{part}_score')[last]:.3g}"
        ended = f"; {self.outcome.kind}" if self.outcome else ""
        return f"Trainer({sizes} on {self.data.name}, epoch {self.epoch:,}: {found}{ended})"

    # -- where the run stands ------------------------------------------------------------------------------------

    @property
    def engine(self) -> str:
        """The name of the engine that computes the steps."""
        return self._engine.name

    @property
    def computed_by(self) -> str:
        """How the steps are computed, in one line: engine, device, precision."""
        return self._engine.explain()

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
        """The activations of every layer for the network's inputs (n, features); float32 ones are computed faster.

        Raises:
            SpecError: if it is no array of that shape.
        """
        features = self.settings.sizes[0]
        if not isinstance(X, np.ndarray) or X.shape[1:] != (features,) or X.dtype.kind != "f":
            raise SpecError("X", X, f"an array of shape (n, {features}) of floating-point numbers")
        return self._engine.forward(X)

    def predict(self, points: npt.ArrayLike) -> Floats:
        """What the network says at raw points.

        Args:
            points: shape (n, inputs), in the data's own coordinates.

        Returns:
            Probabilities of the classes, shape (n, classes), or values, shape (n,).

        Raises:
            SpecError: if the points are no numbers, or have another number of coordinates than the data.
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

        Raises:
            SpecError: for what is no whole number from 0.
        """
        _check_count("steps", steps)
        taken = 0
        while taken < steps and self.outcome is None:
            done = self._chunk(steps - taken)
            taken += done
        return taken

    def advance_epochs(self, epochs: int = 1) -> int:
        """Go to the end of the present epoch, and on for `epochs` − 1 more; returns the steps taken."""
        _check_count("epochs", epochs)
        goal, taken = self.epoch + epochs, 0
        while self.epoch < goal and self.outcome is None:
            taken += self.advance(self.steps_to(goal))
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

    def steps_to(self, epoch: int) -> int:
        """Training steps from here to the beginning of an epoch; 0 if that has come.

        Raises:
            SpecError: for what is no whole number from 0.

        Example:
            >>> run = Trainer(Experiment().with_setting("data.n", 50))
            >>> run.steps_to(2), run.advance(4), run.steps_to(2)
            (6, 4, 2)
        """
        _check_count("epoch", epoch)
        if epoch <= self.epoch:
            return 0
        examples, batch_size = len(self._problem.train.X), self.experiment.training.batch_size
        size = min(batch_size or examples, examples)
        rest = -(-max(0, examples - self._cursor.offset) // size)
        return max(1, rest + (epoch - self.epoch - 1) * self.steps_per_epoch)

    def _chunk(self, steps: int) -> int:
        """One call of the engine: up to the next decision (history full, early stopping, moment to be kept)."""
        training, examples = self.experiment.training, len(self._problem.train.X)
        most_steps = min(steps, MAX_CHUNK, max(1, self.steps_to(self.trail.due)))
        coming = walk(self._cursor, most_steps, examples, training.batch_size)
        ends = np.append(coming.epoch[1:], coming.end.epoch)
        every = training.evaluate_every * self.history.stride
        marks = 1 + np.flatnonzero((ends > coming.epoch) & (ends % every == 0))
        most = 1 if training.steered else self.history.room
        if len(marks) > most:  # what comes after depends on what these show
            marks = marks[:most]
        if len(marks) == most:
            coming = walk(self._cursor, int(marks[-1]), examples, training.batch_size)
        plan = make_plan(training, coming, examples, self._slot_steps, tuple(marks.tolist()))
        before = self._cursor
        progress = self._engine.advance(plan)
        self._slot_steps += progress.steps
        found = progress.evaluations
        self.history.record(
            before.step + found.after, ends[found.after - 1], found, plan.learning_rate[found.after - 1]
        )
        whole = progress.steps == len(coming)
        self._cursor = coming.end if whole else walk(before, progress.steps, examples, training.batch_size).end
        if progress.diverged:
            self.outcome = outcomes.diverged(self._problem, self.settings, self.state)
        if self._cursor.epoch >= self.trail.due:
            self.trail = self.trail.with_frame(self._keyframe())
        self._watch(ends[found.after - 1], found)
        return progress.steps

    def _watch(self, epochs: npt.NDArray[np.int64], found: Evaluations) -> None:
        """Keep the best validation loss in mind; stop when the patience is at its end, or the target is reached."""
        training = self.experiment.training
        if training.target is not None and len(found) and self.outcome is None:
            part = "validation" if len(self.data.validation) else "train"
            score = float(found.column(f"{part}_score")[-1])
            if score >= training.target:
                self.outcome = outcomes.target_reached(self.state, part, self.history.score, score)
        for epoch, loss in zip(epochs.tolist(), found.column("validation_loss").tolist(), strict=True):
            best_loss, best_epoch = self._best
            if loss < best_loss - training.min_delta:
                self._best = (loss, epoch)
            elif training.patience is not None and epoch - best_epoch >= training.patience and self.outcome is None:
                self.outcome = outcomes.stopped_early(self.state, best_epoch, best_loss, training.patience)

    # -- keeping it --------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """Everything that `restore` needs to bring the run back to this moment."""
        return Snapshot(self.experiment, self.state, self.history.copied(), self.outcome, self._best, self.trail)

    def restore(self, snapshot: Snapshot) -> None:
        """Bring the run back to a moment, bit for bit.

        Raises:
            SpecError: if it is no moment of a run.
        """
        require(snapshot, Snapshot, "snapshot", "what run.snapshot() returned")
        experiment = snapshot.experiment
        if same_but_for_edits(experiment.data, self.experiment.data):
            data = self._edited_data(experiment)
        else:
            data = make_dataset(experiment.data)
        problem, settings = resolve(experiment, data)
        self._adopt(experiment, data, problem, settings, snapshot.state)
        self.history, self.outcome = snapshot.history.copied(), snapshot.outcome
        self._best = snapshot.best
        self.trail = snapshot.trail or Trail((self._keyframe(),), self.epoch)

    def save(self, path: str | Path) -> None:
        """Write a checkpoint; a run loaded from it goes on bit for bit as this one does.

        Args:
            path: of the file, usually `.npz`; one that is there is replaced.

        Raises:
            SpecError: if it is no path.
            OSError: if the file cannot be written; one that was there stays as it was.
        """
        require(path, (str, Path), "path", "the path of the file to be written")
        from glassnet.training.checkpoint import save

        save(self.snapshot(), self.engine_choice, path)

    @classmethod
    def load(cls, path: str | Path, *, engine: str | EngineChoice | None = None) -> "Trainer":
        """A run from its checkpoint, on the engine that made it unless another is asked for.

        Raises:
            CheckpointError: if the file is missing, damaged or no checkpoint.
            DataError: if the experiment's data cannot be read (a CSV file that is no longer there).
        """
        from glassnet.training.checkpoint import CheckpointError, load, require_fit, widened

        snapshot, used = load(path)
        if engine is None and isinstance(used, str):
            raise CheckpointError(f"{path}: made by the engine {used!r}; choose one of {', '.join(ENGINES)}")
        run = cls(snapshot.experiment, engine=engine or used)
        require_fit(snapshot.state, run.state, path)
        run.restore(snapshot if run.engine_choice == used else widened(snapshot))
        return run

    def close(self) -> None:
        """Release what the engine holds."""
        self._engine.close()


def _check_count(where: str, count: object) -> None:
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < 0:
        raise SpecError(where, count, "a whole number from 0")
