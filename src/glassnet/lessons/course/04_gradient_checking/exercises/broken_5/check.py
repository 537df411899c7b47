"""Checks `step`: the order of gradients and updates."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Case, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import MLP, Dense

Parameters = tuple[Array, Array, Array, Array]


def cases(rng: Random) -> Cases:
    """Unlike widths, so that a transpose shows; one example, one output, and several of both."""
    drawn: list[Case] = []
    for n, features, hidden, outputs in ((1, 2, 3, 1), (4, 3, 2, 1), (5, 2, 4, 3), (6, 3, 3, 3)):
        X, W1, b1 = rng.normal(size=(n, features)), rng.normal(size=(hidden, features)), rng.normal(size=hidden)
        W2, b2 = rng.normal(size=(outputs, hidden)), rng.normal(size=outputs)
        T = rng.normal(size=(n, outputs))
        drawn.append((X, T, W1, b1, W2, b2, (0.5, 0.1, 0.3, 1.0)[len(drawn)]))
    return drawn


def moved(
    X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float, back: "Array | None" = None
) -> Parameters:
    """The parameters after a step; `back`: other weights for the way back."""
    network = MLP([Dense(W1, b1, "tanh"), Dense(W2, b2)])
    _, _, gradients = network.loss_and_gradients(X, T, "mse")
    dW1, db1, dW2, db2 = gradients.flat
    if back is not None:
        tape = network.forward(X)
        delta = gradients.deltas[1] @ back * (1 - tape.a[0] ** 2)
        dW1, db1 = delta.T @ X, delta.sum(axis=0)
    return W1 - rate * dW1, b1 - rate * db1, W2 - rate * dW2, b2 - rate * db2


def right(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float) -> Parameters:
    """All gradients first, then all updates."""
    return moved(X, T, W1, b1, W2, b2, rate)


def _still(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float) -> Parameters:
    return moved(X, T, W1, b1, W2, b2, rate, back=moved(X, T, W1, b1, W2, b2, rate)[2])


def _hidden_first(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float) -> Parameters:
    W1_new, b1_new, _, b2_new = right(X, T, W1, b1, W2, b2, rate)
    delta = 2 * (np.tanh(X @ W1.T + b1) @ W2.T + b2 - T) / T.size
    return W1_new, b1_new, W2 - rate * delta.T @ np.tanh(X @ W1_new.T + b1_new), b2_new


def _two_steps(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array, rate: float) -> Parameters:
    W1_new, b1_new, _, _ = right(X, T, W1, b1, W2, b2, rate)
    _, _, W2_new, b2_new = right(X, T, W1_new, b1_new, W2, b2, rate)
    return W1_new, b1_new, W2_new, b2_new


MISTAKES = (
    Mistake(
        "still_there",
        "These are the values of the given code. Go through it line by line and say of each W2 which it is: the one "
        "that the forward pass has used, or the next?",
        _still,
    ),
    Mistake(
        "uphill",
        "The steps go up the slope. The order is right now; the sign is not.",
        lambda X, T, W1, b1, W2, b2, rate: right(X, T, W1, b1, W2, b2, -rate),
    ),
    Mistake(
        "activation_from_new_weights",
        "W1 is right now, but W2 is updated with activations that were computed again, with the new hidden weights.",
        _hidden_first,
    ),
    Mistake(
        "forward_again",
        "You run forward again in the middle of the step. All gradients belong to one place: one forward pass, one "
        "backward pass, then the updates.",
        _two_steps,
    ),
    Mistake(
        "gradients_returned",
        "These are the gradients. The new parameters are wanted.",
        lambda X, T, W1, b1, W2, b2, rate: (
            MLP([Dense(W1, b1, "tanh"), Dense(W2, b2)]).loss_and_gradients(X, T, "mse")[2].flat
        ),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "First all gradients, then all updates. With a small learning rate nobody would have noticed."
    return judge(answer, cases, right, MISTAKES, praise=praise)
