"""What the tests of sessions share: small experiments, a clock that is set by hand, and what a run consists of."""

from dataclasses import dataclass
from typing import Any

from glassnet.engines import DEFAULT_ENGINE
from glassnet.session import Session
from glassnet.spec import Experiment
from glassnet.training import Trainer


@dataclass
class FakeClock:
    """Seconds that pass only when told to; `cost` of them with every look."""

    now: float = 100.0
    cost: float = 0.0

    def __call__(self) -> float:
        self.now += self.cost
        return self.now


def small(**training: Any) -> Experiment:
    """A network of 2-3-2 on 18 points: 9 of them in training, 4 steps an epoch."""
    split = {"train": 0.5, "validation": 0.25, "test": 0.25}
    data = {"source": {"kind": "preset", "name": "gauss"}, "n": 18, "split": split}
    settings = {"batch_size": 3, "learning_rate": 0.1} | training
    return Experiment.from_json({"data": data, "network": {"layers": [{"units": 3}]}, "training": settings})


def session_of(experiment: Experiment | None = None, engine: str = DEFAULT_ENGINE) -> tuple[Session, FakeClock]:
    clock = FakeClock()
    return Session(experiment or small(), engine=engine, clock=clock), clock


def weights(run: Trainer) -> tuple[bytes, ...]:
    """The parameters, bit for bit."""
    return tuple(p.tobytes() for p in run.state.parameters)


def everything(run: Trainer) -> dict[str, Any]:
    """All that a run consists of, bit for bit; two of them compare with ==."""
    state, history = run.state, run.history
    return {
        "experiment": run.experiment,
        "parameters": weights(run),
        "slots": [{name: a.tobytes() for name, a in slot.items()} for slot in state.slots],
        "slot steps": state.slot_steps,
        "cursor": (state.cursor, run.step, run.epoch),
        "history": (history.score, history.stride, history.table.tobytes()),
        "outcome": run.outcome,
        "best": run.snapshot().best,
        "data": [(p.points.tobytes(), p.X.tobytes(), p.labels.tobytes()) for p in run.data.parts.values()],
    }
