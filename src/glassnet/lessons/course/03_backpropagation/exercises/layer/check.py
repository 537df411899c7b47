"""Checks `layer_backward`: weights, biases and inputs of one layer, over a batch."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import Dense

Three = tuple[Array, Array, Array]


def cases(rng: Random) -> Cases:
    """Batches and layers of unlike sizes, and one where all three are equal."""
    sizes = ((1, 2, 3), (4, 3, 2), (5, 1, 2), (3, 3, 3))  # examples, fan_in, fan_out
    return [(rng.normal(size=(n, i)), rng.normal(size=(o, i)), rng.normal(size=(n, o))) for n, i, o in sizes]


def right(received: Array, W: Array, delta: Array) -> Three:
    """As the reference does it."""
    return Dense(W, np.zeros(len(W))).backward(received, delta)


MISTAKES = (
    Mistake(
        "weights_transposed",
        "dL/dW is transposed. It has the shape of W: a row for each unit of this layer, a column for each input.",
        lambda received, W, delta: (received.T @ delta, delta.sum(axis=0), delta @ W),
    ),
    Mistake(
        "mean_again",
        "You divide by the number of examples. The delta has the loss's factor 1/n in it already; here the examples "
        "are added up.",
        lambda received, W, delta: (delta.T @ received / len(delta), delta.mean(axis=0), delta @ W),
    ),
    Mistake(
        "bias_mean",
        "dL/db is the mean over the batch. dL/dW adds the examples up, and so must dL/db.",
        lambda received, W, delta: (delta.T @ received, delta.mean(axis=0), delta @ W),
    ),
    Mistake(
        "bias_not_summed",
        "dL/db still has a row for each example. Every example used the same bias: what does each add to its gradient?",
        lambda received, W, delta: (delta.T @ received, delta, delta @ W),
    ),
    Mistake(
        "bias_over_units",
        "dL/db is summed over the units. There is one bias for each unit: sum over the examples.",
        lambda received, W, delta: (delta.T @ received, delta.sum(axis=1), delta @ W),
    ),
    Mistake(
        "back_through_transpose",
        "dL/dreceived goes through the transposed weights. Forward multiplies by the transpose of W, so backward does "
        "not.",
        lambda received, W, delta: (delta.T @ received, delta.sum(axis=0), delta @ W.T),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    return judge(
        answer, cases, right, MISTAKES, praise="These three lines are all that a layer has to know of the rest."
    )
