"""Checks `gradients`: the convention x @ W."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import MLP, Dense

Gradients = tuple[Array, Array, Array, Array]


def cases(rng: Random) -> Cases:
    """Unlike widths, so that a transpose shows; one example, one output, and several of both."""
    drawn = []
    for n, features, hidden, outputs in ((1, 2, 3, 1), (4, 3, 2, 1), (5, 2, 4, 3), (6, 3, 3, 3)):
        X, W1, b1 = rng.normal(size=(n, features)), rng.normal(size=(hidden, features)), rng.normal(size=hidden)
        W2, b2 = rng.normal(size=(outputs, hidden)), rng.normal(size=outputs)
        T = rng.normal(size=(n, outputs))
        drawn.append((X, T, W1.T.copy(), b1, W2.T.copy(), b2))
    return drawn


def right(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    """As the reference does it, which has the other convention: turned on the way in and on the way out."""
    network = MLP([Dense(W1.T, b1, "relu"), Dense(W2.T, b2)])
    dW1, db1, dW2, db2 = network.loss_and_gradients(X, T, "mse")[2].flat
    return dW1.T, db1, dW2.T, db2


def _turned(*given: Array) -> Gradients:
    dW1, db1, dW2, db2 = right(*given)
    return dW1.T, db1, dW2.T, db2


def _no_slope(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    _, _, dW2, db2 = right(X, T, W1, b1, W2, b2)
    delta = 2 * (np.maximum(X @ W1 + b1, 0) @ W2 + b2 - T) / T.size @ W2.T
    return X.T @ delta, delta.sum(axis=0), dW2, db2


def _untransposed(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    _, _, dW2, db2 = right(X, T, W1, b1, W2, b2)
    z = X @ W1 + b1
    delta = 2 * (np.maximum(z, 0) @ W2 + b2 - T) / T.size @ W2 * (z > 0)
    return X.T @ delta, delta.sum(axis=0), dW2, db2


def _times(factor: float, found: Gradients) -> Gradients:
    dW1, db1, dW2, db2 = found
    return factor * dW1, factor * db1, factor * dW2, factor * db2


MISTAKES = (
    Mistake(
        "weights_turned",
        "The values are right, but your weight gradients have the shape (units, inputs). A gradient has the shape of "
        "its parameter, and here that has one column for each unit.",
        _turned,
    ),
    Mistake(
        "back_without_transpose",
        "On the way back the other convention needs a transpose where lesson 03 had none: the deltas meet the columns "
        "of W2. In a square matrix the wrong way fits too, so the shape alone will not tell you.",
        _untransposed,
    ),
    Mistake("forgot_slope", "The slope of ReLU is missing on the way to the hidden layer.", _no_slope),
    Mistake(
        "mean_over_examples_only",
        "`.mean()` runs over everything, over the examples and over the outputs.",
        lambda X, T, *rest: _times(T.shape[1], right(X, T, *rest)),
    ),
    Mistake(
        "accumulated",
        "All gradients are twice too large, as after two calls of `.backward()` without setting the gradients to zero "
        "in between.",
        lambda *given: _times(2, right(*given)),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Four lines, and what autograd finds. It does nothing else, only for every function that you can write."
    return judge(answer, cases, right, MISTAKES, praise=praise)
