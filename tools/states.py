"""The main states of the page as small pictures, to be compared with how they looked when somebody last looked.

``python -m tools.states`` makes them anew in ``tests/web/pictures/``: look at them before they are committed.
A picture is kept as blocks of `BLOCK` pixels side, so that another version of the browser, which draws letters a
little differently, does not change it, while anything that moves, vanishes or changes its colour does.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import launch, running_playground

PICTURES = Path(__file__).resolve().parents[1] / "tests" / "web" / "pictures"
BLOCK = 6
SETTLED_MS = 900
"""How long a page is left alone before it is looked at."""

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PROJECTOR = {"viewport": {"width": 1024, "height": 768}}
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def _epochs(count: int) -> Callable[[Page], None]:
    def train(page: Page) -> None:
        for _ in range(count):
            page.get_by_role("button", name="One epoch", exact=True).click()
            page.wait_for_timeout(150)

    return train


def _tab(name: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        _epochs(2)(page)
        page.get_by_role("tab", name=name, exact=True).click()
        page.wait_for_timeout(1500)
        page.get_by_role("tabpanel").scroll_into_view_if_needed()

    return show


def _instant(page: Page) -> None:
    page.get_by_role("button", name="Instant", exact=True).click()
    page.wait_for_timeout(1500)


def _nothing(page: Page) -> None:
    pass


@dataclass(frozen=True)
class State:
    """How to get there: the size and theme of the window, the address, and what is done on the page."""

    size: dict[str, Any]
    address: str = ""
    do: Callable[[Page], None] = _nothing
    theme: str = "light"


STATES = {
    "start": State(DESKTOP),
    "start-dark": State(DESKTOP, theme="dark"),
    "trained": State(DESKTOP, "#v=1&data.source=preset(name=spiral)", _epochs(3)),
    "regression": State(PROJECTOR, "#v=1&data.source=preset(name=sine)", _epochs(3)),
    "classes": State(TABLET, "#v=1&data.source=preset(name=blobs)", _epochs(3)),
    "instant": State(DESKTOP, do=_instant),
    "microscope": State(DESKTOP, do=_tab("Microscope")),
    "doctor": State(DESKTOP, do=_tab("Doctor"), theme="dark"),
    "phone": State(PHONE, do=_epochs(2)),
    "phone-dark": State(PHONE, "#v=1&data.source=preset(name=bumps)", theme="dark"),
    "handout": State(DESKTOP, "?hide=drawer,data,features,speed,undo,share,course,settings,tools"),
    "course": State(DESKTOP, "?course="),
    "lesson": State(PHONE, "?course=03_backpropagation"),
}


def look(browser: Browser, url: str, state: State) -> npt.NDArray[np.uint8]:
    """The picture of a state, in blocks.

    Args:
        browser: a running Chromium.
        url: the playground's address.
        state: which state.

    Returns:
        Colours, shape (height / `BLOCK`, width / `BLOCK`, 3).
    """
    context = browser.new_context(
        **state.size,
        color_scheme="dark" if state.theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".glassnet[aria-busy=false]")
    page.goto(page.url.split("#")[0].split("?")[0] + state.address)
    page.wait_for_selector(".glassnet[aria-busy=false]")
    page.wait_for_timeout(SETTLED_MS)
    state.do(page)
    page.mouse.move(2, 2)
    page.wait_for_timeout(SETTLED_MS)
    taken = page.screenshot()
    context.close()
    with Image.open(BytesIO(taken)) as picture:
        whole = picture.convert("RGB")
    small = whole.resize((whole.width // BLOCK, whole.height // BLOCK), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.uint8)


def main() -> int:
    """Make all pictures anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_playground() as playground, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, state in STATES.items():
            Image.fromarray(look(browser, playground.url, state)).save(PICTURES / f"{name}.png", optimize=True)
            print(PICTURES / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
