"""A run as one HTML file to hand in: it opens without a server and without a network, and can be scrubbed through."""

import base64
import json
import zlib
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from glassnet._version import __version__
from glassnet.explain.codegen import to_code
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.record import Recording, record
from glassnet.spec import PRESETS, Experiment, Preset, entries, get_at, to_link
from glassnet.spec.data import MAKING
from glassnet.training import Trainer
from glassnet.web.assets import STATIC, AssetsError

SCORES = {"accuracy": "accuracy", "r2": "R²"}


def html_report(experiment: Experiment | Trainer, *, author: str = "", folder: Path = STATIC) -> str:
    """The report of an experiment: it is trained from its start, recorded on the way.

    Args:
        experiment: an experiment, or a run, whose settings are taken as they are now.
        author: who hands it in; stands below the title.
        folder: where the page's files are.

    Returns:
        The text of an HTML file that needs no other.

    Raises:
        SpecError: for parts of the experiment that do not fit together.
        DataError: if the data cannot be read.
        AssetsError: if the page's files are not there.
    """
    recording = record(experiment)
    run = recording.run
    table, packed = pack(recording)
    places = {
        "title": escape(Plan.of(run).title),
        "byline": escape(" · ".join(filter(None, [author, date.today().isoformat(), f"Glassnet {__version__}"]))),
        "summary": escape(summary(run)),
        "style": _asset(folder, "report.css"),
        "results": results_rows(run),
        "score": SCORES[run.history.score],
        "settings": settings_list(run.experiment),
        "link": escape(to_link(run.experiment)),
        "code": escape(to_code(run)),
        "run": json.dumps(table, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c"),
        "frames": base64.b64encode(packed).decode(),
        "script": _asset(folder, "report.js").replace("</script", "<\\/script"),
    }
    page = (folder / "report.html").read_text(encoding="utf-8")
    head, *rest = page.split("{{")  # the texts that are put in may have any signs in them
    return head + "".join(places[part.partition("}}")[0]] + part.partition("}}")[2] for part in rest)


def _asset(folder: Path, name: str) -> str:
    path = folder / "dist" / name
    if not path.is_file():
        raise AssetsError(None, f"{path} is missing; in a clone of Glassnet, make bundle makes it")
    return path.read_text(encoding="utf-8")


def summary(run: Trainer) -> str:
    """How it ended, and how well the network does, in a sentence or two."""
    evaluation, name = run.evaluate(), SCORES[run.history.score]
    part = "test" if "test" in evaluation.scores else "train"
    score = evaluation.scores[part].score
    shown = _score(name, score, 3) if np.isfinite(score) else "not a finite number"
    ended = run.outcome.message if run.outcome else ""
    words = {"test": "on the test set", "train": "on the training set"}[part]
    return f"{ended[:1].upper()}{ended[1:]}. The {name} {words} is {shown}, with {run.parameters:,} parameters."


def _score(kind: str, score: float, digits: int) -> str:
    return f"{100 * score:.1f} %" if kind == "accuracy" else f"{score:.{digits}f}"


def results_rows(run: Trainer) -> str:
    """The rows of the table of results at the end: part, points, loss, score."""
    rows = []
    for part, found in run.evaluate().scores.items():
        score = _score(run.history.score, found.score, 4)
        cells = [f"{len(run.data.parts[part]):,}", f"{found.loss:.6g}", score]
        rows.append(f'<tr><th scope="row">{part}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return "".join(rows)


def settings_list(experiment: Experiment) -> str:
    """The settings with their names: those that differ from the defaults in bold; without those that do nothing."""
    usual, rows = Experiment(), []
    source, idle = experiment.data.source, {f"data.{name}" for name in (*MAKING, "seed")}
    made = isinstance(source, Preset) and not PRESETS[source.name].n  # else there are as many points as there are
    for entry in entries(experiment):
        value = entry.default  # that of the experiment at hand
        if entry.path == "data.points" or (entry.path in idle and not made):
            continue
        text = escape(_said(value))
        shown = text if value == get_at(usual, entry.path) else f"<b>{text}</b>"
        rows.append(f"<div><dt>{escape(entry.info.label)}</dt><dd>{shown}</dd></div>")
    if experiment.data.points:
        rows.append(f"<div><dt>Own points</dt><dd><b>{len(experiment.data.points)}</b></dd></div>")
    return "".join(rows)


def _said(value: Any) -> str:
    """A setting in words; long ones are cut."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Preset) and not value.erased:
        return PRESETS[value.name].label
    if hasattr(value, "kind"):
        own = ", ".join(f"{name} {_said(part)}" for name, part in value.settings().items() if part not in ((), ""))
        return f"{value.label}{f' ({own})' if own else ''}"[:200]
    if hasattr(value, "units"):
        dropped = f", dropout {value.dropout:g}" if value.dropout else ""
        return f"{value.units} {_said(value.activation)}{dropped}"
    if isinstance(value, tuple):
        return ("; ".join(map(_said, value)) or "none")[:200]
    return str(value)[:200]


def pack(recording: Recording) -> tuple[dict[str, Any], bytes]:
    """What the page's script reads: a table of what is there, and the numbers, compressed.

    Returns:
        The table, in which every array is named by its first byte and its length; and the bytes of all arrays, as
        zlib packs them.
    """
    whole = bytearray()

    def put(array: Any) -> list[int]:
        content = np.ascontiguousarray(array).tobytes()
        whole.extend(b"\0" * (-len(whole) % 4))  # float32 numbers begin at a multiple of four
        start = len(whole)
        whole.extend(content)
        return [start, len(content)]

    run, table = recording.run, recording.run.data.table
    moments = [
        {
            "step": moment.step,
            "epoch": moment.epoch,
            "status": moment.status,
            "boundary": [put(array) for array in moment.boundary.arrays],
            "neurons": [put(array) for array in moment.neurons.arrays] if moment.neurons else None,
            "weights": [put(array) for array in moment.weights.arrays] if moment.weights else None,
        }
        for moment in recording.moments
    ]
    first = recording.moments[0]
    made = {
        "sizes": list(run.settings.sizes),
        "task": run.data.task,
        "classes": list(run.data.classes),
        "line": len(table.inputs) == 1,
        "epochs": run.epoch,
        "boundary": first.boundary.data,
        "picture": first.neurons.data["size"] if first.neurons else None,
        "moments": moments,
        "points": recording.points.data | {"arrays": [put(array) for array in recording.points.arrays]},
        "curves": recording.curves.data | {"arrays": [put(array) for array in recording.curves.arrays]},
    }
    return made, zlib.compress(bytes(whole), 9)
