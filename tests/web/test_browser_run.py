"""The playground in a real Chromium: build, press Play, watch it learn."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser_helpers import (
    PIXELS,
    drawn,
    loss_of,
    opened,
    points_shown,
    press,
    settled_pixels,
    step_of,
    tab_to,
    train_epochs,
    wait_for_points,
)
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

LEARNED = "() => parseFloat(document.querySelector('[data-testid=score]').textContent) >= 95"


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    with running_playground() as playground:
        yield playground


@pytest.fixture
def page(browser: Browser, playground: Playground) -> Iterator[Page]:
    with opened(browser, playground.url) as page:
        yield page


def test_play_learns_the_circle_on_screen(page: Page) -> None:
    before = page.evaluate(PIXELS)
    press(page, "Play")
    page.wait_for_function(LEARNED)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert page.evaluate(PIXELS) != before
    expect(page.locator("[data-cell=train_loss]")).to_have_text(re.compile(r"\d"))
    stopped = step_of(page)
    settled_pixels(page)
    assert step_of(page) >= stopped > 0


def test_a_click_on_the_plane_adds_a_point(page: Page) -> None:
    before = points_shown(page)
    page.locator(".plane").click(position={"x": 40, "y": 60})
    wait_for_points(page, before + 1)
    page.get_by_role("tab", name="Log").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("add a point at")
    press(page, "Undo")
    wait_for_points(page, before)
    press(page, "Redo")
    wait_for_points(page, before + 1)


def test_reset_returns_to_the_same_first_loss(page: Page) -> None:
    first = loss_of(page)
    train_epochs(page, 2)
    assert loss_of(page) != first
    press(page, "Reset")
    expect(page.get_by_test_id("train-loss")).to_have_text(first)
    expect(page.get_by_test_id("step")).to_have_text("0")
    press(page, "New weights")
    expect(page.get_by_test_id("train-loss")).not_to_have_text(first)


@pytest.mark.slow
def test_a_shared_link_gives_the_same_picture_in_a_fresh_browser(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        page.get_by_role("radio", name="Moons", exact=True).check(force=True)
        page.wait_for_function("() => location.hash.includes('moons')")
        press(page, "Add a neuron to layer 1")
        page.wait_for_function("() => location.hash.includes('units=9')")
        press(page, "Reset")
        steps = train_epochs(page, 3)
        picture, loss = settled_pixels(page), loss_of(page)
        link = page.url.partition("#")[2]
    with opened(browser, playground.url, link) as fresh:
        assert train_epochs(fresh, 3) == steps
        assert loss_of(fresh) == loss
        assert settled_pixels(fresh) == picture


def test_the_keyboard_alone_can_do_it(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        first, points = loss_of(page), points_shown(page)
        tab_to(page, "One epoch")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("train-loss")).not_to_have_text(first)
        tab_to(page, "Reset")
        page.keyboard.press("Space")
        expect(page.get_by_test_id("train-loss")).to_have_text(first)
        tab_to(page, "Plane")
        for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Enter"):
            page.keyboard.press(key)
        wait_for_points(page, points + 1)
        page.keyboard.press("Control+z")
        wait_for_points(page, points)
        page.keyboard.press("Space")  # where no control takes it, the space bar plays
        page.wait_for_function(LEARNED)
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        link = page.url
    with opened(browser, playground.url, link.partition("#")[2]) as fresh:
        assert loss_of(fresh) == first


def test_a_reload_takes_the_session_up_again(page: Page) -> None:
    step, loss = train_epochs(page, 2), loss_of(page)
    picture = settled_pixels(page)
    page.reload()
    drawn(page)
    expect(page.get_by_test_id("train-loss")).to_have_text(loss)
    assert step_of(page) == step
    assert settled_pixels(page) == picture


@pytest.mark.slow
def test_two_tabs_are_independent(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    drawn(other)
    train_epochs(page, 2)
    press(other, "Add a neuron to layer 1")
    expect(other.get_by_test_id("shape")).to_contain_text("9")
    expect(page.get_by_test_id("shape")).not_to_contain_text("9")
    assert step_of(other) == 0
    other.close()


@pytest.mark.slow
def test_a_link_pasted_into_the_open_page_is_loaded(page: Page) -> None:
    page.evaluate("() => { location.hash = 'v=1&network.layers=((units=5),)'; }")
    expect(page.get_by_test_id("shape")).to_contain_text("2 – 5 – 2")


@pytest.mark.slow
def test_a_link_that_cannot_be_opened_is_told(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&data.source=csv(path='data.csv)") as page:
        expect(page.get_by_test_id("messages")).to_contain_text("cannot make the server read")
        press(page, "Dismiss message")
        expect(page.get_by_test_id("messages")).not_to_contain_text("server")


def test_divergence_is_told(browser: Browser, playground: Playground) -> None:
    link = "v=1&data.source=preset(name=plane)&network.layers=()&training.optimizer=sgd&training.learning_rate=1000"
    with opened(browser, playground.url, link) as page:
        press(page, "Play")
        expect(page.get_by_test_id("messages")).to_contain_text("Diverged")
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        press(page, "Reset")
        expect(page.get_by_test_id("messages")).not_to_contain_text("Diverged")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sine", "plane", "blobs", "pinwheel", "xor_points", "clusters", "classic_spiral"])
def test_every_kind_of_data_is_drawn_and_trains(browser: Browser, playground: Playground, name: str) -> None:
    with opened(browser, playground.url, f"v=1&data.source=preset(name={name})") as page:
        before = page.evaluate(PIXELS)
        train_epochs(page, 1)
        assert settled_pixels(page) != before


def test_a_stopped_server_is_told(browser: Browser) -> None:
    with running_playground() as own, opened(browser, own.url, wrong=True) as page:
        press(page, "Play")
        own.process.terminate()
        expect(page.get_by_test_id("messages")).to_contain_text("Connection lost")
