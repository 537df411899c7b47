"""The Microscope in a real Chromium: freeze, scrub, read every number, choose an example and a weight."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from glassnet.spec import Experiment, to_link
from tests.explain.test_trace import evaluated
from tests.web.browser_helpers import (
    DESKTOP,
    PHONE,
    focused,
    opened,
    press,
    settled_pixels,
    step_of,
    tab_to,
    train_epochs,
)
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

PHASES = ("Forward", "Loss", "Backward", "Update")


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    with running_playground() as playground:
        yield playground


@pytest.fixture
def page(browser: Browser, playground: Playground) -> Iterator[Page]:
    with opened(browser, playground.url) as page:
        train_epochs(page, 1)
        open_microscope(page)
        yield page


def open_microscope(page: Page) -> None:
    page.get_by_role("tab", name="Microscope").click()
    expect(page.get_by_test_id("scrub-place")).to_have_text(re.compile(r"1 / \d\d"))


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Place in the step")


def name_of(page: Page) -> str:
    """The quantity that is looked at."""
    return (slider(page).get_attribute("aria-valuetext") or "").split(",")[0]


def written(page: Page) -> str:
    """The formula with its numbers, as text."""
    expect(page.get_by_test_id("numbers")).to_be_visible()
    return page.get_by_test_id("numbers").get_attribute("data-text") or ""


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_the_step_is_read_from_input_to_update_by_keyboard(page: Page) -> None:
    tab_to(page, "Place in the step", limit=120)
    seen = []
    count = int(page.get_by_test_id("scrub-place").inner_text().split("/")[1])
    for at in range(1, count + 1):
        expect(page.get_by_test_id("scrub-place")).to_have_text(f"{at} / {count}")
        seen.append(name_of(page))
        expect(page.get_by_role("grid")).to_have_attribute("aria-label", f"Values of {seen[-1]}")
        page.keyboard.press("ArrowRight")
    assert seen[:7] == ["z1", "a1", "z2", "a2", "z3", "yhat", "loss"]
    assert seen[7:10] == ["delta3", "dL/dW3", "dL/db3"] and seen[-1] == "b3 after"
    page.keyboard.press("Home")
    expect(page.get_by_test_id("scrub-place")).to_have_text(f"1 / {count}")
    first = written(page)
    page.get_by_role("gridcell", selected=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("numbers")).not_to_have_attribute("data-text", first)
    page.keyboard.press("End")
    expect(page.get_by_role("gridcell").last).to_have_attribute("aria-selected", "true")
    assert focused(page)["role"] == "gridcell"


@pytest.mark.slow
def test_each_part_lights_up_in_the_diagram_with_numbers_that_come_to_its_value(page: Page) -> None:
    pictures = []
    for phase in PHASES:
        button = page.get_by_role("button", name=phase, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        formula, _, value = written(page).rpartition(" = ")
        assert evaluated(formula) == pytest.approx(float(value), rel=1e-3)
        assert page.locator(".written math").count() >= 2
        pictures.append(settled_pixels(page))
    expect(page.locator(".code-line code")).to_have_text('mean = beta1 * slots["mean"] + (1.0 - beta1) * g')
    page.get_by_role("tab", name="Log").click()
    assert len({*pictures, settled_pixels(page)}) == 5


@pytest.mark.slow
def test_an_example_is_chosen_on_the_plane_and_a_weight_in_the_diagram(page: Page) -> None:
    points = page.locator("button.toggle.train").get_attribute("title")
    given, before = page.locator(".given"), page.locator(".given").inner_text()
    page.locator(".plane").click(position={"x": 160, "y": 160})
    expect(given).not_to_have_text(before)
    x, y = map(number, re.findall(r"−?\d*\.?\d+", given.inner_text())[:2])
    assert abs(x) < 0.6 and abs(y) < 0.6  # scaled: near the middle of the plane
    assert page.locator("button.toggle.train").get_attribute("title") == points  # none was added

    box, card = page.locator("canvas.units").bounding_box(), page.locator(".reading")
    assert box is not None
    for offset in range(0, 60, 4):  # somewhere here there is an edge
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.4 + offset)
        page.wait_for_timeout(50)
        if card.is_visible() and "weight" in card.inner_text():
            break
    expect(card).to_contain_text("gradient")
    expect(card).to_contain_text("✓")
    neuron = re.search(r"neuron (\d+)", card.inner_text())
    page.mouse.down()
    page.mouse.up()
    page.mouse.move(box["x"] + 5, box["y"] - 40)
    expect(card).to_be_hidden()
    assert neuron is not None
    expect(page.get_by_label("To neuron")).to_have_value(str(int(neuron.group(1)) - 1))
    assert_chain_agrees(page)


def assert_chain_agrees(page: Page) -> None:
    """The factors multiply out to the gradient, and the finite difference is the same."""
    product = 1.0
    for text in page.locator(".factors li b").all_inner_texts():
        product *= number(text)
    analytic, numeric = (number(page.get_by_test_id(name).inner_text()) for name in ("analytic", "numeric"))
    assert analytic == pytest.approx(product, rel=3e-3) and numeric == pytest.approx(analytic, rel=1e-4)
    expect(page.locator(".verdict")).to_have_attribute("data-agrees", "true")
    expect(page.locator(".verdict")).to_contain_text("they agree")


def judge(page: Page) -> None:
    open_microscope(page)
    page.get_by_role("button", name="Backward", exact=True).click()
    assert written(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    browser: Browser, playground: Playground, theme: Literal["light", "dark"], size: dict[str, Any]
) -> None:
    with opened(browser, playground.url, color_scheme=theme, reduced_motion="reduce", **size) as page:
        judge(page)


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "size"), [("dark", DESKTOP), ("light", PHONE)], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_other_theme(
    browser: Browser, playground: Playground, theme: Literal["light", "dark"], size: dict[str, Any]
) -> None:
    with opened(browser, playground.url, color_scheme=theme, reduced_motion="reduce", **size) as page:
        judge(page)


@pytest.mark.slow
def test_a_running_run_is_frozen_first_and_the_numbers_follow_a_step(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        press(page, "Play")
        page.get_by_role("tab", name="Microscope").click()
        expect(page.get_by_role("tabpanel")).to_contain_text("Training is running")
        press(page, "Freeze it here")
        before = written(page)
        assert before and step_of(page) > 0
        press(page, "One batch")
        expect(page.get_by_test_id("numbers")).not_to_have_attribute("data-text", before)


@pytest.mark.slow
def test_reading_goes_on_by_itself_and_can_be_stopped(page: Page) -> None:
    press(page, "Read through the step")
    expect(page.get_by_test_id("scrub-place")).to_have_text(re.compile(r"^2 /"))
    press(page, "Stop reading")
    expect(page.get_by_role("button", name="Read through the step")).to_be_visible()
    place = page.get_by_test_id("scrub-place").inner_text()
    press(page, "Next quantity")
    expect(page.get_by_test_id("scrub-place")).not_to_have_text(place)
    press(page, "Quantity before")
    expect(page.get_by_test_id("scrub-place")).to_have_text(place)


@pytest.mark.slow
def test_the_plane_chooses_by_keyboard_and_adds_again_when_the_panel_is_closed(page: Page) -> None:
    plane = page.get_by_role("application", name=re.compile("Enter chooses the nearest example"))
    before = page.locator(".given").inner_text()
    plane.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".given")).not_to_have_text(before)
    page.get_by_role("tab", name="Log").click()
    expect(page.get_by_role("application", name=re.compile("Enter adds"))).to_be_visible()


@pytest.mark.slow
def test_mini_batch_long_form_and_a_weight_chosen_in_the_panel(page: Page) -> None:
    page.get_by_label("Layer", exact=True).select_option("3")
    page.get_by_label("To neuron").select_option("1")
    page.get_by_label("From", exact=True).select_option("4")
    expect(page.locator(".factors li")).to_have_count(2)
    assert_chain_agrees(page)
    page.get_by_label("Look at").select_option("batch")
    expect(page.get_by_role("grid")).to_contain_text("example 10")
    expect(page.locator(".path")).to_have_count(3)
    total = page.get_by_test_id("scrub-place").inner_text().split("/")[1]
    page.get_by_label("long form").check()
    expect(page.get_by_test_id("scrub-place")).to_have_text(f"1 / {int(total) + 2}")
    page.get_by_role("button", name="Backward", exact=True).click()
    expect(slider(page)).to_have_attribute("aria-valuetext", re.compile("dL/dyhat"))
    assert written(page)


@pytest.mark.slow
def test_a_step_that_cannot_be_computed_is_said(browser: Browser, playground: Playground) -> None:
    layers = [{"units": 8, "activation": "relu"}] * 6
    wild = {
        "network": {"initializer": {"kind": "normal", "std": 100.0}, "layers": layers},
        "training": {"learning_rate": 1000.0, "optimizer": "sgd", "loss": "mse"},
    }
    with opened(browser, playground.url, to_link(Experiment.from_json(wild))) as page:
        press(page, "One epoch")
        page.get_by_role("tab", name="Microscope").click()
        expect(page.locator(".scope-error")).to_contain_text("finite")
