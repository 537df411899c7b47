"""Tables of one's own and the library's: pasted, from a file, columns chosen, a plane laid through many inputs."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser_helpers import PIXELS, opened, press, settled_pixels, train_epochs
from tools.browser import Playground

pytestmark = pytest.mark.browser

TABLE = "size,weight,age,kind\n" + "".join(
    f"{i},{(i * 7) % 11},{(i * 5) % 13},{'cat' if i < 15 else 'dog'}\n" for i in range(30)
)


def yours(page: Page) -> None:
    page.get_by_role("group", name="Kinds of data sets").get_by_role("button", name="Yours").click()


@pytest.mark.slow
def test_a_pasted_table_is_learned_and_can_be_taken_back(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        yours(page)
        page.get_by_label("or paste a table").fill(TABLE)
        expect(page.get_by_label("to be learned")).to_have_value("kind")
        press(page, "Use this table")
        expect(page.get_by_role("heading", name="Columns 3 of 3")).to_be_visible()
        expect(page.locator(".pointer-line")).not_to_contain_text(
            "of class"
        )  # no place on a plane through three inputs
        train_epochs(page, 2)
        press(page, "Undo")
        expect(page.get_by_role("heading", name="Features")).to_be_visible()


@pytest.mark.slow
def test_a_table_from_a_file_with_another_column_to_be_learned(
    browser: Browser, playground: Playground, tmp_path: Path
) -> None:
    path = tmp_path / "pets.csv"
    path.write_text(TABLE, encoding="utf-8")
    with opened(browser, playground.url) as page:
        yours(page)
        page.get_by_label("Open a CSV file…").set_input_files(path)
        page.get_by_label("to be learned").select_option("age")
        press(page, "Use this table")
        expect(page.get_by_role("alert").or_(page.locator(".messages"))).to_contain_text("column 'kind'")


@pytest.mark.slow
def test_columns_are_chosen_and_the_plane_turns(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&data.source=preset(name=iris)") as page:
        components = settled_pixels(page)
        page.get_by_role("radio", name="slice along two columns").check()
        page.wait_for_function(f"(before) => ({PIXELS})() !== before", arg=components)
        page.get_by_label("across").select_option("petal_width")
        page.get_by_role("button", name="sepal length").click()
        expect(page.get_by_role("heading", name="Columns 3 of 4")).to_be_visible()
        press(page, "Two")
        expect(page.get_by_role("heading", name="Columns 2 of 4")).to_be_visible()
        expect(
            page.get_by_role("group", name="What the pointer does").get_by_role("button", name="Add")
        ).to_be_visible()
        page.locator(".plane").hover(position={"x": 50, "y": 50})
        expect(page.locator(".plane-reading")).to_contain_text("sepal_length")


@pytest.mark.slow
def test_an_empty_plane_is_filled_by_hand(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        yours(page)
        press(page, "Empty plane")
        expect(page.locator("button.toggle.train")).to_have_attribute("title", "Points it learns from (2), filled")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wine", "breast_cancer", "diabetes", "digits"])
def test_the_library_is_drawn_and_trains(browser: Browser, playground: Playground, name: str) -> None:
    with opened(browser, playground.url, f"v=1&data.source=preset(name={name})") as page:
        assert train_epochs(page, 2) > 0
