"""The face of the figures: names, files, demonstrations, and the example of the README's kind."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure
from matplotlib.text import Text

import glassnet as gn
from glassnet import plots
from glassnet.plots import demo
from glassnet.spec import SpecError
from glassnet.training import Trainer
from tests.support import SOURCE, run_python

DEMONSTRATIONS = sorted(
    path.stem for path in (SOURCE / "plots").glob("*.py") if "__main__" in path.read_text(encoding="utf-8")
)


def test_the_example_of_ten_lines_runs() -> None:
    data = gn.load("moons", n=500, noise=0.2, seed=0)
    net = gn.Network([2, 8, 8, 2], activation="relu", seed=0)
    run = gn.train(net, data, epochs=60, optimizer="adam", lr=0.01, batch_size=32)
    assert run.history.test_accuracy[-1] > 0.9
    assert run.predict([[0.0, 0.5], [1.0, -0.5]]).shape == (2, 2)
    assert [ax.get_xlabel() for ax in gn.plot.boundary(run)] == ["x", "x"]
    assert len(gn.plot.curves(run)) == 2


@pytest.mark.parametrize("name", plots.__all__)
def test_a_name_means_the_function_even_after_its_module_was_imported(name: str) -> None:
    home = importlib.import_module(f"glassnet.plots.{plots._HOMES[name]}")
    assert getattr(plots, name) is getattr(home, name)
    assert callable(getattr(plots, name)) and getattr(plots, name).__doc__


def test_an_unknown_figure_is_answered_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match=r"glassnet\.plot has no 'scatter'; it has .*boundary"):
        plots.__getattr__("scatter")
    assert dir(plots) == sorted(plots.__all__)


OF_RUNS = {name for name in plots.__all__ if name.islower()} - {"activations", "save", "score_by", "score_table"}


@pytest.mark.parametrize("name", sorted(OF_RUNS))
def test_what_is_no_run_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(SpecError, match=r"^run: got Network\(2 – 3 – 2, tanh, 17 parameters\), allowed: a run: "):
        getattr(plots, name)(gn.Network([2, 3, 2]))


def test_a_pasted_table_has_its_name() -> None:
    rows = "".join(f"{i},{i % 5},{'ab'[i % 2]}\n" for i in range(40))
    table = {"kind": "table", "text": f"x,y,kind\n{rows}", "column": "kind"}
    left, _ = plots.curves(Trainer(gn.Experiment.from_json({"data": {"source": table}})))
    assert isinstance(left.figure, Figure)
    assert any("Pasted table: " in text.get_text() for text in left.figure.findobj(Text) if isinstance(text, Text))


def test_saving_writes_the_format_that_the_ending_says(runs: dict[str, Trainer], tmp_path: Path) -> None:
    axes = plots.curves(runs["two classes"])
    plots.save(axes, tmp_path / "curves.png")
    plots.save(axes[0], tmp_path / "curves.SVG")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "curves.SVG").read_text(encoding="utf-8")
    with pytest.raises(SpecError, match=r"ends in one of .*\.png"):
        plots.save(axes, tmp_path / "curves.bmpp")
    with pytest.raises(SpecError, match="dpi: got 5"):
        plots.save(axes, tmp_path / "curves.png", dpi=5)
    with pytest.raises(SpecError, match="belong to a figure"):
        orphan = Figure().subplots()
        orphan.remove()
        plots.save(orphan, tmp_path / "nothing.png")


def test_more_dots_per_inch_make_a_larger_picture(tmp_path: Path) -> None:
    axes = plots.activations(["tanh"])
    sizes = []
    for dpi in (40, 80):
        plots.save(axes, tmp_path / "picture.png", dpi=dpi)
        sizes.append(pyplot.imread(tmp_path / "picture.png").shape[1])
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=1)


def test_every_figure_has_a_demonstration() -> None:
    figures = {"activations", "boundary", "confusion", "curves", "function", "prediction_beside_truth", "predictions"}
    figures |= {"bending", "flow", "landscape", "pieces"}
    assert set(DEMONSTRATIONS) == figures | {"score_by"}


def test_a_module_runs_as_a_demonstration_without_a_warning(tmp_path: Path) -> None:
    code = (
        "import runpy, sys, warnings; warnings.simplefilter('error'); sys.argv = ['', 'boundary.png']\n"
        "runpy.run_module('glassnet.plots.boundary', run_name='__main__', alter_sys=False)"
    )
    run_python(code, cwd=tmp_path, env={"MPLBACKEND": "Agg"})
    assert (tmp_path / "boundary.png").read_bytes().startswith(b"\x89PNG")


def test_a_demonstration_says_in_one_line_what_it_cannot_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def draw() -> Any:
        return plots.activations(["relu"])

    for arguments, message in (
        ([], "no display"),
        (["picture.none"], "ends in one of"),
        ([str(tmp_path / "no" / "where.png")], "No such file"),
    ):
        monkeypatch.setattr("sys.argv", ["demo", *arguments])
        with pytest.raises(SystemExit, match=message):
            demo.demonstrate(draw)
