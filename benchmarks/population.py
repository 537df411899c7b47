"""How fast many small networks are trained together: millions of network steps a second.

1,024 networks 2-8-8-2 (softmax cross-entropy, SGD) on 300 points, at batch 1, 10 and 32, each network with its own
initial weights and batch order. Against PyTorch, with all networks in one batched matrix product and one order for all
(a gather for each network would only cost it more), and scikit-learn's MLPClassifier, one network after another.
PyTorch is measured with one thread and with all. Every round measures all of them in turn; medians of the rounds are
printed, and of Glassnet the best round too: on a machine that others use as well, both threads are rarely undisturbed.

Goal on two cores: 25 million network steps a second at batch 10.
"""

import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from glassnet.data import make_dataset
from glassnet.engines import Problem
from glassnet.engines.compiled.population import Member, Population, PopulationPlan
from glassnet.spec import Experiment
from glassnet.training.initial import initial_state
from glassnet.training.problem import resolve

NETWORKS = 1024
EXAMPLES = 500  # of which 300 train
BATCHES = (1, 10, 32)
ROUNDS = 15
RATE = 0.03
GOAL, GOAL_BATCH = 25.0, 10
ROUND_SECONDS = 0.1
"""How long each measurement of a round takes, about."""

Run = Callable[[int], None]
"""Takes a number of steps with every network."""


def members(batch: int, activation: str) -> tuple[Problem, list[Member]]:
    """The networks, each with seeds of its own."""
    layers = [{"units": 8, "activation": activation}] * 2
    training = {"optimizer": "sgd", "batch_size": batch, "learning_rate": RATE}
    first = Experiment.from_json({"data": {"n": EXAMPLES}, "network": {"layers": layers}, "training": training})
    data = make_dataset(first.data)
    problem, _ = resolve(first, data)
    found = []
    for seed in range(NETWORKS):
        experiment = first.with_setting("network.seed", seed).with_setting("training.seed", seed)
        _, settings = resolve(experiment, data)
        state = initial_state(experiment.network, experiment.training.optimizer, settings.sizes)
        found.append(Member(settings, state))
    return problem, found


def glassnet_run(problem: Problem, networks: Sequence[Member]) -> Run:
    """The compiled engine's population."""
    population, one = Population(problem, networks), np.ones((1, 1))

    def run(steps: int) -> None:
        population.advance(PopulationPlan(steps, RATE * one, one, one))

    return run


def torch_run(problem: Problem, networks: Sequence[Member], batch: int, activation: str, threads: int) -> Run | None:
    """PyTorch: parameters of all networks stacked, one batched product for each layer, autograd."""
    try:
        import torch
    except ImportError:
        return None
    X = torch.tensor(problem.train.X, dtype=torch.float32)
    labels = torch.tensor(problem.train.labels)
    stacks = zip(*(m.state.parameters for m in networks), strict=True)
    stacked = [torch.tensor(np.stack(arrays), dtype=torch.float32, requires_grad=True) for arrays in stacks]
    function = getattr(torch, activation)

    def step(rows: Any) -> None:
        a = X[rows].expand(NETWORKS, -1, -1)
        for k in range(0, len(stacked), 2):
            z = torch.baddbmm(stacked[k + 1][:, None], a, stacked[k].transpose(1, 2))
            a = function(z) if k + 2 < len(stacked) else z
        targets = labels[rows].repeat(NETWORKS)
        loss = torch.nn.functional.cross_entropy(a.reshape(-1, 2), targets, reduction="sum") / len(rows)
        gradients = torch.autograd.grad(loss, stacked)
        with torch.no_grad():
            torch._foreach_add_(stacked, gradients, alpha=-RATE)

    def run(steps: int) -> None:
        torch.set_num_threads(threads)
        for _ in range(steps):
            step(torch.randint(len(X), (batch,)))

    return run


def sklearn_run(problem: Problem, batch: int, activation: str) -> Run:
    """scikit-learn, whose one network stands for all: `partial_fit` is one step on a batch."""
    from sklearn.neural_network import MLPClassifier

    X, labels = problem.train.X, problem.train.labels
    network = MLPClassifier(
        (8, 8), activation=activation, solver="sgd", learning_rate_init=RATE, momentum=0.0, alpha=0.0, batch_size=batch
    )
    draw = np.random.default_rng(0)

    def run(steps: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(steps):
                rows = draw.integers(0, len(X), batch)
                network.partial_fit(X[rows], labels[rows], classes=[0, 1])

    return run


def steps_for(run: Run) -> int:
    """How many steps fill a measurement."""
    steps, took = 1, 0.0
    while took < ROUND_SECONDS / 5:
        steps *= 2
        began = time.perf_counter()
        run(steps)
        took = time.perf_counter() - began
    return max(1, round(steps * ROUND_SECONDS / took))


def measure(batch: int, activation: str) -> dict[str, list[float]]:
    """Million network steps a second in each of some interleaved rounds."""
    problem, networks = members(batch, activation)
    runs: dict[str, tuple[Run, int]] = {"glassnet": (glassnet_run(problem, networks), NETWORKS)}
    for threads in sorted({1, os.cpu_count() or 1}):
        by_torch = torch_run(problem, networks, batch, activation, threads)
        if by_torch:
            runs[f"torch bmm, {threads} threads" if threads > 1 else "torch bmm, 1 thread"] = (by_torch, NETWORKS)
    runs["scikit-learn"] = (sklearn_run(problem, batch, activation), 1)
    steps = {name: steps_for(run) for name, (run, _) in runs.items()}
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (run, networks_at_once) in runs.items():
            began = time.perf_counter()
            run(steps[name])
            speeds[name].append(steps[name] * networks_at_once / (time.perf_counter() - began) / 1e6)
    return speeds


def main() -> int:
    """Print a line for each batch size and activation; exit 0 if the goal is reached, else 1."""
    at_goal = 0.0
    print("million network steps a second, 2-8-8-2, median of", ROUNDS, "rounds")
    for activation in ("tanh", "relu"):
        for batch in BATCHES:
            rounds = measure(batch, activation)
            found = {name: statistics.median(speeds) for name, speeds in rounds.items()}
            if (batch, activation) == (GOAL_BATCH, "tanh"):
                at_goal = found["glassnet"]
            others = "  ".join(
                f"{name} {speed:.4f} ({found['glassnet'] / speed:.0f} ×)"
                for name, speed in found.items()
                if name != "glassnet"
            )
            own = f"glassnet {found['glassnet']:6.2f} (best {max(rounds['glassnet']):.2f})"
            print(f"{activation} batch {batch:2}:  {own}  {others}", flush=True)
    print(f"goal {GOAL:.0f} at batch {GOAL_BATCH}, tanh: {at_goal:.1f}")
    return int(at_goal < GOAL)


if __name__ == "__main__":
    sys.exit(main())
