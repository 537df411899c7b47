"""Checks `rate_at`: moments of the warm-up and of the wave."""

from collections.abc import Callable
from math import cos, pi

from glassnet.lessons.checking import Answer, Cases, Mistake, Random, Verdict, judge


def cases(rng: Random) -> Cases:
    """The corners, and moments in between."""
    drawn = [
        (float(rng.uniform(0, 1)) * length, float(length), float(rng.uniform(0.01, 2)), float(warmup))
        for length, warmup in ((10, 4), (30, 5), (8, 3), (20, 0), (50, 20), (7, 6))
    ]
    corners = [(0.0, 10.0, 0.3, 2.0), (2.0, 10.0, 0.3, 2.0), (10.0, 10.0, 0.3, 2.0), (0.0, 12.0, 0.5, 0.0)]
    return [(1.0, 10.0, 0.3, 4.0), (6.0, 10.0, 0.3, 4.0), *corners, *drawn]


def wave(share: float) -> float:
    """Half a wave from 1 to 0."""
    return cos(pi * share / 2) ** 2


def right(epoch: float, epochs: float, peak: float, warmup: float) -> float:
    """The rate, with the half wave written as a square."""
    return peak * (epoch / warmup if epoch < warmup else wave((epoch - warmup) / (epochs - warmup)))


def falling(shape: Callable[[float], float]) -> Callable[..., float]:
    """The rate with another shape of the falling part."""

    def rate(epoch: float, epochs: float, peak: float, warmup: float) -> float:
        return peak * (epoch / warmup if epoch < warmup else shape((epoch - warmup) / (epochs - warmup)))

    return rate


MISTAKES = (
    Mistake(
        "wave_from_the_beginning",
        "The wave is counted from the beginning of the training, so that it jumps down at the end of the warm-up. It "
        "begins where the warm-up ends.",
        lambda e, n, peak, w: right(e, n, peak, w) if e < w else peak * wave(e / n),
    ),
    Mistake(
        "no_warmup",
        "There is no warm-up: before it ends the rate is at its peak already.",
        lambda e, n, peak, w: right(max(e, w), n, peak, w),
    ),
    Mistake(
        "waits_below",
        "During the warm-up the rate is zero. It should rise, in a straight line.",
        lambda e, n, peak, w: 0.0 if e < w else right(e, n, peak, w),
    ),
    Mistake(
        "whole_wave",
        "That is a whole wave: in the end it is back at its peak. Half of one leads down.",
        falling(lambda share: (1 + cos(2 * pi * share)) / 2),
    ),
    Mistake(
        "quarter_wave",
        "That is a quarter of a wave: it is steepest at the very end, where it should come down softly.",
        falling(lambda share: cos(pi * share / 2)),
    ),
    Mistake(
        "twice_the_peak",
        "It falls from twice the peak. 1 plus a cosine runs from 2 to 0.",
        falling(lambda share: 2 * wave(share)),
    ),
    Mistake(
        "rises_again",
        "After the warm-up it starts from zero and rises. Turn the wave over.",
        falling(lambda share: 1 - wave(share)),
    ),
    Mistake(
        "straight_down",
        "That is a straight line. The cosine stays high for a while, and comes down softly.",
        falling(lambda share: 1 - share),
    ),
    Mistake(
        "below_zero",
        "The second half of it is negative, and training would go uphill. Lift the wave and halve it.",
        falling(lambda share: cos(pi * share)),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Gently in, and gently out. In Glassnet it is the schedule `cosine` with a warm-up."
    return judge(answer, cases, right, MISTAKES, praise=praise)
