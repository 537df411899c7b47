"""What a run has come to: as a table for people, as one JSON object for programs."""

import sys
from math import isfinite
from typing import Any

from glassnet.data import PARTS
from glassnet.engines import Evaluation
from glassnet.training import Trainer

SCORES = {"accuracy": "accuracy", "r2": "R²"}


def stopped(run: Trainer) -> tuple[str, str]:
    """Why the run stopped, in one or two words and in a sentence."""
    if run.outcome is None:
        return "interrupted", f"interrupted at step {run.step} (epoch {run.epoch})"
    return run.outcome.kind, run.outcome.message


def result(run: Trainer, seconds: float) -> dict[str, Any]:
    """The result of a run as JSON: numbers that are not finite, and parts that there are not, are null."""
    kind, message = stopped(run)
    evaluation = run.evaluate()
    return {
        "spec": run.experiment.to_json(),
        "parameters": run.parameters,
        "steps": run.step,
        "seconds": seconds,
        "engine": run.computed_by,
        "stopped": kind,
        "message": message,
        **{part: _scores(run, evaluation, part) for part in PARTS},
    }


def _scores(run: Trainer, evaluation: Evaluation, part: str) -> dict[str, float | None] | None:
    score = evaluation.scores.get(part)
    if score is None:
        return None
    return {"loss": _finite(score.loss), run.history.score: _finite(score.score)}


def _finite(number: float) -> float | None:
    return float(number) if isfinite(number) else None


def print_table(run: Trainer, result: dict[str, Any]) -> None:
    """Print a result on standard output."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, highlight=False, markup=False)
    table = Table(title=_title(run), title_justify="left", title_style="bold")
    table.add_column("")
    present = [part for part in PARTS if result[part]]
    for part in present:
        table.add_column(part, justify="right")
    score = run.history.score
    table.add_row("points", *(f"{len(run.data.parts[part]):,}" for part in present))
    table.add_row("loss", *(_shown(result[part]["loss"]) for part in present))
    table.add_row(SCORES[score], *(_shown(result[part][score], percent=score == "accuracy") for part in present))
    console.print(table)
    known = ((run.parameters, "parameter"), (run.step, "step"), (run.epoch, "epoch"))
    counts = ", ".join(f"{count:,} {name}{'s' * (count != 1)}" for count, name in known)
    counts += f", {result['seconds']:.2f} s"
    console.print(f"{counts}; {result['message']}", soft_wrap=True)
    if run.engine == "torch":
        console.print(run.computed_by, soft_wrap=True)


def _title(run: Trainer) -> str:
    source = run.experiment.data.source
    name = source.settings().get("name") or source.settings().get("path") or "own points"
    kinds = dict.fromkeys(layer.activation.kind for layer in run.experiment.network.layers)
    sizes = " – ".join(str(n) for n in run.settings.sizes)
    return f"{name}: {sizes}, {' and '.join(kinds) or 'linear'}"


def _shown(number: float | None, *, percent: bool = False) -> str:
    if number is None:
        return "not finite"
    return f"{100 * number:.1f} %" if percent else f"{number:.4f}" if abs(number) < 1e4 else f"{number:.4g}"
