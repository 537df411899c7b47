"""Instant mode in a real browser: what a slider shows is what the library trains, bit for bit."""

import json
import math
import time
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

import glassnet as gn
from glassnet import explain
from glassnet.spec import Experiment
from glassnet.web.wire import Message
from tests.web.browser_helpers import PHONE, drawn, loss_of, opened, press, settled_pixels, step_of
from tests.web.pages import read
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

LINK = "v=1&training.epochs=1000"
DRAG_SECONDS = 5.0
# The plane's own pixels, as many as the view has; of a copy, as reading a canvas changes how the browser draws it.
PLANE = """() => {
  const canvas = document.querySelector('.plane canvas'), { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return [...new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer)];
}"""


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    with running_playground() as playground:
        yield playground


class Heard:
    """The last messages that a page received, by their kind."""

    def __init__(self) -> None:
        self.last: dict[str, Message] = {}

    def listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._keep)

    def _keep(self, frame: str | bytes) -> None:
        assert isinstance(frame, bytes)
        message = read(frame)
        self.last[message.kind] = message

    @property
    def state(self) -> dict[str, Any]:
        return self.last["state"].data

    def buffers(self, view: str) -> list[bytes]:
        message = self.last["view"]
        first, count = message.data["views"][view]["buffers"]
        return [bytes(buffer) for buffer in message.buffers[first : first + count]]

    def buffer(self, view: str) -> bytes:
        return self.buffers(view)[0]


def dragged(page: Page, slider: Locator, seconds: float) -> int:
    """Move the thumb to and fro; returns how many different planes were seen meanwhile."""
    box = slider.bounding_box()
    assert box is not None
    y, middle = box["y"] + box["height"] / 2, box["x"] + box["width"] / 2
    seen = set()
    page.mouse.move(middle, y)
    page.mouse.down()
    began = time.monotonic()
    while (t := time.monotonic() - began) < seconds:
        page.mouse.move(middle + 0.3 * box["width"] * math.sin(2 * t), y)
        page.wait_for_timeout(15)
        seen.add(json.dumps(page.evaluate(PLANE)[::97]))
    page.mouse.move(middle - 0.2 * box["width"], y)
    page.mouse.up()
    return len(seen)


def instant(page: Page) -> None:
    press(page, "Instant")
    expect(page.get_by_role("button", name="Instant", exact=True)).to_have_attribute("aria-pressed", "true")


def trained(page: Page, epoch: str) -> None:
    """Wait until the page shows an epoch."""
    expect(page.get_by_test_id("epoch")).to_have_text(epoch)


def test_a_dragged_slider_shows_what_the_library_trains(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, LINK) as page:
        heard = Heard()
        page.on("websocket", heard.listen)
        page.reload()
        drawn(page)
        instant(page)
        trained(page, "1,000")
        page.get_by_role("button", name="Learning rate").click()
        slider = page.get_by_role("slider", name="Learning rate, slider")
        assert dragged(page, slider, DRAG_SECONDS) > 1  # new pictures were painted meanwhile
        picture = settled_pixels(page)
        experiment = Experiment.from_json(heard.state["experiment"])
        rate = experiment.training.learning_rate
        assert rate != 0.01
        trained(page, "1,000")

        data = gn.load("circle", n=500)
        run = gn.train(gn.Network([2, 8, 8, 2]), data, epochs=1000, lr=rate)
        flat = np.concatenate([p.reshape(-1) for p in run.state.parameters])
        assert heard.buffer("weights") == flat.tobytes()
        plane = explain.boundary(run).arrays[0]
        assert heard.buffer("boundary") == plane.tobytes()
        assert heard.buffer("neurons") == explain.neurons(run).arrays[0].tobytes()
        # each grey level has one colour on the canvas, so what is painted is that plane and no other
        colours = page.evaluate(PLANE)
        assert len(colours) == plane.size
        assert len(set(zip(plane.tolist(), colours, strict=True))) == len(set(plane.tolist())) > 10
        # and the curve's points are points of its history
        epochs, losses = (np.frombuffer(heard.buffers("curves")[i], np.float32) for i in (0, 1))
        kept = np.isin(run.history.epoch, epochs)
        assert losses.tobytes() == run.history.train_loss[kept].astype(np.float32).tobytes()
        assert len(losses) > 100

        # one undo takes the whole drag back, and the Python drawer says what is on screen
        press(page, "Undo")
        expect(page.get_by_role("button", name="Undo")).to_be_disabled()
        assert settled_pixels(page) != picture
        press(page, "Redo")
        expect(page.get_by_role("button", name="Redo")).to_be_disabled()
        assert settled_pixels(page) == picture
        names: dict[str, Any] = {}
        exec(page.locator("pre").inner_text(), names)
        assert flat.tobytes() == np.concatenate([p.reshape(-1) for p in names["run"].state.parameters]).tobytes()


RAW_MOVE = """(slider, x) => {
  for (const name of ['pointerdown', 'pointerrawupdate', 'pointerup'])
    slider.dispatchEvent(new PointerEvent(name, { buttons: name === 'pointerup' ? 0 : 1, clientX: x, bubbles: true }));
}"""


@pytest.mark.parametrize("name", ["Noise", "Points"])
def test_a_slider_follows_the_pointer_at_once_to_where_the_browser_puts_it(
    browser: Browser, playground: Playground, name: str
) -> None:
    with opened(browser, playground.url) as page:
        slider = page.get_by_role("slider", name=name, exact=True)
        box = slider.bounding_box()
        assert box is not None
        seen = set()
        for part in (0.0, 0.031, 0.25, 0.333, 0.5, 0.777, 0.97, 1.0):
            x = box["x"] + part * (box["width"] - 1)
            page.mouse.click(x, box["y"] + box["height"] / 2)  # no move while the button is down: the browser's own
            expected = slider.get_attribute("aria-valuetext")
            page.mouse.click(box["x"] + (1.0 - part) * box["width"] * 0.9, box["y"] + box["height"] / 2)
            expect(slider).not_to_have_attribute("aria-valuetext", expected or "")
            page.wait_for_timeout(20)  # moves that follow closer than a few milliseconds are not taken
            slider.evaluate(RAW_MOVE, x)
            expect(slider).to_have_attribute("aria-valuetext", expected or "")
            seen.add(expected)
        assert len(seen) == 6  # at both ends two places are one value


def test_a_pointer_that_was_pressed_elsewhere_moves_no_slider(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        slider = page.get_by_role("slider", name="Noise", exact=True)
        box, before = slider.bounding_box(), slider.get_attribute("aria-valuetext")
        assert box is not None
        y = box["y"] + box["height"] / 2
        page.evaluate("() => { window.raw = 0; addEventListener('pointerrawupdate', () => window.raw++, true); }")
        page.mouse.move(box["x"] + 0.5 * box["width"], y + 25)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.9 * box["width"], y, steps=10)
        page.mouse.up()
        assert page.evaluate("() => window.raw") > 0
        page.wait_for_timeout(100)
        assert slider.get_attribute("aria-valuetext") == before


@pytest.mark.slow
def test_every_kind_of_change_trains_again(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&training.epochs=60&data.n=100") as page:
        instant(page)
        trained(page, "60")
        for change in ("New weights", "Add a neuron to layer 1", "Add a hidden layer"):
            before, losses = settled_pixels(page), loss_of(page)
            press(page, change)
            expect(page.get_by_test_id("train-loss")).not_to_have_text(losses)
            assert settled_pixels(page) != before
            trained(page, "60")
        page.get_by_label("Epochs", exact=True).fill("35")
        page.keyboard.press("Enter")
        trained(page, "35")


@pytest.mark.slow
def test_the_keyboard_alone_changes_mode_and_epochs(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&training.epochs=50&data.n=100") as page:
        page.get_by_role("button", name="Instant", exact=True).focus()
        page.keyboard.press("Enter")
        trained(page, "50")
        page.get_by_role("slider", name="Epochs, slider").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_test_id("epoch")).not_to_have_text("50")
        page.get_by_role("button", name="Watch", exact=True).focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        stopped = step_of(page)
        press(page, "One batch")
        expect(page.get_by_test_id("step")).to_have_text(f"{stopped + 1:,}")


@pytest.mark.slow
def test_a_long_training_shows_its_way_and_can_be_paused(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&data.n=2000") as page:
        instant(page)
        trained(page, "200")
        page.get_by_label("Epochs", exact=True).fill("10000000")
        page.keyboard.press("Enter")
        expect(page.get_by_role("progressbar")).to_be_visible()
        press(page, "Pause")
        expect(page.get_by_role("progressbar")).to_have_count(0)
        picture = settled_pixels(page)
        page.get_by_label("Epochs", exact=True).fill("3")
        page.keyboard.press("Enter")
        trained(page, "3")
        assert settled_pixels(page) != picture


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, playground: Playground, theme: Literal["light", "dark"]) -> None:
    with opened(browser, playground.url, color_scheme=theme, reduced_motion="reduce") as page:
        instant(page)
        trained(page, "200")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.slow
def test_on_a_phone_the_bar_is_not_wider_than_the_screen(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, **PHONE) as page:
        for mode in ("Instant", "Watch"):
            press(page, mode)
            width = page.evaluate("() => document.documentElement.scrollWidth")
            assert width <= PHONE["viewport"]["width"]
            inside = page.locator(".bar button:visible, .bar input:visible").evaluate_all(
                """(all) => all.map((e) => e.getBoundingClientRect())
                  .every(({ left, right }) => left >= 0 && right <= innerWidth)"""
            )
            assert inside
