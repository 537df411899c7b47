"""Values to be predicted, scaled to mean 0 and spread 1 on the training set."""

import numpy as np
import pytest

from glassnet.data import make_dataset
from glassnet.spec import DataSpec, Experiment
from glassnet.training import Trainer

PRICES = {"kind": "table", "column": "price", "task": "regression"}


def prices(*values: float) -> DataSpec:
    text = "\n".join(["size,price", *(f"{k},{value}" for k, value in enumerate(values))])
    return DataSpec.from_json({"source": {**PRICES, "text": text}, "value_scaling": "standardize"})


def test_mean_and_spread_are_those_of_the_training_set() -> None:
    plain = make_dataset(DataSpec.from_json({"source": {"kind": "preset", "name": "trend"}, "noise": 0.3}))
    scaled = make_dataset(plain.spec.with_(value_scaling="standardize"))
    assert scaled.train.labels.mean() == pytest.approx(0.0, abs=1e-7)
    assert scaled.train.labels.std() == pytest.approx(1.0, rel=1e-6)
    assert abs(scaled.test.labels.mean()) > 1e-3  # the others are scaled alike, and have a mean of their own
    mean, spread = scaled.table.value_mean, scaled.table.value_spread
    for name, part in plain.parts.items():
        assert scaled.parts[name].labels * spread + mean == pytest.approx(part.labels, rel=1e-5, abs=1e-5)
        assert (scaled.parts[name].X == part.X).all()


def test_the_window_of_a_line_follows_its_values() -> None:
    data = make_dataset(prices(*range(100_000, 150_000, 1000)))
    low, high = data.table.domain[2:]
    assert low < data.table.labels.min() < data.table.labels.max() < high < 5.0


def test_values_that_are_all_equal_become_0() -> None:
    assert set(make_dataset(prices(*[7.5] * 20)).table.labels.tolist()) == {0.0}


def test_classes_stay_as_they_are() -> None:
    plain = make_dataset(DataSpec(n=60))
    scaled = make_dataset(DataSpec(n=60, value_scaling="standardize"))
    assert (plain.train.labels == scaled.train.labels).all() and scaled.table.value_spread == 1.0


def test_own_points_have_the_scaled_values() -> None:
    spec = prices(*range(0, 4000, 100)).with_(points=((3.0, 0.0, 0.5),))
    data = make_dataset(spec)
    assert data.train.labels[-1] == 0.5
    assert make_dataset(spec.with_(points=())).edited(spec).train.labels[-1] == 0.5


def test_a_network_learns_prices_only_when_they_are_scaled() -> None:
    sizes = np.linspace(0.0, 1.0, 200)
    source = prices(*(200_000 + 100_000 * np.sin(6 * sizes)).tolist())
    scores = []
    for scaling in ("none", "standardize"):
        experiment = Experiment(data=source.with_(value_scaling=scaling)).with_setting("training.epochs", 60)
        run = Trainer(experiment).train()
        scores.append(run.evaluate().scores["test"].score)
    assert scores[0] < 0.0 < 0.95 < scores[1]
