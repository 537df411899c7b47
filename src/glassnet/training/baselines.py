"""Simple models on the same split: what a network has to beat before it is worth its parameters."""

import warnings
from typing import Any

from glassnet.data import PARTS, Dataset
from glassnet.engines.metrics import r2
from glassnet.spec import SpecError

NEIGHBOURS = 5
MAX_ITERATIONS = 1000


def baselines(data: Dataset) -> dict[str, dict[str, float]]:
    """Scores of simple models that are fitted on the training part, on the same inputs as the network's.

    Classes: logistic regression and a perceptron, which can only draw a straight line, and k nearest neighbours
    (k = 5, or as many as there are training examples). Values: linear regression and k nearest neighbours.

    Args:
        data: from `load` or `make_dataset`.

    Returns:
        For each model its accuracy (classes) or R² (values) for "train", "validation" and "test"; parts without
        examples are left out.

    Raises:
        SpecError: if the training part has examples of a single class only.

    Example:
        >>> from glassnet.training import load
        >>> scores = baselines(load("circle", n=200))
        >>> scores["logistic regression"]["test"] < 0.7 < scores["k nearest neighbours"]["test"]
        True
    """
    from sklearn.exceptions import ConvergenceWarning  # scikit-learn takes a second to import

    train = data.train
    if data.classes and len(set(train.labels.tolist())) < 2:
        raise SpecError("data", "a training part of one class", "one with examples of at least two classes")
    scores = {}
    for name, model in _models(data.task, len(train)).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # unscaled inputs; the score says what it is worth
            model.fit(train.X, train.labels)
        scores[name] = {part: _score(model, data, part) for part in PARTS if len(data.parts[part])}
    return scores


def _models(task: str, examples: int) -> dict[str, Any]:
    from sklearn import linear_model, neighbors

    k = min(NEIGHBOURS, examples)
    if task == "regression":
        return {
            "linear regression": linear_model.LinearRegression(),
            "k nearest neighbours": neighbors.KNeighborsRegressor(n_neighbors=k),
        }
    return {
        "logistic regression": linear_model.LogisticRegression(max_iter=MAX_ITERATIONS, random_state=0),
        "perceptron": linear_model.Perceptron(max_iter=MAX_ITERATIONS, random_state=0),
        "k nearest neighbours": neighbors.KNeighborsClassifier(n_neighbors=k),
    }


def _score(model: Any, data: Dataset, part: str) -> float:
    """By the network's own definitions, so that the numbers compare."""
    examples = data.parts[part]
    said = model.predict(examples.X)
    if data.task == "regression":
        return r2(said.reshape(-1, 1), examples.labels)
    return float((said == examples.labels).mean())
