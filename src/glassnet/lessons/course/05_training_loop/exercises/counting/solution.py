"""Counting steps."""

from math import ceil


def counting() -> dict[str, int | None]:
    """Return how many steps a training has. An incomplete last batch is used as well.

    Returns:
        Each number by its name. Replace every None by a whole number, or by Python that works it out.
    """
    n, batch, epochs = 600, 32, 20
    steps = ceil(n / batch)
    return {
        # 600 examples, batches of 32, 20 epochs: how many steps are in an epoch?
        "steps per epoch": steps,
        # how many examples does the last batch of an epoch have?
        "examples in the last batch": n - (steps - 1) * batch,
        # how many steps are in the whole training?
        "steps in all": steps * epochs,
        # how many times is each example used?
        "times each example is used": epochs,
        # the same training with the full batch: how many steps are in all?
        "steps with the full batch": epochs,
        # which batch size gives 12,000 steps in 20 epochs?
        "batch size for 12,000 steps": n * epochs // 12_000,
    }
