"""Reading a run off the page, and changing a weight by hand."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser_helpers import opened, press, settled_pixels, train_epochs
from tools.browser import Playground

pytestmark = pytest.mark.browser


def test_the_confusion_matrix_counts_the_points_shown(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&data.source=preset(name=blobs)") as page:
        train_epochs(page, 3)
        page.get_by_role("tab", name="Scores").click()
        table = page.get_by_role("region", name="Confusion matrix")
        expect(table).to_be_visible()
        page.get_by_role("group", name="Points that are scored").get_by_role("button", name="train").click()
        expect(table.locator("tfoot td").last).to_have_text("300")
        cells = [int(text) for text in table.locator("tbody td.n:not(:nth-last-child(-n+2))").all_inner_texts()]
        assert len(cells) == 9
        assert sum(cells) == 300


@pytest.mark.slow
def test_errors_of_a_regression_are_listed(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&data.source=preset(name=sine)") as page:
        page.get_by_role("tab", name="Scores").click()
        expect(page.get_by_role("region", name="Greatest errors").locator("tbody tr")).to_have_count(5)
        expect(page.get_by_role("tabpanel")).to_contain_text("RMSE")


@pytest.mark.slow
def test_a_weight_is_changed_in_its_cell_by_keyboard(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        pictures = settled_pixels(page)
        page.get_by_role("tab", name="Weights").click()
        cell = page.locator(".weights tbody td").first
        expect(cell).not_to_have_text("")
        before = cell.inner_text()
        cell.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        page.get_by_label("weight of neuron 1 from x").fill("2.5")
        page.keyboard.press("Enter")
        expect(cell).to_have_text("2.5000")
        assert settled_pixels(page) != pictures
        page.get_by_role("tab", name="Python").click()
        expect(page.get_by_role("tabpanel")).to_contain_text("run.set_weight(1, 1, 1, 2.5)")
        press(page, "Undo")
        page.get_by_role("tab", name="Weights").click()
        expect(page.locator(".weights tbody td").first).to_have_text(before)


@pytest.mark.slow
def test_a_bias_is_changed_with_the_mouse_and_escape_leaves_it(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        page.get_by_role("tab", name="Weights").click()
        cell = page.locator(".weights tbody tr").nth(2).locator("td").last
        expect(cell).not_to_have_text("")
        before = cell.inner_text()
        cell.dblclick()
        page.get_by_label("bias of neuron 3").fill("9")
        page.keyboard.press("Escape")
        expect(cell).to_have_text(before)
        cell.dblclick()
        page.get_by_label("bias of neuron 3").fill("-1")
        page.keyboard.press("Enter")
        expect(cell).to_have_text("−1.0000")
