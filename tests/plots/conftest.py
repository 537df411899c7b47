"""Small runs that the tests of figures share, and a pyplot that is clean before and after every test."""

from collections.abc import Iterator

import pytest
from matplotlib import pyplot

from glassnet.plots.demo import example
from glassnet.training import Network, Trainer, load, train
from tests.plots.cases import CASES, FILES


@pytest.fixture(autouse=True)
def clean_pyplot() -> Iterator[None]:
    pyplot.close("all")
    yield
    pyplot.close("all")


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trainer]:
    """One trained run for each kind of task, by name."""
    made = {name: example(preset, **settings) for name, (preset, settings) in CASES.items()}
    folder = tmp_path_factory.mktemp("tables")
    for name, lines in FILES.items():
        path = folder / f"{name}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        data = load(path, column=lines[0].split(",")[-1])
        sizes = [len(data.table.inputs), 6, max(1, len(data.classes))]
        made[name] = train(Network(sizes), data, epochs=8)
    return made


@pytest.fixture(scope="session")
def diverged() -> Trainer:
    """A run that has blown up."""
    run = train(Network([2, 4, 1], activation="relu"), load("plane", n=60), epochs=50, lr=1000.0, optimizer="sgd")
    assert run.outcome is not None and run.outcome.kind == "diverged"
    return run
