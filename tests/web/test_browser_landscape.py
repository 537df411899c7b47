"""The panels Landscape and Plane in a real Chromium: by pointer, by keyboard, in both themes, on a phone."""

import re
import time
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from glassnet.spec import Experiment, to_link
from tests.web.browser_helpers import DESKTOP, PHONE, loss_of, opened, press, step_of, tab_to, train_epochs
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

RELU = "v=1&network.layers=((units=5,activation=relu),(units=3,activation=relu))"
SINE = "v=1&data.source=preset(name=sine)&network.layers=((units=4,activation=relu),)"
CROSS = to_link(  # two neurons whose lines cross in the middle of the window
    Experiment.from_json(
        {
            "data": {"scaling": "none"},
            "network": {
                "layers": [{"units": 2, "activation": "relu"}],
                "weights": [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]],
                "biases": [[0.0, 0.0], [0.0, 0.0]],
            },
        }
    )
)
FORMULA = to_link(
    Experiment.from_json(
        {"data": {"features": ["x", "x*y"]}, "network": {"layers": [{"units": 3, "activation": "relu"}]}}
    )
)
PATIENCE = 20.0  # seconds
# The colours of a canvas as one text, read from a copy.
PICTURE = """(canvas) => {
  const copy = new OffscreenCanvas(48, 48).getContext('2d');
  copy.drawImage(canvas, 0, 0, 48, 48);
  return new Uint32Array(copy.getImageData(0, 0, 48, 48).data.buffer).join();
}"""


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    with running_playground() as playground:
        yield playground


@pytest.fixture
def page(browser: Browser, playground: Playground) -> Iterator[Page]:
    with opened(browser, playground.url, RELU) as page:
        yield page


def show(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab, exact=True).click()


def picture(canvas: Locator) -> str:
    return str(canvas.evaluate(PICTURE))


def drawn(canvas: Locator) -> str:
    """The picture, once it has more than one colour; an answer may bring another canvas into its place meanwhile."""
    until = time.monotonic() + PATIENCE
    while len(set(picture(canvas).split(","))) <= 3:
        assert time.monotonic() < until, "nothing was drawn"
        canvas.page.wait_for_timeout(100)
    return picture(canvas)


def changed(canvas: Locator, before: str) -> None:
    canvas.page.wait_for_function(
        f"([canvas, before]) => ({PICTURE})(canvas) !== before", arg=[canvas.element_handle(), before]
    )


def line_of(page: Page) -> tuple[float, ...]:
    """Weights and bias of the chosen neuron, as the panel shows them: `0.77 x − 1.21 y − 0.31 = 0`."""
    line = page.get_by_test_id("line")
    expect(line).to_have_text(re.compile("= 0$"))
    text = line.inner_text().replace("+ ", "").replace("− ", "-").replace("−", "-")
    return tuple(float(number) for number in re.findall(r"-?\d+\.\d+", text))


def settled_line(page: Page) -> tuple[float, ...]:
    """The line when it has not changed for half a second."""
    while True:
        before = line_of(page)
        page.wait_for_timeout(500)
        if line_of(page) == before:
            return before


def line_is_not(page: Page, before: tuple[float, ...]) -> None:
    """Wait until the panel shows another line."""
    for _ in range(100):
        if line_of(page) != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the line is still {before}")


@pytest.mark.slow
def test_the_map_of_the_path_follows_training(page: Page) -> None:
    show(page, "Landscape")
    expect(page.get_by_role("tabpanel")).to_contain_text("There is no path yet: train the run")
    train_epochs(page, 4)
    canvas = page.locator(".map-box canvas").first
    before = drawn(canvas)
    expect(page.get_by_role("tabpanel")).to_contain_text("principal components of the run's path")
    expect(page.get_by_role("tabpanel")).to_contain_text(f"the weights at step {step_of(page)}")
    expect(page.locator(".map figcaption")).to_contain_text("cross-entropy")
    train_epochs(page, 2)
    changed(canvas, before)
    expect(page.get_by_role("tabpanel")).to_contain_text(f"the weights at step {step_of(page)}")
    before = picture(canvas)
    press(page, "Play")
    changed(canvas, before)
    press(page, "Pause")


@pytest.mark.slow
def test_random_directions_two_weights_and_two_losses(page: Page) -> None:
    train_epochs(page, 2)
    show(page, "Landscape")
    page.get_by_role("button", name="Random directions").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("Two random directions")
    canvas = page.locator(".map-box canvas").first
    before = drawn(canvas)
    page.get_by_role("button", name="Other directions").click()
    changed(canvas, before)
    page.get_by_label("cross-entropy beside squared error").check()
    expect(page.locator(".map figcaption b")).to_have_text(["cross-entropy", "mean squared error"])
    page.get_by_role("button", name="Two weights").click()
    expect(page.locator(".axis-across").first).to_have_text("W1[1,1]")
    page.get_by_label("across").fill("b2[3]")
    page.get_by_label("across").press("Enter")
    expect(page.locator(".axis-across").first).to_have_text("b2[3]")
    page.get_by_label("up", exact=True).fill("W9[1,1]")
    page.get_by_label("up", exact=True).press("Enter")
    expect(page.get_by_role("tabpanel")).to_contain_text("weights: W9[1,1]. Needed: names from W1[1,1]")


@pytest.mark.slow
def test_the_window_of_the_map_zooms(page: Page) -> None:
    show(page, "Landscape")
    page.get_by_role("button", name="Random directions").click()
    expect(page.locator(".axis-high")).to_have_text("1")
    page.get_by_role("button", name="Closer").click()
    expect(page.locator(".axis-high")).to_have_text("0.5")
    page.get_by_role("button", name="Farther").click()
    page.get_by_role("button", name="Farther").click()
    expect(page.locator(".axis-high")).to_have_text("2")


@pytest.mark.slow
def test_arrow_keys_read_the_loss_at_a_place(page: Page) -> None:
    show(page, "Landscape")
    page.get_by_role("button", name="Random directions").click()
    drawn(page.locator(".map-box canvas").first)
    tab_to(page, "Map of the cross-entropy")
    expect(page.locator(".map-reading")).to_contain_text(f"(0, 0): {float(loss_of(page)):.1g}"[:9])
    page.keyboard.press("ArrowRight")
    expect(page.locator(".map-reading")).to_contain_text("(0.1, 0):")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".map-reading")).to_contain_text("(0.1, −0.02):")


@pytest.mark.slow
def test_the_pieces_are_counted_and_the_line_moves_by_keyboard(page: Page) -> None:
    show(page, "Plane")
    expect(page.get_by_test_id("pieces")).to_have_text(re.compile(r"^\d+ pieces \(\d+ after layer 1\)$"))
    loss = loss_of(page)
    w1, w2, bias = line_of(page)
    before = drawn(page.locator(".lines canvas.over"))
    tab_to(page, "Line of neuron 1 of 5")
    page.keyboard.press("ArrowRight")
    line_is_not(page, (w1, w2, bias))
    changed(page.locator(".lines canvas.over"), before)
    moved = line_of(page)
    assert moved[:2] == (w1, w2) and moved[2] != bias
    page.keyboard.press("Shift+ArrowUp")
    line_is_not(page, moved)
    show(page, "Log")
    expect(page.get_by_role("tabpanel")).to_contain_text("move neuron 1 of layer 1")
    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("train-loss")).to_have_text(loss)
    show(page, "Plane")
    assert line_of(page) == (w1, w2, bias)


@pytest.mark.slow
def test_page_keys_and_the_list_choose_another_neuron(page: Page) -> None:
    show(page, "Plane")
    first = line_of(page)
    tab_to(page, "Line of neuron 1 of 5")
    page.keyboard.press("PageDown")
    expect(page.locator(".lines .square")).to_have_attribute("aria-label", re.compile("^Line of neuron 2 of 5"))
    assert line_of(page) != first
    page.keyboard.press("PageUp")
    page.keyboard.press("PageUp")
    expect(page.locator(".lines .square")).to_have_attribute("aria-label", re.compile("^Line of neuron 5 of 5"))
    page.get_by_role("combobox", name="Line of neuron").select_option("0")
    expect(page.locator(".lines .square")).to_have_attribute("aria-label", re.compile("^Line of neuron 1 of 5"))
    assert line_of(page) == first


@pytest.mark.slow
def test_a_line_is_dragged_and_turned_by_pointer(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, CROSS) as page:
        show(page, "Plane")
        assert line_of(page) == (1.0, 0.0, 0.0)
        expect(page.get_by_test_id("pieces")).to_have_text("4 pieces of at most 4")
        box = page.locator(".lines .square")
        box.scroll_into_view_if_needed()
        place = box.bounding_box()
        assert place is not None
        x, y, size = place["x"], place["y"], place["width"]
        page.mouse.move(x + size / 2, y + size / 2)
        page.mouse.down()
        page.mouse.move(x + size * 0.6, y + size / 2, steps=4)
        page.mouse.move(x + size * 0.75, y + size / 2, steps=4)
        page.mouse.up()
        expect(page.get_by_test_id("line")).to_have_text(re.compile(r"^1\.00 x \+ 0\.00 y − 3\.0\d = 0$"))
        settled_line(page)
        page.mouse.move(x + size * 0.75, y + size * 0.18)  # the round handle above the middle
        page.mouse.down()
        page.mouse.move(x + size * 0.9, y + size * 0.25, steps=6)
        page.mouse.up()
        page.wait_for_function("() => !document.querySelector('[data-testid=line]').textContent.includes(' 0.00 y')")
        w1, w2, bias = settled_line(page)
        assert w1**2 + w2**2 == pytest.approx(1.0, abs=0.03), "turning changes no length"
        assert w1 * 3.0 + bias == pytest.approx(0.0, abs=0.1), "the line still goes through its middle"
        for _ in range(2):  # each drag at once
            shown = line_of(page)
            press(page, "Undo")
            line_is_not(page, shown)
        assert line_of(page) == (1.0, 0.0, 0.0)


@pytest.mark.slow
def test_the_plane_is_bent_by_the_slider_and_by_the_button(page: Page) -> None:
    train_epochs(page, 1)
    show(page, "Plane")
    canvas = page.locator(".bending canvas")
    inputs = drawn(canvas)
    expect(page.get_by_test_id("stage")).to_have_text("2 inputs, as it is")
    tab_to(page, "From the inputs to the output")
    page.keyboard.press("PageUp")
    changed(canvas, inputs)
    expect(page.get_by_test_id("stage")).to_contain_text(
        "layer 1: 5 neurons, seen by the first two principal components"
    )
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("From the inputs to the output")).to_have_value("1.1")
    page.keyboard.press("End")
    page.get_by_role("button", name="Bend").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.wait_for_function("() => Number(document.querySelector('.stage-line input').value) > 0.2")
    page.get_by_role("button", name="Stop").click()
    assert float(page.get_by_label("From the inputs to the output").input_value()) < 3.0


@pytest.mark.slow
def test_without_movement_the_button_goes_to_the_next_layer(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, RELU, reduced_motion="reduce") as page:
        show(page, "Plane")
        drawn(page.locator(".bending canvas"))
        for expected in ("1", "2", "3"):
            page.get_by_role("button", name="Bend").click()
            expect(page.get_by_label("From the inputs to the output")).to_have_value(expected)


@pytest.mark.slow
def test_where_there_are_no_pieces_or_lines_the_panel_says_why(page: Page) -> None:
    show(page, "Plane")
    for link, said in (
        ("v=1&network.layers=((units=3,activation=tanh),)", "No exact pieces. Layer 1 bends everywhere (tanh)"),
        (FORMULA, "data.features: x*y"),
        ("v=1&network.layers=()", "has no lines to move"),
    ):
        page.evaluate("(link) => { location.hash = link; }", link)
        expect(page.get_by_role("tabpanel")).to_contain_text(said)
        drawn(page.locator(".bending canvas"))


@pytest.mark.slow
def test_one_input_has_upright_lines_that_move_sideways(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, SINE) as page:
        show(page, "Plane")
        expect(page.get_by_test_id("pieces")).to_have_text(re.compile(r"^\d pieces of at most 5$"))
        before = line_of(page)
        tab_to(page, "Line of neuron 1 of 4")
        for key in ("ArrowUp", "Shift+ArrowUp", "ArrowRight"):
            page.keyboard.press(key)
        line_is_not(page, before)
        assert line_of(page)[0] == before[0]


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    browser: Browser, playground: Playground, theme: Literal["light", "dark"], size: dict[str, Any]
) -> None:
    with opened(browser, playground.url, RELU, color_scheme=theme, reduced_motion="reduce", **size) as page:
        train_epochs(page, 3)
        for tab, canvas in (("Landscape", ".map-box canvas"), ("Plane", ".lines canvas.over")):
            show(page, tab)
            drawn(page.locator(canvas).first)
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        width = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, "nothing is wider than the screen"
