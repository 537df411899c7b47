"""Set-up of all tests: a Chromium for those that need one, and what is said where there is none."""

import importlib.util
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.support import require_torch, required
from tools.browser import HOW_TO_GET_ONE, find_chromium, launch

# Before anything imports Matplotlib: figures are drawn to memory, no window opens.
os.environ.setdefault("MPLBACKEND", "Agg")

# The progress of whoever runs the tests stays as it is, also in commands that tests start.
PROGRESS = tempfile.TemporaryDirectory(prefix="glassnet-progress-")
os.environ["GLASSNET_PROGRESS"] = str(Path(PROGRESS.name) / "progress.json")

# Deadlines judge the machine, not the code. In CI the examples are the same every time.
settings.register_profile("glassnet", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("glassnet")

LEFT_OUT = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0
    if required("BROWSER") and find_chromium() is None:
        raise pytest.UsageError(f"GLASSNET_REQUIRE_BROWSER is set, but no Chromium was found: {HOW_TO_GET_ONE}")
    if required("TORCH") and importlib.util.find_spec("torch") is None:
        raise pytest.UsageError("GLASSNET_REQUIRE_TORCH is set, but PyTorch is not installed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Browser tests come last: while Playwright's synchronous interface is open its event loop runs
    # in this thread, and a test that calls asyncio.run would fail.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and find_chromium() is None:
        item.config.stash[LEFT_OUT] += 1
        pytest.skip("needs a Chromium")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    count = config.stash[LEFT_OUT]
    if count:
        tests = "1 browser test was" if count == 1 else f"{count} browser tests were"
        terminalreporter.section("browser tests left out", yellow=True)
        terminalreporter.line(f"{tests} left out: no Chromium was found.")
        terminalreporter.line(f"To run them, {HOW_TO_GET_ONE}.")


@pytest.fixture(scope="session", params=("reference", "compiled", pytest.param("torch", marks=pytest.mark.slow)))
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn: what a test finds with it must hold on all of them."""
    if request.param == "torch":
        require_torch()
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; a test opens its own context in it and closes it."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
