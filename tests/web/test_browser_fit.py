"""The page fits its window, and says at each place what a learner needs there."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser_helpers import PHONE, opened, press
from tools.browser import Playground

pytestmark = pytest.mark.browser

FITS = "() => document.documentElement.scrollWidth <= innerWidth"
DIVERGING = (
    "v=1&data.source=preset(name=sine)&network.layers=((units=8,activation=relu),(units=8,activation=relu))"
    "&training.optimizer=sgd&training.learning_rate=100"
)
ROWS = "\n".join(f"{(7 * i) % 1001 / 1000},{(11 * i) % 1003 / 1000},{'ab'[i % 2]}" for i in range(20_000))
# As if somebody pasted it: a real clipboard would need the machine's.
PASTE = """(box, text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def show(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab, exact=True).click()


def test_nothing_is_wider_than_the_window(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        for mode in ("Watch", "Instant"):
            press(page, mode)
            expect(page.get_by_role("button", name=mode, exact=True)).to_have_attribute("aria-pressed", "true")
            for width in (1440, 1180, 1061, 1024, 960, 905, 900, 820, 690, 600, 390, 340):
                page.set_viewport_size({"width": width, "height": 800})
                page.wait_for_function(FITS)


@pytest.mark.parametrize("size", [{}, PHONE], ids=["desktop", "phone"])
def test_the_drawer_looks_in_and_comes_up_when_it_is_asked(
    browser: Browser, playground: Playground, size: dict[str, Any]
) -> None:
    with opened(browser, playground.url, reduced_motion="reduce", **size) as page:
        code = page.get_by_role("tab", name="Code", exact=True)
        expect(code).to_be_in_viewport()
        panel = page.get_by_role("tabpanel")
        expect(panel).not_to_be_in_viewport(ratio=0.5)
        code.click()
        expect(panel.get_by_role("button", name="PyTorch")).to_be_in_viewport(ratio=1)


def test_the_numbers_of_the_curves_stand_in_one_line_and_are_those_of_the_tiles(
    browser: Browser, playground: Playground
) -> None:
    with opened(browser, playground.url) as page:
        press(page, "One batch")
        page.wait_for_function("() => document.querySelector('[data-testid=step]').textContent === '1'")
        score = page.get_by_test_id("score").inner_text()
        expect(page.locator("[data-cell=test_score]")).to_have_text(score)
        expect(page.locator("[data-cell=train_loss]")).to_have_text(page.get_by_test_id("train-loss").inner_text())
        expect(page.locator(".time dd").nth(1)).to_have_text("0.0")
        for width in (1440, 1024):
            page.set_viewport_size({"width": width, "height": 900})
            tall = page.locator(".of-chart + .values").evaluate(
                "(line) => { for (const cell of line.querySelectorAll('dd')) cell.textContent = '100.0 %';"
                " return line.offsetHeight; }"
            )
            assert tall < 24


@pytest.mark.slow
def test_what_went_wrong_is_over_when_something_else_worked(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        messages = page.get_by_test_id("messages")
        page.get_by_role("button", name="Yours", exact=True).click()
        page.get_by_label("or paste a table").fill("a,a,b\n1,2,x\n2,3,y\n")
        press(page, "Use this table")
        expect(messages).to_contain_text("two columns")
        page.wait_for_timeout(3200)  # it may be read for three seconds, whatever is done
        press(page, "One epoch")
        expect(messages).to_have_text("")


@pytest.mark.slow
def test_a_run_that_diverged_says_so_and_what_to_do(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, DIVERGING) as page:
        press(page, "One epoch")
        messages = page.get_by_test_id("messages")
        expect(messages).to_contain_text(re.compile("^Diverged at step .*no longer a finite number"))
        press(page, "Ask the Doctor")
        expect(page.get_by_role("heading", name="The learning rate is too high")).to_be_in_viewport()
        press(page, "Start again")
        expect(messages).to_have_text("")
        expect(page.get_by_test_id("step")).to_have_text("0")


@pytest.mark.slow
@pytest.mark.parametrize("way", ["file", "paste"])
def test_a_table_of_twenty_thousand_rows_is_learned(
    browser: Browser, playground: Playground, tmp_path: Path, way: str
) -> None:
    text = f"wide,high,kind\n{ROWS}\n"
    with opened(browser, playground.url) as page:
        page.get_by_role("button", name="Yours", exact=True).click()
        if way == "file":
            (tmp_path / "large.csv").write_text(text)
            page.locator(".own-table input[type=file]").set_input_files(tmp_path / "large.csv")
        else:
            page.get_by_label("or paste a table").evaluate(PASTE, text)
        expect(page.get_by_label("the beginning of 20,000 rows")).to_have_value(re.compile("^wide,high,kind\n"))
        press(page, "Use this table")
        expect(page.locator("button.toggle.train")).to_have_attribute("title", re.compile("12000|12,000"))
        expect(page.locator(".names-of")).to_have_text("x is wide, y is high")
        press(page, "One batch")
        page.wait_for_function("() => document.querySelector('[data-testid=step]').textContent === '1'")


@pytest.mark.slow
def test_a_table_without_names_is_given_some(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        page.get_by_role("button", name="Yours", exact=True).click()
        page.get_by_label("or paste a table").fill("1;2;0\n2;3;1\n3;4;0\n4;6;1\n5;1;0\n6;2;1\n")
        expect(page.locator(".own-table")).to_contain_text("the columns are called column 1, column 2")
        expect(page.get_by_label("to be learned")).to_have_value("column 3")
        press(page, "Use this table")
        expect(page.locator(".names-of")).to_have_text("x is column 1, y is column 2")
        counts = [page.locator(f"button.toggle.{part}").get_attribute("title") or "" for part in ("train", "test")]
        assert [int(re.sub(r"\D", "", title)) for title in counts] == [4, 2]  # of six rows: the first is one of them


@pytest.mark.slow
def test_many_inputs_have_their_classes_named_and_a_way_to_the_plane(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&data.source=preset(name=digits)") as page:
        expect(page.get_by_role("list", name="Classes").get_by_role("listitem")).to_have_text(list("0123456789"))
        show(page, "Plane")
        expect(page.get_by_role("tabpanel")).to_contain_text("This network has 64.")
        press(page, "Take two columns")
        expect(page.get_by_test_id("shape")).to_contain_text("2 – 8 – 8 – 10")
        expect(page.get_by_role("figure").filter(has_text="Lines and pieces")).to_be_visible()


CLASSES, VALUES = {"Balance", "Targets"}, {"Scaling of values"}
SCALED = "data.value_scaling=standardize"


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("data.source=preset(name=circle)", CLASSES),
        ("data.source=preset(name=plane)", VALUES),
        (f"data.source=preset(name=circle)&{SCALED}", CLASSES | VALUES),  # what is set can be taken back
    ],
)
def test_settings_that_do_nothing_for_the_data_are_not_offered(
    browser: Browser, playground: Playground, link: str, there: set[str]
) -> None:
    with opened(browser, playground.url, f"v=1&{link}") as page:
        page.locator(".card.data").get_by_role("button", name="More").click()
        panel = page.locator("[popover]:popover-open")
        expect(panel.get_by_label("Scaling", exact=True)).to_be_visible()
        assert {name for name in CLASSES | VALUES if panel.get_by_text(name, exact=True).count()} == there
