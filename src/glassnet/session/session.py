"""A session: a document that can be played, paused and looked at. No transport, no threads.

Whoever owns a session calls `act` with messages, `tick` while it runs, and `view` to look; a change of `revision`
tells that `state` has something new.
"""

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from glassnet import explain
from glassnet.engines import DEFAULT_ENGINE
from glassnet.explain import View
from glassnet.session import views
from glassnet.session.actions import Set, action_from_json
from glassnet.session.document import Document
from glassnet.session.pace import DEFAULT_SPEED, SPEEDS, Clock, Pace
from glassnet.spec import Experiment, SpecError, from_link, to_link
from glassnet.training import Trainer

LOG_SHOWN = 200
DRAG_SECONDS = 0.8
"""Changes of one setting that follow each other faster than this are one drag: undone together."""


class Session:
    """One learner's run, with everything that the page shows.

    Args:
        experiment: where it begins.
        engine: name of the engine.
        clock: seconds, for pace and drags.

    Attributes:
        document: the run and its log.
        running: whether `tick` trains.
        revision: grows with every change of `state`.
        data_revision: grows when the points change.

    Example:
        >>> session = Session(Experiment().with_setting("data.n", 50))
        >>> session.act({"do": "step", "unit": "epoch"})
        >>> session.run.epoch
        1
    """

    def __init__(
        self, experiment: Experiment | None = None, *, engine: str = DEFAULT_ENGINE, clock: Clock = time.monotonic
    ) -> None:
        self.document = Document.start(experiment or Experiment(), engine)
        self.running = False
        self.speed = DEFAULT_SPEED
        self.revision = 1
        self.data_revision = 1
        self._clock = clock
        self._pace = Pace(clock)
        self._log: deque[dict[str, Any]] = deque(maxlen=LOG_SHOWN)
        self._last_set: tuple[str, float, int] = ("", 0.0, 0)  # path, when, number of the drag

    @property
    def run(self) -> Trainer:
        """The run as it is now."""
        return self.document.run

    # -- doing ---------------------------------------------------------------------------------------------------

    def act(self, message: Mapping[str, Any]) -> None:
        """Do what a message says: an action of the document, or play, pause, step, speed, undo, redo, load.

        Args:
            message: `{"do": name, ...}`.

        Raises:
            SpecError: if it is not allowed; then nothing has changed.
            DataError: if data cannot be read.
        """
        if not isinstance(message, Mapping):
            raise SpecError("action", message, 'an object with "do"')
        data = self.run.data
        match message.get("do"):
            case "play":
                self._play()
            case "pause":
                self.running = False
            case "step":
                self._step(message.get("unit"))
            case "speed":
                self._set_speed(message.get("value"))
            case "undo" | "redo" as which:
                self._go(which)
            case _:
                self._edit(message)
        self.revision += 1
        if self.run.data is not data:
            self.data_revision += 1

    def _play(self) -> None:
        if self.run.outcome is not None:
            raise SpecError("play", self.run.outcome.kind, "a run that can go on: reset, take new weights, or undo")
        if not self.running:
            self._pace.start()
            self.running = True

    def _step(self, unit: Any) -> None:
        if unit not in ("batch", "epoch"):
            raise SpecError("unit", unit, "batch or epoch")
        self.running = False
        if unit == "batch":
            self.run.advance(1)
        else:
            self.run.advance_epochs(1)

    def _set_speed(self, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < len(SPEEDS):
            raise SpecError("speed", value, f"a whole number from 0 to {len(SPEEDS) - 1}")
        self.speed = value

    def _go(self, which: str) -> None:
        text = self.document.undo() if which == "undo" else self.document.redo()
        if text is None:
            raise SpecError(which, "nothing", f"something to {which}")
        self._note(f"{which}: {text}")
        self._stop_if_over()

    def _edit(self, message: Mapping[str, Any]) -> None:
        action = action_from_json(self._translated(message))
        group = self._drag(action.path) if isinstance(action, Set) else None
        self.document.act(action, group)
        self._note(action.text())
        self._stop_if_over()

    def _translated(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """The page's short forms as actions: new weights is another seed, a link is the experiment it stands for."""
        if message.get("do") == "new_weights":
            seed = (self.run.experiment.network.seed + 1) % 2**32
            return {"do": "set", "path": "network.seed", "value": seed}
        if message.get("do") == "load" and "link" in message:
            link = message["link"]
            if not isinstance(link, str):
                raise SpecError("link", link, "a text")
            return {"do": "load", "experiment": from_link(link)}
        return message

    def _drag(self, path: str) -> str:
        """The name of the drag that a change of a setting belongs to."""
        last_path, when, number = self._last_set
        now = self._clock()
        if path != last_path or now - when > DRAG_SECONDS:
            number += 1
        self._last_set = (path, now, number)
        return f"{path} {number}"

    def _note(self, text: str) -> None:
        self._log.append({"step": self.run.step, "text": text})

    # -- going on ------------------------------------------------------------------------------------------------

    def tick(self, budget: float = 0.01) -> int:
        """Train, if running, for at most about `budget` seconds; returns the steps taken."""
        if not self.running:
            return 0
        taken = self._pace.advance(self.run, SPEEDS[self.speed], budget)
        self._stop_if_over()
        return taken

    def wait(self) -> float:
        """Seconds until `tick` has something to do; meaningful while running."""
        return self._pace.wait(self.run, SPEEDS[self.speed])

    def _stop_if_over(self) -> None:
        if self.running and self.run.outcome is not None:
            self.running = False
            self.revision += 1

    # -- showing -------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """What the page's controls show; everything that changes only when somebody acts."""
        run = self.run
        table, experiment = run.data.table, run.experiment
        functions = [*(layer.activation for layer in experiment.network.layers), experiment.network.output]
        return {
            "revision": self.revision,
            "data_revision": self.data_revision,
            "experiment": experiment.to_json(),
            "link": to_link(experiment),
            "running": self.running,
            "speed": self.speed,
            "step": run.step,
            "epoch": run.epoch,
            "steps_per_epoch": run.steps_per_epoch,
            "parameters": run.parameters,
            "sizes": list(run.settings.sizes),
            "loss": run.settings.loss.kind,
            "task": table.task,
            "classes": list(table.classes),
            "dims": len(table.inputs),
            "domain": list(table.domain),
            "features": list(run.data.transform.names),
            "activations": [function.kind for function in functions],
            "outcome": run.outcome.to_json() if run.outcome else None,
            "undo": self.document.undo_text,
            "redo": self.document.redo_text,
            "counts": {name: len(part) for name, part in run.data.parts.items()},
            "log": list(self._log),
        }  # fmt: skip

    def view(self, name: str, parameters: Mapping[str, Any] | None = None) -> View:
        """A view of the run as it is now.

        Args:
            name: `status`, `script`, or one of `views.VIEWS`.
            parameters: by name; what is left out has its default.

        Raises:
            SpecError: for an unknown view or parameter, or one out of its range.
        """
        if name == "script":
            return View({"text": self.document.script()})
        if name == "status":
            shown = explain.status(self.run)
            return View(shown.data | {"steps_per_second": self._pace.measured if self.running else 0.0})
        return views.view(self.run, name, parameters or {})

    def close(self) -> None:
        """Stop, and release what the engine holds."""
        self.running = False
        self.run.close()
