"""Checks `cross_entropy`: softmax and logarithm in one, for logits of any size."""

import numpy as np
import numpy.typing as npt

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import LOSSES, softmax

Labels = npt.NDArray[np.int64]


def cases(rng: Random) -> Cases:
    """Two to five classes; at last logits so large, and so far apart, that exponentials overflow or vanish."""
    found: list[tuple[Array, Labels]] = [
        (2 * rng.normal(size=(n, classes)), rng.integers(0, classes, n))
        for n, classes in ((1, 3), (4, 2), (3, 5), (6, 3))
    ]
    found.append((np.array([[1000.0, 1001.0, 0.0], [-1000.0, -1002.0, -1001.0]]), np.array([0, 2])))
    found.append((np.array([[0.0, 900.0]]), np.array([0])))
    return found


def right(logits: Array, labels: Labels) -> float:
    """As the reference does it."""
    return LOSSES["cross_entropy"].value(logits, np.eye(logits.shape[1])[labels])


def picked(p: Array, labels: Labels) -> Array:
    """What each example's true class was given."""
    return p[np.arange(len(p)), labels]


def _unshifted(logits: Array, labels: Labels) -> float:
    with np.errstate(all="ignore"):
        e = np.exp(logits)
        return float(-np.log(picked(e / e.sum(axis=1, keepdims=True), labels)).mean())


def _log_of_softmax(logits: Array, labels: Labels) -> float:
    with np.errstate(all="ignore"):
        return float(-np.log(picked(softmax(logits), labels)).mean())


def _shifted_in_one_place(logits: Array, labels: Labels) -> float:
    with np.errstate(all="ignore"):
        shifted = logits - logits.max()
        return float((np.log(np.exp(shifted).sum(axis=1)) - picked(shifted, labels)).mean())


MISTAKES = (
    Mistake(
        "exponentials_overflow",
        "Right for small logits; for 1000 the exponential is infinite. The probabilities stay the same when each "
        "row is "
        "shifted. By what?",
        _unshifted,
    ),
    Mistake(
        "logarithm_of_zero",
        "The softmax is stable now, but it rounds a tiny probability to 0, and the logarithm of 0 is infinite. Do "
        "not go "
        "through the probability: the logarithm of a quotient is a difference.",
        _log_of_softmax,
    ),
    Mistake(
        "shift_of_the_whole_batch",
        "You take the greatest logit of the whole batch away. A row whose own logits are much smaller then "
        "vanishes: each "
        "row needs its own.",
        _shifted_in_one_place,
    ),
    Mistake(
        "double_softmax",
        "There are two softmaxes in it, one after the other. The loss can then never come near zero.",
        lambda logits, labels: right(softmax(logits), labels),
    ),
    Mistake(
        "sum_for_mean",
        "That is the sum over the examples, not the mean.",
        lambda logits, labels: right(logits, labels) * len(labels),
    ),
    Mistake(
        "mean_over_classes",
        "You divide by the number of classes too. Only the true class of each example counts, so the mean runs over "
        "examples.",
        lambda logits, labels: right(logits, labels) / logits.shape[1],
    ),
    Mistake("wrong_sign", "It is negative. A loss puts a minus before the logarithm.", lambda *given: -right(*given)),
    Mistake(
        "logit_for_probability",
        "That is the mean logit of the true class with a minus. Without the sum over all classes, making every logit "
        "larger would always help.",
        lambda logits, labels: -picked(logits, labels).mean(),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "This is what `torch.nn.CrossEntropyLoss` does. It takes logits, so no softmax may stand before it."
    return judge(answer, cases, right, MISTAKES, praise=praise)
