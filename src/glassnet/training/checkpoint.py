"""A run on disk: written whole or not at all, read back bit for bit.

A checkpoint is a NumPy archive (`.npz`) of plain arrays with one JSON text; nothing in it is executed when it is read.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.engines import Cursor, EngineChoice, RunState
from glassnet.engines.state import Array
from glassnet.spec import Experiment, SpecError
from glassnet.training.files import write_atomically
from glassnet.training.history import COLUMNS, History
from glassnet.training.outcome import Outcome
from glassnet.training.snapshot import Snapshot

VERSION = 1
DAMAGED = "damaged, or not a checkpoint of Glassnet"


class CheckpointError(ValueError):
    """A file that cannot be read as a checkpoint: which, and why."""


def save(snapshot: Snapshot, engine: EngineChoice, path: str | Path) -> None:
    """Write a snapshot to a file, atomically: a crash leaves the old file or the new one, never half of one."""
    state = snapshot.state
    header = {
        "version": VERSION,
        "engine": engine.name,
        "engine_options": engine.options(),
        "experiment": snapshot.experiment.to_json(),
        "cursor": [state.cursor.step, state.cursor.epoch, state.cursor.offset],
        "slot_steps": state.slot_steps,
        "slots": [sorted(slot) for slot in state.slots],
        "history": snapshot.history.to_json(),
        "outcome": snapshot.outcome.to_json() if snapshot.outcome else None,
        "best": [repr(snapshot.best[0]), snapshot.best[1]],
    }
    arrays: dict[str, Any] = {f"parameter_{i}": p for i, p in enumerate(state.parameters)}
    for i, slot in enumerate(state.slots):
        arrays |= {f"slot_{i}_{name}": values for name, values in slot.items()}
    arrays["history"] = snapshot.history.table
    arrays["header"] = np.frombuffer(json.dumps(header).encode(), np.uint8)
    write_atomically(path, lambda file: np.savez(file, **arrays))


def load(path: str | Path) -> tuple[Snapshot, EngineChoice | str]:
    """Read a checkpoint: the snapshot, and the engine that made it, or its name if this version has no such engine.

    Raises:
        CheckpointError: if the file is missing, damaged or no checkpoint.
    """
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        header = json.loads(arrays["header"].tobytes())
        if header["version"] != VERSION:
            raise CheckpointError(f"{path}: checkpoint version {header['version']}, allowed: {VERSION}")
        return _snapshot(header, arrays), _engine(header)
    except FileNotFoundError:
        raise CheckpointError(f"{path}: no such file") from None
    except OSError as error:
        if error.strerror is None:  # not the file system's, but of a file that is cut off
            raise CheckpointError(f"{path}: {DAMAGED} ({error})") from None
        raise CheckpointError(f"{path}: cannot be read: {error.strerror}") from None
    except SpecError as error:
        raise CheckpointError(f"{path}: {error}") from None
    except CheckpointError:
        raise
    except Exception as error:  # whatever a damaged file makes the readers of zip, NumPy and JSON say
        reason = " ".join(str(error).split()) or type(error).__name__
        reason = "it is no NumPy archive" if "pickle" in reason else reason  # NumPy would advise to trust the file
        raise CheckpointError(f"{path}: {DAMAGED} ({reason})") from None


def _engine(header: dict[str, Any]) -> EngineChoice | str:
    try:
        return EngineChoice(header["engine"], **header.get("engine_options", {}))
    except SpecError as error:
        if error.where != "engine":
            raise
        return str(header["engine"])


def require_fit(state: RunState, start: RunState, path: str | Path) -> None:
    """See that the arrays of a checkpoint are those of a run of its experiment.

    Raises:
        CheckpointError: if their number or their shapes are others than in the state that the run starts from.
    """
    if _shapes(state) != _shapes(start):
        raise CheckpointError(f"{path}: damaged: its weights are not those of its experiment's network")


def widened(snapshot: Snapshot) -> Snapshot:
    """The same in float64, for another engine than the one that made it: each takes from that what it computes in."""
    state = snapshot.state
    parameters = tuple(p.astype(np.float64) for p in state.parameters)
    slots: tuple[dict[str, Array], ...] = tuple(
        {name: values.astype(np.float64) for name, values in slot.items()} for slot in state.slots
    )
    return replace(snapshot, state=replace(state, parameters=parameters, slots=slots))


def _shapes(state: RunState) -> list[Any]:
    pairs = zip(state.parameters, state.slots, strict=True)
    return [(p.shape, p.dtype.kind, {name: a.shape for name, a in slot.items()}) for p, slot in pairs]


def _snapshot(header: dict[str, Any], arrays: dict[str, Any]) -> Snapshot:
    names = header["slots"]
    parameters = tuple(arrays[f"parameter_{i}"] for i in range(len(names)))
    slots = tuple({name: arrays[f"slot_{i}_{name}"] for name in names[i]} for i in range(len(names)))
    state = RunState(parameters, slots, header["slot_steps"], Cursor(*header["cursor"]))
    table = arrays["history"].reshape(-1, len(COLUMNS))
    history = History(header["history"]["score"], header["history"]["stride"], table, len(table))
    outcome = Outcome(**header["outcome"]) if header["outcome"] else None
    best = (float(header["best"][0]), int(header["best"][1]))
    return Snapshot(Experiment.from_json(header["experiment"]), state, history, outcome, best)
