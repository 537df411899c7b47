"""The panels Doctor and Gradients: a fault is named and cured by a click or a key, the flow is seen layer by layer."""

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from glassnet.explain import STATISTICS
from glassnet.spec import Experiment, to_link
from tests.web.browser_helpers import DESKTOP, PHONE, opened, press, tab_to, train_epochs
from tools.browser import Playground

pytestmark = pytest.mark.browser

ZEROS = to_link(Experiment().with_setting("network.initializer", "zeros").with_setting("data.n", 100))


def show(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab).click()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")


def test_the_doctor_names_the_fault_and_a_click_cures_it(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, ZEROS) as page:
        train_epochs(page, 2)
        show(page, "Doctor")
        sick = page.get_by_role("region", name="All units of a layer are alike")
        expect(sick.get_by_role("heading")).to_be_visible()
        expect(sick.get_by_role("row")).to_have_count(3)
        sick.get_by_role("button", name="Draw the initial weights at random").click()
        expect(page.get_by_role("status").filter(has_text="Undo takes it back")).to_be_visible()
        page.wait_for_function("() => location.hash.includes('network.initializer') === false")
        expect(sick).to_have_count(0)
        train_epochs(page, 1)
        expect(page.get_by_role("heading", name="Nothing wrong: it is still learning")).to_be_visible()
        press(page, "Undo")
        page.wait_for_function("() => location.hash.includes('network.initializer=zeros')")
        expect(sick).to_be_visible()


@pytest.mark.slow
def test_the_doctor_works_by_the_keyboard(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, ZEROS) as page:
        page.get_by_role("tab", name="Python").focus()
        for _ in range(10):
            if page.get_by_role("tab", name="Doctor").get_attribute("aria-selected") == "true":
                break
            page.keyboard.press("ArrowRight")
        cure = "Draw the initial weights at random"
        expect(page.get_by_role("button", name=cure)).to_be_visible()
        tab_to(page, cure)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Nothing wrong: it has not been trained yet")).to_be_visible()
        tab_to(page, "The rule and its source")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Found if no fault was found")).to_be_visible()


@pytest.mark.slow
def test_while_training_the_doctor_waits_to_be_asked(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, ZEROS) as page:
        show(page, "Doctor")
        expect(page.get_by_text("As of step 0, epoch 0.")).to_be_visible()
        press(page, "Play")
        page.wait_for_function(
            "() => Number(document.querySelector('[data-testid=step]').textContent.replace(',', '')) > 30"
        )
        expect(page.get_by_text("As of step 0, epoch 0.")).to_be_visible()
        page.get_by_role("button", name="Examine now").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("As of step 0, epoch 0.")).to_have_count(0)
        press(page, "Pause")
        expect(page.get_by_role("button", name="Examine now")).to_have_count(0)


@pytest.mark.slow
def test_the_flow_is_shown_for_each_layer_and_each_statistic(browser: Browser, playground: Playground) -> None:
    link = to_link(Experiment().with_setting("data.n", 100))
    with opened(browser, playground.url, link) as page:
        train_epochs(page, 3)
        show(page, "Gradients")
        group = page.get_by_role("group", name="What is shown")
        for row in STATISTICS.values():
            group.get_by_role("button", name=row.label, exact=True).click()
            expect(group.get_by_role("button", name=row.label, exact=True)).to_have_attribute("aria-pressed", "true")
            expect(page.locator(".flow-chart")).to_have_attribute("aria-label", _begins(f"{row.label} over 3 epochs"))
            expect(page.locator(".flow-bars")).to_have_attribute("aria-label", _begins(f"{row.label} of each layer"))
        expect(page.locator(".gradients tbody tr")).to_have_count(3)
        group.get_by_role("button", name="Spread", exact=True).click()
        expect(page.locator(".flow-bars .level")).to_have_count(2)
        expect(page.locator(".flow-key")).to_contain_text("made for these layers: Xavier")
        page.locator(".flow-chart .u-over").hover(position={"x": 30, "y": 40})
        expect(page.locator(".flow-reading")).to_contain_text("epoch")


@pytest.mark.slow
def test_an_activation_changed_on_the_way_is_marked(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, to_link(Experiment().with_setting("data.n", 100))) as page:
        train_epochs(page, 2)
        show(page, "Gradients")
        page.get_by_role("combobox", name="Activation of layer 1").select_option("relu")
        expect(page.locator(".flow-changes")).to_contain_text("layer 1: tanh → relu")
        train_epochs(page, 1)
        expect(page.locator(".flow-chart")).to_have_attribute("aria-label", _begins("Gradient over 3 epochs"))
        expect(page.locator(".gradients tbody tr").first).to_contain_text("relu")


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "size"), [("light", DESKTOP), ("dark", PHONE)], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_either_panel(
    browser: Browser, playground: Playground, theme: Literal["light", "dark"], size: dict[str, Any]
) -> None:
    with opened(browser, playground.url, ZEROS, color_scheme=theme, reduced_motion="reduce", **size) as page:
        train_epochs(page, 1)
        for tab, there in (("Doctor", ".finding"), ("Gradients", ".flow-bars")):
            show(page, tab)
            expect(page.locator(there).first).to_be_visible()
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), f"{tab} scrolls sideways"


def _begins(text: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(text))


@pytest.mark.slow
def test_prices_in_a_pasted_table_are_learned_once_they_are_scaled(browser: Browser, playground: Playground) -> None:
    rows = [f"{size},{rooms},{3000 * size + 20_000 * rooms}" for size in range(40, 200, 4) for rooms in range(1, 6)]
    with opened(browser, playground.url) as page:
        page.get_by_role("group", name="Kinds of data sets").get_by_role("button", name="Yours").click()
        page.get_by_label("or paste a table").fill("\n".join(["size,rooms,price", *rows]))
        press(page, "Use this table")
        expect(page.get_by_text("x is size, y is rooms")).to_be_visible()
        train_epochs(page, 20)
        show(page, "Doctor")
        sick = page.get_by_role("region", name="The values to be predicted are not scaled")
        sick.get_by_role("button", name="Scale the values to mean 0 and spread 1").click()
        page.wait_for_function("() => location.hash.includes('data.value_scaling=standardize')")
        expect(page.get_by_text(re.compile(r"^scaled: \(value − 4\d+000\) / 1\d+000$"))).to_be_visible()
        train_epochs(page, 20)
        expect(page.get_by_text("test R²").locator("..")).to_have_text(re.compile(r"R²\s*0\.9\d+$"))
