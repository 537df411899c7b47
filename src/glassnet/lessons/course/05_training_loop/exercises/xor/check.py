"""Checks `train_xor`: a few steps from random starts, and a whole training from a known one."""

from collections.abc import Callable

import numpy as np

from glassnet.lessons.checking import Answer, Array, Case, Cases, Mistake, Random, Verdict, judge

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])


def cases(rng: Random) -> Cases:
    """One to three epochs of networks of several widths; then the start of the lesson, until it has learned."""
    drawn: list[Case] = []
    for hidden, rate, epochs in ((2, 1.0, 1), (3, 2.0, 2), (4, 0.5, 3), (1, 3.0, 2)):
        W1, b1 = rng.normal(size=(hidden, 2)), rng.normal(size=hidden)
        drawn.append((W1, b1, rng.normal(size=(1, hidden)), rng.normal(size=1), rate, epochs))
    start = np.random.RandomState(42)
    W1, W2 = start.randn(4, 2), start.randn(1, 4) * 0.5**0.5
    return [*drawn, (W1, np.zeros(4), W2, np.zeros(1), 2.5, 120)]


def sigmoid(z: Array) -> Array:
    """The sigmoid."""
    return np.asarray(1 / (1 + np.exp(-z)))


def outputs(W1: Array, b1: Array, W2: Array, b2: Array) -> Array:
    """What a network answers."""
    return sigmoid(sigmoid(X @ W1.T + b1) @ W2.T + b2)[:, 0]


def training(slip: str = "", batch: int = 1) -> Callable[..., Array]:
    """The training in matrices, with a slip in it, or with larger batches."""

    def trained(W1: Array, b1: Array, W2: Array, b2: Array, rate: float, epochs: int) -> Array:
        biases = 0.0 if slip == "biases" else rate
        for first in list(range(0, 4, batch)) * epochs:
            x, t = X[first : first + batch], T[first : first + batch]
            A1 = sigmoid(x @ W1.T + b1)
            A2 = sigmoid(A1 @ W2.T + b2)
            D2 = (1 if slip == "two" else 2) * (A2 - t) / len(x) * (1 if slip == "output" else A2 * (1 - A2))
            back = W2 - rate * D2.T @ A1 if slip == "early" else W2
            D1 = D2 @ back * (1 if slip == "hidden" else A1 * (1 - A1))
            W1, b1 = W1 - rate * D1.T @ x, b1 - biases * D1.sum(axis=0)
            W2, b2 = W2 - rate * D2.T @ A1, b2 - biases * D2.sum(axis=0)
        return outputs(W1, b1, W2, b2)

    return trained


right = training()

MISTAKES = (
    Mistake(
        "factor_two_missing",
        "Everything moves half as far as it should. The slope of (a − t)² has a factor.",
        training(slip="two"),
    ),
    Mistake(
        "output_slope_missing",
        "The slope of the output's sigmoid is missing. It would be right with cross-entropy; here the loss is the "
        "squared error.",
        training(slip="output"),
    ),
    Mistake(
        "hidden_slope_missing",
        "The slope of the hidden units' sigmoid is missing.",
        training(slip="hidden"),
    ),
    Mistake(
        "all_four_at_once",
        "That is one step for all four examples together. Here each example is a batch: four steps in an epoch.",
        training(batch=4),
    ),
    Mistake(
        "biases_stay",
        "The biases never move. They have gradients too: the deltas themselves.",
        training(slip="biases"),
    ),
    Mistake(
        "updated_too_early",
        "W2 is updated before the delta has gone back along it. First all gradients, then all updates.",
        training(slip="early"),
    ),
    Mistake(
        "rounded",
        "These are decisions, 0 or 1. The outputs themselves are wanted.",
        lambda *given: np.round(right(*given)),
    ),
    Mistake(
        "uphill",
        "The steps go up the slope: it gets worse with each epoch.",
        lambda W1, b1, W2, b2, rate, epochs: right(W1, b1, W2, b2, -rate, epochs),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Four correct answers, from the start of the lesson, after 120 epochs at the rate 2.5."
    return judge(answer, cases, right, MISTAKES, praise=praise)
