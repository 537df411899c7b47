"""Checks `train_epoch`: a line and a small network, with batches that go into the examples and that do not."""

from collections.abc import Callable
from typing import Any

import numpy as np

from glassnet.lessons.checking import Answer, Array, Case, Cases, Mistake, Random, Verdict, judge
from glassnet.lessons.plain import Code

Parameters = list[Array]
Done = tuple[Parameters, float]

LINE = """def line(parameters, X, T):
    W, b = parameters
    error = X @ W.T + b - T
    D = 2 * error / error.size
    return float((error ** 2).mean()), [D.T @ X, D.sum(axis=0)]
"""

NETWORK = """def network(parameters, X, T):
    W1, b1, W2, b2 = parameters
    A = np.tanh(X @ W1.T + b1)
    error = A @ W2.T + b2 - T
    D2 = 2 * error / error.size
    D1 = D2 @ W2 * (1 - A ** 2)
    return float((error ** 2).mean()), [D1.T @ X, D1.sum(axis=0), D2.T @ A, D2.sum(axis=0)]
"""


def cases(rng: Random) -> Cases:
    """Numbers of examples that the batch size divides, and such that it does not; the full batch; batches of one."""
    drawn: list[Case] = []
    for n, batch, hidden in ((7, 3, 0), (10, 4, 3), (6, 2, 2), (5, 5, 0), (4, 1, 2)):
        X, T = rng.normal(size=(n, 3)), rng.normal(size=(n, 2))
        shapes = ((hidden, 3), (hidden,), (2, hidden), (2,)) if hidden else ((2, 3), (2,))
        parameters = [rng.normal(size=shape) for shape in shapes]
        gradients = Code(NETWORK, "network") if hidden else Code(LINE, "line")
        drawn.append((parameters, X, T, rng.permutation(n), batch, float(rng.uniform(0.05, 0.2)), gradients))
    return drawn


def right(parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any) -> Done:
    """The examples in their order, cut into batches; the losses of all examples listed."""
    losses: list[float] = []
    for rows in np.split(order, range(batch, len(order), batch)):
        loss, slopes = gradients(parameters, X[rows], T[rows])
        losses += [loss] * len(rows)
        parameters = [w - rate * g for w, g in zip(parameters, slopes, strict=True)]
    return parameters, float(np.mean(losses))


Made = Callable[..., Done]


def with_rows(inputs: str, targets: str) -> Made:
    """Batches whose inputs and targets are taken in an order each: "shuffled" or "given"."""

    def made(parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any) -> Done:
        given = np.arange(len(X))
        X = X[order if inputs == "shuffled" else given]
        T = T[order if targets == "shuffled" else given]
        return right(parameters, X, T, given, batch, rate, gradients)

    return made


def _dropped(parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any) -> Done:
    full = len(X) - len(X) % batch
    new, loss = right(parameters, X, T, order[:full], batch, rate, gradients)
    return new, loss * full / len(X)


def _unweighted(
    parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any
) -> Done:
    losses = []
    for first in range(0, len(X), batch):
        parameters, loss = right(parameters, X, T, order[first : first + batch], batch, rate, gradients)
        losses.append(loss)
    return parameters, float(np.mean(losses))


def _frozen(parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any) -> Done:
    batches = np.split(order, range(batch, len(order), batch))
    found = [gradients(parameters, X[rows], T[rows]) for rows in batches]
    summed = [sum(parts) for parts in zip(*(slopes for _, slopes in found), strict=True)]
    loss = sum(each * len(rows) for (each, _), rows in zip(found, batches, strict=True)) / len(X)
    return [w - rate * g for w, g in zip(parameters, summed, strict=True)], float(loss)


def _last(parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any) -> Done:
    before = (len(X) - 1) // batch * batch
    new, _ = right(parameters, X, T, order[:before], batch, rate, gradients) if before else (parameters, 0.0)
    return right(new, X, T, order[before:], batch, rate, gradients)


def _afterwards(
    parameters: Parameters, X: Array, T: Array, order: Any, batch: int, rate: float, gradients: Any
) -> Done:
    new, _ = right(parameters, X, T, order, batch, rate, gradients)
    return new, gradients(new, X, T)[0]


MISTAKES = (
    Mistake(
        "targets_not_shuffled",
        "The inputs are shuffled and the targets are not: each example is trained to give another one's answer. Both "
        "must be taken in the same order.",
        with_rows("shuffled", "given"),
    ),
    Mistake(
        "not_shuffled",
        "The batches are taken as the examples lie, one after the other. `order` says whose turn it is.",
        with_rows("given", "given"),
    ),
    Mistake(
        "last_batch_dropped",
        "The examples after the last full batch are not used. They make a smaller batch.",
        _dropped,
    ),
    Mistake(
        "mean_of_the_batches",
        "The parameters are right. The loss is the mean of the batches' losses, in which an example of a small last "
        "batch counts more than the others. Wanted is the mean over the examples.",
        _unweighted,
    ),
    Mistake(
        "last_loss",
        "The parameters are right. The loss is that of the last batch only.",
        _last,
    ),
    Mistake(
        "loss_afterwards",
        "The parameters are right. The loss is that of the final network, which costs another pass through all "
        "examples. Wanted is the mean of what the batches gave on the way.",
        _afterwards,
    ),
    Mistake(
        "always_from_the_start",
        "Each gradient is taken at the parameters of the beginning. A step is there to be built on: the next batch "
        "sees the network as the last one left it.",
        _frozen,
    ),
    Mistake(
        "one_step",
        "That is one step with all examples. An epoch has a step for each batch.",
        lambda w, X, T, order, batch, rate, g: right(w, X, T, order, len(X), rate, g),
    ),
    Mistake(
        "one_batch_only",
        "After the first batch it ends. Is there a `return` inside the loop?",
        lambda w, X, T, order, batch, rate, g: right(w, X, T, order[:batch], batch, rate, g),
    ),
    Mistake(
        "uphill",
        "The steps go up the slope. The gradient points to where the loss grows.",
        lambda w, X, T, order, batch, rate, g: right(w, X, T, order, batch, -rate, g),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "This is the loop that every network is trained with. The rest of the lesson turns its three knobs."
    return judge(answer, cases, right, MISTAKES, praise=praise)
