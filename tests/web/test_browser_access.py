"""The page is for everybody: axe-core finds nothing, and every control does something."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from tests.web.browser_helpers import DESKTOP, PHONE, opened, train_epochs
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

# All that can be seen, the address and what is typed; without hints, which appear wherever the pointer rests.
FINGERPRINT = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('.tip, .reading, .plane-reading').forEach((e) => e.remove());
  for (const e of copy.querySelectorAll('*'))
    for (const name of ['title', 'aria-describedby', 'aria-label']) e.removeAttribute(name);
  return [
    copy.innerHTML, location.hash,
    ...[...document.querySelectorAll('canvas')].map((c) => c.width ? c.toDataURL() : ''),
    ...[...document.querySelectorAll('input, select')].map((i) => `${i.value} ${i.checked}`),
  ].join('|');
}"""
STILL = f"""() => {{
  const before = window.glassnetPrint;
  window.glassnetPrint = ({FINGERPRINT})();
  return before === window.glassnetPrint;
}}"""


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    with running_playground() as playground:
        yield playground


@pytest.fixture
def page(browser: Browser, playground: Playground) -> Iterator[Page]:
    with opened(browser, playground.url) as page:
        yield page


@pytest.mark.parametrize(
    ("theme", "size"),
    [
        pytest.param("light", DESKTOP, id="light-desktop"),
        pytest.param("dark", PHONE, id="dark-phone"),
        pytest.param("dark", DESKTOP, id="dark-desktop", marks=pytest.mark.slow),
        pytest.param("light", PHONE, id="light-phone", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, playground: Playground, theme: Literal["light", "dark"], size: dict[str, Any]
) -> None:
    with opened(browser, playground.url, color_scheme=theme, reduced_motion="reduce", **size) as page:
        train_epochs(page, 1)
        for tab in ("Python", "Weights", "Log"):
            page.get_by_role("tab", name=tab).click()
            expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
            told(page)
        for popover in ("Optimizer", "Penalty", "More"):
            page.locator(".strip button", has_text=popover).first.click()
            expect(page.locator("[popover]:popover-open")).to_be_visible()
            told(page)
            page.keyboard.press("Escape")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def told(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def works(page: Page, control: Locator, use: str = "click") -> str | None:
    """Use a control; its name if nothing on the page changes."""
    page.wait_for_function(STILL, polling=200)
    before = page.evaluate(FINGERPRINT)
    if use == "click":
        control.click()
    elif use == "arrow":
        control.focus()
        page.keyboard.press("ArrowRight")
    else:
        options: list[str] = control.evaluate("(s) => [...s.options].filter((o) => !o.selected).map((o) => o.value)")
        control.select_option(options[0])
    try:
        page.wait_for_function(f"(before) => ({FINGERPRINT})() !== before", arg=before, timeout=5_000)
    except TimeoutError:
        return str(control.evaluate("(e) => e.outerHTML.slice(0, 160)"))
    return None


@pytest.mark.slow
def test_every_control_does_something(page: Page) -> None:
    train_epochs(page, 1)
    dead: list[str | None] = []
    for kind, use in (("select", "select"), ("input[type=range]", "arrow"), ("button", "click")):
        for i in range(page.locator(kind).count()):
            control = page.locator(kind).nth(i)
            if not control.is_visible() or not control.is_enabled() or idle(control):
                continue
            dead.append(works(page, control, use))
            page.keyboard.press("Escape")
            pause = page.get_by_role("button", name="Pause", exact=True)
            if pause.is_visible():
                pause.click()
                expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
            back = page.get_by_role("button", name="Playground", exact=True)
            if back.is_visible():
                back.click()
            watch = page.get_by_role("button", name="Watch", exact=True)
            if watch.get_attribute("aria-pressed") == "false":
                watch.click()
                expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert [name for name in dead if name] == []
    assert len(dead) > 30


def idle(control: Locator) -> bool:
    """Whether a control is already where it would lead: the chosen tab, the only feature."""
    return bool(
        control.evaluate(
            """(e) => e.getAttribute('aria-selected') === 'true' || e.getAttribute('aria-disabled') === 'true'
              || Boolean(e.closest('.segments, .modes') && e.getAttribute('aria-pressed') === 'true')"""
        )
    )


@pytest.mark.slow
def test_every_data_set_can_be_chosen(page: Page) -> None:
    for group in page.get_by_role("group", name="Kinds of data sets").get_by_role("button").all():
        group.click()
        for tile in page.locator("label.preset").all():
            name = (tile.get_attribute("title") or tile.inner_text()).split(":")[0]
            value = tile.locator("input").get_attribute("value")
            tile.click()
            expect(page.locator("#glassnet-data span")).to_have_text(name)
            if value != "circle":
                page.wait_for_function("(name) => location.hash.includes(`name=${name}`)", arg=value)
    expect(page.get_by_test_id("messages")).to_have_text(re.compile(r"^\s*$"))


def test_a_setting_in_a_popover_is_set(page: Page) -> None:
    page.locator(".strip button", has_text="Learning rate").click()
    box = page.locator("[popover]:popover-open input[type=number]")
    box.fill("0.25")
    box.press("Enter")
    page.wait_for_function("() => location.hash.includes('training.learning_rate=0.25')")
    box.fill("-3")
    box.press("Enter")
    expect(page.get_by_test_id("messages")).to_contain_text("training.learning_rate")


@pytest.mark.slow
def test_the_theme_can_be_changed_and_is_kept(page: Page) -> None:
    first = page.locator(".glassnet").get_attribute("data-theme")
    page.get_by_role("button", name="Dark or light").click()
    expect(page.locator(".glassnet")).not_to_have_attribute("data-theme", first or "")
    page.reload()
    expect(page.locator(".glassnet")).not_to_have_attribute("data-theme", first or "")
