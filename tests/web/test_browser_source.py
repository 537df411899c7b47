"""Below each setting its formula and the code that uses it can be opened."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from glassnet.explain import source_of
from tests.web.browser_helpers import PHONE, opened
from tools.browser import Playground

pytestmark = pytest.mark.browser


def popover(page: Page, name: str) -> Locator:
    """The settings behind a button of the strip."""
    page.locator(".strip button", has_text=name).first.click()
    shown = page.locator("[popover]:popover-open")
    expect(shown).to_be_visible()
    return shown


def shows(panel: Locator, label: str, path: str, kind: str = "") -> None:
    """The opened part says what the reference itself says."""
    found, group = source_of(path, kind), panel.get_by_role("group", name=f"Formula and code of {label}", exact=True)
    expect(group).to_have_attribute("aria-busy", "false")
    expect(group.locator(".formula")).to_have_text(found.formula)
    expect(group).to_contain_text(f"{found.file}:{found.line}, in {found.function}")
    assert (group.locator("pre").text_content() or "").rstrip() == found.code


@pytest.mark.slow
def test_the_formula_and_the_code_of_a_setting_follow_the_choice(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        panel = popover(page, "Optimizer")
        assert panel.locator("pre").count() == 0
        panel.locator(".source summary").focus()
        page.keyboard.press("Enter")
        shows(panel, "Adam", "training.optimizer", "adam")
        panel.get_by_role("radio", name="Momentum", exact=True).check()
        shows(panel, "Momentum", "training.optimizer", "momentum")
        page.keyboard.press("Escape")

        panel = popover(page, "Penalty")  # two settings, both open at once
        for summary in panel.locator(".source summary").all():
            summary.click()
        shows(panel, "L1 penalty", "training.l1")
        shows(panel, "L2 penalty", "training.l2")
        page.keyboard.press("Escape")

        page.get_by_role("button", name="Settings of layer 1").click()
        panel = page.locator("[popover]:popover-open")
        panel.locator(".source summary", has_text="Tanh").click()
        shows(panel, "Tanh", "network.layers.activation", "tanh")


@pytest.mark.slow
def test_it_can_be_read_on_a_dark_phone(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, color_scheme="dark", reduced_motion="reduce", **PHONE) as page:
        panel = popover(page, "Learning rate")
        panel.locator(".source summary").click()
        shows(panel, "Learning rate", "training.learning_rate")
        report = Axe().run(page)
        assert report.violations_count == 0, report.generate_report()
        assert panel.locator("pre").evaluate("(e) => e.scrollWidth <= e.clientWidth")
        page.keyboard.press("Escape")

        page.locator(".card.data").get_by_role("button", name="More").click()
        panel = page.locator("[popover]:popover-open")
        panel.locator(".source summary", has_text="Data set").click()
        shows(panel, "Data set", "data.source.name", "circle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
