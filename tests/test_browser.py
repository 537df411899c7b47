"""Browser tests run in a Chromium; where there is none that is said, and in CI it is a failure."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from tests.support import ROOT


@pytest.mark.browser
def test_chromium_shows_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p>Glassnet</p>")
    assert page.inner_text("p") == "Glassnet"
    page.close()


def run_without_chromium(**env: str) -> subprocess.CompletedProcess[str]:
    """Run the browser test above in a pytest of its own that finds no Chromium."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-m", "browser", __file__]
    names = {"GLASSNET_CHROMIUM": "no-such-chromium", "GLASSNET_REQUIRE_BROWSER": "", **env}
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **names}, capture_output=True, text=True, timeout=120)


def test_left_out_browser_tests_are_told_with_the_cure() -> None:
    done = run_without_chromium()
    assert done.returncode == 0, done.stdout
    assert "1 browser test was left out" in done.stdout
    assert "apt-get install chromium" in done.stdout


def test_required_browser_tests_fail_without_a_chromium() -> None:
    done = run_without_chromium(GLASSNET_REQUIRE_BROWSER="1")
    assert done.returncode != 0
    assert "no Chromium was found" in done.stderr
