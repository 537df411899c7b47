"""Counting steps."""

from math import ceil


def counting() -> dict[str, int | None]:
    """Return how many steps a training has. An incomplete last batch is used as well.

    Returns:
        Each number by its name. Replace every None by a whole number, or by Python that works it out.
    """
    return {
        # 600 examples, batches of 32, 20 epochs: how many steps are in an epoch?
        "steps per epoch": None,
        # how many examples does the last batch of an epoch have?
        "examples in the last batch": None,
        # how many steps are in the whole training?
        "steps in all": None,
        # how many times is each example used?
        "times each example is used": None,
        # the same training with the full batch: how many steps are in all?
        "steps with the full batch": None,
        # which batch size gives 12,000 steps in 20 epochs?
        "batch size for 12,000 steps": None,
    }
