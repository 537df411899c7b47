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


# The colour in the middle of a small neuron's tile, and the colour of the same place in its picture beside the pointer.
MIDDLE = """(unit) => {
  const units = document.querySelector('canvas.units'), large = document.querySelector('.reading canvas');
  const middle = (canvas, x, y) => {
    const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, x, y, 1, 1, 0, 0, 1, 1);
    return [...copy.getImageData(0, 0, 1, 1).data];
  };
  return [middle(units, Math.floor(unit.x), Math.floor(unit.y)), middle(large, large.width / 2, large.height / 2)];
}"""


@pytest.mark.slow
def test_many_small_neurons_show_what_their_large_pictures_show(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, "v=1&network.layers=((units=64),(units=3))") as page:
        train_epochs(page, 5)
        canvas, heads = page.locator("canvas.units"), page.locator(".heads .head")
        box, head = canvas.bounding_box(), heads.nth(1).evaluate("(head) => parseFloat(head.style.left)")
        assert box is not None
        pitch, found = (box["height"] - 16) / 64, set[tuple[int, ...]]()
        for unit in (0, 13, 31, 40, 63):
            place = {"x": head, "y": box["height"] / 2 + (unit - 31.5) * pitch}
            page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
            expect(page.locator(".reading")).to_contain_text(f"layer 1, neuron {unit + 1}")
            page.wait_for_function(f"(unit) => {{ const [a] = ({MIDDLE})(unit); return a[3] === 255; }}", arg=place)
            page.wait_for_timeout(200)  # the large picture comes with the next answer
            small, large = page.evaluate(MIDDLE, place)
            assert max(abs(a - b) for a, b in zip(small, large, strict=True)) < 40, (unit, small, large)
            found.add(tuple(small))
        assert len(found) > 1, "the neurons differ"
