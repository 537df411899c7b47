"""What stands beside the playground: how a step works, experiments to try, goals, what to watch out for, questions."""

import re
from functools import cache
from typing import Any

from glassnet.lessons.catalogue import shared_page
from glassnet.lessons.experiments import PREDICTIONS, TRIALS
from glassnet.lessons.markup import anchor, inline_html, to_html

PARTS = {"passes": "Four passes", "watch": "What to watch out for", "questions": "Questions"}
"""Parts of `course/theory.md` by their names for a page, with their headings there."""


def part(heading: str) -> list[dict[str, str]]:
    """The sections below a heading of `course/theory.md`.

    Returns:
        For each its `name`, its `title` (HTML) and its text (`html`).

    Raises:
        KeyError: if there is no such heading.

    Example:
        >>> [section["name"] for section in part("Four passes")]
        ['forward', 'loss', 'backward', 'update']
    """
    chapters = dict(re.findall(r"^# ([^\n]+)\n(.*?)(?=^# |\Z)", shared_page("theory"), re.M | re.S))
    sections = re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", chapters[heading], re.M | re.S)
    return [{"name": anchor(title), "title": inline_html(title), "html": to_html(text)} for title, text in sections]


@cache
def theory() -> dict[str, Any]:
    """All of it, as plain JSON values.

    Example:
        >>> sorted(theory())
        ['passes', 'predictions', 'questions', 'trials', 'watch']
    """
    texts: dict[str, Any] = {name: part(heading) for name, heading in PARTS.items()}
    return texts | {
        "trials": [trial.to_json() for trial in TRIALS],
        "predictions": [prediction.to_json() for prediction in PREDICTIONS],
    }
