"""Figures of a run as files: which ones make sense, and their bytes."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from glassnet.plots.style import Drawn
from glassnet.training import Trainer


def figures(run: Trainer) -> dict[str, Callable[[], Drawn]]:
    """The figures that make sense for a run, by name: each a function that draws one."""
    import matplotlib

    matplotlib.use("Agg")  # files only: no window opens, and none is needed
    from glassnet import plots

    inputs, classes = len(run.data.table.inputs), run.data.task == "classification"
    drawn: dict[str, Callable[[], Drawn]] = {"curves": lambda: plots.curves(run)}
    if inputs == 1 and not classes:
        drawn["function"] = lambda: plots.function(run)
    elif inputs <= 2:
        drawn["boundary"] = lambda: plots.boundary(run)
    if classes:
        part = "test" if len(run.data.test) else "train"
        drawn["confusion"] = lambda: plots.confusion(run, part=part)
    return drawn


def picture(drawn: Drawn, kind: str = "png") -> bytes:
    """The picture of what a plot has returned, as PNG or SVG; its figure is closed."""
    from matplotlib import pyplot
    from matplotlib.figure import Figure

    from glassnet import plots

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"figure.{kind}"
        plots.save(drawn, path)
        content = path.read_bytes()
    figure = (drawn[0] if isinstance(drawn, tuple) else drawn).get_figure(root=True)
    if isinstance(figure, Figure):
        pyplot.close(figure)
    return content
