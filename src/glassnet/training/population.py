"""Thousands of small networks trained in one call: `train_population`.

The compiled engine puts one network into each lane of a vector and works on every core, so that a thousand networks
take little longer than a few. Each is trained as `train` would train it alone, with its own seeds, learning rate and
schedule, initial weights, penalties, dropout and clipping. See `glassnet.engines.compiled.population`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from glassnet.data import Dataset
from glassnet.engines import DEFAULT_ENGINE, Problem, RunState, Settings, Steps, walk
from glassnet.engines.compiled.population_values import Flags, Member, PopulationPlan, PopulationProgress, Recorded
from glassnet.engines.protocol import Floats
from glassnet.rng import Purpose, Stream, philox4x32
from glassnet.rng.philox import Words
from glassnet.spec import Experiment, SpecError, require
from glassnet.training.initial import initial_state, stream_index
from glassnet.training.network import Network
from glassnet.training.one_by_one import OneByOne
from glassnet.training.problem import resolve, resolve_loss
from glassnet.training.schedules import make_plan

NETWORK_STEPS = 1 << 21
"""Steps of all networks together that one call of an engine takes, about: some tenths of a second."""

AT_ONCE = 1024
"""Networks whose initial weights are drawn together."""

ENGINES = ("compiled", "reference")

ALIKE: dict[str, Callable[[Experiment], Any]] = {
    "network.layers": lambda e: tuple((layer.units, layer.activation.kind) for layer in e.network.layers),
    "network.output": lambda e: e.network.output.kind,
    "training.loss": lambda e: e.training.loss.kind,
    "training.optimizer": lambda e: e.training.optimizer.kind,
    "training.batch_size": lambda e: e.training.batch_size,
    "training.shuffle": lambda e: e.training.shuffle,
    "training.epochs": lambda e: e.training.epochs,
}
"""What the networks of a population have in common, and how it is read."""


@dataclass(frozen=True, eq=False)
class PopulationRun:
    """What has become of the networks of a population; network i is that of `experiments[i]`.

    Attributes:
        experiments: what was trained.
        sizes: units of each layer, inputs first, outputs last.
        steps: training steps that each network has taken, shape (networks,).
        diverged: whether its loss was not finite in the end, shape (networks,); it keeps the weights of before.
        epochs: the epochs after which all were evaluated, ascending, the last one last, shape (evaluations,).
        recorded: what was found then: `loss` and `score` by part ("train", "validation", "test"), `penalty`,
            `gradient_norm`, each of shape (networks, evaluations); NaN where a network had diverged.
        score: what the scores are, "accuracy" or "r2".
        states: parameters, slots and cursor of each network.
    """

    experiments: tuple[Experiment, ...]
    sizes: tuple[int, ...]
    steps: npt.NDArray[np.int64]
    diverged: Flags
    epochs: npt.NDArray[np.int64]
    recorded: Recorded
    score: str
    states: list[RunState]

    def __len__(self) -> int:
        return len(self.experiments)

    def loss(self, part: str = "train") -> Floats:
        """The last loss of each network on a part of the data, shape (networks,); NaN where it has diverged."""
        return self._last(self.recorded.loss, part)

    def scores(self, part: str = "train") -> Floats:
        """The last accuracy or R² of each network on a part of the data, shape (networks,); NaN likewise."""
        return self._last(self.recorded.score, part)

    def _last(self, by_part: dict[str, Floats], part: str) -> Floats:
        if part not in by_part:
            raise SpecError("part", part, "one of " + ", ".join(by_part))
        last: Floats = by_part[part][:, -1].copy()
        return last

    def best(self, part: str | None = None) -> int:
        """The number of the network with the lowest last loss.

        Args:
            part: on which part of the data; None for the validation set, or the training set if there is none.

        Raises:
            SpecError: if there is no such part, or all networks have diverged.
        """
        loss = self.loss(part or ("validation" if "validation" in self.recorded.loss else "train"))
        if np.isnan(loss).all():
            raise SpecError("population", "only networks that have diverged", "one whose loss is finite")
        return int(np.nanargmin(loss))

    def network(self, i: int) -> Network:
        """A network with its trained weights."""
        return Network.of(self.experiments[i].network, self.sizes, self.states[i])


class _Trained(Protocol):
    """What trains: the compiled engine's `Population`, or `OneByOne`."""

    def advance(self, plan: PopulationPlan) -> PopulationProgress: ...
    def evaluate(self) -> Recorded: ...
    def snapshot(self) -> list[RunState]: ...
    @property
    def diverged(self) -> Flags: ...


def train_population(
    specs: Sequence[Experiment], data: Dataset, *, evaluations: int = 1, threads: int | None = None,
    engine: str = DEFAULT_ENGINE, on_progress: Callable[[int, int], None] | None = None,
) -> PopulationRun:  # fmt: skip
    """Train many networks of one architecture on the same data, all at once.

    Args:
        specs: an experiment for each network. Units and kinds of the layers, output, kinds of loss and optimizer, batch
            size, shuffling and epochs must be the same in all; everything else may differ: seeds, initializer and
            given weights, learning rate, schedule and warm-up, penalties, dropout, clipping, and the settings of
            activations, loss and optimizer. What they say about data is not looked at.
        data: from `load` or `make_dataset`.
        evaluations: how often all parts are evaluated, evenly spaced over the epochs, the last time at the end.
        threads: how many to use, from 1; None for one for each processor. The result does not depend on it.
        engine: compiled, or reference (one network after another).
        on_progress: called with the steps taken and those to be taken, every few tenths of a second.

    Returns:
        Losses, scores, outcome and trained weights of all networks.

    Raises:
        SpecError: if there is no network, one does not fit the data, or differs from the first where it must not. Early
            stopping and targets, which would end the networks at different steps, are refused.

    Example:
        >>> from glassnet.training import load
        >>> start = Experiment().with_setting("training.epochs", 20)
        >>> specs = [start.with_setting("training.learning_rate", rate) for rate in (0.001, 0.1)]
        >>> run = train_population(specs, load("gauss", n=100))
        >>> run.best(), run.network(1).sizes, run.loss("test").shape
        (1, (2, 8, 8, 2), (2,))
    """
    _check(specs, evaluations, threads, engine)
    require(data, Dataset, "data", "what gn.load gives, such as gn.load('moons')")
    experiments = tuple(specs)
    problem, first = resolve(experiments[0].with_(data=data.spec), data)
    states = _initial_states(experiments, first.sizes)
    members = [Member(_settings(e, first, data.task), state) for e, state in zip(experiments, states, strict=True)]
    trained = _open(problem, members, threads, engine)
    epochs = np.unique(np.linspace(0, first.training.epochs, evaluations + 1).round().astype(np.int64)[1:])
    recorded, steps = _train(trained, problem, members, epochs, on_progress)
    return PopulationRun(
        experiments, first.sizes, steps, trained.diverged, epochs, recorded,
        "accuracy" if data.task == "classification" else "r2", trained.snapshot(),
    )  # fmt: skip


def _open(problem: Problem, members: list[Member], threads: int | None, engine: str) -> _Trained:
    if engine == "reference":
        return OneByOne(problem, members)
    from glassnet.engines.compiled.population import Population  # read by those who use it

    return Population(problem, members, threads=threads)


def _check(specs: Sequence[Experiment], evaluations: int, threads: int | None, engine: str) -> None:
    """See that the experiments can be trained together, and how."""
    if isinstance(specs, Experiment) or not all(isinstance(e, Experiment) for e in specs):
        raise SpecError("specs", specs, "a list of experiments")
    if not specs:
        raise SpecError("specs", specs, "at least one experiment")
    if evaluations < 1:
        raise SpecError("evaluations", evaluations, "a whole number from 1")
    if threads is not None and threads < 1:
        raise SpecError("threads", threads, "a whole number from 1, or None for one for each processor")
    if engine not in ENGINES:
        raise SpecError("engine", engine, "one of " + ", ".join(ENGINES))
    wanted = {path: read(specs[0]) for path, read in ALIKE.items()}
    for i, experiment in enumerate(specs):
        training = experiment.training
        for path, value in (("patience", training.patience), ("target", training.target)):
            if value is not None:
                allowed = "none: the networks of a population all go on to the end"
                raise SpecError(f"specs[{i}].training.{path}", value, allowed)
        for path, read in ALIKE.items():
            if read(experiment) != wanted[path]:
                raise SpecError(f"specs[{i}].{path}", read(experiment), f"{wanted[path]!r} as in specs[0]")


def _settings(experiment: Experiment, first: Settings, task: str) -> Settings:
    network, training = experiment.network, experiment.training
    return Settings(first.sizes, network.layers, network.output, resolve_loss(training.loss, task), training)


# -- initial weights ---------------------------------------------------------------------------------------------------


class _Dealt(Stream):
    """A stream whose words have been hashed before, together with those of other networks."""

    def __init__(self, words: Words) -> None:
        self._words, self._at = words, 0

    def words(self, n: int) -> Words:
        """The next `n` words; whole blocks of four are consumed."""
        first, self._at = self._at, self._at + -(-n // 4) * 4
        return self._words[first : first + n]


def _initial_states(experiments: Sequence[Experiment], sizes: tuple[int, ...]) -> list[RunState]:
    """What `initial_state` gives for each network; hashing for all seeds at once takes a fraction of the time."""
    states: list[RunState] = []
    for first in range(0, len(experiments), AT_ONCE):
        some = experiments[first : first + AT_ONCE]
        seeds = np.array([e.network.seed for e in some], np.uint64)
        dealt = [_words(seeds, i, *size, last=i == len(sizes) - 2) for i, size in enumerate(pairwise(sizes))]
        for k, experiment in enumerate(some):
            streams = [_Dealt(words[k]) for words in dealt]
            states.append(initial_state(experiment.network, experiment.training.optimizer, sizes, streams))
    return states


def _words(seeds: npt.NDArray[np.uint64], layer: int, fan_in: int, fan_out: int, *, last: bool) -> Words:
    """The words of a layer's stream for each seed, (seeds, words): enough for normal weights and biases."""
    blocks, index = (fan_in + 1) * fan_out + 1, stream_index(layer, last=last)
    counter = np.zeros((4, len(seeds), blocks), np.uint64)
    counter[0], counter[2], counter[3] = np.arange(blocks), index & 0xFFFFFFFF, index >> 32
    words = philox4x32(counter, (seeds[:, None], int(Purpose.WEIGHTS)))  # type: ignore[arg-type]  # a key for each row
    dealt: Words = np.moveaxis(words, 0, -1).reshape(len(seeds), 4 * blocks)
    return dealt


# -- training ----------------------------------------------------------------------------------------------------------


def _train(
    trained: _Trained, problem: Problem, members: list[Member], epochs: npt.NDArray[np.int64],
    on_progress: Callable[[int, int], None] | None,
) -> tuple[Recorded, npt.NDArray[np.int64]]:  # fmt: skip
    """All steps, in calls of bounded length, and what was found after each of some epochs."""
    training, examples = members[0].settings.training, len(problem.train.X)
    whole = -(-examples // min(training.batch_size or examples, examples))
    goal, marks = int(epochs[-1]) * whole, epochs * whole
    most = max(1, NETWORK_STEPS // len(members))
    found: list[Recorded] = []
    taken, cursor = np.zeros(len(members), np.int64), members[0].state.cursor
    while cursor.step < goal:
        count = min(goal - cursor.step, most)
        coming = walk(cursor, count, examples, training.batch_size)
        within = marks[(marks > cursor.step) & (marks <= cursor.step + count)] - cursor.step
        progress = trained.advance(_plan(members, coming, examples, cursor.step, tuple(within.tolist())))
        taken, cursor = taken + progress.steps, coming.end
        found.append(progress.recorded)
        if on_progress:
            on_progress(cursor.step, goal)
    return _joined(found), taken


def _plan(
    members: list[Member], coming: Steps, examples: int, slot_steps: int, marks: tuple[int, ...]
) -> PopulationPlan:
    """Rates and corrections of the coming steps: of those that are alike only one, see `PopulationPlan`."""
    training = [m.settings.training for m in members]
    steady = all(t.schedule.kind == "constant" and not t.warmup for t in training)
    same_slots = len({t.optimizer for t in training}) == 1
    planned = training[:1] if steady and same_slots else training
    plans = [make_plan(t, coming, examples, slot_steps, ()) for t in planned]
    if steady:
        rates = np.array([[t.learning_rate] for t in training])
    else:
        rates = np.stack([plan.learning_rate for plan in plans])
    kept = plans[:1] if same_slots else plans
    first, second = np.stack([p.correction1 for p in kept]), np.stack([p.correction2 for p in kept])
    return PopulationPlan(len(coming), rates, first, second, marks)


def _joined(found: list[Recorded]) -> Recorded:
    """Evaluations one after another."""

    def along(arrays: list[Floats]) -> Floats:
        return np.concatenate(arrays, axis=1)

    loss, score = (
        {part: along([getattr(r, what)[part] for r in found]) for part in getattr(found[0], what)}
        for what in ("loss", "score")
    )
    penalty, norm = along([r.penalty for r in found]), along([r.gradient_norm for r in found])
    return Recorded(loss, score, penalty, norm)
