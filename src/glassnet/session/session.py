"""A session: a document that can be played, paused and looked at. No transport, no threads.

Whoever owns a session calls `act` with messages, `tick` while it runs, and `view` to look; a change of `revision`
tells that `state` has something new.

Nothing here waits. What takes long is done in ticks: an epoch of a large network that was asked for as one step, or
the training that follows a change in Instant mode. Only an action whose network has no machine code yet takes as long
as compiling does. Who must not wait asks `preparation` what an action needs, has it made in another thread, and calls
`act` when it is there; until then the run trains on with the code that it has, and views are answered. The action is
logged with the step at which it takes effect, and all steps are computed by the same engine, so the script repeats the
run bit for bit, however long compiling took. (Letting the reference engine take over meanwhile would mix float64 with
float32 steps, as many as the compiler happened to need: no script could repeat that.)
"""

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from glassnet import explain
from glassnet.data import DataError
from glassnet.engines import DEFAULT_ENGINE, Evaluation, Preparation, Settings
from glassnet.explain import View
from glassnet.session import views
from glassnet.session.actions import Load, Restart, Set, action_from_json, drag_name
from glassnet.session.document import Document
from glassnet.session.instant import MODES, Mode, anew, keep_little
from glassnet.session.neighbours import neighbours
from glassnet.session.pace import DEFAULT_SPEED, FULL_SPEED, SPEEDS, Clock, Pace
from glassnet.spec import Experiment, SpecError, from_link, to_link
from glassnet.training import Trainer, preparation

LOG_SHOWN = 200
STEP_SECONDS = 0.02
"""How long an epoch that was asked for as one step may take at once; the rest is done in ticks."""
EVALUATE_EVERY, EVALUATING = 0.05, 0.1
"""Seconds between two evaluations for the status of a run, and the share of the time that they may take."""
DRAG_SECONDS = 0.8
"""Changes of one setting that follow each other faster than this are one drag: undone together."""


class Session:
    """One learner's run, with everything that the page shows.

    Args:
        experiment: where it begins.
        engine: name of the engine.
        clock: seconds, for pace and drags.
        document: a run that is under way with its log, instead of an experiment.

    Attributes:
        document: the run and its log.
        running: whether `tick` trains.
        mode: "watch", or "instant": see `glassnet.session.instant`.
        goal: the epoch at which training will pause by itself, or None.
        revision: grows with every change of `state`.
        data_revision: grows when the points change.

    Example:
        >>> session = Session(Experiment().with_setting("data.n", 50))
        >>> session.act({"do": "step", "unit": "epoch"})
        >>> session.run.epoch
        1
    """

    def __init__(
        self, experiment: Experiment | None = None, *, engine: str = DEFAULT_ENGINE, clock: Clock = time.monotonic,
        document: Document | None = None,
    ) -> None:  # fmt: skip
        self.document = document or Document.start(experiment or Experiment(), engine)
        self.running = False
        self.mode: Mode = "watch"
        self.goal: int | None = None
        self.speed = DEFAULT_SPEED
        self.revision = 1
        self.data_revision = 1
        self._clock = clock
        self._pace = Pace(clock)
        self._log: deque[dict[str, Any]] = deque(maxlen=LOG_SHOWN)
        self._evaluated: tuple[Settings, float, float, tuple[float, Evaluation]] | None = (
            None  # of what, when, how long
        )
        self._last_set: tuple[str, float, Any, int] = ("", 0.0, None, 0)  # path, when, hold, drag

    @property
    def run(self) -> Trainer:
        """The run as it is now."""
        return self.document.run

    # -- doing ---------------------------------------------------------------------------------------------------

    def act(self, message: Mapping[str, Any]) -> None:
        """Do what a message says: an action of the document, or one of play, pause, step, speed, mode, undo, redo.

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
                self._pause()
            case "step":
                self._step(message.get("unit"))
            case "speed":
                self._set_speed(message.get("value"))
            case "mode":
                self._set_mode(message.get("value"))
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
        self._watch()
        if not self.running or self.goal is not None:
            self._pace.start()
            self.running, self.goal = True, None

    def _pause(self) -> None:
        self.running, self.goal = False, None

    def _step(self, unit: Any) -> None:
        if unit not in ("batch", "epoch"):
            raise SpecError("unit", unit, "batch or epoch")
        self._watch()
        if unit == "batch":
            self._pause()
            self.run.advance(1)
        else:
            self._go_to(max(self.run.epoch, self.goal or 0) + 1)
            self.tick(STEP_SECONDS)

    def _go_to(self, epoch: int) -> None:
        """Train to the beginning of an epoch, as fast as it goes, in the ticks to come."""
        self.goal = epoch
        self.running = self.run.outcome is None and self.run.epoch < epoch
        self._pace.start()
        self._stop_if_over()

    # -- instant mode --------------------------------------------------------------------------------------------

    def _set_mode(self, value: Any) -> None:
        if not isinstance(value, str) or value not in MODES:
            raise SpecError("mode", value, " or ".join(MODES))
        if value == self.mode:
            return
        if value == "watch":
            self._watch()
        else:
            self.mode = "instant"
            if self.document.branch.actions or self.run.epoch > self.run.experiment.training.epochs:
                self.document.act(anew(Restart()))
            self._train_at_once()

    def _watch(self) -> None:
        if self.mode == "instant":
            self.mode = "watch"
            self._pause()

    def _train_at_once(self) -> None:
        """In Instant: begin to train to the experiment's last epoch, if what is there is a run from the start."""
        self._pause()
        if self.mode == "instant" and not self.document.branch.actions:
            epochs = self.run.experiment.training.epochs
            if self.run.step == 0:
                keep_little(self.run, epochs)
            self._go_to(epochs)

    def _set_speed(self, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < len(SPEEDS):
            raise SpecError("speed", value, f"a whole number from 0 to {len(SPEEDS) - 1}")
        self.speed = value

    def _go(self, which: str) -> None:
        step = self.run.step
        text = self.document.undo() if which == "undo" else self.document.redo()
        if text is None:
            raise SpecError(which, "nothing", f"something to {which}")
        self._note(f"{which}: {text}")
        self._settle(step)

    def _edit(self, message: Mapping[str, Any]) -> None:
        action = action_from_json(self._translated(message))
        group = self._drag(dragged, message.get("hold")) if (dragged := drag_name(action)) else None
        step = self.run.step
        self.document.act(anew(action) if self.mode == "instant" else action, group)
        self._note(action.text())
        self._settle(step)

    def _settle(self, before: int) -> None:
        """After a change: train at once in Instant; elsewhere, a step that was under way ends if its run did."""
        if self.mode == "instant":
            self._train_at_once()
        elif self.goal is not None and self.run.step < before:
            self._pause()
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

    def _drag(self, path: str, hold: Any) -> str:
        """The name of the drag that a change of a setting or a weight belongs to.

        Changes belong together that follow each other fast, or were made while a control was held: `hold` is a number
        that the page gives to everything between taking a control in hand and letting it go.
        """
        last_path, when, last_hold, number = self._last_set
        now = self._clock()
        together = hold == last_hold if type(hold) is int else now - when <= DRAG_SECONDS
        if path != last_path or not together:
            number += 1
        self._last_set = (path, now, hold if type(hold) is int else None, number)
        return f"{path} {number}"

    def _note(self, text: str) -> None:
        self._log.append({"step": self.run.step, "text": text})

    # -- going on ------------------------------------------------------------------------------------------------

    def tick(self, budget: float = 0.01) -> int:
        """Train, if running, for at most about `budget` seconds; returns the steps taken."""
        if not self.running:
            return 0
        if self.goal is None:
            taken = self._pace.advance(self.run, SPEEDS[self.speed], budget)
        else:
            due, at_once = self.run.steps_to(self.goal), self.mode == "instant"
            taken = self._pace.advance(self.run, FULL_SPEED, budget, due, stretch=at_once)
        self._stop_if_over()
        return taken

    def wait(self) -> float:
        """Seconds until `tick` has something to do; meaningful while running."""
        return 0.0 if self.goal is not None else self._pace.wait(self.run, SPEEDS[self.speed])

    def _stop_if_over(self) -> None:
        there = self.goal is not None and self.run.epoch >= self.goal
        if self.running and (there or self.run.outcome is not None):
            self.running = False
            self.revision += 1
        if there:
            self.goal = None

    # -- looking ahead -------------------------------------------------------------------------------------------

    def preparation(self, message: Any) -> Preparation | None:
        """What `act(message)` would have to wait for: machine code that may be made before, in another thread.

        Returns:
            None where there is nothing, or where the message is not allowed, as `act` will tell.
        """
        try:
            coming = self._coming(message)
            return None if coming is None else preparation(self.run, coming)
        except (SpecError, DataError):
            return None

    def _coming(self, message: Any) -> Experiment | None:
        """The settings that an action leads to, if it leads to others."""
        if not isinstance(message, Mapping):
            return None
        if message.get("do") in ("undo", "redo"):
            return self.document.coming(message["do"])
        if message.get("do") not in ("set", "load"):
            return None
        match action_from_json(self._translated(message)):
            case Set(path=path, value=value):
                return self.run.experiment.with_setting(path, value)
            case Load(experiment=experiment):
                return experiment
        return None

    def likely(self) -> list[Preparation]:
        """What the learner may need next: see `glassnet.session.neighbours`."""
        found = (preparation(self.run, experiment) for experiment in neighbours(self.run.experiment))
        return list(dict.fromkeys(code for code in found if code is not None))

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
            "mode": self.mode,
            "goal": self.goal,
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
            "inputs": list(table.inputs),
            "columns": list(table.columns),
            "domain": list(table.domain),
            "value_scale": [table.value_mean, table.value_spread],
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
            shown = explain.status(self.run, self._evaluation()[1])
            pace = self._pace.measured if self.running else 0.0
            return View(shown.data | {"steps_per_second": pace, "epochs": explain.epochs_done(self.run)})
        found = views.view(self.run, name, parameters or {})
        return explain.up_to_now(found, *self._evaluation()) if name == "curves" else found

    def _evaluation(self) -> tuple[float, Evaluation]:
        """After how many epochs, and the parts' losses and scores then.

        While training runs, at most as often as numbers can be read.

        Evaluating a large network on thousands of points takes longer than drawing it; it gets a small share of time.
        """
        now, run = self._clock(), self.run
        if self._evaluated is not None:
            settings, made, cost, found = self._evaluated
            if self.running and settings is run.settings and now - made < max(EVALUATE_EVERY, cost / EVALUATING):
                return found
        found = explain.epochs_done(run), run.evaluate()
        end = self._clock()
        self._evaluated = run.settings, end, end - now, found
        return found

    def close(self) -> None:
        """Stop, and release what the engine holds."""
        self._pause()
        self.run.close()
