"""The notebook widgets, over a connection within the test: two-way, in a thread of their own, gone when closed."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.engines import needs
from glassnet.session import Document, Session
from glassnet.training import Trainer
from glassnet.web.widget import Widget
from tests.support import ROOT
from tests.web.front_end import View, notebook
from tests.web.pages import PATIENCE

SMALL = gn.Experiment().with_setting("data.n", 60).with_setting("network.layers", ({"units": 3},))


@pytest.fixture
def play() -> Iterator[Widget]:
    with notebook():
        widget = gn.Playground(SMALL)
    try:
        yield widget
    finally:
        widget.close()


@pytest.fixture
def view(play: Widget) -> View:
    view = View(play)
    view.hello()
    return view


def comes(true: Callable[[], bool]) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def stands_still(play: Widget) -> bool:
    before = play.run.step
    time.sleep(0.1)
    return before == play.run.step


def threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("glassnet")}


def test_a_picture_comes_for_each_want_and_not_unasked(view: View) -> None:
    view.done("speed", value=5)
    view.done("play")
    first = view.view(boundary={"size": 20}, status={})
    assert {"boundary", "status"} == first.data["views"].keys()
    assert sum(buffer.nbytes for buffer in first.buffers) == 20 * 20
    assert view.silent(), "training runs, but nobody asked"
    assert view.view(status={}).data["step"] > first.data["step"]


def test_learning_rate_is_the_same_on_both_sides(play: Widget, view: View) -> None:
    seen: list[float] = []
    play.observe(lambda change: seen.append(change["new"]), "learning_rate")
    play.learning_rate = 0.25
    state = view.until("state").data
    assert state["experiment"]["training"]["learning_rate"] == 0.25
    assert "Learning rate" in state["undo"]
    view.done("set", path="training.learning_rate", value=0.5)
    assert comes(lambda: play.learning_rate == 0.5)
    play.run.set("training.learning_rate", 0.75)
    assert play.learning_rate == 0.75 == play.experiment.training.learning_rate
    play.undo()
    assert play.learning_rate == 0.5
    assert seen == [0.25, 0.5, 0.75, 0.5]


def test_a_rate_that_is_not_allowed_changes_nothing(play: Widget, view: View) -> None:
    before = play.learning_rate
    with pytest.raises(gn.SpecError, match=r"training.learning_rate: got -1.0, allowed: a number from 0"):
        play.learning_rate = -1
    assert play.learning_rate == before == play.experiment.training.learning_rate
    assert view.silent()


def test_after_pause_python_has_the_weights_on_screen(play: Widget, view: View) -> None:
    view.done("play")
    assert comes(lambda: play.run.epoch >= 2)
    assert play.running
    view.done("pause")
    shown = view.view(weights={})
    assert shown.data["step"] == play.run.step
    net = play.run.net
    parts = [part.ravel() for W, b in zip(net.weights, net.biases, strict=True) for part in (W, b)]
    assert np.array_equal(np.frombuffer(shown.buffers[0], np.float32), np.concatenate(parts).astype(np.float32))
    assert comes(lambda: not play.running)


def test_the_run_can_be_used_and_changed_while_it_trains(play: Widget, view: View) -> None:
    view.done("speed", value=5)
    view.done("play")
    for rate in (0.1, 0.02, 0.05):
        play.run.set("training.learning_rate", rate)
        play.run.set_weight(1, 1, "bias", rate)
        assert len(play.run.predict([[0.0, 0.0]])) == 1
    play.run.add_points([(0.0, 0.0, 1.0)])
    play.run.advance(3)
    play.pause()
    assert len(play.run.data.train) == 37
    space: dict[str, Any] = {}
    exec(play.script, space)
    pairs = zip(space["run"].net.weights, play.run.net.weights, strict=True)
    assert all(np.array_equal(a, b) for a, b in pairs), "the script does the same, bit for bit"


def test_steps_from_a_cell_are_seen(play: Widget, view: View) -> None:
    assert view.view(status={}).data["step"] == 0
    asked = view.want(status={})
    play.run.advance_epochs(2)
    assert view.until("view", seq=asked).data["epoch"] == 2


def test_views_have_lines_of_their_own(play: Widget, view: View) -> None:
    other = View(play, "another")
    assert other.hello()["step"] == 0
    view.done("set", path="training.batch_size", value=7)
    assert other.until("state").data["experiment"]["training"]["batch_size"] == 7


def test_training_waits_for_a_view_unless_a_cell_began_it(play: Widget, view: View) -> None:
    view.done("play")
    assert comes(lambda: play.run.step > 3)
    view.send("bye", {})
    assert comes(lambda: stands_still(play))
    assert View(play, "comes later").hello()["running"]
    at = play.run.step
    assert comes(lambda: play.run.step > at)
    play.pause()

    with notebook():
        alone = gn.Playground(SMALL)
    alone.running = True
    assert comes(lambda: alone.run.step > 3)
    alone.close()


@pytest.mark.parametrize("end", ["close", "by the front end", "without a word"])
def test_the_thread_ends_with_the_widget(end: str) -> None:
    before = threads()
    with notebook():
        play = gn.Playground(SMALL)
    view = View(play)
    view.hello()
    view.done("play")
    assert threads() - before
    if end == "close":
        play.close()
    elif end == "by the front end":
        play.comm.handle_close({})
    else:
        play.comm._closed = True  # what marimo's connection does when its cell runs again
        play._stage.check()
    assert comes(lambda: not threads() - before)
    step = play.run.step
    assert play.run.net.parameters == 17 and play.run.advance(2) == 2 and play.run.step == step + 2
    assert not play._stage.session.running


def test_a_run_goes_on_where_it_stands_and_is_not_touched() -> None:
    run = gn.train(gn.Network([2, 3, 2]), gn.load("moons", n=60), epochs=4)
    with notebook():
        play = gn.Playground(run)
    assert play.run.epoch == 4 and len(play.run.history) == len(run.history)
    play.run.advance_epochs(2)
    assert (run.epoch, play.run.epoch) == (4, 6)
    space: dict[str, Any] = {}
    exec(play.script, space)
    assert np.array_equal(space["run"].net.weights[0], play.run.net.weights[0])
    play.close()


def test_a_run_with_a_past_begins_anew_with_its_weights() -> None:
    run = Trainer(SMALL)
    run.advance(5)
    run.set("training.learning_rate", 0.3)
    with notebook():
        play = gn.Playground(run)
    assert play.run.step == 0 and play.learning_rate == 0.3
    assert np.array_equal(play.run.net.weights[0], run.net.weights[0])
    play.close()


def test_what_the_document_cannot_tell_is_refused(play: Widget) -> None:
    with pytest.raises(gn.SpecError, match=r"run.change: .*allowed: run.set"):
        play.run.change(gn.Experiment())


@pytest.mark.parametrize("example", [-1, 36, 1.5, True, "all"])
def test_an_example_that_is_not_there_is_refused(example: Any) -> None:
    before = threads()
    with pytest.raises(gn.SpecError, match=r'example: got .*, allowed: a whole number from 0 to 35, or "batch"'):
        gn.Microscope(SMALL, example=example)
    assert comes(lambda: not threads() - before)


def test_options_and_words(play: Widget) -> None:
    assert repr(play) == "Playground: 2 – 3 – 2 on circle, epoch 0 (shown by Jupyter, marimo, VS Code, Colab)"
    shown = play._repr_mimebundle_()
    assert shown is not None
    bundle, _ = shown
    assert bundle["text/plain"] == repr(play) and "application/vnd.jupyter.widget-view+json" in bundle
    scope = gn.Microscope(SMALL, example="batch")
    assert scope.options == {"kind": "Microscope", "example": "batch"}
    scope.close()


@pytest.mark.parametrize(
    ("content", "frame"),
    [({}, b""), ({"view": 3}, b""), ({"view": "x" * 100}, b""), ({"view": "new"}, b"\1\0\0"), ("no object", b"")],
)
def test_nonsense_from_the_front_end_is_harmless(play: Widget, view: View, content: Any, frame: bytes) -> None:
    play._handle_custom_msg(content, [frame])
    play._handle_custom_msg({"view": view.name}, [])
    assert view.done("restart")["step"] == 0


def test_another_version_of_the_front_end_is_told(play: Widget) -> None:
    old = View(play, "old")
    old.send("hello", {"protocol": 0, "session": None, "link": None})
    assert "speaks version 1" in old.until("error").data["message"]


def test_missing_anywidget_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "find_spec", lambda name: None)
    for make in (gn.Playground, gn.Microscope):
        with pytest.raises(gn.MissingPackage, match=r"anywidget is not installed; to get it: .*glassnet\[notebook\]"):
            make()


def test_what_the_documentation_shows_works() -> None:
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    space: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        exec(block, space)
    assert space["play"].learning_rate == 0.1 and space["net"].sizes == (2, 8, 8, 2)


def test_a_document_can_be_handed_to_a_session() -> None:
    document = Document.start(SMALL)
    assert Session(document=document).run is document.run
