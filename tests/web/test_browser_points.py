"""Points on the plane: put in, drawn with a brush, rubbed out, moved; by pointer and by keyboard."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.browser_helpers import opened, points_shown, press, settled_pixels, wait_for_points
from tools.browser import Playground

pytestmark = pytest.mark.browser

XOR = "v=1&data.source=preset(name=xor_points)&data.split.train=1&data.split.validation=0&data.split.test=0"


def tool(page: Page, name: str) -> None:
    page.get_by_role("group", name="What the pointer does").get_by_role("button", name=name).click()


def place(plane: Locator, u: float, v: float) -> tuple[float, float]:
    box = plane.bounding_box()
    assert box is not None
    return box["x"] + u * box["width"], box["y"] + v * box["height"]


def drag(page: Page, *places: tuple[float, float]) -> None:
    plane = page.locator(".plane")
    page.mouse.move(*place(plane, *places[0]))
    page.mouse.down()
    for u, v in places[1:]:
        page.mouse.move(*place(plane, u, v), steps=12)
    page.mouse.up()


def test_a_stroke_of_the_brush_is_one_step_back(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        before = points_shown(page)
        tool(page, "Draw")
        drag(page, (0.2, 0.2), (0.8, 0.2))
        page.wait_for_function(
            "(n) => Number(document.querySelector('button.toggle.train').title.match(/\\d+/)[0]) >= n + 10", arg=before
        )
        expect(page.get_by_role("button", name="Undo")).to_be_enabled()
        press(page, "Undo")
        wait_for_points(page, before)


@pytest.mark.slow
def test_the_eraser_rubs_out_what_it_touches(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, XOR) as page:
        assert points_shown(page) == 4
        tool(page, "Erase")
        drag(page, (0.25, 0.95), (0.25, 0.05))  # both points with x = 0
        wait_for_points(page, 2)
        press(page, "Undo")
        wait_for_points(page, 4)


@pytest.mark.slow
def test_a_point_is_carried_to_another_place(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, XOR) as page:
        pictures = settled_pixels(page)
        tool(page, "Move")
        drag(page, (0.25, 0.75), (0.5, 0.5))
        page.get_by_role("tab", name="Python").click()
        expect(page.locator(".python pre")).to_contain_text("run.move_point(0.5, 0.5, row=")
        assert points_shown(page) == 4
        assert settled_pixels(page) != pictures


@pytest.mark.slow
def test_points_can_be_moved_without_a_mouse(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, XOR) as page:
        tool(page, "Move")
        plane = page.get_by_role("application", name="Plane")
        plane.focus()
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        for _ in range(5):
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")  # picks (0, 1) up
        expect(page.locator(".ghost")).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.get_by_role("tab", name="Python").click()
        expect(page.locator(".python pre")).to_contain_text("run.move_point(0.1, 1.0, row=")


@pytest.mark.slow
def test_a_click_adds_one_point_of_the_chosen_class(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        before = points_shown(page)
        page.get_by_role("radio", name="1").check(force=True)
        page.mouse.click(*place(page.locator(".plane"), 0.5, 0.5))
        wait_for_points(page, before + 1)
        page.get_by_role("tab", name="Python").click()
        expect(page.locator(".python pre")).to_contain_text("label=1.0)")
