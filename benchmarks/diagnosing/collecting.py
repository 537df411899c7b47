"""Running all the runs, and keeping what was measured of each, so that rules can be judged again in seconds."""

import os
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeAlias

from benchmarks.diagnosing.faults import FAULTS
from benchmarks.diagnosing.healthy import HEALTHY
from benchmarks.diagnosing.runs import Recipe, base, outcome
from glassnet.explain.diagnosis import Facts, examine
from glassnet.spec import PRESETS
from glassnet.training import Trainer

SEVERITIES = 3
HARM = 0.05
COLLECTED = Path(os.environ.get("GLASSNET_DIAGNOSE", "build/diagnose.pickle"))
CLASSES_ONLY, VALUES_ONLY = ("class_imbalance",), ("values_not_scaled",)
MEASURED = tuple(field.name for field in fields(Facts))

Portion: TypeAlias = tuple[str, str, int]
"""What is collected at once: a fault (or "healthy"), a data set, a seed."""


@dataclass(frozen=True)
class Row:
    """One run.

    Attributes:
        fault, dataset, seed: which; the fault is "healthy" for healthy runs.
        kind: the severity, or the name of the healthy variant.
        drop: by how much it is worse on fresh points than its healthy twin.
        facts: what was measured, or None where the run does not count: the fault did no harm, or what should have
            been healthy is not.
    """

    fault: str
    dataset: str
    seed: int
    kind: str
    drop: float
    facts: Facts | None


def diverged(run: Trainer) -> bool:
    return run.outcome is not None and run.outcome.kind == "diverged"


def faulty_rows(fault: str, dataset: str, seed: int) -> Iterator[Row]:
    """One row for each severity."""
    if fault in (CLASSES_ONLY if PRESETS[dataset].task == "regression" else VALUES_ONLY):
        return
    twins: dict[str, float] = {}
    for severity in range(SEVERITIES):
        faulty, twin = FAULTS[fault](base(dataset, seed), severity, seed)
        run = faulty.run()
        if fault == "leak":
            drop = float(run.history.column("test_score")[-1]) - outcome(run)
        else:
            drop = _twin_score(twin, twins, severity) - outcome(run)
        counts = diverged(run) if fault == "not_finite" else drop >= HARM or diverged(run)
        yield Row(fault, dataset, seed, str(severity), drop, examine(run) if counts else None)
        run.close()


def _twin_score(twin: Recipe, known: dict[str, float], severity: int) -> float:
    """The healthy twin's score; a twin that is the same for all severities is trained once."""
    key = twin.experiment.dumps() + (str(severity) if twin.change.__name__ != "same" else "")
    if key not in known:
        run = twin.run()
        known[key] = outcome(run)
        run.close()
    return known[key]


def healthy_rows(dataset: str, seed: int) -> Iterator[Row]:
    """One row for each variant."""
    plain = base(dataset, seed).run()
    for name, variant in HEALTHY.items():
        run = variant(base(dataset, seed)).run()
        drop = outcome(plain, run.experiment.data.noise) - outcome(run)
        healthy = not diverged(run) and (drop < HARM or name == "unfinished")
        yield Row("healthy", dataset, seed, name, drop, examine(run) if healthy else None)
        run.close()
    plain.close()


def rows_of(portion: Portion) -> list[Row]:
    """All runs of a portion."""
    fault, dataset, seed = portion
    return list(healthy_rows(dataset, seed) if fault == "healthy" else faulty_rows(fault, dataset, seed))


def collect(portions: list[Portion], workers: int, *, again: bool) -> None:
    """Run the portions that are not in the file yet (or all of them again), and append each as it is done."""
    COLLECTED.parent.mkdir(parents=True, exist_ok=True)
    done = set() if again else set(stored())
    wanted = [portion for portion in portions if portion not in done]
    with ProcessPoolExecutor(workers) as pool:
        running = {pool.submit(rows_of, portion): portion for portion in wanted}
        for number, future in enumerate(as_completed(running), start=1):
            portion, rows = running[future], future.result()
            with COLLECTED.open("ab") as file:
                pickle.dump((MEASURED, portion, rows), file)
            fault, dataset, seed = portion
            print(f"{number} of {len(wanted)}: {fault} on {dataset}, seed {seed}: {len(rows)} runs", flush=True)


def stored() -> dict[Portion, list[Row]]:
    """What has been collected; where a portion was collected twice, the later.

    Portions whose facts had other fields than facts have now are left out, so that they are collected anew. A change
    of how a fact is measured shows nowhere: then collect with `--again`.
    """
    found: dict[Portion, list[Row]] = {}
    if COLLECTED.exists():
        with COLLECTED.open("rb") as file:
            while True:
                try:
                    measured, portion, rows = pickle.load(file)
                except EOFError:
                    break
                if measured == MEASURED:
                    found[portion] = rows
    return found
