"""The course in the browser: lessons, figures, checks, hints, solutions, progress, goals.

Lessons and verdicts go over HTTP, behind the same guard as the page. A learner's code runs in a process of its own with
limits (see `glassnet.lessons.runner`), and whoever waits for it waits in a thread of this room: no session is held up.
"""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glassnet.explain import View
from glassnet.session import Session

MAX_ANSWER = 100_000
"""Bytes of what a page may send at once: a hundred times the longest answer."""
WORKERS = 2
"""Answers that are checked at the same time; the others wait."""
MAX_WAITING = 32
"""Requests that may wait for a worker before others are refused."""

CODE_IS_OFF = (
    "This server runs no code from pages, because other machines can reach it. Check the answer on your own machine: "
    "glassnet learn check. (Whoever runs the server can allow it with glassnet play --allow-code.)"
)


class CourseRefusal(Exception):
    """A request that cannot be done.

    Args:
        status: of the HTTP answer.
        message: one line for the learner.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class CourseDesk:
    """Answers the requests of the course.

    Args:
        code: whether answers of learners may run here.
        own: whether the server is the learner's own; else what a learner has done is kept by the browser and not in
            the progress of whoever runs the server.
    """

    def __init__(self, *, code: bool = True, own: bool = True) -> None:
        self._code, self._own = code, own
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="glassnet-course")
        self._waiting = 0

    @property
    def routes(self) -> list[Route]:
        """What it answers."""
        return [
            Route("/course", self._get(self._contents)),
            Route("/course/lessons/{lesson}", self._get(self._lesson)),
            Route("/course/lessons/{lesson}/figures/{figure}", self._figure),
            Route("/course/glossary", self._get(self._glossary)),
            Route("/course/pages/{page}", self._get(self._page)),
            Route("/course/check", self._post(self._check), methods=["POST"]),
            Route("/course/hint", self._post(self._hint), methods=["POST"]),
            Route("/course/solution", self._post(self._solution), methods=["POST"]),
            Route("/course/predict", self._post(self._predict), methods=["POST"]),
        ]

    def close(self) -> None:
        """Take no more requests."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    # -- HTTP ----------------------------------------------------------------------------------------------------

    def _get(self, make: Callable[[dict[str, str]], Any]) -> Callable[[Request], Any]:
        """A request that reads: `make` is given the parts of the path."""

        async def answer(request: Request) -> Response:
            return await self._answered(make, dict(request.path_params))

        return answer

    def _post(self, make: Callable[[dict[str, str]], Any]) -> Callable[[Request], Any]:
        """A request that does something: `make` is given the texts of the JSON that was sent."""

        async def answer(request: Request) -> Response:
            try:
                given = await _texts(request)
            except CourseRefusal as refusal:
                return _refused(refusal)
            return await self._answered(make, given)

        return answer

    async def _answered(self, make: Callable[[dict[str, str]], Any], given: dict[str, str]) -> Response:
        from glassnet.lessons import CourseError
        from glassnet.lessons.progress import ProgressError

        if self._waiting >= MAX_WAITING:
            return _refused(CourseRefusal(503, "Too many answers are being checked just now: try again in a moment."))
        self._waiting += 1
        try:
            return JSONResponse(await asyncio.get_running_loop().run_in_executor(self._workers, make, given))
        except CourseRefusal as refusal:
            return _refused(refusal)
        except CourseError as error:
            return _refused(CourseRefusal(404, str(error)))
        except (ProgressError, OSError) as error:
            return _refused(CourseRefusal(500, f"your progress cannot be read or written: {error}"))
        finally:
            self._waiting -= 1

    async def _figure(self, request: Request) -> Response:
        """A figure of a lesson: one of those that its cells drew, and nothing else of its folder."""
        from glassnet.lessons import CourseError, find_lesson

        name = f"figures/{request.path_params['figure']}"
        try:
            lesson = find_lesson(request.path_params["lesson"])
        except CourseError as error:
            return _refused(CourseRefusal(404, str(error)))
        if name not in {output.get("figure") for output in lesson.outputs.values()}:
            return _refused(CourseRefusal(404, f"lesson {lesson.number} has no such figure"))
        return Response((lesson.folder / name).read_bytes(), media_type="image/svg+xml")

    # -- what is answered ----------------------------------------------------------------------------------------

    def _contents(self, given: dict[str, str]) -> Any:
        from glassnet.lessons import course

        lessons = [
            {
                "id": lesson.id, "number": lesson.number, "title": lesson.title, "summary": lesson.summary,
                "minutes": lesson.minutes, "needs": list(lesson.needs),
                "exercises": [
                    {"id": each.id, "title": each.title, "hash": each.hash} for each in lesson.exercises
                ],
            }
            for lesson in course()
        ]  # fmt: skip
        refusal = "" if self._code else CODE_IS_OFF
        return {"lessons": lessons, "code_is_off": refusal, "own": self._own, "records": self._records()}

    def _lesson(self, given: dict[str, str]) -> Any:
        from glassnet.lessons import find_lesson

        lesson = find_lesson(given["lesson"])
        exercises = {
            each.id: {
                "id": each.id, "title": each.title, "function": each.function, "starter": each.starter,
                "hints": len(each.hints), "hash": each.hash,
            }
            for each in lesson.exercises
        }  # fmt: skip
        return lesson.to_json() | {"tasks": exercises}

    def _glossary(self, given: dict[str, str]) -> Any:
        from glassnet.lessons import glossary
        from glassnet.lessons.markup import anchor, to_html

        return {anchor(term): {"term": term, "html": to_html(text)} for term, text in glossary().items()}

    def _page(self, given: dict[str, str]) -> Any:
        from glassnet.lessons.catalogue import SHARED, shared_page
        from glassnet.lessons.markup import to_html

        if given["page"] not in SHARED:
            raise CourseRefusal(404, f"there is no such page; there are {' and '.join(SHARED)}")
        return {"html": to_html(shared_page(given["page"]))}

    def _check(self, given: dict[str, str]) -> Any:
        from glassnet.lessons import Progress, find_exercise

        if not self._code:
            raise CourseRefusal(403, CODE_IS_OFF)
        exercise = find_exercise(_text(given, "exercise"))
        verdict = exercise.check(_text(given, "answer"))
        if self._own:
            Progress.load().record(exercise, verdict)
        return {"verdict": verdict.to_json(), "records": self._records()}

    def _hint(self, given: dict[str, str]) -> Any:
        from glassnet.lessons import Progress, find_exercise
        from glassnet.lessons.markup import to_html

        exercise = find_exercise(_text(given, "exercise"))
        if self._own:
            number = Progress.load().next_hint(exercise)
        else:
            asked = given.get("number", "1")
            number = max(1, min(int(asked) if asked.isdecimal() else 1, len(exercise.hints)))
        hints = [to_html(hint) for hint in exercise.hints[:number]]
        return {"number": number, "hints": hints, "records": self._records()}

    def _solution(self, given: dict[str, str]) -> Any:
        """The solution: at once after a pass, before it on confirmation, which is noted."""
        from glassnet.lessons import Progress, find_exercise

        exercise = find_exercise(_text(given, "exercise"))
        if self._own:
            progress = Progress.load()
            if not progress.of(exercise).passed and given.get("confirm") != "yes":
                left = len(exercise.hints) - progress.of(exercise).hints
                return {"confirm": True, "hints_left": max(left, 0)}
            progress.saw_solution(exercise)
        elif given.get("confirm") != "yes":
            return {"confirm": True, "hints_left": len(exercise.hints)}
        return {"solution": exercise.solution, "records": self._records()}

    def _predict(self, given: dict[str, str]) -> Any:
        from glassnet.lessons.experiments import PREDICTIONS

        for prediction in PREDICTIONS:
            if prediction.name == _text(given, "prediction"):
                return prediction.outcome()
        raise CourseRefusal(404, "there is no such prediction")

    def look(self, session: Session, name: str) -> View | None:
        """A view that belongs to the course and not to the session; None for any other name.

        Args:
            session: what is looked at.
            name: "theory" (what stands beside the playground) or "goals" (how they stand in the session's run).
        """
        if name == "theory":
            from glassnet.lessons.theory import theory

            return View(theory())
        return View({"goals": self._goals(session)}) if name == "goals" else None

    def _goals(self, session: Session) -> list[dict[str, Any]]:
        """How the goals stand; those that are reached now are noted."""
        from glassnet.lessons.goals import standing
        from glassnet.lessons.progress import Progress, ProgressError

        goals, reached = standing(session.run), set()
        if self._own:
            try:
                progress = Progress.load()
                for goal in goals:
                    if goal["met"]:
                        progress.reach(goal["id"])
                reached = {name for name, record in progress.records.items() if record.passed}
            except (ProgressError, OSError):  # the course says what is wrong with the file; the run goes on
                pass
        return [goal | {"reached": goal["id"] in reached} for goal in goals]

    def _records(self) -> Any:
        """What the learner has done, by exercise; None where the browser keeps it."""
        from glassnet.lessons import Progress

        return {name: asdict(record) for name, record in Progress.load().records.items()} if self._own else None


async def _texts(request: Request) -> dict[str, str]:
    """The texts by name that a page has sent as JSON."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_ANSWER:
            raise CourseRefusal(413, f"an answer may have {MAX_ANSWER:,} bytes; this one has more")
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise CourseRefusal(400, "the request is not JSON") from None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise CourseRefusal(400, "the request must be an object of texts")
    return given


def _text(given: dict[str, str], name: str) -> str:
    if name not in given:
        raise CourseRefusal(400, f'the request needs "{name}", a text')
    return given[name]


def _refused(refusal: CourseRefusal) -> Response:
    return JSONResponse({"error": str(refusal)}, refusal.status)
