"""Checks `backward`: the slope of ReLU."""

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
        drawn.append((X, T, W1, b1, W2, b2))
    return drawn


def right(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    """As the reference does it."""
    network = MLP([Dense(W1, b1, "relu"), Dense(W2, b2)])
    dW1, db1, dW2, db2 = network.loss_and_gradients(X, T, "mse")[2].flat
    return dW1, db1, dW2, db2


def with_slope(which: str, X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    """The gradients with something else in place of the slope of ReLU."""
    _, _, dW2, db2 = right(X, T, W1, b1, W2, b2)
    z = X @ W1.T + b1
    arrived = 2 * (np.maximum(z, 0) @ W2.T + b2 - T) / T.size @ W2
    slope = {
        "arrived": arrived > 0, "one": z == z, "opposite": z < 0, "activation": np.maximum(z, 0),
        "sign": np.sign(z),
    }[which]  # fmt: skip
    delta = arrived * slope
    return delta.T @ X, delta.sum(axis=0), dW2, db2


MISTAKES = (
    Mistake(
        "still_there",
        "These are the values of the given code: a unit is switched off by the sign of what comes back to it. What "
        "decides in the forward pass whether a ReLU unit passes something on?",
        lambda *given: with_slope("arrived", *given),
    ),
    Mistake(
        "no_slope",
        "Now no unit is ever switched off on the way back. A ReLU unit that was off on the way there has slope 0.",
        lambda *given: with_slope("one", *given),
    ),
    Mistake(
        "wrong_half",
        "You let through what belongs to the units that were off.",
        lambda *given: with_slope("opposite", *given),
    ),
    Mistake(
        "activation_for_slope",
        "You multiply by the activation. The slope of ReLU is 0 or 1.",
        lambda *given: with_slope("activation", *given),
    ),
    Mistake(
        "sign_for_slope",
        "Left of zero you have the slope −1. There ReLU is flat.",
        lambda *given: with_slope("sign", *given),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "The way back is decided by what happened on the way there. What arrives has no say in it."
    return judge(answer, cases, right, MISTAKES, praise=praise)
