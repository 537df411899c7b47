"""The widgets in a real JupyterLab and a real marimo, driven as a learner does."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.notebook_servers import PATIENCE, jupyterlab, marimo, run_cell

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDGET = ".glassnet.widget[aria-busy=false]"
MAKE = "gn.Playground(gn.Network([2, 4, 2], seed=0), gn.load('moons', n=100))"
WEIGHTS = "' '.join(f'{w:.4f}' for row, b in zip(net.weights[0], net.biases[0]) for w in (*row, b))"
CELLS = [
    f"import time, threading\nimport glassnet as gn\nplay = {MAKE}\nplay",
    "print('answers', 6 * 7, play.running)",
    "before = play.run.step; time.sleep(1); print('meanwhile', play.run.step > before)",
    "play.learning_rate = 0.123",
    "print('rate', play.learning_rate)",
    f"net = play.run.net; print('step', play.run.step, {WEIGHTS})",
    "play.close(); print('left', [t.name for t in threading.enumerate() if t.name.startswith('glassnet')])",
    "gn.Microscope(gn.Experiment(), example=5)",
]
MARIMO = f"""
import marimo

app = marimo.App(width="full")


@app.cell
def _():
    import glassnet as gn
    import marimo as mo
    return gn, mo


@app.cell
def _(gn, mo):
    widget = {MAKE}
    play = mo.ui.anywidget(widget)
    play
    return play, widget


@app.cell
def _(mo, play):
    net = play.run.net
    mo.md(f"seen: {{play.running}} rate {{play.learning_rate}} step {{play.run.step}} " + {WEIGHTS})
    return


@app.cell
def _(mo):
    rate = mo.ui.number(value=0.01, step=0.001)
    rate
    return (rate,)


@app.cell
def _(rate, widget):
    if rate.value != 0.01:
        widget.learning_rate = rate.value
    return
"""

# Whether one of the canvases has both orange and blue: the colours of the style sheet have come to the pictures.
COLOURED = """(canvases) => canvases.some((canvas) => {
  if (!canvas.width || !canvas.height) return false;
  const copy = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0, 64, 64);
  const { data } = copy.getImageData(0, 0, 64, 64);
  const warmth = Array.from({ length: 64 * 64 }, (_, i) => data[4 * i] - data[4 * i + 2]);
  return Math.max(...warmth) > 40 && Math.min(...warmth) < -40;
})"""


def step_of(widget: Locator) -> int:
    return int(widget.get_by_test_id("step").inner_text().replace(",", ""))


def train(page: Page, widget: Locator) -> None:
    """Press Play, and see the epoch advance."""
    before = step_of(widget)
    widget.get_by_role("button", name="Play", exact=True).click()
    expect(widget.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(widget.get_by_test_id("step")).not_to_have_text(str(before))
    assert widget.locator(".plane canvas").evaluate_all(COLOURED)
    assert widget.locator(".network canvas").evaluate_all(COLOURED)


def set_rate(page: Page, widget: Locator, value: str) -> None:
    widget.get_by_role("button", name="Learning rate").click()
    widget.get_by_role("spinbutton", name="Learning rate").fill(value)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def weights_on_screen(widget: Locator) -> str:
    """The first layer's weights and biases, as the drawer's table shows them once it is filled and stays as it is."""
    widget.get_by_role("tab", name="Weights").click()
    cells = widget.locator(".weights td")
    expect(cells.last).to_have_text(re.compile(r"\d"))
    before, now, until = [""], cells.all_inner_texts(), time.monotonic() + PATIENCE / 1000
    while (
        now != before and time.monotonic() < until
    ):  # it opens with the weights that were known; those of the last step may still be on their way
        widget.page.wait_for_timeout(500)
        before, now = now, cells.all_inner_texts()
    return " ".join(now).replace("−", "-")


def take_away(page: Page, widget: Locator) -> None:
    """A file and a film are saved, a picture too, from the widget's own menu."""
    widget.get_by_role("button", name="Share").click()
    for words, name in (("History (CSV)", "history.csv"), ("Picture (PNG)", "boundary.png")):
        with page.expect_download() as coming:
            widget.get_by_role("button", name=words).click()
        assert coming.value.suggested_filename == name
    with page.expect_download() as coming:
        widget.get_by_role("button", name="Film (WebM)").click()
        widget.get_by_text("stop (1 s)").wait_for()
        widget.get_by_role("button", name="Film (WebM)").click()
    assert coming.value.suggested_filename == "boundary.webm"
    expect(widget.get_by_role("button", name="Python")).to_be_visible()
    page.keyboard.press("Escape")


def test_jupyterlab(browser: Browser, tmp_path: Path) -> None:
    expect.set_options(timeout=PATIENCE)
    with jupyterlab(browser, tmp_path, CELLS) as page:
        run_cell(page, "play = gn.Playground")
        widget = page.locator(WIDGET)
        expect(widget).to_have_attribute("data-theme", "dark")

        train(page, widget)
        expect(run_cell(page, "answers")).to_have_text("answers 42 True\n")
        expect(run_cell(page, "meanwhile")).to_have_text("meanwhile True\n")

        run_cell(page, "play.learning_rate = 0.123")
        expect(widget.get_by_role("button", name="Learning rate")).to_contain_text("0.123")
        set_rate(page, widget, "0.25")
        expect(widget.get_by_role("button", name="Learning rate")).to_contain_text("0.25")
        expect(run_cell(page, "print('rate'")).to_have_text("rate 0.25\n")

        widget.get_by_role("button", name="Pause", exact=True).click()
        expect(widget.get_by_role("button", name="Play", exact=True)).to_be_visible()
        take_away(page, widget)
        shown = weights_on_screen(widget)
        expect(run_cell(page, "net = play.run.net")).to_have_text(f"step {step_of(widget)} {shown}\n")

        expect(run_cell(page, "play.close()")).to_have_text("left []\n")
        run_cell(page, "gn.Microscope")
        expect(page.get_by_role("spinbutton", name="Number of the example")).to_have_value("6")


def test_marimo(browser: Browser, tmp_path: Path) -> None:
    expect.set_options(timeout=PATIENCE)
    with marimo(browser, tmp_path, MARIMO) as page:
        widget, seen = page.locator(WIDGET), page.locator(".paragraph", has_text="seen:")
        train(page, widget)
        expect(seen).to_contain_text("seen: True rate 0.01")  # the cell has run again, while training runs

        page.locator("marimo-number input").fill("0.123")
        page.keyboard.press("Enter")
        expect(widget.get_by_role("button", name="Learning rate")).to_contain_text("0.123")
        set_rate(page, widget, "0.25")
        expect(seen).to_contain_text("rate 0.25")

        widget.get_by_role("button", name="Pause", exact=True).click()
        expect(seen).to_contain_text("seen: False")
        shown = weights_on_screen(widget)
        expect(seen).to_have_text(f"seen: False rate 0.25 step {step_of(widget)} {shown}")
