"""Baselines are scikit-learn's models on the same split."""

import warnings

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression, LogisticRegression, Perceptron
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer, load
from glassnet.training.baselines import baselines

PARTS = ("train", "validation", "test")


@pytest.mark.parametrize("name", ["circle", "pinwheel"])
def test_baselines_of_classes_equal_scikit_learn_called_directly(name: str) -> None:
    data = load(name, n=200, noise=0.2, seed=3)
    models = {
        "logistic regression": LogisticRegression(max_iter=1000, random_state=0),
        "perceptron": Perceptron(max_iter=1000, random_state=0),
        "k nearest neighbours": KNeighborsClassifier(n_neighbors=5),
    }
    scores = baselines(data)
    assert list(scores) == list(models)
    for name, model in models.items():
        model.fit(data.train.X, data.train.labels)
        expected = {part: model.score(data.parts[part].X, data.parts[part].labels) for part in PARTS}
        assert scores[name] == expected


@pytest.mark.parametrize("name", ["sine", "bumps"])
def test_baselines_of_values_equal_scikit_learn_called_directly(name: str) -> None:
    data = load(name, n=150, noise=0.1, seed=1)
    models = {"linear regression": LinearRegression(), "k nearest neighbours": KNeighborsRegressor(n_neighbors=5)}
    scores = baselines(data)
    assert list(scores) == list(models)
    for name, model in models.items():
        model.fit(data.train.X, data.train.labels)
        expected = [model.score(data.parts[part].X, data.parts[part].labels) for part in PARTS]
        np.testing.assert_allclose([scores[name][part] for part in PARTS], expected, rtol=1e-12)


def test_a_line_is_near_chance_on_the_circle_and_neighbours_are_not() -> None:
    scores = baselines(load("circle", n=500))
    assert scores["logistic regression"]["test"] < 0.65
    assert scores["perceptron"]["test"] < 0.75
    assert scores["k nearest neighbours"]["test"] > 0.95


def test_parts_without_examples_are_left_out() -> None:
    for scores in baselines(load("gauss", n=50, split=(1.0, 0.0, 0.0))).values():
        assert list(scores) == ["train"]


def test_the_run_gives_the_baselines_of_its_data() -> None:
    run = Trainer(Experiment().with_setting("data.n", 60))
    assert run.baselines() == baselines(run.data)


def test_no_more_neighbours_are_asked_than_there_are() -> None:
    scores = baselines(load("xor_points", split=(1.0, 0.0, 0.0)))
    assert scores["k nearest neighbours"].keys() == {"train"}


def test_a_fit_that_does_not_converge_warns_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = load("pinwheel", n=80)
    with pytest.warns(ConvergenceWarning):
        LogisticRegression(max_iter=2, random_state=0).fit(data.train.X, data.train.labels)
    monkeypatch.setattr("glassnet.training.baselines.MAX_ITERATIONS", 2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        baselines(data)


def test_a_training_part_of_one_class_is_refused() -> None:
    points = ((0.0, 0.0, 0.0), (1.0, 1.0, 0.0))
    run = Trainer(Experiment().with_setting("data.points", points).with_setting("data.source", "own"))
    with pytest.raises(SpecError, match="at least two classes"):
        run.baselines()
