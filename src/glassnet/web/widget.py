"""The widget of a notebook: an anywidget whose front end is the page's own, over the notebook's messages.

Each place that shows the widget is a view with a name of its own, and has its own line to the session, as a page has
over its socket. Both directions carry the frames of `glassnet.web.wire`, one in each message as its only buffer.
"""

import weakref
from collections.abc import Callable
from typing import Any

import traitlets
from anywidget import AnyWidget

from glassnet.session import Session
from glassnet.session.given import given
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer
from glassnet.web.assets import STATIC
from glassnet.web.line import check_hello
from glassnet.web.owned import OwnedRun
from glassnet.web.stage import Stage
from glassnet.web.wire import WireError, decode, encode

RATE = "training.learning_rate"
MOST_WAITING = 256
"""Messages of the front end that may wait; a view that does not wait for answers loses what comes after."""
LONGEST_NAME = 64


def begun(kind: str, what: Any, data: Any, settings: dict[str, Any], options: dict[str, Any]) -> "Widget":
    """A widget of the kind "Playground" or "Microscope"; arguments as in `glassnet.web.notebook`."""
    start = given(what, data, **settings)
    widget = Widget(kind, start, options)
    try:
        _check(options, widget.run)
    except SpecError:
        widget.close()
        raise
    return widget


def _check(options: dict[str, Any], run: Trainer) -> None:
    example, most = options.get("example", 0), len(run.data.train) - 1
    if example != "batch" and (type(example) is not int or not 0 <= example <= most):
        raise SpecError("example", example, f'a whole number from 0 to {most}, or "batch"')


class Widget(AnyWidget):
    """A run with its controls and pictures, in a notebook.

    Args:
        kind: Playground or Microscope.
        what: an experiment, or a run to go on from.
        options: what the front end begins with.

    Attributes:
        learning_rate: that of the run; setting it changes the run, changing it in the widget is seen here, and
            `observe` tells of both.
        running: whether training runs; can be set.
    """

    _esm = STATIC / "dist" / "widget.js"
    options = traitlets.Dict().tag(sync=True)
    # Grows with what the front end shows. marimo runs the cells that use the widget again when this changes.
    revision = traitlets.Int(0).tag(sync=True)
    learning_rate = traitlets.Float()
    running = traitlets.Bool()

    def __init__(self, kind: str, what: Experiment | Trainer, options: dict[str, Any]) -> None:
        self._kind, self._opened = kind, False
        here = weakref.ref(self)
        self._stage = Stage(what, changed=_teller(here), still_there=lambda: _is_there(here()))
        super().__init__(options={"kind": kind} | options)
        self.on_msg(self._receive)
        if hasattr(self.comm, "on_close"):
            self.comm.on_close(lambda message: self.close())
        self._opened = True

    # -- what a cell uses ----------------------------------------------------------------------------------------

    @property
    def run(self) -> OwnedRun:
        """The run: `net`, `history`, `predict`, `set`, `advance`, ... After Pause its weights are those on screen.

        It may be used while training runs: what a cell asks is done between two steps.
        """
        return self._stage.run

    @property
    def experiment(self) -> Experiment:
        """The experiment with its present settings."""
        return self._stage.run.experiment

    @property
    def script(self) -> str:
        """The Python that does what was done here, bit for bit."""
        return self._stage.call(self._stage.session.document.script)

    def set(self, path: str, value: Any) -> None:
        """Change a setting, such as "training.batch_size" or "network.layers"; the widget follows.

        Raises:
            SpecError: if there is no such setting, or it does not allow the value.
        """
        self._stage.act({"do": "set", "path": path, "value": value})

    def play(self) -> None:
        """Train until paused, also while the widget is not shown."""
        self._stage.act({"do": "play"})

    def pause(self) -> None:
        """Stop training here."""
        self._stage.act({"do": "pause"})

    def undo(self) -> None:
        """Take back what was done last, in the widget or in a cell."""
        self._stage.act({"do": "undo"})

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._stage.act({"do": "redo"})

    def close(self) -> None:
        """End training and the widget; `run` can still be read."""
        stage = getattr(self, "_stage", None)  # None where making it failed
        if stage is not None:
            stage.end()
        super().close()

    def __repr__(self) -> str:
        run = self._stage.run
        source, sizes = run.experiment.data.source, " – ".join(map(str, run.settings.sizes))
        name = getattr(source, "name", source.kind)
        places = "Jupyter, marimo, VS Code, Colab"
        return f"{self._kind}: {sizes} on {name}, epoch {run.epoch:,} (shown by {places})"

    # -- traits --------------------------------------------------------------------------------------------------

    @traitlets.default("learning_rate")
    def _first_rate(self) -> float:
        return self.experiment.training.learning_rate

    @traitlets.validate("learning_rate")
    def _rate(self, proposal: Any) -> float:
        value = float(proposal["value"])
        if value != self.experiment.training.learning_rate:
            self.set(RATE, value)
        return self.experiment.training.learning_rate

    @traitlets.validate("running")
    def _run_or_not(self, proposal: Any) -> bool:
        session, wanted = self._stage.session, bool(proposal["value"])
        if wanted != session.running:
            self._stage.act({"do": "play" if wanted else "pause"})
        return session.running

    # -- the front end -------------------------------------------------------------------------------------------

    def _receive(self, widget: Any, content: Any, buffers: list[Any]) -> None:
        """Hand a message of a view to the session; called by the kernel, which must not wait."""
        name = content.get("view") if isinstance(content, dict) else None
        if not isinstance(name, str) or len(name) > LONGEST_NAME or len(buffers) != 1:
            return
        stage, send = self._stage, _sender(weakref.ref(self), name)
        try:
            message = decode(bytes(buffers[0]))
            if message.kind == "bye":
                stage.look_away(name)
                return
            if message.kind == "hello":
                check_hello(message.data)
            line = stage.look(name, send, new=message.kind == "hello")
        except WireError as error:
            send(encode("error", {"message": str(error), "id": None}))
            return
        if line is not None and stage.backlog < MOST_WAITING:
            stage.post(line, message)


def _is_there(widget: Widget | None) -> bool:
    """Whether a widget still has its connection; one that is just being made has none yet."""
    if widget is None:
        return False
    comm = widget.comm
    return not widget._opened or (comm is not None and not getattr(comm, "_closed", False))


def _teller(here: Callable[[], Widget | None]) -> Callable[[Session], None]:
    """What lets the widget's traits follow the session; the thread must not keep the widget alive."""

    def tell(session: Session) -> None:
        widget = here()
        if widget is not None and widget._opened:
            widget.learning_rate = session.run.experiment.training.learning_rate
            widget.running = session.running

    return tell


def _sender(here: Callable[[], Widget | None], view: str) -> Callable[[bytes], None]:
    """What sends frames to a view."""

    def send(frame: bytes) -> None:
        widget = here()
        if widget is not None and _is_there(widget):
            widget.send({"view": view}, [frame])

    return send
