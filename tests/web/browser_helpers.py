"""A page of the playground in a real Chromium, watched for whatever a page must not do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PATIENCE = 20_000.0

expect.set_options(timeout=PATIENCE)

# The plane and the network as one text: equal texts are equal pixels.
PIXELS = """() => [...document.querySelectorAll('.plane canvas:not([hidden]), canvas.units, canvas.edges')]
  .map((canvas) => canvas.toDataURL()).join()"""
# Four times in a row, with pauses between, the same.
SETTLED = f"""() => {{
  const now = ({PIXELS})(), same = now === window.glassnetLast;
  window.glassnetCount = same ? (window.glassnetCount ?? 0) + 1 : 0;
  window.glassnetLast = now;
  return window.glassnetCount >= 4;
}}"""
# A canvas is drawn when it has more than one colour; a curve lies over a plane that has one. What is read is a small
# copy: reading the canvas itself again and again would change how the browser draws it.
DRAWN = """() => ['.plane canvas', 'canvas.units'].every((name) =>
  [...document.querySelectorAll(name)].some((canvas) => {
    if (!canvas.width || !canvas.height) return false;
    const copy = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0, 64, 64);
    const pixels = new Uint32Array(copy.getImageData(0, 0, 64, 64).data.buffer);
    return pixels.some((pixel) => pixel !== pixels[0]);
  }))"""


class Watch:
    """What a page did that it must not do.

    Args:
        context: the browser context whose pages are watched.
        host: the only one that may be talked to.
    """

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.wrong: list[str] = []
        self._host = host
        context.on("console", lambda m: self._note("console", m.text, m.type in ("error", "warning")))
        context.on("weberror", lambda e: self._note("error", str(e.error)))
        context.on("request", self._request)

    def _note(self, kind: str, text: str, wrong: bool = True) -> None:
        if wrong:
            self.wrong.append(f"{kind}: {text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self._note("request", request.url, parts.scheme not in ("data", "blob") and parts.netloc != self._host)


@contextmanager
def opened(browser: Browser, url: str, link: str = "", *, wrong: bool = False, **how: Any) -> Iterator[Page]:
    """A page in a browser context of its own, drawn; at the end it must have done nothing wrong.

    Args:
        browser: a Chromium.
        url: the playground's address with its token.
        link: the experiment to begin with.
        wrong: whether errors in the console are part of the test.
        **how: further settings of the context.
    """
    context = browser.new_context(**{**DESKTOP, **how})
    watch = Watch(context, urlsplit(url).netloc)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{url}#{link}" if link else url)
    drawn(page)
    try:
        yield page
        if not wrong:
            assert watch.wrong == [], "\n".join(watch.wrong)
    finally:
        context.close()


def drawn(page: Page) -> None:
    """Wait until the network and what it says can be seen."""
    expect(page.locator(".glassnet")).to_have_attribute("aria-busy", "false")
    page.wait_for_function(DRAWN)
    expect(page.get_by_test_id("train-loss")).not_to_have_text("–")


def press(page: Page, name: str) -> None:
    """Press a button by its name."""
    page.get_by_role("button", name=name, exact=True).click()


def step_of(page: Page) -> int:
    """The training step that the page shows."""
    return int(page.get_by_test_id("step").inner_text().replace(",", ""))


def train_epochs(page: Page, epochs: int) -> int:
    """Train for some epochs, one by one, and wait until the page shows the last; returns its step."""
    for _ in range(epochs):
        before = step_of(page)
        press(page, "One epoch")
        page.wait_for_function(STEP_IS_NOT, arg=before)
    return step_of(page)


STEP_IS_NOT = "(n) => Number(document.querySelector('[data-testid=step]').textContent.replaceAll(',', '')) !== n"


def loss_of(page: Page) -> str:
    """The training loss that the page shows."""
    return page.get_by_test_id("train-loss").inner_text()


def points_shown(page: Page) -> int:
    """How many training points the page says there are."""
    title = page.locator("button.toggle.train").get_attribute("title") or ""
    return int("".join(filter(str.isdigit, title.split("(")[1].split(")")[0])))


def wait_for_points(page: Page, count: int) -> None:
    """Wait until the page says that there are so many training points."""
    page.wait_for_function("(n) => document.querySelector('button.toggle.train').title.includes(`(${n})`)", arg=count)


def settled_pixels(page: Page) -> str:
    """The pictures, once nothing is drawn any more; what an earlier call counted does not count."""
    page.evaluate("() => { window.glassnetLast = null; }")
    page.wait_for_function(SETTLED, polling=150)
    return str(page.evaluate(PIXELS))


def focused(page: Page) -> dict[str, Any]:
    """Name and role of what has the focus."""
    found = page.evaluate(
        """() => { const e = document.activeElement; return JSON.stringify({
          name: e.getAttribute('aria-label') ?? e.textContent.trim(), role: e.getAttribute('role') ?? e.localName,
          value: e.value ?? null }); }"""
    )
    result: dict[str, Any] = json.loads(found)
    return result


def tab_to(page: Page, name: str, limit: int = 80) -> None:
    """Press Tab until what has the focus is called `name` (or begins so)."""
    for _ in range(limit):
        if focused(page)["name"].startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name!r}")
