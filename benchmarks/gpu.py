"""Where a GPU begins to win: the Torch engine on the processor and on the GPU, over network and batch size.

``python -m benchmarks.gpu [--device cuda] [--seconds 1.0] [--quick] [--write]``. Each configuration trains ten classes
from random inputs with Adam in float32, on data that lies on the device; a step is what `engine.advance` does, from
fetching the batch to the update. Where there is no GPU that is said, and the processor's half is measured alone. The
compiled engine stands beside, as it is what a processor is used for otherwise.

``--write`` keeps the table in ``benchmarks/results/gpu.md`` (with a GPU) or ``benchmarks/results/gpu-cpu-only.md``.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.engines import Engine, EngineChoice, Examples, Plan, Problem, RunState, Settings
from glassnet.nn import OPTIMIZERS
from glassnet.spec import LayerSpec, SpecError, TrainingSpec
from glassnet.spec.choices import CrossEntropy, IdentityOutput, ReLU
from glassnet.spec.methods import Adam

RESULTS = Path(__file__).parent / "results"
FEATURES, CLASSES, EXAMPLES = 64, 10, 16_384
WIDTHS = (8, 64, 256, 1024, 4096)
BATCHES = (32, 512, 8192)
LAYERS = 2
QUICK = 1 << 29
"""Examples times weights of a layer above which --quick leaves a configuration out."""

TOO_MUCH = 1 << 35
"""The same, above which a step on a processor takes many seconds and says nothing new."""


@dataclass(frozen=True)
class Measured:
    """One configuration: seconds a step by contender (None: not measured)."""

    width: int
    batch: int
    seconds: dict[str, float | None]


def settings_of(width: int, batch: int) -> Settings:
    """Two hidden layers of ReLUs."""
    layers = tuple(LayerSpec(width, ReLU()) for _ in range(LAYERS))
    training = TrainingSpec(loss=CrossEntropy(), optimizer=Adam(), learning_rate=0.001, batch_size=batch)
    return Settings((FEATURES, *[width] * LAYERS, CLASSES), layers, IdentityOutput(), CrossEntropy(), training)


def make_problem() -> Problem:
    """Random inputs; which class they are of follows from a random plane for each class."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(EXAMPLES, FEATURES)).astype(np.float32).astype(np.float64)
    labels = (X @ rng.normal(size=(FEATURES, CLASSES))).argmax(axis=1)
    return Problem({"train": Examples(X, np.eye(CLASSES)[labels], labels)}, "one_hot")


def start_of(settings: Settings) -> RunState:
    """He's weights."""
    rng = np.random.default_rng(1)
    parameters: list[Any] = []
    for fan_in, fan_out in pairwise(settings.sizes):
        parameters += [rng.normal(size=(fan_out, fan_in)) * np.sqrt(2 / fan_in), np.zeros(fan_out)]
    slots = tuple(OPTIMIZERS["adam"].initial_slots(p) for p in parameters)
    return RunState(tuple(parameters), slots)


def steps_of(count: int, before: int) -> Plan:
    """Adam's plan from a number of steps on."""
    t = before + np.arange(1.0, count + 1)
    return Plan(np.full(count, 0.001), 1 - 0.9**t, 1 - 0.999**t)


def seconds_a_step(engine: Engine, problem: Problem, settings: Settings, seconds: float) -> float:
    """The fastest of several turns, each as long as a fifth of the time that is given, about."""
    engine.open(problem, settings, start_of(settings))
    taken, steps, best, begin = 0, 1, float("inf"), time.perf_counter()
    while time.perf_counter() - begin < seconds or taken < 3:
        plan = steps_of(steps, taken)
        start = time.perf_counter()
        assert engine.advance(plan).steps == steps  # the last step's loss was read, so a GPU is waited for
        took = time.perf_counter() - start
        taken += steps
        if taken > steps:  # the first turn warms up
            best = min(best, took / steps)
        steps = max(1, min(4096, int(steps * seconds / 5 / max(took, 1e-9))))
    engine.close()
    return best


def contenders(device: str | None) -> Iterator[tuple[str, EngineChoice]]:
    """Who takes part; the GPU only if there is one."""
    yield "compiled", EngineChoice("compiled")
    yield "cpu", EngineChoice("torch", device="cpu")
    if device is not None:
        yield device, EngineChoice("torch", device=device)


def usable(device: str) -> str | None:
    """The device, or None with one line that says why not."""
    try:
        EngineChoice("torch", device=device).make()
    except SpecError as error:
        print(f"no GPU here ({error}); the processor's half:", flush=True)
        return None
    return device


def measure(device: str | None, seconds: float, *, quick: bool) -> Iterator[Measured]:
    """All configurations, the smallest first."""
    problem = make_problem()
    for width in WIDTHS:
        for batch in BATCHES:
            work = batch * width * width
            if quick and work > QUICK:
                continue
            settings = settings_of(width, batch)
            found: dict[str, float | None] = {}
            for name, choice in contenders(device):
                left_out = name != device and work > TOO_MUCH
                found[name] = None if left_out else seconds_a_step(choice.make(), problem, settings, seconds)
            yield Measured(width, batch, found)


def line(one: Measured, device: str | None) -> str:
    """A row of the table."""
    cells = [_time(one.seconds.get(name)) for name in ("compiled", "cpu", *([device] if device else []))]
    if device:
        cpu, gpu = one.seconds["cpu"], one.seconds[device]
        best = min((s for s in (cpu, one.seconds["compiled"]) if s is not None), default=None)
        ratios = [s / gpu if s is not None and gpu else None for s in (cpu, best)]
        cells += ["–" if ratio is None else f"{ratio:.2f}" for ratio in ratios]
    return f"| 64 – {one.width} – {one.width} – 10 | {one.batch:,} | " + " | ".join(cells) + " |"


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else f"{1e6 * seconds:,.0f}"


def head(device: str | None) -> str:
    """The head of the table."""
    names = ["network", "batch", "compiled, µs", "PyTorch cpu, µs"]
    if device:
        names += [f"PyTorch {device}, µs", "GPU against PyTorch cpu", "GPU against the faster of both"]
    return f"| {' | '.join(names)} |\n| --- | {' | '.join(['---:'] * (len(names) - 1))} |"


def verdict(found: list[Measured], device: str) -> str:
    """For each batch size the smallest network on which the GPU wins against all else."""
    texts = []
    for batch in BATCHES:
        rows = [one for one in found if one.batch == batch]
        won = [one.width for one in rows if _wins(one, device)]
        texts.append(f"batch {batch:,}: " + (f"from {min(won)} units a layer on" if won else "nowhere here"))
    return f"The GPU wins against both others at {'; '.join(texts)}."


def _wins(one: Measured, device: str) -> bool:
    gpu = one.seconds[device]
    others = [s for name, s in one.seconds.items() if name != device and s is not None]
    return gpu is not None and all(gpu < other for other in others)


def machine(device: str | None) -> str:
    """On what it was measured."""
    import torch

    gpu = f"{torch.cuda.get_device_name(device)}, " if device and device.startswith("cuda") else ""
    return f"{gpu}{os.cpu_count()} processor cores ({platform.machine()}), PyTorch {torch.__version__}, float32"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="the Torch engine on processor and GPU")
    parser.add_argument("--device", default="cuda", help="the GPU: cuda, cuda:1, … or mps")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each measurement, about")
    parser.add_argument("--quick", action="store_true", help="small configurations only")
    parser.add_argument("--write", action="store_true", help="keep the table")
    asked = parser.parse_args(arguments)
    device = usable(asked.device)
    print(f"{machine(device)}\n\n{head(device)}")
    found = []
    for one in measure(device, asked.seconds, quick=asked.quick):
        found.append(one)
        print(line(one, device), flush=True)
    last = [verdict(found, device)] if device else []
    print("\n" + "".join(last))
    if asked.write:
        RESULTS.mkdir(exist_ok=True)
        title = "# The Torch engine on a GPU" if device else "# The Torch engine without a GPU"
        made = "Made by `python -m benchmarks.gpu --write`; microseconds a step, the fastest of several turns."
        text = [
            title,
            "",
            made,
            "",
            machine(device),
            "",
            head(device),
            *(line(one, device) for one in found),
            "",
            *last,
        ]
        name = "gpu.md" if device else "gpu-cpu-only.md"
        (RESULTS / name).write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
