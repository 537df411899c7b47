"""Checks `sweep`: curves whose verdicts are clear, among them XOR, a saturated network and a loss that is no number."""

from collections.abc import Callable

import numpy as np

from glassnet.lessons.checking import Answer, Array, Case, Cases, Mistake, Random, Verdict, judge
from glassnet.lessons.plain import Code

Train = Callable[[float], Array]
Said = tuple[list[str], float]

VALLEY = "lambda rate: 5.0 * (1 - rate) ** (2 * np.arange(30))"
"""The losses of gradient descent on a parabola: each step leaves (1 − rate)² of the loss."""

STEEP = """def steep(rate):
    w, losses = np.float64(1.5), []
    with np.errstate(all="ignore"):
        for _ in range(30):
            losses.append(w ** 4 + (w - 1) ** 2)
            w = w - rate * (4 * w ** 3 + 2 * (w - 1))
    return np.array(losses)
"""
"""On w⁴ + (w − 1)² too long a step ends in infinities and soon in NaN."""

SAW = "lambda rate: 0.3 * np.exp(-0.2 * np.arange(40)) * (1 + rate * (np.arange(40) % 2))"
"""Falls, and jumps in every other step if the rate is large."""

HUMP = "lambda rate: np.array([1.0, 3.0, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15]) ** rate"
"""Rises once, at the beginning."""

BOWL = "lambda rate: (np.arange(30.0) - 12 * rate) ** 2 + rate"
"""Falls, and rises again to the end."""

XOR = """def xor(rate):
    start = np.random.RandomState(42)
    W1, b1, W2, b2 = start.randn(4, 2), np.zeros(4), start.randn(1, 4) * 0.5 ** 0.5, np.zeros(1)
    X, T = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
    losses = []
    for _ in range(61):
        A = 1 / (1 + np.exp(-(X @ W1.T + b1)))
        losses.append(float(((1 / (1 + np.exp(-(A @ W2.T + b2))) - T) ** 2).mean()))
        for x, t in zip(X, T):
            a = 1 / (1 + np.exp(-(W1 @ x + b1)))
            y = 1 / (1 + np.exp(-(W2 @ a + b2)))
            d2 = 2 * (y - t) * y * (1 - y)
            d1 = W2[0] * d2 * a * (1 - a)
            W2, b2, W1, b1 = W2 - rate * d2 * a, b2 - rate * d2, W1 - rate * np.outer(d1, x), b1 - rate * d1
    return np.array(losses)
"""
"""The XOR of the lesson."""


def cases(rng: Random) -> Cases:
    """The fixed curves, and valleys with rates that are drawn."""
    drawn: list[Case] = [
        (Code(VALLEY), [0.01, 0.3, 1.2, 2.3]),
        (Code(STEEP, "steep"), [3.0, 0.001, 0.05]),
        (Code(SAW), [0.05, 0.2, 2.0]),
        (Code(HUMP), [1.0, 1.24, 0.5]),
        (Code(BOWL), [1.0, 2.0, 1.9]),
    ]
    return [
        *drawn,
        (Code(VALLEY), [float(r) for r in (*rng.uniform(0.005, 0.06, 3), *rng.uniform(1.8, 2.2, 3))]),
        (Code(XOR, "xor"), [0.1, 50.0, 10.0]),
    ]


def judged(
    too_high: Callable[[Array, bool], bool], enough: Callable[[Array], float]
) -> Callable[[Train, list[float]], list[str]]:
    """Verdicts by other rules: what is too high, given the losses and whether they jump, and what is little enough."""

    def verdicts(train: Train, rates: list[float]) -> list[str]:
        said = []
        for rate in rates:
            losses = train(rate)
            jumps = float((losses[1:] > losses[:-1]).mean()) > 0.25
            low = "too low" if losses[-1] > enough(losses) else "right"
            said.append("too high" if too_high(losses, jumps) else low)
        return said

    return verdicts


def ends(train: Train, rates: list[float]) -> list[float]:
    """The last losses."""
    return [float(train(rate)[-1]) for rate in rates]


def _best(train: Train, rates: list[float]) -> float:
    return rates[int(np.nanargmin(ends(train, rates)))]


RULES = judged(lambda losses, jumps: not losses[-1] < losses[0] or jumps, lambda losses: float(losses[0]) / 10)


def right(train: Train, rates: list[float]) -> Said:
    """The verdicts as they are told, and the best rate."""
    return RULES(train, rates), _best(train, rates)


def _swapped(train: Train, rates: list[float]) -> Said:
    other = {"too high": "too low", "too low": "too high", "right": "right"}
    return [other[verdict] for verdict in RULES(train, rates)], _best(train, rates)


def _on_the_way(train: Train, rates: list[float]) -> Said:
    return RULES(train, rates), rates[int(np.argmin([np.nanmin(train(rate)) for rate in rates]))]


def by(rules: Callable[[Train, list[float]], list[str]]) -> Callable[[Train, list[float]], Said]:
    """Other rules, and the best rate."""
    return lambda train, rates: (rules(train, rates), _best(train, rates))


MISTAKES = (
    Mistake(
        "not_a_number_is_right",
        "A training whose loss is not a number is called right. Every comparison with NaN is false, `nan >= 1` as "
        "well: ask the other way round.",
        by(judged(lambda losses, jumps: losses[-1] >= losses[0] or jumps, lambda losses: float(losses[0]) / 10)),
    ),
    Mistake(
        "only_the_jumps",
        "You look for jumps only. A rate that is too high need not make any: a network that is driven into saturation "
        "stands still, at a loss that is higher than in the beginning.",
        by(judged(lambda losses, jumps: jumps or bool(np.isnan(losses[-1])), lambda losses: float(losses[0]) / 10)),
    ),
    Mistake(
        "only_the_ends",
        "You look at the first and the last loss only. In between one of the curves goes up and down all the time.",
        by(judged(lambda losses, jumps: not losses[-1] < losses[0], lambda losses: float(losses[0]) / 10)),
    ),
    Mistake("low_for_high", "The two words are swapped: too *low* is the one that is still on its way.", _swapped),
    Mistake(
        "a_tenth_of_nothing",
        "You compare the last loss with a fixed number. Losses have no size of their own; compare it with the first.",
        by(judged(lambda losses, jumps: not losses[-1] < losses[0] or jumps, lambda losses: 0.1)),
    ),
    Mistake(
        "not_a_number_is_least",
        "The verdicts are right. The best rate is one whose loss is not a number: `argmin` takes NaN for the least.",
        lambda train, rates: (RULES(train, rates), rates[int(np.argmin(ends(train, rates)))]),
    ),
    Mistake(
        "best_on_the_way",
        "The verdicts are right. The best rate is judged by the least loss on the way, but a training ends where it "
        "ends.",
        _on_the_way,
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Too high is not one picture but three: jumping, standing still above the beginning, and no number at all."
    return judge(answer, cases, right, MISTAKES, praise=praise)
