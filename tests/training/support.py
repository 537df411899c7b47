"""What the tests of training share."""

from typing import Any

from glassnet.engines import DEFAULT_ENGINE
from glassnet.spec import Experiment
from glassnet.training import Trainer


def experiment(
    *, network: dict[str, Any] | None = None, data: dict[str, Any] | None = None, **training: Any
) -> Experiment:
    """A network of 2-4-2 on 40 points: 24 of them in training, three steps an epoch."""
    source = {"source": {"kind": "preset", "name": "moons"}, "n": 40}
    return Experiment.from_json(
        {
            "data": source | (data or {}),
            "network": {"layers": [{"units": 4}]} | (network or {}),
            "training": {"batch_size": 10, "learning_rate": 0.1} | training,
        }
    )


def make(engine: str = DEFAULT_ENGINE, **parts: Any) -> Trainer:
    return Trainer(experiment(**parts), engine=engine)


def everything(run: Trainer) -> dict[str, Any]:
    """All that a run consists of, bit for bit; two of them compare with ==."""
    state, history = run.state, run.history
    return {
        "experiment": run.experiment,
        "parameters": [p.tobytes() for p in state.parameters],
        "slots": [{name: a.tobytes() for name, a in slot.items()} for slot in state.slots],
        "slot steps": state.slot_steps,
        "cursor": (state.cursor, run.step, run.epoch),
        "history": (history.score, history.stride, history.table.tobytes()),
        "outcome": run.outcome,
        "best": run.snapshot().best,
    }
