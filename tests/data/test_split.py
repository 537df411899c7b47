"""Train, validation and test: how large they are, and that the network's inputs are fitted to the first alone."""

import numpy as np
import pytest

from glassnet.data import PARTS, DataError, Dataset, make_dataset, read_csv_text, split_indices
from glassnet.data.table import window
from glassnet.spec import DataSpec, SpecError, Split


@pytest.mark.parametrize("n", [7, 10, 33, 250])
@pytest.mark.parametrize("shares", [(0.6, 0.2, 0.2), (0.5, 0.25, 0.25), (0.34, 0.33, 0.33), (0.9, 0.0, 0.1)])
def test_parts_are_as_large_as_their_shares_rounded(n: int, shares: tuple[float, float, float]) -> None:
    split = Split(*shares)
    parts = split_indices(np.zeros(n, np.int64), split, stratify=False)
    assert len(parts["train"]) == round(shares[0] * n)
    assert len(parts["train"]) + len(parts["validation"]) == round((shares[0] + shares[1]) * n)
    assert sorted(np.concatenate([parts[name] for name in PARTS]).tolist()) == list(range(n))


@pytest.mark.parametrize("counts", [(5, 5), (3, 17), (8, 1), (11, 12, 13)])
def test_every_class_has_its_share_in_every_part(counts: tuple[int, ...]) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    parts = split_indices(labels, Split(0.5, 0.25, 0.25), stratify=True)
    for k, count in enumerate(counts):
        found = [int((labels[parts[name]] == k).sum()) for name in PARTS]
        assert found[0] == max(1, round(0.5 * count)) and sum(found) == count
        assert abs(found[1] - 0.25 * count) <= 1 and abs(found[2] - 0.25 * count) <= 1


def test_inputs_are_scaled_by_the_training_set_alone() -> None:
    """A mean over all points would tell the network something about those that it is tested on."""
    data = make_dataset(DataSpec(n=60, noise=0.5))
    train = data.table.points[data.rows["train"]]
    np.testing.assert_allclose(data.transform.mean, train.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(data.transform.spread, train.std(axis=0), rtol=1e-12)
    assert not np.allclose(data.transform.mean, data.table.points.mean(axis=0), rtol=1e-3)
    np.testing.assert_allclose(data.train.X.mean(axis=0), 0.0, atol=1e-7)
    np.testing.assert_allclose(data.train.X.std(axis=0), 1.0, atol=1e-6)
    np.testing.assert_allclose(data.test.X, (data.test.points - train.mean(axis=0)) / train.std(axis=0), atol=1e-6)


def test_a_constant_column_has_a_window_round_it() -> None:
    table = read_csv_text("x,y,kind\n3,1,a\n3,2,b\n", "kind")
    assert table.domain[:2] == (2.0, 4.0)
    assert table.domain[2:] == pytest.approx((0.92, 2.08))
    assert window(np.zeros((0, 2)), np.zeros(0), "classification") == (-6.0, 6.0, -6.0, 6.0)


def test_data_says_what_it_is() -> None:
    data = make_dataset(DataSpec(n=100))
    assert repr(data) == "Dataset(circle: 2 inputs, 2 classes; train 60, validation 20, test 20)"
    assert repr(data.train) == "Part(60 points; X (60, 2), labels (60,))"
    assert repr(data.table) == "Table(100 points, 2 inputs, 2 classes)"
    line = make_dataset(DataSpec.from_json({"source": {"kind": "preset", "name": "sine"}, "n": 50}))
    assert repr(line).startswith("Dataset(sine: 1 input, values;") and repr(line.table).endswith("1 input, values)")


@pytest.mark.parametrize("points", ["abc", [["a", "b"]], [[1, 2], [3]], None, [1.0, 2.0], [[1.0, 2.0, 3.0]]])
def test_points_that_are_none_are_refused(points: object) -> None:
    data: Dataset = make_dataset(DataSpec(n=20))
    with pytest.raises(SpecError, match=r"^points: got .*, allowed: an array of shape \(n, 2\)$"):
        data.transform(points)  # type: ignore[arg-type]


def test_what_is_no_specification_is_refused() -> None:
    with pytest.raises(SpecError, match=r"^spec: got 'moons', allowed: a DataSpec, .*; gn\.load takes a name$"):
        make_dataset("moons")  # type: ignore[arg-type]


def test_a_long_cell_is_shortened_and_a_column_is_guessed() -> None:
    with pytest.raises(DataError) as caught:
        read_csv_text(f"a,kind\n{'9' * 400},x\n1,y\n", "kind")
    assert len(str(caught.value)) < 120
    with pytest.raises(DataError, match=r"the columns are a, kind \(did you mean kind\?\)$"):
        read_csv_text("a,kind\n1,x\n2,y\n", "Kind")
