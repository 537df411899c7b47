"""How long somebody waits for the compiled engine: until a network is compiled, trained, drawn.

``python -m benchmarks.latency`` prints

- how long compiling takes for networks of several shapes (median of five; the goal is 60 ms for up to four hidden
  layers of 16, and never more than 500 ms);
- a cold process that loads data of its own making, trains a network for 200 epochs and prints its accuracy, with the
  kernel in the cache on disk and without it (goal with: 0.3 s);
- a frame of the playground: a grid of 100 × 100 points, and maps of 30 × 30 of all neurons of 2-8-8-2 (goal: 70 µs).

Beside each time stands the processor's own, which a busy machine disturbs less.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from glassnet.engines.compiled.compile import Target, object_code
from glassnet.engines.compiled.grid import compile_grid
from glassnet.engines.compiled.kernel import write_kernel
from glassnet.engines.compiled.layout import Shape
from glassnet.explain import grid
from glassnet.spec import Experiment
from glassnet.training import Trainer

SHAPES = {
    "2-8-8-2": 0.06, "2-16-16-16-16-2": 0.06, "2-64-64-2": 0.5, "784-64-10": 0.5, "2-32-31-30-29-28-27-26-25-2": 0.5,
}  # fmt: skip
PROGRAM = """
import glassnet as gn
run = gn.train(gn.Network([2, 8, 8, 2]), gn.load("moons", n=500), epochs=200, lr=0.05, batch_size=10)
assert run.history.test_accuracy[-1] > 0.9
"""
COLD_GOAL, FRAME_GOAL = 0.3, 70e-6
TRIES, FRAMES = 5, 3000


def median_of(work: Callable[[], object], tries: int, clock: Callable[[], float]) -> float:
    """Median seconds by some clock."""
    seen = []
    for _ in range(tries):
        began = clock()
        work()
        seen.append(clock() - began)
    return statistics.median(seen)


def report(name: str, wall: float, cpu: float, goal: float, unit: float, word: str) -> bool:
    """Print a line; whether the goal is missed."""
    print(
        f"{name:58} {wall * unit:7.1f} {word}  (processor {cpu * unit:.1f} {word}; goal {goal * unit:g} {word})",
        flush=True,
    )
    return wall > goal


def compiling(net: str) -> tuple[float, float]:
    """Seconds of writing and compiling a kernel, by the clock and by the processor's."""
    sizes = tuple(int(n) for n in net.split("-"))
    shape = Shape(sizes, ("tanh",) * (len(sizes) - 2) + ("identity",), "cross_entropy", 10)

    def work() -> None:
        object_code(write_kernel(shape, fused=Target.host().fused), Target.host())

    work()
    return median_of(work, TRIES, time.perf_counter), median_of(work, TRIES, time.process_time)


def cold(folder: Path, keep: bool) -> tuple[float, float]:
    """Seconds of a new process, with the cache as the process before left it or empty.

    Python's own bytecode is there in both cases, as in an installed package: a first run that is not counted makes it.
    """
    walls, cpus = [], []
    bytecode = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    for k in range(TRIES + 1):
        cache = folder / ("kept" if keep else str(k))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        environment = os.environ | bytecode | {"GLASSNET_CACHE": str(cache)}
        subprocess.run([sys.executable, "-c", PROGRAM], check=True, env=environment)
        if k == 0:
            continue
        walls.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(walls), statistics.median(cpus)


def frame() -> tuple[float, float]:
    """Seconds of drawing the output and all neurons, by the clock and by the processor's."""
    run = Trainer(Experiment.from_json({"network": {"layers": [{"units": 8}, {"units": 8}]}}))
    run.advance(100)
    kernel = compile_grid(run.settings, run.problem.encoding)
    domain = run.data.table.domain
    wide, small = (kernel.points(run.data.transform(grid(domain, n, 2)).astype(np.float32)) for n in (100, 30))
    theta = kernel.pack(run.state.parameters)

    def work() -> None:
        kernel.boundary(theta, wide)
        kernel.neurons(theta, small)

    return median_of(work, FRAMES, time.perf_counter), median_of(work, FRAMES, time.process_time)


def main() -> int:
    """Print all; exit 0 if every goal is reached, else 1."""
    missed = [report(f"compile {net}", *compiling(net), goal, 1e3, "ms") for net, goal in SHAPES.items()]
    with tempfile.TemporaryDirectory() as folder:
        missed.append(report("cold process, kernel on disk", *cold(Path(folder), True), COLD_GOAL, 1e3, "ms"))
        wall, cpu = (1e3 * seconds for seconds in cold(Path(folder), False))
        print(f"{'cold process, nothing on disk':58} {wall:7.1f} ms  (processor {cpu:.1f} ms)", flush=True)
    missed.append(report("frame: 100 × 100 points and 18 maps of 30 × 30", *frame(), FRAME_GOAL, 1e6, "µs"))
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
