"""The panel Gradients lays PyTorch's gradients beside the playground's own."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support import require_torch
from tests.web.browser_helpers import PHONE, opened, train_epochs
from tools.browser import Playground

pytestmark = pytest.mark.browser

require_torch()


def compare(page: Page) -> None:
    """Open the section from the keyboard."""
    page.get_by_role("tab", name="Gradients").click()
    summary = page.get_by_text("Manual against autograd: the same gradients three ways")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".autograd .about")).to_contain_text("All three agree", timeout=60_000)  # PyTorch is loaded


@pytest.mark.slow
def test_the_three_gradients_are_shown_and_follow_the_run(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        compare(page)
        rows = page.get_by_role("region", name="Greatest differences of the gradients of each array").locator(
            "tbody tr"
        )
        expect(rows).to_have_count(6)  # two hidden layers and the output: weights and biases
        expect(rows.first).to_contain_text("W1")
        assert rows.locator("td:last-child").all_text_contents() == ["agree"] * 6
        greatest = page.get_by_role("region", name="The greatest gradients").locator("tbody")
        before = greatest.inner_text()
        train_epochs(page, 3)
        page.wait_for_function(
            "(before) => document.querySelectorAll('.autograd tbody')[1].innerText !== before", arg=before
        )


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(browser: Browser, playground: Playground, theme: str) -> None:
    with opened(browser, playground.url, color_scheme=theme, **PHONE) as page:
        compare(page)
        report = Axe().run(page, context=".autograd")
        assert report.violations_count == 0, report.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
