"""Checks `backward`: the mean over examples and outputs."""

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import MLP, Dense

Gradients = tuple[Array, Array, Array, Array]


def cases(rng: Random) -> Cases:
    """Unlike widths, so that a transpose shows; one example, one output, and several of both."""
    drawn = []
    for n, features, hidden, outputs in ((1, 2, 3, 1), (4, 3, 2, 1), (5, 2, 4, 3), (6, 3, 3, 3)):
        X, W1, b1 = rng.normal(size=(n, features)), rng.normal(size=(hidden, features)), rng.normal(size=hidden)
        W2, b2 = rng.normal(size=(outputs, hidden)), rng.normal(size=outputs)
        T = rng.random((n, outputs))
        drawn.append((X, T, W1, b1, W2, b2))
    return drawn


def right(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    """As the reference does it."""
    network = MLP([Dense(W1, b1, "tanh"), Dense(W2, b2, "sigmoid")])
    dW1, db1, dW2, db2 = network.loss_and_gradients(X, T, "mse")[2].flat
    return dW1, db1, dW2, db2


def times(factor: float, gradients: Gradients) -> Gradients:
    """All gradients, multiplied."""
    dW1, db1, dW2, db2 = gradients
    return factor * dW1, factor * db1, factor * dW2, factor * db2


def _only_output(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    dW1, db1, dW2, db2 = right(X, T, W1, b1, W2, b2)
    return dW1 * T.shape[1], db1 * T.shape[1], dW2, db2


MISTAKES = (
    Mistake(
        "still_there",
        "These are the values of the given code. Divide your gradient by the numerical one: the quotient is the same "
        "everywhere. Which number is it, for three outputs?",
        lambda X, T, *rest: times(T.shape[1], right(X, T, *rest)),
    ),
    Mistake(
        "outputs_only",
        "Now the number of outputs is divided by, but no longer the number of examples. The mean runs over both.",
        lambda X, T, *rest: times(T.shape[0], right(X, T, *rest)),
    ),
    Mistake(
        "no_mean",
        "Nothing is divided any more. These are the gradients of the sum of the squares, not of their mean.",
        lambda X, T, *rest: times(T.size, right(X, T, *rest)),
    ),
    Mistake(
        "repaired_at_the_weights",
        "You have repaired the output layer only. What the hidden layer receives comes from the same delta: repair it "
        "where it arises, and everything behind it is right.",
        _only_output,
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "A constant factor, invisible with one output. Check gradients with several outputs and several examples."
    return judge(answer, cases, right, MISTAKES, praise=praise)
