"""Checks `settings`: trains with them, five times."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from glassnet.lessons.checking import Answer, Mistake, Verdict, mistake_verdict, unusable, wrong
from glassnet.spec import SpecError
from glassnet.training import Network, Trainer, load, train

OPEN = True  # many settings are right: a changed number is no mistake
STARTS, GOOD, EPOCHS = 5, 0.95, 20
FEW, EXAMPLES = 100, 600
KEYS = {"optimizer", "learning_rate", "batch_size"}
ALLOWED = ("sgd", "momentum", "rmsprop", "adam")

MISTAKES = (
    Mistake(
        "not_settings",
        "The answer is a dictionary with the three keys optimizer, learning_rate and batch_size.",
    ),
    Mistake(
        "too_few_steps",
        "With batches of this size the whole training has very few steps. How many are there in 20 epochs?",
    ),
    Mistake(
        "rate_too_high",
        "The loss goes up and down, and ends well above its best. Take shorter steps.",
    ),
    Mistake(
        "rate_too_low",
        "The loss falls in nearly every epoch, and 20 of them are over before it is down. Take longer steps.",
    ),
)
NOT_SETTINGS, TOO_FEW, TOO_HIGH, TOO_LOW = MISTAKES


@cache
def trained(settings: str) -> Trainer:
    """The run of the start in the middle."""
    data = load("moons", n=1000, noise=0.2, seed=0)
    runs = [
        train(Network([2, 8, 2], activation="tanh", seed=seed), data, epochs=EPOCHS, **json.loads(settings))
        for seed in range(STARTS)
    ]
    return sorted(runs, key=lambda run: float(run.history.validation_accuracy[-1]))[STARTS // 2]


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    seen = answer()
    if problem := unusable(answer, seen):
        return problem
    given: Any = seen.value
    if not isinstance(given, Mapping) or given.keys() != KEYS:
        return mistake_verdict(answer, seen, NOT_SETTINGS)
    if given["optimizer"] not in ALLOWED:
        return wrong(answer, seen, "The optimizer is one of " + ", ".join(ALLOWED) + ".")
    try:
        run = trained(json.dumps(dict(given)))
    except (SpecError, TypeError) as error:
        return wrong(answer, seen, f"That cannot be trained: {error}.")
    reached, test = (float(part[-1]) for part in (run.history.validation_accuracy, run.history.test_accuracy))
    losses = np.asarray(run.history.train_loss)
    steps = EPOCHS * -(-EXAMPLES // min(int(given["batch_size"]), EXAMPLES))
    if reached >= GOOD:
        return Verdict(
            "right", f"{reached:.1%} on the validation set, after {steps} steps; and on the test set, once: {test:.1%}."
        )
    shown = ", ".join(f"{loss:.3f}" for loss in losses[:: EPOCHS // 5])
    text = f"{reached:.1%} on the validation set; training loss every {EPOCHS // 5} epochs: {shown}"
    rises = int((np.diff(losses) > 0).sum())
    if steps < FEW:
        return mistake_verdict(answer, seen, TOO_FEW, text + f"; {steps} steps")
    if rises >= EPOCHS // 4 and not losses[-1] < 1.3 * losses.min():
        return mistake_verdict(answer, seen, TOO_HIGH, text)
    if rises <= 1:
        return mistake_verdict(answer, seen, TOO_LOW, text)
    return wrong(answer, seen, "It learns, but it does not come to 95 %. Change one thing at a time.", text)
