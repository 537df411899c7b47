"""Checks `slopes`: two losses, each with respect to the output and to the logit."""

from glassnet.lessons.checking import Answer, Cases, Mistake, Random, Verdict, judge

Four = tuple[float, float, float, float]


def cases(rng: Random) -> Cases:
    """Outputs all over the interval, nearly wrong and nearly right ones, for both targets."""
    outputs = [0.3, 0.8, 0.01, 0.99, *rng.uniform(0.05, 0.95, 4).tolist()]
    return [(p, target) for p in outputs for target in (1.0, 0.0)]


def right(p: float, target: float) -> Four:
    """Written out for each target: −log p or −log(1 − p)."""
    entropy = -1 / p if target == 1 else 1 / (1 - p)
    error = -(1 - p) if target == 1 else p
    return 2 * error, 2 * error * p * (1 - p), entropy, error


MISTAKES = (
    Mistake(
        "forgot_factor_two",
        "The squared error is right up to a factor: what is the derivative of a square?",
        lambda p, t: (right(p, t)[0] / 2, right(p, t)[1] / 2, *right(p, t)[2:]),
    ),
    Mistake(
        "slope_not_applied",
        "For the squared error dL/dz equals dL/dp. Between p and z lies the sigmoid, with a slope of its own.",
        lambda p, t: (right(p, t)[0], right(p, t)[0], *right(p, t)[2:]),
    ),
    Mistake(
        "slope_left_in_entropy",
        "dL/dz of the cross-entropy has a factor p(1 − p) too many. Multiply dL/dp by the slope and see what cancels.",
        lambda p, t: (*right(p, t)[:3], right(p, t)[3] * p * (1 - p)),
    ),
    Mistake(
        "entropy_for_target_one_only",
        "The cross-entropy is right for the target 1 only. For the target 0 the loss is −log(1 − p).",
        lambda p, t: right(p, t) if t == 1 else (*right(p, t)[:2], 0.0, 0.0),
    ),
    Mistake(
        "wrong_sign",
        "All four have the wrong sign. Too small an output must have a negative slope: more of it, less loss.",
        lambda p, t: tuple(-each for each in right(p, t)),
    ),
    Mistake(
        "divided_by_the_slope",
        "Going from p to z multiplies by the slope of the sigmoid; you divide by it.",
        lambda p, t: (right(p, t)[0], right(p, t)[0] / (p * (1 - p)), *right(p, t)[2:]),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "Look at your two dL/dz for p = 0.01 and target 1: one of them has given up."
    return judge(answer, cases, right, MISTAKES, praise=praise)
