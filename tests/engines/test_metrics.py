"""The metrics' definitions against scikit-learn, for every way of telling classes to a loss."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error, r2_score

from glassnet.engines import Encoding, classify, encode, predict, score
from glassnet.spec import Loss
from glassnet.spec.choices import MSE, BinaryCrossEntropy, CrossEntropy, HalfSquared, Huber

SINGLE: list[tuple[Loss, Encoding, float]] = [
    (BinaryCrossEntropy(), "class", 0.0),
    (MSE(), "class", 0.5),
    (HalfSquared(), "class", 0.5),
    (Huber(), "class", 0.5),
    (MSE(), "sign", 0.0),
    (HalfSquared(), "sign", 0.0),
    (Huber(), "sign", 0.0),
]
SQUARED = (MSE(), HalfSquared(), Huber())


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_encodings() -> None:
    labels = np.array([0, 1, 2])
    assert encode(labels, "one_hot", 3).tolist() == np.eye(3).tolist()
    assert encode(labels[:2], "class", 1).tolist() == [[0.0], [1.0]]
    assert encode(labels[:2], "sign", 1).tolist() == [[-1.0], [1.0]]
    assert encode(np.array([0.25, -7.5]), "value", 1).tolist() == [[0.25], [-7.5]]
    for encoding in ("one_hot", "class", "sign", "value"):
        assert encode(labels, encoding, 3).dtype == np.float64


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_accuracy_of_several_outputs(seed: int, n: int) -> None:
    outputs, labels = rng(seed).normal(size=(n, 3)), rng(seed + 1).integers(3, size=n)
    for loss in (CrossEntropy(), *SQUARED):
        found = score(outputs, encode(labels, "one_hot", 3), labels, loss, "one_hot")
        assert found.score == accuracy_score(labels, outputs.argmax(axis=1))


@pytest.mark.parametrize(("loss", "encoding", "middle"), SINGLE, ids=[f"{s[0].kind}-{s[1]}" for s in SINGLE])
def test_accuracy_of_a_single_output(loss: Loss, encoding: Encoding, middle: float) -> None:
    outputs, labels = rng(1).normal(size=(50, 1)) * 2, rng(2).integers(2, size=50)
    predicted = (outputs[:, 0] > middle).astype(int)
    assert 0 < predicted.sum() < 50
    assert classify(outputs, loss, encoding).tolist() == predicted.tolist()
    found = score(outputs, encode(labels, encoding, 1), labels, loss, encoding)
    assert found.score == accuracy_score(labels, predicted)


@pytest.mark.parametrize(("loss", "encoding", "middle"), SINGLE, ids=[f"{s[0].kind}-{s[1]}" for s in SINGLE])
def test_the_likelier_class_is_the_one_that_is_chosen(loss: Loss, encoding: Encoding, middle: float) -> None:
    outputs = np.array([[-40.0], [middle - 1e-6], [middle + 1e-6], [40.0]])
    chances = predict(outputs, loss, encoding)
    assert chances.shape == (4, 2)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)
    assert ((chances >= 0.0) & (chances <= 1.0)).all()
    assert chances.argmax(axis=1).tolist() == classify(outputs, loss, encoding).tolist() == [0, 0, 1, 1]


def test_probabilities_of_squared_losses_come_from_the_targets_range() -> None:
    outputs = np.array([[-1.5], [-0.5], [0.25], [2.0]])
    assert predict(outputs, MSE(), "class")[:, 1].tolist() == [0.0, 0.0, 0.25, 1.0]
    assert predict(outputs, MSE(), "sign")[:, 1].tolist() == [0.0, 0.25, 0.625, 1.0]
    assert predict(outputs, MSE(), "value") is outputs


def test_losses_are_those_of_scikit_learn() -> None:
    outputs, labels = rng(3).normal(size=(40, 3)), rng(4).integers(3, size=40)
    found = score(outputs, encode(labels, "one_hot", 3), labels, CrossEntropy(), "one_hot")
    chances = predict(outputs, CrossEntropy(), "one_hot")
    assert found.loss == pytest.approx(log_loss(labels, chances, labels=[0, 1, 2]), rel=1e-12)
    values = rng(5).normal(size=40)
    found = score(outputs[:, :1], encode(values, "value", 1), values, MSE(), "value")
    assert found.loss == pytest.approx(mean_squared_error(values, outputs[:, 0]), rel=1e-12)


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 30))
def test_r2_is_that_of_scikit_learn(seed: int, n: int) -> None:
    outputs, values = rng(seed).normal(size=(n, 1)), rng(seed + 1).normal(size=n)
    found = score(outputs, values[:, None], values, MSE(), "value").score
    assert found == pytest.approx(r2_score(values, outputs[:, 0]), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("hit", "expected"), [(3.0, 1.0), (2.0, 0.0)])
def test_r2_of_constant_values(hit: float, expected: float) -> None:
    values = np.full(5, 3.0)
    outputs: npt.NDArray[Any] = np.full((5, 1), hit)
    found = score(outputs, values[:, None], values, MSE(), "value").score
    assert found == expected == r2_score(values, outputs[:, 0])


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("encoding", ["one_hot", "class", "sign"])
def test_outputs_that_are_not_finite_are_never_right(encoding: Encoding, bad: float) -> None:
    labels = np.array([0, 1, 0, 1])
    width = 2 if encoding == "one_hot" else 1
    outputs = np.full((4, width), bad)
    with np.errstate(all="ignore"):
        assert score(outputs, encode(labels, encoding, width), labels, MSE(), encoding).score == 0.0


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_predictions_of_a_diverged_network_raise_no_warning(bad: float) -> None:
    outputs = np.array([[bad, 0.0], [bad, bad]])
    assert predict(outputs, CrossEntropy(), "one_hot").shape == (2, 2)
    for loss, encoding, _ in SINGLE:
        assert predict(outputs[:, :1], loss, encoding).shape == (2, 2)
