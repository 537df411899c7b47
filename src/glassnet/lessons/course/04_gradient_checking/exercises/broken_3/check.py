"""Checks `backward`: biases over a batch."""

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
    network = MLP([Dense(W1, b1, "tanh"), Dense(W2, b2)])
    dW1, db1, dW2, db2 = network.loss_and_gradients(X, T, "mse")[2].flat
    return dW1, db1, dW2, db2


def scaled(weights: float, bias1: float, bias2: float, gradients: Gradients) -> Gradients:
    """The gradients with factors."""
    dW1, db1, dW2, db2 = gradients
    return weights * dW1, bias1 * db1, weights * dW2, bias2 * db2


MISTAKES = (
    Mistake(
        "still_there",
        "These are the values of the given code. Divide your bias gradients by the numerical ones, for batches of two, "
        "three and four examples: what is the quotient?",
        lambda X, *rest: scaled(1, 1 / len(X), 1 / len(X), right(X, *rest)),
    ),
    Mistake(
        "output_layer_left",
        "The hidden biases are right now. The output layer has the same mistake.",
        lambda X, *rest: scaled(1, 1, 1 / len(X), right(X, *rest)),
    ),
    Mistake(
        "hidden_layer_left",
        "The output biases are right now. The hidden layer has the same mistake.",
        lambda X, *rest: scaled(1, 1 / len(X), 1, right(X, *rest)),
    ),
    Mistake(
        "weights_divided_too",
        "Now weights and biases agree with each other, and both are too small: the mean is in the first delta already. "
        "The weights were right.",
        lambda X, *rest: scaled(1 / len(X), 1 / len(X), 1 / len(X), right(X, *rest)),
    ),
    Mistake(
        "weights_multiplied",
        "Now nothing is divided by the number of examples. The loss is a mean, and the first delta must know it.",
        lambda X, *rest: scaled(len(X), len(X), len(X), right(X, *rest)),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "A bias acts on every example, so its gradient is a sum. The mean was taken once, at the first delta."
    return judge(answer, cases, right, MISTAKES, praise=praise)
