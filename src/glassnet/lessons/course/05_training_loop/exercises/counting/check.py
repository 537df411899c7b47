"""Checks `counting`: six whole numbers, only the first wrong one is looked at."""

from collections.abc import Callable

from glassnet.lessons.checking import Answer, Mistake, Verdict, judge

Counts = dict[str, float]


def right() -> Counts:
    """The six numbers, counted by going through the batches."""
    batches = [range(first, min(first + 32, 600)) for first in range(0, 600, 32)]
    return {
        "steps per epoch": len(batches),
        "examples in the last batch": len(batches[-1]),
        "steps in all": 20 * len(batches),
        "times each example is used": 20,
        "steps with the full batch": 20,
        "batch size for 12,000 steps": 1,
    }


def but(step: str, value: float) -> Callable[[], Counts]:
    """The right numbers with one of them made wrongly."""
    return lambda: {**right(), step: value}


MISTAKES = (
    Mistake(
        "last_batch_dropped",
        "After that many full batches some examples are left over. They make a batch of their own.",
        but("steps per epoch", 600 // 32),
    ),
    Mistake(
        "fraction_of_a_step",
        "There are no fractions of a step. What is left over is a batch too, only a smaller one.",
        but("steps per epoch", 600 / 32),
    ),
    Mistake(
        "full_last_batch",
        "Then there would be more examples than there are. Take away those of the full batches.",
        but("examples in the last batch", 32),
    ),
    Mistake(
        "one_epoch_only",
        "That is one epoch. The training has 20 of them.",
        but("steps in all", len(range(0, 600, 32))),
    ),
    Mistake(
        "steps_for_uses",
        "That is the number of all steps. A step uses only the examples of its batch; how often is one of them drawn?",
        but("times each example is used", 380),
    ),
    Mistake(
        "batch_changes_nothing",
        "With the full batch all examples are used in a single step. How many steps are in an epoch then?",
        but("steps with the full batch", 380),
    ),
    Mistake(
        "all_at_once",
        "The full batch makes the *fewest* steps. You are to find the batch that makes very many.",
        but("batch size for 12,000 steps", 600),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "The batch size does not change what is seen in an epoch, only how often something is done about it."
    return judge(answer, [()], right, MISTAKES, show_expected=False, stepwise=True, praise=praise)
