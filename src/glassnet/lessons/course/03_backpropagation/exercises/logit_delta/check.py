"""Checks `logit_delta`: sigmoid with binary cross-entropy, softmax with cross-entropy."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import ACTIVATIONS, LOSSES, softmax

sigmoid = ACTIVATIONS["sigmoid"]
LOSS = {"sigmoid+bce": LOSSES["binary_cross_entropy"], "softmax+ce": LOSSES["cross_entropy"]}


def cases(rng: Random) -> Cases:
    """Each pairing, the logits of one case so large that careless exponentials overflow."""
    found: list[tuple[str, Array, Array]] = []
    for n, outputs in ((1, 3), (4, 2), (3, 4)):
        z = 1.5 * rng.normal(size=(n, outputs))
        found.append(("sigmoid+bce", z, rng.integers(0, 2, size=(n, outputs)).astype(float)))
        found.append(("softmax+ce", z, np.eye(outputs)[rng.integers(0, outputs, size=n)]))
    found.append(("softmax+ce", np.array([[1000.0, 998.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])))
    return found


def right(kind: str, z: Array, targets: Array) -> Array:
    """As the reference does it."""
    return LOSS[kind].gradient(z, targets)


def _with_slope(kind: str, z: Array, targets: Array) -> Array:
    a = sigmoid.value(z) if kind == "sigmoid+bce" else softmax(z)
    return right(kind, z, targets) * a * (1 - a)


def _overflowing(kind: str, z: Array, targets: Array) -> Array:
    if kind == "sigmoid+bce":
        return right(kind, z, targets)
    e = np.exp(z)
    p: Array = e / e.sum(axis=1, keepdims=True)
    return (p - targets) / len(z)


def _softmax_over_all(kind: str, z: Array, targets: Array) -> Array:
    if kind == "sigmoid+bce":
        return right(kind, z, targets)
    e = np.exp(z - z.max())
    p: Array = e / e.sum()
    return (p - targets) / len(z)


MISTAKES = (
    Mistake(
        "slope_left_in",
        "There is a factor a(1 − a) too many. Work out dL/da for this loss: it has that product in its denominator, "
        "and the two cancel.",
        _with_slope,
    ),
    Mistake("wrong_sign", "Every value has the wrong sign.", lambda kind, z, targets: -right(kind, z, targets)),
    Mistake(
        "forgot_mean",
        "The loss is a mean, and its gradient must be divided by the same number.",
        lambda kind, z, targets: right(kind, z, targets) * (z.size if kind == "sigmoid+bce" else len(z)),
    ),
    Mistake(
        "always_by_examples",
        "The binary cross-entropy here averages over the outputs too. You divide it by the number of examples only.",
        lambda kind, z, targets: right(kind, z, targets) * (z.shape[1] if kind == "sigmoid+bce" else 1),
    ),
    Mistake(
        "always_by_size",
        "The cross-entropy adds up the outputs of an example; only the examples are averaged.",
        lambda kind, z, targets: right(kind, z, targets) / (z.shape[1] if kind == "softmax+ce" else 1),
    ),
    Mistake(
        "softmax_overflows",
        "Right, until the logits are large: e to the power of 1000 is infinite, and infinity by infinity is not a "
        "number. Softmax does not change when the same number is taken from all logits of a row. Which one helps?",
        _overflowing,
    ),
    Mistake(
        "softmax_over_the_batch",
        "Your softmax adds up the whole batch. Each row is an example with probabilities of its own that add up to 1.",
        _softmax_over_all,
    ),
    Mistake(
        "sigmoid_for_both",
        "You have used the sigmoid for softmax. Classes compete: each probability depends on all logits of its row.",
        lambda kind, z, targets: (
            right(kind, z, targets) if kind == "sigmoid+bce" else (sigmoid.value(z) - targets) / len(z)
        ),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Prediction minus target, by the count of the mean: no slope is left that could vanish."
    return judge(answer, cases, right, MISTAKES, praise=praise)
