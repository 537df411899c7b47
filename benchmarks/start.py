"""How long a learner waits: ``glassnet --help``, and ``glassnet play`` until the page is drawn.

Prints the median of five tries of each. Goals on an idle machine: 0.3 s and 1.5 s.
"""

import statistics
import subprocess
import sys
import time

from playwright.sync_api import Browser, sync_playwright

from tools.browser import COMMAND, launch, running_playground

TRIES = 5
# The page is drawn when the boundary and the neurons are: their canvases have more than one colour.
DRAWN = """() => ['field', 'units'].every((name) => {
  const canvas = document.querySelector(`canvas.${name}`);
  if (!canvas || !canvas.width || !canvas.height) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.some((pixel) => pixel !== pixels[0]);
})"""


def help_seconds() -> float:
    """Seconds that ``glassnet --help`` takes."""
    started = time.perf_counter()
    subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def page_seconds(browser: Browser) -> float:
    """Seconds from starting ``glassnet play`` until its page is drawn.

    The browser runs already, as a learner's does.
    """
    page = browser.new_page()
    try:
        with running_playground() as playground:
            page.goto(playground.url)
            page.wait_for_function(DRAWN, polling="raf", timeout=30_000)
            return time.perf_counter() - playground.started
    finally:
        page.close()


def main() -> int:
    """Print both medians with their goals; exit 0 if both are reached, else 1."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        measured = [
            ("glassnet --help", 0.3, [help_seconds() for _ in range(TRIES)]),
            ("glassnet play, page drawn", 1.5, [page_seconds(browser) for _ in range(TRIES)]),
        ]
        browser.close()
    for name, goal, seconds in measured:
        print(
            f"{name:26} {statistics.median(seconds):5.2f} s  "
            f"({min(seconds):.2f} to {max(seconds):.2f} in {TRIES} tries; goal {goal} s)"
        )
    return int(any(statistics.median(seconds) > goal for _, goal, seconds in measured))


if __name__ == "__main__":
    sys.exit(main())
