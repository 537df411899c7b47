"""How fast a training step is: the compiled engine beside its peers, in one interleaved run.

``python -m benchmarks.engines [--nets 2-8-2,2-8-8-2] [--batches 1,10,32,full] [--optimizers sgd,adam] [--rounds 5]
[--rows 10000] [--clock wall] [--torch-compile]`` prints a table in Markdown; the one in `results/engines.md` was made
so. Every contender takes its turn in every round, so that a slow moment of the machine meets all; medians are printed,
as microseconds a step, with the ratio to the compiled engine and its share of the peak that a loop of nothing but
multiply-adds reaches on one core. Peers that are not installed are left out (`pip install -e .[bench]` brings JAX).

PyTorch is measured on one thread, on all where a step is long enough for that, and with `--torch-compile`; the best of
them is shown. `reference` is Glassnet's own in float64, with all that a run needs; `numpy` is the bare step in float32.
"""

import argparse
import ctypes
import importlib
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines import Engine, Examples, Plan, Problem, ReferenceEngine, RunState, Settings
from glassnet.engines.compiled import CompiledEngine
from glassnet.engines.compiled.compile import Loaded, Target, object_code
from glassnet.engines.compiled.ir import Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import I64, LANES, PTR, VEC
from glassnet.nn import OPTIMIZERS
from glassnet.spec import LayerSpec, TrainingSpec
from glassnet.spec.choices import CrossEntropy, IdentityOutput, ReLU, Tanh
from glassnet.spec.methods import SGD, Adam, Optimizer

NETS = ("2-8-2", "2-8-8-2", "2-64-64-2", "784-64-10")
BATCHES = ("1", "10", "32", "full")
OPTIMIZER_KINDS: dict[str, tuple[Optimizer, float]] = {"sgd": (SGD(), 0.01), "adam": (Adam(), 0.001)}
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
PEERS = ("torch", "jax scan", "sklearn", "numpy", "reference")
TURN = 0.05
"""Seconds that a contender's turn takes, about."""

Run = Callable[[int], None]
"""Takes some steps."""


@dataclass(frozen=True)
class Work:
    """One configuration: the same network, data and batches for everybody."""

    sizes: tuple[int, ...]
    batch: int | None
    optimizer: str
    X: npt.NDArray[np.float32]
    y: npt.NDArray[np.int64]

    @property
    def size(self) -> int:
        return self.batch or len(self.X)

    @property
    def flops(self) -> float:
        """Of a step: a multiply-add counts as two; activations are not counted."""
        layers = list(pairwise(self.sizes))
        return self.size * sum(2.0 * i * o * (3 if k else 2) for k, (i, o) in enumerate(layers))

    @property
    def parameters(self) -> list[npt.NDArray[np.float32]]:
        rng = np.random.default_rng(0)
        arrays = []
        for i, o in pairwise(self.sizes):
            limit = np.sqrt(6.0 / (i + o))
            arrays += [rng.uniform(-limit, limit, (o, i)).astype(np.float32), np.zeros(o, np.float32)]
        return arrays


def make_work(net: str, batch: str, optimizer: str, rows: int) -> Work:
    """Moons for nets with two inputs; else pictures like digits, 84 % of them zeros."""
    sizes = tuple(int(n) for n in net.split("-"))
    rng = np.random.default_rng(0)
    if sizes[0] == 2:
        angle = np.pi * rng.random(500)
        upper = np.arange(500) % 2 == 0
        X = np.where(upper, [np.cos(angle), np.sin(angle)], [1 - np.cos(angle), 0.5 - np.sin(angle)]).T
        X, y = X + 0.1 * rng.normal(size=X.shape), 1 - upper.astype(np.int64)
    else:
        prototypes = rng.random((sizes[-1], sizes[0])) < 0.2
        y = rng.integers(0, sizes[-1], rows)
        X = prototypes[y] * (rng.random((rows, sizes[0])) < 0.8) * rng.random((rows, sizes[0]))
    return Work(sizes, None if batch == "full" else int(batch), optimizer, X.astype(np.float32), y)


def with_engine(work: Work, engine: Engine) -> Run:
    """One of Glassnet's engines."""
    optimizer, rate = OPTIMIZER_KINDS[work.optimizer]
    hidden = tuple(LayerSpec(n, Tanh() if work.sizes[0] == 2 else ReLU()) for n in work.sizes[1:-1])
    training = TrainingSpec(loss=CrossEntropy(), optimizer=optimizer, batch_size=work.batch, learning_rate=rate)
    settings = Settings(work.sizes, hidden, IdentityOutput(), CrossEntropy(), training)
    T = np.eye(work.sizes[-1])[work.y]
    problem = Problem({"train": Examples(work.X.astype(np.float64), T, work.y)}, "one_hot")
    parameters = tuple(work.parameters)
    slots = tuple(OPTIMIZERS[optimizer.kind].initial_slots(p) for p in parameters)
    engine.open(problem, settings, RunState(parameters, slots))

    plans: dict[int, Plan] = {}

    def plan_of(steps: int) -> Plan:
        t, ones, adam = np.arange(1.0, steps + 1), np.ones(steps), work.optimizer == "adam"
        return Plan(np.full(steps, rate), 1 - 0.9**t if adam else ones, 1 - 0.999**t if adam else ones)

    def run(steps: int) -> None:
        if steps not in plans:
            plans[steps] = plan_of(steps)
        assert engine.advance(plans[steps]).steps == steps

    return run


def batches_of(work: Work) -> Callable[[], npt.NDArray[np.int64]]:
    """The rows of one batch after another, shuffled anew for each pass."""
    rng, n = np.random.default_rng(0), len(work.X)
    order, place = rng.permutation(n), 0

    def following() -> npt.NDArray[np.int64]:
        nonlocal order, place
        if place + work.size > n:
            order, place = rng.permutation(n), 0
        rows = order[place : place + work.size]
        place += work.size
        return rows

    return following


def with_torch(work: Work, threads: int, compiled: bool) -> Run:
    """PyTorch, eager or compiled, on so many threads."""
    torch: Any = importlib.import_module("torch")
    layers: list[Any] = []
    for i, o in pairwise(work.sizes):
        layers += [torch.nn.Linear(i, o), torch.nn.Tanh() if work.sizes[0] == 2 else torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    for parameter, array in zip(net.parameters(), work.parameters, strict=True):
        parameter.data = torch.from_numpy(array)
    rate = OPTIMIZER_KINDS[work.optimizer][1]
    make = torch.optim.SGD if work.optimizer == "sgd" else torch.optim.Adam
    optimizer = make(net.parameters(), lr=rate, fused=True)
    loss = torch.nn.functional.cross_entropy
    forward = torch.compile(lambda x, t: loss(net(x), t)) if compiled else lambda x, t: loss(net(x), t)
    X, y, following = torch.from_numpy(work.X), torch.from_numpy(work.y), batches_of(work)

    def run(steps: int) -> None:
        torch.set_num_threads(threads)
        for _ in range(steps):
            rows = None if work.batch is None else torch.from_numpy(following())
            x, t = (X, y) if rows is None else (X[rows], y[rows])
            optimizer.zero_grad()
            forward(x, t).backward()
            optimizer.step()

    return run


def with_numpy(work: Work) -> Run:
    """The step written down in NumPy, and nothing else."""
    W, b = work.parameters[::2], work.parameters[1::2]
    slots = [[np.zeros_like(p) for p in work.parameters] for _ in range(2)]
    following, rate, t = batches_of(work), np.float32(OPTIMIZER_KINDS[work.optimizer][1]), 0
    tanh = work.sizes[0] == 2

    def update(k: int, p: npt.NDArray[np.float32], g: npt.NDArray[np.float32]) -> None:
        if work.optimizer == "sgd":
            p -= rate * g
            return
        m, v = slots[0][k], slots[1][k]
        m += np.float32(0.1) * (g - m)
        v += np.float32(0.001) * (g * g - v)
        first, second = np.float32(1 - 0.9**t), np.float32(1 - 0.999**t)
        p -= rate * (m / first) / (np.sqrt(v / second) + np.float32(1e-8))

    def run(steps: int) -> None:
        nonlocal t
        for _ in range(steps):
            t += 1
            rows = slice(None) if work.batch is None else following()
            a = [work.X[rows]]
            for i in range(len(W) - 1):
                z = a[-1] @ W[i].T + b[i]
                a.append(np.tanh(z) if tanh else np.maximum(z, 0))
            z = a[-1] @ W[-1].T + b[-1]
            e = np.exp(z - z.max(axis=1, keepdims=True))
            d = e / e.sum(axis=1, keepdims=True)
            d[np.arange(work.size), work.y[rows]] -= 1
            d /= np.float32(work.size)
            for i in range(len(W) - 1, -1, -1):
                g, gb = d.T @ a[i], d.sum(axis=0)
                if i:
                    d = (d @ W[i]) * (1 - a[i] * a[i] if tanh else a[i] > 0)
                update(2 * i, W[i], g)
                update(2 * i + 1, b[i], gb)

    return run


def with_sklearn(work: Work) -> Run:
    """scikit-learn's MLPClassifier, fitted for as many epochs over as many rows as make the steps."""
    MLPClassifier = importlib.import_module("sklearn.neural_network").MLPClassifier

    def run(steps: int) -> None:
        rows = min(len(work.X), steps * work.size)
        epochs = max(1, round(steps * work.size / rows))
        model = MLPClassifier(
            work.sizes[1:-1], activation="tanh" if work.sizes[0] == 2 else "relu", solver=work.optimizer, alpha=0.0,
            batch_size=work.size, learning_rate_init=OPTIMIZER_KINDS[work.optimizer][1], momentum=0.0,
            max_iter=epochs, tol=0.0, n_iter_no_change=epochs + 1,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged is meant
            model.fit(work.X[:rows], work.y[:rows])

    return run


def with_jax(work: Work) -> Run:
    """JAX: all steps of a turn in one compiled `scan`."""
    jax: Any = importlib.import_module("jax")
    jnp: Any = importlib.import_module("jax.numpy")
    X, y = jnp.asarray(work.X), jnp.asarray(work.y)
    rate, adam = OPTIMIZER_KINDS[work.optimizer][1], work.optimizer == "adam"
    act = jnp.tanh if work.sizes[0] == 2 else lambda z: jnp.maximum(z, 0)

    def loss(parameters: Any, rows: Any) -> Any:
        a = X[rows]
        for k in range(0, len(parameters), 2):
            z = a @ parameters[k].T + parameters[k + 1]
            a = act(z) if k + 2 < len(parameters) else z
        return -jax.nn.log_softmax(a)[jnp.arange(work.size), y[rows]].mean()

    def step(carry: Any, rows: Any) -> Any:
        parameters, m, v, t = carry
        g = jax.grad(loss)(parameters, rows)
        if not adam:
            return ([p - rate * d for p, d in zip(parameters, g, strict=True)], m, v, t), None
        m = [0.9 * a + 0.1 * d for a, d in zip(m, g, strict=True)]
        v = [0.999 * a + 0.001 * d * d for a, d in zip(v, g, strict=True)]
        first, second = 1 - 0.9**t, 1 - 0.999**t
        new = [p - rate * (a / first) / (jnp.sqrt(c / second) + 1e-8) for p, a, c in zip(parameters, m, v, strict=True)]
        return (new, m, v, t + 1), None

    many = jax.jit(lambda carry, rows: jax.lax.scan(step, carry, rows)[0])
    zeros = [jnp.zeros_like(p) for p in work.parameters]
    carry = ([jnp.asarray(p) for p in work.parameters], zeros, zeros, 1.0)
    following = batches_of(work)

    def run(steps: int) -> None:
        nonlocal carry
        rows = jnp.asarray(np.stack([following() for _ in range(steps)]))
        carry = jax.block_until_ready(many(carry, rows))

    return run


def contenders(work: Work, torch_compile: bool) -> dict[str, Run]:
    """Who takes part: all that are installed."""
    makers: dict[str, Callable[[], Run]] = {
        "glassnet": lambda: with_engine(work, CompiledEngine()),
        "reference": lambda: with_engine(work, ReferenceEngine()),
        "numpy": lambda: with_numpy(work),
        "torch": lambda: with_torch(work, 1, compiled=False),
        "sklearn": lambda: with_sklearn(work),
        "jax scan": lambda: with_jax(work),
    }
    if work.flops > 1e6:  # below, a second thread only costs
        makers["torch x2"] = lambda: with_torch(work, 2, compiled=False)
    if torch_compile:
        makers["torch.compile"] = lambda: with_torch(work, 1, compiled=True)
    made: dict[str, Run] = {}
    for name, make in makers.items():
        try:
            made[name] = make()
        except ImportError:
            continue
    return made


def measure(runs: dict[str, Run], rounds: int, clock: Callable[[], float]) -> dict[str, float]:
    """Median seconds of a step by some clock."""
    counts = {}
    for name, run in runs.items():
        run(2)  # compile, allocate
        began = time.perf_counter()
        run(2)
        counts[name] = max(1, min(200_000, int(TURN / (time.perf_counter() - began) * 2)))
        if name in ("glassnet", "jax scan", "sklearn"):  # two steps tell little of a call that takes many
            run(counts[name])
            began = time.perf_counter()
            run(counts[name])
            counts[name] = max(1, min(200_000, int(TURN / (time.perf_counter() - began) * counts[name])))
            run(counts[name])
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            began = clock()
            run(counts[name])
            times[name].append((clock() - began) / counts[name])
    return {name: statistics.median(seen) for name, seen in times.items()}


def peak() -> float:
    """Floating-point operations a second that one core reaches on multiply-adds in registers."""
    module = Module(fused=Target.host().fused)
    b = module.function("peak", {"passes": I64, "into": PTR}, about="Twelve independent chains.", exported=True)
    passes, into = b.arguments.values()
    factor, term = b.load(VEC, into), b.load(VEC, b.at(into, LANES))
    chains = [b.value(1.0 + k / 100, VEC) for k in range(12)]

    def step(_: Value, sums: list[Value]) -> Sequence[Value]:
        return [b.fma(x, factor, term) for x in sums]

    total = b.zero()
    for chain in b.loop(passes, step, chains):
        total = total + chain
    b.store(total, into)
    b.return_()
    run = Loaded(object_code(module.text, Target.host())).function("peak", None, ctypes.c_int64, ctypes.c_void_p)
    block = np.full(2 * LANES, 0.5, np.float32)
    best = np.inf
    for _ in range(100):
        began = time.perf_counter()
        run(100_000, block.ctypes.data)
        best = min(best, time.perf_counter() - began)
    return 100_000 * 12 * LANES * 2 / float(best)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit 1 if the compiled engine is not the fastest somewhere."""
    parser = argparse.ArgumentParser(description="Microseconds of a training step.")
    parser.add_argument("--nets", default=",".join(NETS))
    parser.add_argument("--batches", default=",".join(BATCHES))
    parser.add_argument("--optimizers", default="sgd,adam")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000, help="examples for nets with many inputs")
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="cpu: processor time, for a busy machine")
    parser.add_argument("--torch-compile", action="store_true")
    given = parser.parse_args(arguments)
    most, slower = peak(), 0
    print(f"Peak of one core: {most / 1e9:.0f} GFlop/s.\n")
    print("| net | batch | optimizer | Glassnet, µs | of peak | " + " | ".join(PEERS) + " |")
    print("|-|-|-|-|-|" + "-|" * len(PEERS))
    for net in given.nets.split(","):
        for batch in given.batches.split(","):
            for optimizer in given.optimizers.split(","):
                work = make_work(net, batch, optimizer, given.rows)
                found = measure(contenders(work, given.torch_compile), given.rounds, CLOCKS[given.clock])
                ours = found.pop("glassnet")
                share = work.flops / ours / most
                best = {
                    name: min((s for key, s in found.items() if key.startswith(name)), default=0.0) for name in PEERS
                }
                others = [f"{s * 1e6:.4g} ({s / ours:.3g} ×)" if s else "–" for s in best.values()]
                cells = [net, batch, optimizer, f"{ours * 1e6:.3g}", f"{share:.0%}", *others]
                print("| " + " | ".join(cells) + " |", flush=True)
                slower += any(s < ours for s in found.values())
    return int(slower > 0)


if __name__ == "__main__":
    sys.exit(main())
