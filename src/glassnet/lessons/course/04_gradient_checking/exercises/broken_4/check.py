"""Checks `backward`: softmax under cross-entropy."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import MLP, Dense, softmax

Gradients = tuple[Array, Array, Array, Array]


def cases(rng: Random) -> Cases:
    """Unlike widths, so that a transpose shows; one example, one output, and several of both."""
    drawn = []
    for n, features, hidden, outputs in ((1, 2, 3, 2), (4, 3, 2, 3), (5, 2, 4, 3), (6, 3, 3, 4)):
        X, W1, b1 = rng.normal(size=(n, features)), rng.normal(size=(hidden, features)), rng.normal(size=hidden)
        W2, b2 = rng.normal(size=(outputs, hidden)), rng.normal(size=outputs)
        T = np.eye(outputs)[rng.integers(outputs, size=n)]
        drawn.append((X, T, W1, b1, W2, b2))
    return drawn


def right(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    """As the reference does it."""
    network = MLP([Dense(W1, b1, "tanh"), Dense(W2, b2)])
    dW1, db1, dW2, db2 = network.loss_and_gradients(X, T, "cross_entropy")[2].flat
    return dW1, db1, dW2, db2


def with_delta(which: str, X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    """The gradients that another first delta leads to."""
    network = MLP([Dense(W1, b1, "tanh"), Dense(W2, b2)])
    tape = network.forward(X)
    p, n = softmax(tape.output), len(T)
    first = {
        "slope": (p - T) / n * p * (1 - p),
        "p": (p - T) / n * p,
        "size": (p - T) / T.size,
        "sum": p - T,
        "sign": (T - p) / n,
        "loss": -T / p / n,
    }[which]
    dW1, db1, dW2, db2 = network.backward(tape, first).flat
    return dW1, db1, dW2, db2


MISTAKES = (
    Mistake(
        "still_there",
        "These are the values of the given code. Compare the delta of one example with the table of lesson 03: what "
        "does cross-entropy do to the slope of its activation?",
        lambda *given: with_delta("slope", *given),
    ),
    Mistake(
        "half_removed",
        "A part of the slope is still there. It has to go as a whole.",
        lambda *given: with_delta("p", *given),
    ),
    Mistake(
        "mean_over_outputs",
        "The mean of this loss runs over the examples. The classes of an example are added up, not averaged.",
        lambda *given: with_delta("size", *given),
    ),
    Mistake("no_mean", "The mean over the examples got lost.", lambda *given: with_delta("sum", *given)),
    Mistake(
        "wrong_sign",
        "Every value has the wrong sign: a probability above its target must come down.",
        lambda *given: with_delta("sign", *given),
    ),
    Mistake(
        "softmax_left_out",
        "This is the slope of the loss at the probabilities. It still has to go back through the softmax.",
        lambda *given: with_delta("loss", *given),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "The logarithm cancels the slope. Whoever multiplies it in again gets back the weakness of squared error."
    return judge(answer, cases, right, MISTAKES, praise=praise)
