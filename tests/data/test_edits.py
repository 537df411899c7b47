"""Columns chosen, pasted tables, points put in, rubbed out and moved: nothing else changes."""

import numpy as np
import pytest

from glassnet.data import PARTS, DataError, Dataset, make_dataset
from glassnet.spec import CsvFile, CsvText, DataSpec, Experiment, Preset, SpecError
from glassnet.training import Trainer

TABLE = "a,b,kind,c\n1,2,cat,x\n3,4,dog,y\n5,6,cat,z\n7,8,dog,w\n"


def rows_of(data: Dataset) -> dict[str, list[list[float]]]:
    return {name: part.points.tolist() for name, part in data.parts.items()}


def test_rubbing_out_takes_away_these_points_and_nothing_else() -> None:
    whole = make_dataset(DataSpec(n=50))
    gone = (0, 7, 33)
    less = make_dataset(DataSpec(source=Preset("circle", erased=gone), n=50))
    assert np.array_equal(less.transform.mean, whole.transform.mean)
    for name in PARTS:
        kept = ~np.isin(whole.rows[name], gone)
        assert np.array_equal(less.parts[name].points, whole.parts[name].points[kept])
        assert np.array_equal(less.kept_rows(name), whole.rows[name][kept])
    assert sum(map(len, less.parts.values())) == 47


def test_rows_that_are_rubbed_out_are_kept_once_and_in_order() -> None:
    assert Preset("circle", erased=(33, 7, 33, 0)) == Preset("circle", erased=(0, 7, 33))


def test_an_edit_is_the_data_made_anew() -> None:
    spec = DataSpec(n=40, points=((1.0, 2.0, 0.0),))
    edited = spec.with_(source=Preset("circle", erased=(3, 5)), points=((1.0, 2.0, 0.0), (0.5, -1.0, 1.0)))
    assert rows_of(make_dataset(spec).edited(edited)) == rows_of(make_dataset(edited))


def test_a_run_goes_on_while_points_come_and_go() -> None:
    run = Trainer(Experiment().with_setting("data.n", 50))
    run.advance(5)
    run.add_points([(1.0, 1.0, 0.0), (2.0, 2.0, 1.0)])
    row = int(run.data.kept_rows("train")[0])
    place = run.data.train.points[0].tolist()
    run.erase_points(rows=[row], own=[0])
    assert place not in run.data.train.points.tolist()
    assert run.experiment.data.points == ((2.0, 2.0, 1.0),)
    held_out = int(run.data.kept_rows("test")[0])
    label = float(run.data.test.labels[0])
    run.move_point(0.25, 0.5, row=held_out)
    assert run.experiment.data.points[-1] == (0.25, 0.5, label)
    assert len(run.data.test) == 9
    run.move_point(-1.0, -1.0, own=0)
    assert run.experiment.data.points[0] == (-1.0, -1.0, 1.0)
    assert run.step == 5
    run.advance(100)
    assert run.step == 105


def test_on_the_line_a_moved_point_has_another_value() -> None:
    run = Trainer(Experiment().with_setting("data.source", {"kind": "preset", "name": "sine"}))
    run.move_point(1.0, 0.75, row=int(run.data.kept_rows("train")[0]))
    assert run.experiment.data.points == ((1.0, 0.75, 0.75),)


def test_a_single_column_of_a_known_table() -> None:
    iris = DataSpec(source=Preset("iris"), columns=("petal_width", "petal_length"))
    data = make_dataset(iris)
    assert data.table.inputs == ("petal_width", "petal_length")
    assert data.table.points[0].tolist() == pytest.approx([0.2, 1.4])
    x_from, x_to, y_from, y_to = data.table.domain
    assert (x_from, y_from) < (0.1, 1.0) and (x_to, y_to) > (2.5, 6.9)


def test_a_pasted_table_is_that_of_a_file(tmp_path: pytest.TempPathFactory) -> None:
    path = str(tmp_path) + "/table.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write(TABLE)
    specs = [
        DataSpec(source=source, columns=("b", "a"), split=DataSpec().split.with_(train=1.0, validation=0.0, test=0.0))
        for source in (CsvText(TABLE, "kind"), CsvFile(path, "kind"))
    ]
    pasted, read = (make_dataset(spec) for spec in specs)
    assert rows_of(pasted) == rows_of(read)
    assert pasted.train.points.tolist() == [[2.0, 1.0], [4.0, 3.0], [6.0, 5.0], [8.0, 7.0]]
    assert pasted.classes == ("cat", "dog")
    assert Experiment.loads(Experiment(data=specs[0]).dumps()).data == specs[0]


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (DataSpec(source=Preset("iris"), columns=("petal",)), "data.columns.0: got 'petal', allowed: each of these"),
        (DataSpec(source=Preset("iris"), columns=("petal_width", "petal_width")), "data.columns.1: got 'petal_width'"),
        (DataSpec(source=CsvText(TABLE, "kind"), columns=("kind",)), "input columns: got 'kind', allowed: each of"),
        (DataSpec(source=CsvText(TABLE, "kind")), "row 2, column 'c'"),
        (DataSpec(source=Preset("xor_points", erased=(0, 1, 2, 3))), "at least one point in the training set"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(spec: DataSpec, message: str) -> None:
    with pytest.raises((SpecError, DataError)) as caught:
        make_dataset(spec)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("method", "arguments", "message"),
    [
        ("erase_points", {"rows": [50]}, "row: got 50, allowed: the row of a point that is there, from 0 to 49"),
        ("erase_points", {"own": [0]}, "own: got 0, allowed: none: there are no own points"),
        ("move_point", {"x": 0, "y": 0}, "point: got (None, None), allowed: either the row"),
        ("move_point", {"x": 0, "y": float("nan"), "row": 0}, "data.points: got"),
        ("add_points", {"points": [(1.0, 2.0, 5.0)]}, "data.points.0: got 5.0, allowed: a class from 0 to 1"),
    ],
)
def test_a_wrong_edit_changes_nothing(method: str, arguments: dict[str, object], message: str) -> None:
    run = Trainer(Experiment().with_setting("data.n", 50))
    before = run.experiment
    with pytest.raises(SpecError) as caught:
        getattr(run, method)(**arguments)
    assert message in str(caught.value)
    assert run.experiment == before


def test_a_target_ends_the_run() -> None:
    run = Trainer(Experiment().with_setting("training.target", 0.9))
    run.advance(100_000)
    assert run.outcome is not None
    assert run.outcome.kind == "target reached"
    assert run.history.validation_accuracy[-1] >= 0.9 > run.history.validation_accuracy[-2]
    run.set("training.target", None)
    assert run.outcome is None
