"""The course in a browser: reading, answering, progress, live parts, theory beside the playground."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from glassnet.lessons import find_exercise
from tests.web.browser_helpers import DESKTOP, PHONE, drawn, focused, opened, press, tab_to
from tools.browser import Playground, running_playground

pytestmark = pytest.mark.browser

DELTA = find_exercise("backpropagation/delta")
WRONG = (DELTA.folder / "mistakes" / "forgot_activation_derivative.py").read_text()


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[tuple[Playground, Path]]:
    """A playground of a learner who has done nothing yet, and where the progress is kept."""
    file = tmp_path / "progress.json"
    with running_playground(env={"GLASSNET_PROGRESS": str(file)}) as playground:
        yield playground, file


def lesson(page: Page, name: str = "Backpropagation") -> None:
    """Open a lesson from the playground."""
    press(page, "Course")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(name)


def exercise(page: Page) -> Locator:
    found = page.get_by_role("region", name=f"Exercise: {DELTA.title}")
    expect(found.get_by_role("textbox")).to_be_visible()
    return found


def answer(page: Page, text: str) -> None:
    exercise(page).get_by_role("textbox").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(text)


def serious(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {node['html'][:120]} {node['failureSummary'][:200]}" for v in violations for node in v["nodes"]
    ]


def test_an_exercise_from_the_first_try_to_the_pass(browser: Browser, learner: tuple[Playground, Path]) -> None:
    playground, file = learner
    with opened(browser, playground.url) as page:
        lesson(page)
        task = exercise(page)
        task.get_by_role("button", name="Check").click()
        expect(task.get_by_role("status")).to_contain_text("Not started")
        answer(page, WRONG)
        page.keyboard.press("ControlOrMeta+Enter")
        expect(task.get_by_role("status")).to_contain_text("Your result equals dL/da")
        expect(task.locator(".cm-verdict")).to_contain_text("Your result equals dL/da")
        expect(task.locator(".cm-marked")).to_contain_text("def delta")
        task.get_by_role("button", name="Hint").click()
        expect(task.get_by_text(f"Hint 1 of {len(DELTA.hints)}")).to_be_visible()
        task.get_by_role("button", name="Solution", exact=True).click()
        expect(task).to_contain_text("You have not passed this exercise yet")
        task.get_by_role("button", name="Not yet").click()
        answer(page, DELTA.solution)
        task.get_by_role("button", name="Check").click()
        expect(task.get_by_role("status")).to_contain_text("✓ Right")
        expect(task.locator(".cm-verdict")).to_have_count(0)
        task.get_by_role("button", name="Solution", exact=True).click()
        expect(task.get_by_role("region", name="Solution")).to_contain_text("def delta")
        record = json.loads(file.read_text())["exercises"][DELTA.id]
        assert (record["attempts"], record["hints"], record["solution_seen"]) == (2, 1, "after")

        page.reload()
        expect(exercise(page).get_by_role("textbox")).to_contain_text("def delta")
        expect(exercise(page)).to_contain_text("✓ passed")
        page.get_by_role("link", name="Route map").click()
        expect(page.get_by_role("progressbar", name="Backpropagation")).to_have_js_property("value", 1)


@pytest.mark.slow
def test_the_editor_is_no_trap_for_the_keyboard(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        lesson(page)
        exercise(page).get_by_role("textbox").focus()
        page.keyboard.press("Tab")
        assert focused(page)["name"].startswith("") and page.evaluate("document.activeElement.className") == "editor"
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert focused(page)["name"] == "Check"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.className") == "editor"


@pytest.mark.slow
def test_the_address_leads_to_the_lesson_and_keeps_the_experiment(browser: Browser, playground: Playground) -> None:
    link = "v=1&data.source=preset(name=moons)"
    with opened(browser, playground.url, link) as page:
        press(page, "Course")
        expect(page.locator(".stop").first).to_be_visible()
        page.get_by_role("link", name="Losses").click()
        expect(page).to_have_url(page.url.split("?")[0] + f"?course=02_losses#{link}")
        page.reload()
        expect(page.get_by_role("heading", level=2)).to_contain_text("Losses")
        page.go_back()
        expect(page.get_by_role("heading", level=2)).to_have_text("Course")
        page.go_back()
        drawn(page)
        expect(page.get_by_text("Moons").first).to_be_visible()
        assert page.url.endswith(f"/#{link}")


@pytest.mark.slow
def test_words_lead_to_the_glossary(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        lesson(page)
        page.locator("a.term", has_text="gradient").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("gradient")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "shown"), [("Your first network", "What it has learned"), ("Backpropagation", "chain")]
)
def test_live_parts_train_on_a_session_of_their_own(
    browser: Browser, playground: Playground, name: str, shown: str
) -> None:
    with opened(browser, playground.url) as page:
        lesson(page, name)
        page.locator(".live-place").first.scroll_into_view_if_needed()
        live = page.locator(".live").first
        expect(live).to_have_attribute("aria-busy", "false")
        expect(live).to_contain_text(shown)
        live.get_by_role("button", name="One epoch").click()
        expect(live.get_by_test_id("epoch")).to_have_text("1")
        press(page, "Playground")
        drawn(page)
        expect(page.get_by_test_id("epoch")).to_have_text("0")


@pytest.mark.slow
def test_a_goal_is_reached_on_the_playground(browser: Browser, learner: tuple[Playground, Path]) -> None:
    playground, file = learner
    link = "v=1&data.features=(x^2,y^2)&network.layers=()&training.learning_rate=0.1"
    with opened(browser, playground.url, link) as page:
        page.get_by_role("tab", name="Theory").click()
        press(page, "Goals")
        goal = page.locator(".goal", has_text="The circle without a hidden layer")
        expect(goal).to_contain_text("no hidden layer: 0")
        press(page, "Play")
        expect(goal).to_contain_text("✓ reached")
        press(page, "Pause")
        assert json.loads(file.read_text())["exercises"]["goals/circle_flat"]["passed"]


@pytest.mark.slow
def test_an_experiment_is_set_up_with_one_click_also_from_the_course(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        press(page, "Course")
        page.get_by_role("link", name="Theory", exact=True).click()
        press(page, "Experiments")
        press(page, "Six sigmoid layers")
        drawn(page)
        expect(page.get_by_test_id("shape")).to_contain_text("2 – 8 – 8 – 8 – 8 – 8 – 8 – 2")
        expect(page.get_by_role("tab", name="Gradients")).to_have_attribute("aria-selected", "true")


@pytest.mark.slow
def test_a_prediction_is_made_before_the_runs_are(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        page.get_by_role("tab", name="Theory").click()
        press(page, "Predict")
        asked = page.locator(".theory-card", has_text="XOR, 100 epochs")
        asked.get_by_role("button", name="about the same").click()
        expect(asked).to_contain_text("A surprise.")
        expect(asked).to_contain_text("Test accuracy")


@pytest.mark.slow
def test_where_code_is_off_the_page_says_so(browser: Browser, tmp_path: Path) -> None:
    with running_playground("--host", "0.0.0.0", env={"GLASSNET_PROGRESS": str(tmp_path / "p.json")}) as playground:
        with opened(browser, playground.url) as page:
            lesson(page)
            task = exercise(page)
            expect(task).to_contain_text("This server runs no code from pages")
            expect(task.get_by_role("button", name="Check")).to_be_disabled()
            task.get_by_role("button", name="Hint").click()
            expect(task).to_contain_text("Hint 1 of")
            page.reload()
            expect(exercise(page)).to_contain_text(f"1 of {len(DELTA.hints)} seen")
        assert not (tmp_path / "p.json").exists()


PLACES = ["", "03_backpropagation", "theory", "glossary", "reference"]


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "how"), [("light", DESKTOP), ("dark", PHONE)], ids=["light desktop", "dark phone"])
def test_axe_finds_nothing(browser: Browser, playground: Playground, theme: str, how: dict[str, Any]) -> None:
    with opened(browser, playground.url, color_scheme=theme, reduced_motion="reduce", **how) as page:
        base = page.url.split("#")[0]
        for place in PLACES:
            page.goto(f"{base}?course={place}")
            expect(page.locator(".course h2, .course h1, .exercise .cm-content").last).to_be_visible()
            assert serious(page) == [], place
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{place} scrolls sideways"
        page.goto(f"{base}?course=03_backpropagation")
        exercise(page)
        answer(page, "def delta(z, targets):\n    return 1 / 0\n")
        exercise(page).get_by_role("button", name="Check").click()
        expect(exercise(page).get_by_role("status")).to_contain_text("It stops with an error (line 2)")
        page.locator(".live-place").scroll_into_view_if_needed()
        expect(page.locator(".live")).to_have_attribute("aria-busy", "false")
        assert serious(page) == []
        press(page, "Playground")
        drawn(page)
        page.get_by_role("tab", name="Theory").click()
        for part in ("Experiments", "Goals", "Predict", "Watch out", "Questions"):
            press(page, part)
            assert serious(page) == [], part


@pytest.mark.slow
def test_the_course_can_be_walked_by_keyboard(browser: Browser, playground: Playground) -> None:
    with opened(browser, playground.url) as page:
        tab_to(page, "Course")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Course", level=2)).to_be_focused()
        tab_to(page, "00 Your first network")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=2)).to_be_focused()
