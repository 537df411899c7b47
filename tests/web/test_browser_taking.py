"""Everything that can be taken away from the page, and that it is what it says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from glassnet.spec import Experiment
from tests.web.browser_helpers import opened, train_epochs
from tools.browser import Playground

pytestmark = pytest.mark.browser


def taken(page: Page, words: str) -> tuple[str, bytes]:
    """The file that a line of the menu saves: its name and its content."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=words).click()
    path = coming.value.path()
    return coming.value.suggested_filename, Path(path).read_bytes()


# A film played to its end: its size, how long it went on, and a few pixels of its first and its last picture.
PLAY = """async (bytes) => {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'video/webm' }));
  const look = () => {
    const canvas = new OffscreenCanvas(24, 24).getContext('2d');
    canvas.drawImage(video, 0, 0, 24, 24);
    return [...canvas.getImageData(0, 0, 24, 24).data].join();
  };
  await new Promise((resolve, reject) => {
    video.onloadeddata = resolve;
    video.onerror = () => reject(video.error.message);
  });
  const first = look();
  const ended = new Promise((resolve) => { video.onended = resolve; });
  await video.play();
  await ended;
  return { width: video.videoWidth, height: video.videoHeight, seconds: video.currentTime, first, last: look() };
}"""

CHECKS: list[tuple[str, str, Callable[[bytes], bool]]] = [
    ("Experiment file for", "experiment.json", lambda c: Experiment.loads(c.decode()) == Experiment()),
    ("Experiment file with", "trained.json", lambda c: json.loads(c)["network"]["weights"] is not None),
    ("Picture (PNG)", "boundary.png", lambda c: c.startswith(b"\x89PNG")),
    ("Drawing (SVG)", "boundary.svg", lambda c: b"<svg" in c),
    ("Curves (SVG)", "curves.svg", lambda c: b"<svg" in c),
    ("Confusion matrix (SVG)", "confusion.svg", lambda c: b"<svg" in c),
    ("History (CSV)", "history.csv", lambda c: len(c.splitlines()) == 4),
    ("Points (CSV)", "points.csv", lambda c: len(c.splitlines()) == 501),
]


@pytest.mark.slow
def test_every_file_is_saved_under_its_name(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        train_epochs(page, 2)
        page.get_by_role("button", name="Share").click()
        for words, name, right in CHECKS:
            called, content = taken(page, words)
            assert called == name
            assert right(content), f"{name} begins with {content[:80]!r}"


@pytest.mark.slow
def test_a_film_of_the_boundary_forming(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        page.get_by_role("button", name="Share").click()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Film (WebM)").click()
            page.get_by_text("stop (2 s)").wait_for()
            page.get_by_role("button", name="Film (WebM)").click()
        content = Path(coming.value.path()).read_bytes()
        assert coming.value.suggested_filename == "boundary.webm"
        assert content.startswith(b"\x1a\x45\xdf\xa3")  # the mark of every WebM file
        assert len(content) > 10_000
        film = page.context.new_page()  # an empty page: what it plays is the file alone
        shown = film.evaluate(PLAY, list(content))
        assert (shown["width"], shown["height"]) == (480, 480)
        assert shown["seconds"] > 1.0
        assert shown["first"] != shown["last"]


@pytest.mark.slow
def test_a_link_with_the_weights_opens_the_trained_network(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, permissions=["clipboard-read", "clipboard-write"]) as page:
        train_epochs(page, 3)
        score = page.get_by_test_id("score").inner_text()
        page.get_by_role("button", name="Share").click()
        page.get_by_role("button", name="Link with the weights").click()
        page.get_by_text("Copied").wait_for()
        link = page.evaluate("navigator.clipboard.readText()").partition("#")[2]
    with opened(browser, playground.url, link) as page:
        assert page.get_by_test_id("score").inner_text() == score
        assert page.get_by_test_id("step").inner_text() == "0"
