"""Code to take away in the browser: the panel, live as settings change; a report opened as a file."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from glassnet.explain.codegen import to_code
from glassnet.spec import Experiment, to_link
from glassnet.web.report import html_report
from tests.web.browser_helpers import DESKTOP, PHONE, PIXELS, opened, tab_to
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

CODE = ".code pre code"


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    with running_playground() as playground:
        yield playground


@pytest.fixture
def page(browser: Browser, playground: Playground) -> Iterator[Page]:
    with opened(browser, playground.url, link=to_link(usual())) as page:
        page.get_by_role("tab", name="Code", exact=True).click()
        yield page


def usual() -> Experiment:
    return Experiment().with_setting("data.n", 80).with_setting("training.epochs", 5)


def shown(page: Page, target: str) -> str:
    """The code of a target, once it is there."""
    page.get_by_role("button", name=target, exact=True).click()
    expect(page.get_by_role("region", name=f"Code: {target}")).to_have_attribute("aria-busy", "false")
    return page.locator(CODE).inner_text()


def axe(page: Page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_the_code_follows_the_settings_and_shows_what_has_changed(page: Page) -> None:
    assert shown(page, "NumPy").strip() == to_code(usual()).strip()
    page.get_by_role("radio", name="XOR", exact=True).check(force=True)
    wanted = usual().with_setting("data.source.name", "xor")
    page.wait_for_function("() => document.querySelector('.code pre').textContent.includes('XOR')")
    assert page.locator(CODE).inner_text().strip() == to_code(wanted).strip()
    assert "XOR" in page.locator(".code mark").first.inner_text()
    expect(page.locator(".code mark")).to_have_count(0)


@pytest.mark.slow
def test_each_target_can_be_chosen_and_what_sklearn_cannot_express_is_said(page: Page) -> None:
    assert "nn.Sequential(" in shown(page, "PyTorch")
    assert "# %% [markdown]" in shown(page, "Notebook")
    assert "glassnet export --to html --link 'v=1" in shown(page, "Report")
    page.get_by_role("button", name="scikit-learn", exact=True).click()
    expect(page.locator(".missing")).to_contain_text("Loss cross_entropy: allowed is binary_cross_entropy")
    expect(page.get_by_role("button", name="Download")).to_be_disabled()


@pytest.mark.slow
def test_what_is_downloaded_runs_without_glassnet(page: Page, tmp_path: Path) -> None:
    assert "FUNCTIONS" in shown(page, "NumPy")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "circle_numpy.py"
    path = tmp_path / "circle_numpy.py"
    download.value.save_as(path)
    printed = subprocess.run([sys.executable, "-I", str(path)], capture_output=True, text=True, check=True).stdout
    assert printed.count("epoch") == 6
    shown(page, "Notebook")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["nbformat"] == 4


@pytest.mark.slow
def test_it_is_copied_with_the_keyboard_alone(browser: Browser, playground: Playground) -> None:
    how: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
    with opened(browser, playground.url, link=to_link(usual()), **how) as page:
        page.get_by_role("tab", name="Code", exact=True).focus()
        page.keyboard.press("Enter")
        tab_to(page, "PyTorch")
        page.keyboard.press("Enter")
        expect(page.get_by_role("region", name="Code: PyTorch")).to_have_attribute("aria-busy", "false")
        tab_to(page, "Copy")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("() => navigator.clipboard.readText()") == to_code(usual(), "torch")


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panel_is_for_everybody(browser: Browser, playground: Playground, theme: Literal["light", "dark"]) -> None:
    with opened(browser, playground.url, color_scheme=theme, **(PHONE if theme == "dark" else DESKTOP)) as page:
        page.get_by_role("tab", name="Code", exact=True).click()
        assert len(shown(page, "NumPy")) > 1000
        assert axe(page) == []
        page.get_by_role("button", name="scikit-learn", exact=True).click()
        expect(page.locator(".missing")).to_be_visible()
        assert axe(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


# -- the report ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html_report(usual().with_setting("training.epochs", 30), author="Ada"), encoding="utf-8")
    return path


def moment(page: Page) -> str:
    return page.locator("#moment").get_attribute("aria-valuetext") or ""


@pytest.mark.slow
def test_a_report_is_scrubbed_through_with_the_keyboard_from_a_file(browser: Browser, report: Path) -> None:
    context = browser.new_context(**DESKTOP, offline=True)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
    page.goto(report.as_uri())
    expect(page.get_by_role("heading", name="Circle, a network of 2-8-8-2 units")).to_be_visible()
    page.wait_for_function("() => document.querySelector('#moment').getAttribute('aria-valuetext')")
    last, end = moment(page), page.evaluate(PIXELS.replace("canvas.units, canvas.edges", "#units, #edges"))
    assert last.startswith("epoch 30, step 150, ")
    page.locator("#moment").focus()
    page.keyboard.press("Home")
    assert moment(page).startswith("epoch 0, step 0, ")
    first = page.evaluate(PIXELS.replace("canvas.units, canvas.edges", "#units, #edges"))
    assert first != end
    page.keyboard.press("ArrowRight")
    assert moment(page) not in (last, "") and not moment(page).startswith("epoch 0,")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function(
        "() => !document.querySelector('#moment').getAttribute('aria-valuetext').includes('step 1,')"
    )
    page.get_by_role("button", name="Pause").click()
    page.locator("#moment").press("End")
    assert moment(page) == last
    page.get_by_text("Show the code").click()
    assert "def backward(tape, da):" in page.get_by_role("region", name="NumPy script").inner_text()
    assert wrong == []
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_report_is_for_everybody(browser: Browser, report: Path, theme: Literal["light", "dark"]) -> None:
    context = browser.new_context(color_scheme=theme, **(PHONE if theme == "dark" else DESKTOP))
    page = context.new_page()
    page.goto(report.as_uri())
    page.wait_for_function("() => document.querySelector('#moment').getAttribute('aria-valuetext')")
    expect(page.locator(".glassnet")).to_have_attribute("data-theme", theme)
    page.get_by_text("Show the code").click()
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    context.close()
