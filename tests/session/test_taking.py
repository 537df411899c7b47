"""What is taken away is what the run is: read back, it says the same."""

import numpy as np
import pytest

from glassnet.data import read_csv_text
from glassnet.session import Session, taking
from glassnet.spec import Experiment, SpecError, from_link
from glassnet.training import Trainer


@pytest.fixture(scope="module")
def run() -> Trainer:
    run = Trainer(Experiment().with_setting("data.n", 60), engine="reference")
    run.advance_epochs(3)
    return run


def text_of(run: Trainer, what: str) -> str:
    return taking.file(run, what).arrays[0].tobytes().decode()


def test_the_experiment_is_read_back(run: Trainer) -> None:
    assert Experiment.loads(text_of(run, "experiment")) == run.experiment


@pytest.mark.parametrize("what", ["trained", "link"])
def test_the_weights_are_taken_along(run: Trainer, what: str) -> None:
    text = text_of(run, what)
    again = Trainer(from_link(text) if what == "link" else Experiment.loads(text), engine="reference")
    for mine, theirs in zip(again.state.parameters, run.state.parameters, strict=True):
        np.testing.assert_allclose(mine, theirs.astype(np.float32))
    assert again.evaluate().scores["test"].loss == pytest.approx(run.evaluate().scores["test"].loss, rel=1e-6)


def test_the_history_has_a_row_for_each_evaluation(run: Trainer) -> None:
    lines = text_of(run, "history").splitlines()
    assert lines[0].startswith("step,epoch,train_loss")
    assert len(lines) == 1 + len(run.history) == 5


def test_the_points_are_read_back_with_their_part(run: Trainer) -> None:
    lines = text_of(run, "points").splitlines()
    assert [line.rsplit(",", 1)[1] for line in lines].count("test") == len(run.data.test)
    table = read_csv_text("\n".join(line.rsplit(",", 1)[0] for line in lines), "label")
    assert np.array_equal(table.points[: len(run.data.train)], run.data.train.points)


@pytest.mark.parametrize(("what", "first"), [("boundary.png", b"\x89PNG"), ("curves.svg", b"<?xml")])
def test_figures_are_pictures(run: Trainer, what: str, first: bytes) -> None:
    content = taking.file(run, what).arrays[0].tobytes()
    assert content.startswith(first)
    assert len(content) > 5_000


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("secrets", "file.what: got 'secrets', allowed: one of experiment"),
        ("function.svg", "for this data: curves, boundary, confusion"),
    ],
)
def test_what_there_is_not_is_told_in_a_line(run: Trainer, what: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        taking.file(run, what)
    assert message in str(caught.value)


def test_a_session_hands_files_out_as_a_view() -> None:
    assert Session().view("file", {"what": "points"}).data["name"] == "points.csv"
