"""Runs to compare engines on: settings drawn so that every two choices meet, data with odd sizes."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from glassnet.engines import Examples, Plan, Problem, RunState, Settings, walk
from glassnet.engines.protocol import Encoding
from glassnet.nn import OPTIMIZERS
from glassnet.spec import LayerSpec, TrainingSpec
from glassnet.spec.choices import Activation, CrossEntropy, Huber, IdentityOutput, LeakyReLU, Loss, OutputActivation
from glassnet.spec.methods import SGD, AdamW, Optimizer
from glassnet.training.schedules import make_plan

ACTIVATIONS = [LeakyReLU(slope=0.1) if k == "leaky_relu" else v() for k, v in Activation.choices().items()]
OUTPUTS = [v() for v in OutputActivation.choices().values()]
LOSSES = [Huber(delta=0.5) if k == "huber" else v() for k, v in Loss.choices().items() if k != "auto"]
OPTIMIZER_CHOICES = [AdamW(weight_decay=0.1) if k == "adamw" else v() for k, v in Optimizer.choices().items()]
REGULARISERS: list[dict[str, float]] = [
    {},
    {"l1": 0.01},
    {"l2": 0.02},
    {"dropout": 0.3},
    {"clip_norm": 0.3},
    {"l1": 0.003, "l2": 0.01, "dropout": 0.2, "clip_norm": 1.0},
]
FACTORS: dict[str, Sequence[Any]] = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimizer": OPTIMIZER_CHOICES,
    "regulariser": REGULARISERS,
    "depth": (0, 1, 2, 3, 4),
    "width": (1, 3, 7, 9, 17, 65),
    "batch": (1, 2, 7, 10, 32, None),
    "examples": (23, 50, 101),
    "outputs": (1, 2, 3, 11),
    "features": (1, 2, 9, 17),
    "output": OUTPUTS,
}
"""Every choice that a case makes."""


def covering(factors: Mapping[str, Sequence[Any]], seed: int = 0) -> Iterator[dict[str, Any]]:
    """Combinations in which every two values of every two factors meet at least once: greedily, the best of several."""
    draw = random.Random(seed)
    names = list(factors)
    missing = {
        ((a, i), (b, j))
        for a, b in combinations(names, 2)
        for i in range(len(factors[a]))
        for j in range(len(factors[b]))
    }

    def pairs(row: dict[str, int]) -> set[Any]:
        return {((a, row[a]), (b, row[b])) for a, b in combinations(names, 2)}

    while missing:
        first, second = min(missing)
        candidates = []
        for _ in range(40):
            row = {name: draw.randrange(len(values)) for name, values in factors.items()}
            row.update([first, second])
            candidates.append(row)
        best = max(candidates, key=lambda row: len(pairs(row) & missing))
        missing -= pairs(best)
        yield {name: factors[name][index] for name, index in best.items()}


@dataclass(frozen=True)
class Case:
    """A run before its first step."""

    problem: Problem
    settings: Settings
    state: RunState

    def plan(self, state: RunState, steps: int) -> Plan:
        """The coming steps, with an evaluation after each."""
        training, examples = self.settings.training, len(self.problem.train.X)
        coming = walk(state.cursor, steps, examples, training.batch_size)
        return make_plan(training, coming, examples, state.slot_steps, tuple(range(1, steps + 1)))

    def with_optimizer(self, optimizer: Optimizer) -> "Case":
        """The same with another optimizer, its slots zero."""
        settings = replace(self.settings, training=self.settings.training.with_(optimizer=optimizer))
        return replace(self, settings=settings, state=fresh_state(self.state, optimizer))

    def __str__(self) -> str:
        s, t = self.settings, self.settings.training
        layers = " ".join(f"{layer.activation.kind}{'~' if layer.dropout else ''}" for layer in s.layers)
        penalties = f"l1={t.l1:g} l2={t.l2:g} clip={t.clip_norm}"
        return (
            f"{'-'.join(map(str, s.sizes))} [{layers}] {s.output.kind} {s.loss.kind} {t.optimizer.kind} "
            f"batch={t.batch_size} n={len(self.problem.train.X)} {penalties}"
        )


def with_zeros(case: Case, share: float) -> Case:
    """The same with a share of all inputs zero, and one example that has nothing else."""
    draw = np.random.default_rng(1)
    parts = {}
    for name, part in case.problem.parts.items():
        X = np.where(draw.random(part.X.shape) < share, 0.0, part.X)
        X[2] = 0.0
        parts[name] = replace(part, X=X)
    return replace(case, problem=replace(case.problem, parts=parts))


def fresh_state(state: RunState, optimizer: Optimizer) -> RunState:
    """The same parameters with an optimizer's slots of zeros."""
    slots = tuple(OPTIMIZERS[optimizer.kind].initial_slots(p) for p in state.parameters)
    return RunState(state.parameters, slots)


def make_case(
    *, activation: Activation | None = None, loss: Loss | None = None, optimizer: Optimizer | None = None,
    regulariser: Mapping[str, float] | None = None, depth: int = 2, width: int = 8, batch: int | None = 10,
    examples: int = 50, outputs: int = 2, features: int = 2, output: OutputActivation | None = None, seed: int = 0,
) -> Case:  # fmt: skip
    """A run on random data; hidden layers differ in width, so that no two strides are equal by chance."""
    rng = np.random.default_rng(seed)
    loss = loss or CrossEntropy()
    squared = loss.kind in ("mse", "half_squared", "huber")
    if loss.kind == "cross_entropy":
        outputs = max(outputs, 2)
    extra = dict(regulariser or {})
    rate = extra.pop("dropout", 0.0)
    activation = activation or ACTIVATIONS[2]
    units = [width + i % 2 for i in range(depth)]
    sizes = (features, *units, outputs)
    layers = tuple(LayerSpec(n, activation, rate if i % 2 == 0 else 0.0) for i, n in enumerate(units))
    training = TrainingSpec(
        loss=loss, optimizer=optimizer or SGD(), learning_rate=0.003, batch_size=batch, seed=seed,
        dropout_seed=seed + 1, shuffle=seed % 4 != 3,
    ).with_(**extra)  # fmt: skip
    head = output if squared and output else IdentityOutput()
    X, T, labels, encoding = make_data(rng, examples, features, outputs, loss.kind)
    train = Examples(X, T, labels)
    few = Examples(X[:11] + 0.5, T[:11], labels[:11])
    parameters = []
    for fan_in, fan_out in pairwise(sizes):
        parameters += [_rounded(rng.normal(size=(fan_out, fan_in)) / np.sqrt(fan_in))]
        parameters += [_rounded(rng.normal(scale=0.1, size=fan_out))]
    settings = Settings(sizes, layers, head, loss, training)
    state = fresh_state(RunState(tuple(parameters), ()), training.optimizer)
    return Case(Problem({"train": train, "validation": few}, encoding), settings, state)


def make_data(
    rng: np.random.Generator, n: int, features: int, outputs: int, loss: str
) -> tuple[Any, Any, Any, Encoding]:
    """X, T, labels and their encoding."""
    X = _rounded(rng.normal(size=(n, features)))
    classes = rng.integers(0, max(outputs, 2), n)
    if loss == "cross_entropy":
        return X, np.eye(outputs)[classes], classes, "one_hot"
    if loss == "binary_cross_entropy":
        T = rng.integers(0, 2, (n, outputs)).astype(np.float64)
        return X, T, T[:, 0].astype(np.int64) if outputs == 1 else classes, "class" if outputs == 1 else "one_hot"
    T = _rounded(rng.normal(size=(n, outputs)))
    return X, T, T[:, 0] if outputs == 1 else classes, "value" if outputs == 1 else "one_hot"


def _rounded(a: Any) -> Any:
    return a.astype(np.float32).astype(np.float64)


def in_precision(state: RunState, dtype: Any) -> RunState:
    """The state with every number rounded to float32, as arrays of some type."""
    parameters = tuple(p.astype(np.float32).astype(dtype) for p in state.parameters)
    slots = tuple({k: v.astype(np.float32).astype(dtype) for k, v in slot.items()} for slot in state.slots)
    return replace(state, parameters=parameters, slots=slots)
