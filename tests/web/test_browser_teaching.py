"""For teaching: parts of the page hidden by its link, the signal that travels, a weight changed in the diagram."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser_helpers import drawn, opened, press, settled_pixels, tab_to, train_epochs
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

HANDOUT = "speed,restart,data,training.loss,training.l2,tab.code,tab.doctor"


@pytest.fixture
def page(browser: Browser, playground: Playground) -> Iterator[Page]:
    with opened(browser, playground.url) as page:
        yield page


def test_a_link_hides_parts_of_the_page(page: Page) -> None:
    base, link = page.url.split("#")[0], "v=1&data.source=preset(name=xor)"
    page.goto(f"{base}?hide={HANDOUT}#{link}")
    drawn(page)
    expect(page.get_by_role("combobox", name="speed")).to_have_count(0)
    for name in ("Reset", "New weights"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("region", name="Data")).to_have_count(0)
    expect(page.get_by_role("button", name="Loss")).to_have_count(0)
    tabs = page.get_by_role("tab").all_inner_texts()
    assert "Python" in tabs and not {"Code", "Doctor"} & set(tabs)
    assert train_epochs(page, 1) > 0
    page.reload()
    drawn(page)
    expect(page.get_by_role("button", name="Reset")).to_have_count(0)
    press(page, "Course")
    press(page, "Playground")
    assert parse_qs(urlsplit(page.url).query) == {"hide": [HANDOUT]}


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False])
def test_a_page_of_this_machine_shows_it_in_a_frame_if_it_was_named(
    browser: Browser, tmp_path: Path, named: bool
) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        Thread(target=pages.serve_forever).start()
        origin = f"http://127.0.0.1:{pages.server_port}"
        try:
            with running_playground("--embed-in", origin if named else "http://127.0.0.1:1") as playground:
                (tmp_path / "handout.html").write_text(f'<iframe width="1200" height="800" src="{playground.url}">')
                context = browser.new_context()
                page = context.new_page()
                page.goto(f"{origin}/handout.html")
                epoch = page.frame_locator("iframe").get_by_test_id("epoch")
                if named:
                    expect(epoch).to_have_text("0")
                else:
                    page.wait_for_timeout(1500)
                    assert epoch.count() == 0
                context.close()
        finally:
            pages.shutdown()


@pytest.mark.slow
def test_a_part_that_is_none_is_said(page: Page) -> None:
    page.goto(f"{page.url.split('#')[0]}?hide=speed,sped")
    drawn(page)
    expect(page.get_by_test_id("messages")).to_contain_text("The address hides sped, which is no part of the page")
    expect(page.get_by_role("combobox", name="speed")).to_have_count(0)


@pytest.mark.slow
def test_a_handout_link_is_made_in_the_share_menu_by_keyboard(page: Page) -> None:
    page.locator("button", has_text="Share").click()
    tab_to(page, "Handout link")
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Speed")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="The whole drawer").uncheck()
    address = page.get_by_role("link", name="Try it").get_attribute("href")
    assert address is not None
    assert parse_qs(urlsplit(address).query) == {"hide": ["speed,drawer"]}
    page.goto(address)
    drawn(page)
    expect(page.get_by_role("tablist")).to_have_count(0)
    expect(page.get_by_role("combobox", name="speed")).to_have_count(0)


def lit_stages(page: Page) -> None:
    """Begin to note in which order parts of the diagram light up, by the pictures of the neurons."""
    page.evaluate(
        """() => {
          const canvas = document.querySelector('.canvases .units');
          window.seen = new Set([canvas.toDataURL()]);
          const look = () => { window.seen.add(canvas.toDataURL()); requestAnimationFrame(look); };
          look();
        }"""
    )


def test_one_batch_sends_its_signal_through_the_diagram(page: Page) -> None:
    settled_pixels(page)
    lit_stages(page)
    press(page, "One batch")
    # Two hidden layers and the output, forward and back; then the diagram is whole again.
    page.wait_for_function("() => window.seen.size >= 6")


@pytest.mark.slow
def test_who_wants_no_movement_sees_none(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url, reduced_motion="reduce") as page:
        settled_pixels(page)
        lit_stages(page)
        press(page, "One batch")
        expect(page.get_by_test_id("step")).to_have_text("1")
        page.wait_for_timeout(1200)
        assert page.evaluate("() => window.seen.size") <= 3


def test_a_weight_is_changed_where_it_is_in_the_diagram(page: Page) -> None:
    page.goto(f"{page.url.split('#')[0]}#v=1&network.layers=((units=1))")
    drawn(page)
    expect(page.get_by_test_id("shape")).to_contain_text("2 – 1 – 2")
    canvas = page.locator(".canvases .units")
    place = canvas.bounding_box()
    assert place is not None
    page.get_by_role("tab", name="Weights").click()
    before = page.locator("td").first.inner_text()
    # From the first input to the only neuron: found by moving the pointer over the diagram until it says so.
    for share in (0.3, 0.32, 0.34, 0.28, 0.26, 0.24, 0.36):
        for height in range(25, 76):
            canvas.hover(position={"x": share * place["width"], "y": height / 100 * place["height"]})
            page.wait_for_timeout(40)
            if "weight" in page.locator(".reading").inner_text():
                break
        else:
            continue
        break
    canvas.click(position={"x": share * place["width"], "y": height / 100 * place["height"]})
    box = page.locator(".in-diagram")
    expect(box).to_be_focused()
    box.fill("1.25")
    box.press("Enter")
    expect(page.locator("table.weights, table").first).to_contain_text("1.2500")
    assert before != "1.2500"
    expect(box).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("table").first).not_to_contain_text("1.2500")
