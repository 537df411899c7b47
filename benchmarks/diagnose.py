"""How often `gn.diagnose` finds what is wrong, and how often it calls healthy runs sick.

Every fault of `benchmarks.diagnosing.faults` is put into healthy runs: data sets × three severities × seeds. It counts
as a fault by its outcome alone: on 2,000 fresh points the run is at least five points worse than its healthy twin
(accuracy, or 100 · R²), or it diverged; a leak counts if the run's own test score is five points above that on fresh
points. Runs in which the fault does no such harm are left out, and counted. Healthy runs are plain ones and hard ones
(`benchmarks.diagnosing.healthy`).

The data sets are in two parts. Rules and thresholds were chosen on the tuning part only; the goals are about the
held-out part. Without arguments everything is run that is not yet in the file of collected runs (about an hour on one
core), and benchmarks/results/diagnose.md is written. In portions:

    python -m benchmarks.diagnose --collect --seeds 2 --datasets circle xor     # adds to what is collected
    python -m benchmarks.diagnose --tuning                                      # shows the tuning part, writes nothing
    python -m benchmarks.diagnose --report                                      # writes the report

What is kept of a run are the facts that the rules look at, so the rules of now are judged on all runs in seconds.
"""

import argparse
import os
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks.diagnosing.collecting import HARM, SEVERITIES, Row, collect, stored
from benchmarks.diagnosing.faults import FAULTS
from benchmarks.diagnosing.healthy import HEALTHY
from benchmarks.diagnosing.runs import HELD_OUT, TUNING
from benchmarks.diagnosing.scoring import judged, percent, section, shares, total

SEEDS = 10
THREE, FIRST, SICK = 0.95, 0.80, 0.03
REPORT = Path(__file__).parent / "results" / "diagnose.md"


def part(datasets: tuple[str, ...]) -> list[Row]:
    """All collected runs of some data sets."""
    return [row for (_, dataset, _), rows in sorted(stored().items()) if dataset in datasets for row in rows]


def seeds_of(rows: list[Row]) -> str:
    """How many seeds there are: for each fault on each data set."""
    known: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        known.setdefault((row.fault, row.dataset), set()).add(row.seed)
    counts = sorted({len(seeds) for seeds in known.values()})
    return " to ".join(map(str, dict.fromkeys((counts[0], counts[-1])))) if counts else "no"


def report() -> int:
    """Write the report; 0 if the held-out part reaches the goals, else 1."""
    held, tuning = part(HELD_OUT), part(TUNING)
    if not held or not tuning:
        print("nothing collected yet of one of the parts: run without --report", file=sys.stderr)
        return 1
    said = judged(held)
    reached = total(held, said)
    alone = [name for name, found in shares(held, said).items() if found.three < THREE * found.counted]
    lines = [
        "# How well `gn.diagnose` does", "",
        f"`python -m benchmarks.diagnose`, {date.today().isoformat()}, {os.cpu_count()} cores {platform.machine()}, "
        f"Python {platform.python_version()}.", "",
        f"A fault counts if the run is at least {100 * HARM:.0f} points worse on fresh points than its healthy twin, "
        "or diverged (a leak: if the run's own test score is as much above that on fresh points; an overflow: only if "
        f"it diverged). {len(FAULTS)} faults, {SEVERITIES} severities, {len(HEALTHY)} kinds of healthy runs, plain and "
        "hard. Rules and thresholds were chosen on the tuning data sets; the goals are about the held-out ones, into "
        "which the same recipes put the faults: what is new there are the data, not the kinds of faults.", "",
        f"- Held out: {', '.join(HELD_OUT)}; {seeds_of(held)} seeds.",
        f"- For tuning: {', '.join(TUNING)}; {seeds_of(tuning)} seeds.", "",
        "| held-out data sets | goal | reached over all runs | mean of the faults |", "|---|--:|--:|--:|",
        f"| among the first three | ≥ {THREE:.0%} | {percent(reached.three)} | {percent(reached.three_mean)} |",
        f"| found first | ≥ {FIRST:.0%} | {percent(reached.first)} | {percent(reached.first_mean)} |",
        f"| healthy runs called sick | ≤ {SICK:.0%} | {percent(reached.sick)} | |", "",
        f"Taken alone, less often than {THREE:.0%} among the first three: {', '.join(alone) or 'no fault'}.", "",
        *section("Held-out data sets", held), *section("Tuning data sets", tuning),
    ]  # fmt: skip
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0 if reached.three >= THREE and reached.first >= FIRST and reached.sick <= SICK else 1


def main() -> int:
    """Collect what is asked for, or all, and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--collect", nargs="*", metavar="FAULT", help="only run these faults (or healthy); none: all")
    parser.add_argument("--datasets", nargs="*", default=[*TUNING, *HELD_OUT], metavar="NAME")
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="INTEGER", help=f"seeds of each (at most {SEEDS})")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="INTEGER", help="processes at once")
    parser.add_argument("--again", action="store_true", help="collect also what is there already")
    parser.add_argument("--report", action="store_true", help="only the report of what has been collected")
    parser.add_argument("--tuning", action="store_true", help="only show the tuning part")
    asked = parser.parse_args()
    unknown = [*({*(asked.collect or [])} - {"healthy", *FAULTS}), *({*asked.datasets} - {*TUNING, *HELD_OUT})]
    if unknown or not 1 <= asked.seeds <= SEEDS:
        parser.error(f"not known: {', '.join(unknown)}" if unknown else f"--seeds: from 1 to {SEEDS}")
    if asked.tuning:
        print("\n".join(section("Tuning data sets", part(TUNING))))
        return 0
    if not asked.report:
        faults = asked.collect or ["healthy", *FAULTS]
        wanted = [
            (fault, dataset, seed) for seed in range(asked.seeds) for dataset in asked.datasets for fault in faults
        ]
        collect(wanted, asked.workers, again=asked.again)
    return 0 if asked.collect is not None else report()


if __name__ == "__main__":
    sys.exit(main())
