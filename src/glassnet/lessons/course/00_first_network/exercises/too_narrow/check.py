"""Checks `width`: trains the network with the width that is given, and with one unit more."""

from functools import cache

from glassnet.lessons.checking import Answer, Mistake, Verdict, mistake_verdict, unusable
from glassnet.training import Network, load, train

OPEN = True  # a number that was found by trying has no mutants
STARTS, GOOD, WIDEST = 6, 0.95, 64

MISTAKES = (
    Mistake("no_width", "The answer is a whole number from 1 to 64: how many hidden units."),
    Mistake("still_works", "With this width most starts still come to 95 %. Take some units away."),
    Mistake(
        "wider_fails_too", "With this width it fails, but with one unit more it fails as well. Wanted is the greatest."
    ),
)
NO_WIDTH, STILL_WORKS, WIDER_FAILS_TOO = MISTAKES


@cache
def successes(width: int) -> int:
    """How many of the starts come to 95 % on the test set."""
    data = load("circles", n=1000, noise=0.03, seed=42)
    count = 0
    for seed in range(STARTS):
        net = Network([2, width, 2], activation="relu", seed=seed)
        run = train(net, data, epochs=100, optimizer="adam", lr=0.01, batch_size=32)
        count += bool(run.history.test_accuracy[-1] >= GOOD)
    return count


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    seen = answer()
    if problem := unusable(answer, seen):
        return problem
    given = seen.value
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= WIDEST:
        return mistake_verdict(answer, seen, NO_WIDTH)
    now = successes(given)
    if now * 2 >= STARTS:
        return mistake_verdict(answer, seen, STILL_WORKS, f"{now} of {STARTS} starts come to 95 % with {given}")
    wider = successes(given + 1)
    if wider * 2 < STARTS:
        return mistake_verdict(
            answer, seen, WIDER_FAILS_TOO, f"{wider} of {STARTS} starts come to 95 % with {given + 1}"
        )
    praise = f"With {given} units {now} of {STARTS} starts come to 95 %, with {given + 1} units {wider}."
    return Verdict("right", praise + " Each unit bends the plane along one line; a ring needs a few more bends.")
