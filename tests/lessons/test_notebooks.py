"""Each lesson as a notebook: well formed, complete, and it runs from top to bottom."""

import json
from typing import Any

import pytest

from glassnet.lessons import notebook
from glassnet.lessons.lesson import Lesson
from tests.lessons.walking import LESSONS, name

WIDGET = "application/vnd.jupyter.widget-view+json"


def sources(made: dict[str, Any], tag: str) -> list[str]:
    """The code of the cells that carry a tag."""
    return [cell["source"] for cell in made["cells"] if tag in cell["metadata"].get("tags", [])]


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_notebook_is_well_formed(lesson: Lesson) -> None:
    import nbformat

    made = notebook(lesson)
    nbformat.validate(nbformat.from_dict(made))  # type: ignore[no-untyped-call]
    assert made == notebook(lesson), "the same each time"
    assert len({cell["id"] for cell in made["cells"]}) == len(made["cells"])


@pytest.mark.parametrize("lesson", LESSONS, ids=name)
def test_notebook_has_every_cell_and_every_exercise(lesson: Lesson) -> None:
    made = notebook(lesson)
    code = [cell["source"] for cell in made["cells"] if cell["cell_type"] == "code"]
    assert [cell.code for cell in lesson.cells] == [each for each in code if each in {c.code for c in lesson.cells}]
    assert sources(made, "exercise") == [exercise.starter.rstrip("\n") for exercise in lesson.exercises]
    assert all(f'"{e.id}"' in text for e, text in zip(lesson.exercises, sources(made, "check"), strict=True))
    text = "".join(cell["source"] for cell in made["cells"] if cell["cell_type"] == "markdown")
    assert "{num}" not in text and "\\num" not in text and "{term}" not in text


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook's own machinery
def test_notebook_runs(lesson: Lesson) -> None:
    import nbformat
    from nbclient import NotebookClient

    made = notebook(lesson)
    done = nbformat.from_dict(made)  # type: ignore[no-untyped-call]
    NotebookClient(done, timeout=120, kernel_name="python3").execute()
    said = [json.dumps(cell["outputs"]) for cell in done["cells"] if "check" in cell["metadata"].get("tags", [])]
    assert len(said) == len(lesson.exercises)
    live = [cell for cell in done["cells"] if "live" in cell["metadata"].get("tags", [])]
    assert all(WIDGET in cell["outputs"][-1]["data"] for cell in live)
    assert [each for each in said if "Not started" not in each] == []
