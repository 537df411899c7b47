"""Makes the pictures of the documentation anew, from the running playground.

``docs/playground.png`` for the README, and ``docs/screenshots/`` in light and dark, on a desktop
and on a phone. Each trains a network on the circle for some seconds first. Run it as
``python -m tools.screenshots`` (or ``make screenshots``) and look at the result.
"""

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tools.browser import launch, running_playground

DOCS = Path(__file__).resolve().parents[1] / "docs"
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TRAINING_SECONDS = 3.0


def picture(browser: Browser, url: str, theme: Literal["light", "dark"], size: str, path: Path) -> None:
    """Train for some seconds, pause, and keep what the window shows.

    Args:
        browser: A running Chromium.
        url: The playground's address.
        theme: The colour scheme that the page is asked for.
        size: A key of `SIZES`.
        path: Where the PNG goes.
    """
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if size == "phone" else 1,
        is_mobile=size == "phone",
        has_touch=size == "phone",
        color_scheme=theme,
    )
    page = context.new_page()
    page.goto(url)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(TRAINING_SECONDS * 1000)
    page.get_by_role("button", name="Pause", exact=True).click()
    page.mouse.move(4, height - 4)  # away from the button, whose explanation would stand in the picture
    page.wait_for_timeout(500)  # the last frame of the run is drawn
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    context.close()
    print(path)


def main() -> int:
    """Make all pictures."""
    with running_playground() as playground, sync_playwright() as playwright:
        browser = launch(playwright)
        for theme in THEMES:
            for size in SIZES:
                path = DOCS / "screenshots" / f"{theme}-{size}.png"
                picture(browser, playground.url, theme, size, path)
        picture(browser, playground.url, "light", "desktop", DOCS / "playground.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
