"""The course's desk: lessons, checks, hints, solutions, progress; who may ask, and where code is off."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import glassnet as gn
from glassnet.lessons import Progress, course, find_exercise
from glassnet.web.course import CODE_IS_OFF, MAX_ANSWER
from glassnet.web.server import is_loopback
from tests.cli.support import Terminal
from tests.web.pages import Answer, Page, Served, running_server

DELTA = find_exercise("backpropagation/delta")
WRONG = (DELTA.folder / "mistakes" / "forgot_activation_derivative.py").read_text()


@pytest.fixture(autouse=True)
def progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLASSNET_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path / "progress.json"


@pytest.fixture(scope="module")
def shared() -> Iterator[Served]:
    """A server that other machines can reach."""
    with running_server(code=False, own=False) as served:
        yield served


def read(served: Served, path: str) -> Any:
    answer = served.get(path, Cookie=served.cookie)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def sent(served: Served, path: str, **texts: str) -> Any:
    answer = served.post(path, texts)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def refusal(answer: Answer, status: int) -> str:
    assert answer.status == status, answer.body
    message = json.loads(answer.body)["error"]
    assert "\n" not in message
    return str(message)


def test_contents_list_all_lessons_and_exercises(served: Served) -> None:
    contents = read(served, "/course")
    assert [lesson["id"] for lesson in contents["lessons"]] == [lesson.id for lesson in course()]
    assert [e["id"] for e in contents["lessons"][0]["exercises"]] == [e.id for e in course()[0].exercises]
    assert contents["code_is_off"] == ""
    assert contents["records"] == {}


@pytest.mark.parametrize("lesson", [lesson.id for lesson in course()])
def test_every_lesson_is_served_with_its_tasks_and_figures(served: Served, lesson: str) -> None:
    text = read(served, f"/course/lessons/{lesson}")
    assert set(text["exercises"]) == set(text["tasks"])
    assert all(task["starter"] and task["hints"] >= 2 for task in text["tasks"].values())
    figures = [b["figure"] for b in text["blocks"] if b.get("figure")]
    for figure in figures:
        answer = served.get(f"/course/lessons/{lesson}/{figure}", Cookie=served.cookie)
        assert answer.status == 200
        assert answer.headers["content-type"] == "image/svg+xml"
    assert " style=" not in json.dumps(text["blocks"]), "the page's content policy forbids style attributes"


@pytest.mark.parametrize("name", ["../outputs.json", "..%2Foutputs.json", "%2e%2e%2flesson.md", "none.svg"])
def test_figures_give_nothing_else_of_the_folder(served: Served, name: str) -> None:
    answer = served.get(f"/course/lessons/03_backpropagation/figures/{name}", Cookie=served.cookie)
    assert answer.status == 404


def test_what_does_not_exist_is_named(served: Served) -> None:
    assert "there is no lesson '99'" in refusal(served.get("/course/lessons/99", Cookie=served.cookie), 404)
    assert "exercise" in refusal(served.post("/course/check", {"exercise": "nothing", "answer": ""}), 404)
    assert "glossary" in refusal(served.get("/course/pages/secret", Cookie=served.cookie), 404)
    assert "prediction" in refusal(served.post("/course/predict", {"prediction": "none"}), 404)


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"exercise": 3}', b'{"answer": "x"}', b"[" * 50_000])
def test_requests_that_are_none_are_refused(served: Served, body: bytes) -> None:
    refusal(served.post("/course/check", body), 400)


def test_an_answer_has_its_greatest_length(served: Served) -> None:
    assert "bytes" in refusal(served.post("/course/check", {"answer": "x" * (MAX_ANSWER + 1)}), 413)


def test_nobody_else_may_have_answers_run(served: Served) -> None:
    content = {"exercise": DELTA.id, "answer": DELTA.solution}
    assert served.post("/course/check", content, Cookie="").status == 403
    assert served.post("/course/check", content, Origin="http://127.0.0.1:1").status == 403
    assert served.post("/course/check", content, Origin="").status == 403
    assert served.post("/course/check", content, Host="evil.example").status == 403
    assert Progress.load().records == {}


@pytest.mark.parametrize(
    "answer",
    [
        DELTA.solution,
        DELTA.starter,
        WRONG,
        "def delta(z, targets):\n    return z[\n",
        "def delta(z, targets):\n    1 / 0\n",
    ],
    ids=["right", "not started", "mistake", "syntax", "error"],
)
def test_the_verdict_is_the_same_in_page_terminal_and_notebook(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    page = sent(served, "/course/check", exercise=DELTA.id, answer=answer)["verdict"]
    file = tmp_path / "delta.py"
    file.write_text(answer)
    terminal = Terminal(capsys)("learn", "check", DELTA.id, "--file", str(file), "--json").json
    assert terminal.pop("exercise") == DELTA.id
    assert page == terminal == gn.exercise(DELTA.id).check(answer).to_json()


def test_progress_is_shared_with_the_terminal(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    sent(served, "/course/check", exercise=DELTA.id, answer=WRONG)
    records = sent(served, "/course/check", exercise=DELTA.id, answer=DELTA.solution)["records"]
    assert records[DELTA.id]["attempts"] == 2
    assert records[DELTA.id]["content"] == DELTA.hash
    assert f"✓ {DELTA.id}" in Terminal(capsys)("learn", "progress").out
    Progress.load().forget(DELTA)
    assert read(served, "/course")["records"] == {}


def test_hints_come_one_by_one_and_are_counted(served: Served) -> None:
    first = sent(served, "/course/hint", exercise=DELTA.id)
    second = sent(served, "/course/hint", exercise=DELTA.id)
    assert (first["number"], len(first["hints"])) == (1, 1)
    assert (second["number"], len(second["hints"])) == (2, 2)
    assert Progress.load().of(DELTA).hints == 2


def test_a_solution_before_the_pass_is_confirmed_and_noted(served: Served) -> None:
    asked = sent(served, "/course/solution", exercise=DELTA.id)
    assert asked == {"confirm": True, "hints_left": len(DELTA.hints)}
    assert Progress.load().of(DELTA).solution_seen is None
    assert sent(served, "/course/solution", exercise=DELTA.id, confirm="yes")["solution"] == DELTA.solution
    assert Progress.load().of(DELTA).solution_seen == "before"


def test_a_solution_after_the_pass_comes_at_once(served: Served) -> None:
    sent(served, "/course/check", exercise=DELTA.id, answer=DELTA.solution)
    assert sent(served, "/course/solution", exercise=DELTA.id)["solution"] == DELTA.solution
    assert Progress.load().of(DELTA).solution_seen == "after"


def test_progress_that_cannot_be_read_is_said(served: Served, progress_file: Path) -> None:
    progress_file.write_text("{")
    assert "progress" in refusal(served.get("/course", Cookie=served.cookie), 500)


def test_on_a_shared_server_code_is_off_and_progress_stays_in_the_browser(shared: Served) -> None:
    contents = read(shared, "/course")
    assert contents["code_is_off"] == CODE_IS_OFF
    assert contents["records"] is None
    assert refusal(shared.post("/course/check", {"exercise": DELTA.id, "answer": DELTA.solution}), 403) == CODE_IS_OFF
    assert sent(shared, "/course/hint", exercise=DELTA.id, number="2")["number"] == 2
    assert sent(shared, "/course/hint", exercise=DELTA.id, number="999")["number"] == len(DELTA.hints)
    assert sent(shared, "/course/solution", exercise=DELTA.id)["confirm"] is True
    assert sent(shared, "/course/solution", exercise=DELTA.id, confirm="yes")["solution"] == DELTA.solution
    assert Progress.load().records == {}


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *[(host, True) for host in ("127.0.0.1", "::1", "localhost", "127.9.9.9")],
        *[(host, False) for host in ("0.0.0.0", "::", "192.168.0.7", "box")],
    ],
)
def test_only_addresses_of_this_machine_are_its_own(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.slow
def test_a_long_check_holds_up_no_session(served: Served, page: Page) -> None:
    endless = "def delta(z, targets):\n    while True:\n        pass\n"
    patient = replace(served, patience=30.0)
    done = threading.Event()
    verdicts: list[Any] = []

    def check() -> None:
        verdicts.append(patient.post("/course/check", {"exercise": DELTA.id, "answer": endless}, Connection="close"))
        done.set()

    thread = threading.Thread(target=check)
    thread.start()
    page.done("step", unit="epoch")
    assert page.view(status={})["epoch"] == 1
    assert not done.is_set(), "the session was held up until the check had ended"
    thread.join(30)
    assert json.loads(verdicts[0].body)["verdict"]["outcome"] == "timed_out"


def test_goals_are_judged_from_the_session_and_noted(page: Page) -> None:
    def state(name: str) -> dict[str, Any]:
        goals: list[dict[str, Any]] = page.view(goals={})["views"]["goals"]["goals"]
        return next(goal for goal in goals if goal["name"] == name)

    assert not state("hurry")["met"]
    page.done("set", path="training.learning_rate", value=0.05)
    page.done("set", path="network.layers", value=[{"units": 16, "activation": "tanh"}])
    for _ in range(5):
        page.done("step", unit="epoch")
    hurry = state("hurry")
    assert hurry["met"] and hurry["reached"]
    assert Progress.load().records["goals/hurry"].passed
    page.done("load", link="v=1&data.source=preset(name=xor)")
    hurry = state("hurry")
    assert not hurry["here"]
    assert hurry["reached"], "what was reached once stays reached"


def test_theory_is_a_view_of_its_own(page: Page) -> None:
    theory = page.view(theory={})["views"]["theory"]
    assert [part["name"] for part in theory["passes"]] == ["forward", "loss", "backward", "update"]
    assert len(theory["trials"]) >= 6
