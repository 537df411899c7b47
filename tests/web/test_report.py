"""A report: one file that needs no other, with the run as it was."""

import base64
import html.parser
import json
import re
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.explain.codegen.record import Recording, record
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer
from glassnet.web.assets import AssetsError
from glassnet.web.report import html_report, settings_list


def small(**changes: Any) -> Experiment:
    made = Experiment().with_setting("data.n", 60).with_setting("training.epochs", 8)
    for path, value in changes.items():
        made = made.with_setting(path.replace("__", "."), value)
    return made


@pytest.fixture(scope="module")
def text() -> str:
    return html_report(small(), author="A. <b>Learner</b>")


def read(text: str) -> tuple[dict[str, Any], bytes]:
    """What the script of a report reads."""
    parts = dict(re.findall(r'<script type="[^"]+" id="(\w+)">(.*?)</script>', text, re.DOTALL))
    return json.loads(parts["run"]), zlib.decompress(base64.b64decode(parts["frames"]))


def array(whole: bytes, place: list[int], kind: type[np.generic]) -> np.ndarray[Any, Any]:
    return np.frombuffer(whole, kind, place[1] // np.dtype(kind).itemsize, place[0])


class Addresses(html.parser.HTMLParser):
    """Every address that a page would load or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]


def test_it_asks_for_nothing_else(text: str) -> None:
    page = Addresses()
    page.feed(text)
    assert page.found == []
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[0]
    assert not re.search(r"url\(|@import|@font-face", style)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket\(|import\(", text)


def test_what_a_learner_puts_in_stays_text(text: str) -> None:
    assert "A. &lt;b&gt;Learner&lt;/b&gt; ·" in text and "{{" not in text.partition("<script")[0]
    own = html_report(
        small(data__source={"kind": "table", "text": "a,k\n1,</script>\n2,{{run}}\n3,x\n4,x\n", "column": "k"})
    )
    run, _ = read(own)
    assert "</script>" in run["classes"] and "{{run}}" in run["classes"]


def test_the_recording_is_the_run(text: str) -> None:
    run, whole = read(text)
    trained = Trainer(small())
    for moment in run["moments"]:
        trained.advance(moment["step"] - trained.step)
        flat = np.concatenate([p.reshape(-1) for p in trained.state.parameters]).astype(np.float32)
        assert (array(whole, moment["weights"][0], np.float32) == flat).all()
        assert abs(moment["status"]["train"]["loss"] - trained.evaluate().scores["train"].loss) < 1e-12
        assert len(array(whole, moment["boundary"][0], np.uint8)) == run["boundary"]["size"] ** 2
        assert len(array(whole, moment["neurons"][0], np.uint8)) == sum(run["sizes"]) * run["picture"] ** 2
    assert [run["moments"][0]["step"], run["moments"][-1]["epoch"]] == [0, 8]
    column = 1 + run["curves"]["names"].index("train_loss")
    history = trained.history.train_loss.astype(np.float32)
    assert (array(whole, run["curves"]["arrays"][column], np.float32) == history).all()


def test_a_run_is_recorded_from_its_start_with_the_settings_it_has_now() -> None:
    run = Trainer(small())
    run.advance_epochs(2)
    run.set("training.learning_rate", 0.1)
    found = record(run, moments=4)
    again = record(run.experiment, moments=4)
    assert [m.step for m in found.moments] == [m.step for m in again.moments] and found.moments[0].step == 0
    assert found.moments[-1].status == again.moments[-1].status
    assert run.epoch == 2  # it is left as it was


def test_a_run_that_ends_before_is_recorded_to_its_end() -> None:
    stopped = record(small(training__target=0.55))
    assert stopped.run.outcome is not None and stopped.run.outcome.kind == "target reached"
    diverged = record(small(training__learning_rate=1000.0, training__loss="mse", training__optimizer="sgd"))
    assert diverged.run.outcome is not None and diverged.run.outcome.kind == "diverged"
    for recording in (stopped, diverged):
        assert recording.moments[-1].step == recording.run.step


def test_a_large_network_is_left_out_of_the_picture() -> None:
    layers = [{"units": 4000}]
    recording: Recording = record(small(network__layers=layers, training__epochs=0), moments=2)
    assert recording.moments[0].neurons is None and recording.moments[0].weights is None


def test_a_number_of_moments_that_is_not_allowed_is_refused() -> None:
    with pytest.raises(SpecError, match="moments: got 1, allowed: a whole number from 2 to 400"):
        record(small(), moments=1)


def test_results_stand_at_the_head_under_the_name_of_the_score(text: str) -> None:
    head = text.partition("</header>")[0]
    run = Trainer(small()).train()
    assert '<th scope="col">accuracy</th>' in head and "{{" not in head
    for part, found in run.evaluate().scores.items():
        assert f'<th scope="row">{part}</th><td>{len(run.data.parts[part])}</td><td>{found.loss:.6g}</td>' in head
        assert f"<td>{100 * found.score:.1f} %</td>" in head
    values = html_report(small(data__source={"kind": "preset", "name": "sine"}))
    assert '<th scope="col">R²</th>' in values


def test_settings_that_differ_stand_out() -> None:
    listed = settings_list(small(training__optimizer="sgd"))
    assert "<dt>Optimizer</dt><dd><b>SGD</b></dd>" in listed and "<dt>Shuffle</dt><dd>yes</dd>" in listed
    assert "<dt>Source</dt><dd>Circle</dd>" in listed and "<dt>Points</dt>" in listed and "<dt>Noise</dt>" in listed
    digits = settings_list(small(data__source={"kind": "preset", "name": "digits"}))
    assert "<dt>Source</dt><dd><b>Digits</b></dd>" in digits
    assert "<dt>Points</dt>" not in digits and "<dt>Noise</dt>" not in digits  # they do nothing there
    assert "<dt>Own points</dt><dd><b>1</b></dd>" in settings_list(small(data__points=[[1.0, 2.0, 1.0]]))


def test_a_missing_bundle_is_said(tmp_path: Path) -> None:
    with pytest.raises(AssetsError, match=r"report\.css is missing"):
        html_report(small(), folder=tmp_path)
