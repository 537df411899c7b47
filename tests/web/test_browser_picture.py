"""The picture of what has been learned, in its several ways: shading, border, relief, other curves."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser_helpers import opened, press, settled_pixels, train_epochs
from tools.browser import Playground

pytestmark = pytest.mark.browser


def colours(page: Page) -> int:
    """How many colours the surface has."""
    return int(
        page.evaluate(
            """() => { const c = document.querySelector('.plane canvas.field');
              const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', { willReadFrequently: true });
              copy.drawImage(c, 0, 0);
              const pixels = copy.getImageData(0, 0, c.width, c.height).data;
              return new Set(new Uint32Array(pixels.buffer)).size; }"""
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["circle", "blobs"])
def test_the_colours_tell_probability_class_or_confidence(browser: Browser, playground: Playground, name: str) -> None:
    with opened(browser, playground.url, f"v=1&data.source=preset(name={name})") as page:
        train_epochs(page, 3)
        seen = {settled_pixels(page)}
        assert colours(page) > 50
        page.get_by_label("colours").select_option("class")
        seen.add(settled_pixels(page))
        assert colours(page) == (3 if name == "blobs" else 2)
        page.get_by_label("colours").select_option("confidence")
        seen.add(settled_pixels(page))
        assert colours(page) > 50
        assert len(seen) == 3


@pytest.mark.slow
def test_the_border_is_drawn_over_the_surface(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        train_epochs(page, 3)
        before = settled_pixels(page)
        press(page, "line")
        assert settled_pixels(page) != before
        press(page, "line")
        assert settled_pixels(page) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["circle", "pinwheel", "bumps"])
def test_the_surface_in_3d_is_turned_by_drag_and_by_key(browser: Browser, playground: Playground, name: str) -> None:
    with opened(browser, playground.url, f"v=1&data.source=preset(name={name})") as page:
        train_epochs(page, 2)
        press(page, "3-D")
        seen = [settled_pixels(page)]
        box = page.locator(".plane").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 160, box["y"] + 60, steps=5)
        page.mouse.up()
        seen.append(settled_pixels(page))
        page.locator(".plane").focus()
        page.keyboard.press("ArrowRight")
        seen.append(settled_pixels(page))
        assert len(set(seen)) == 3
        assert page.locator("button.toggle.train").get_attribute("title") == "Points it learns from (300), filled"


@pytest.mark.slow
def test_gradient_norm_and_penalty_have_curves(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&training.l2=0.01") as page:
        train_epochs(page, 3)
        chart = page.get_by_label("What the lower chart shows")
        for name in ("gradient norm", "penalty"):
            chart.select_option(label=name)
            expect(page.locator(f"[data-cell={name.replace(' ', '_')}]")).not_to_have_text("–")
