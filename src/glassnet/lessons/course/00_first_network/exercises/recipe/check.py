"""Checks `recipe`: trains what it says, five times."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from glassnet.lessons.checking import Answer, Mistake, Verdict, mistake_verdict, unusable, wrong
from glassnet.spec import SpecError
from glassnet.training import Network, Trainer, load, train

OPEN = True  # many recipes are right: a changed number is no mistake
STARTS, GOOD, PARAMETERS, EPOCHS = 5, 0.95, 50, 100
KEYS = {"hidden", "activation", "learning_rate"}

MISTAKES = (
    Mistake(
        "not_a_recipe",
        "The answer is a dictionary with three keys: hidden, a list with the units of each hidden layer (`[3]` is one "
        "layer of three); activation, a name; learning_rate, a number.",
    ),
    Mistake(
        "too_many_parameters",
        "That network has more than 50 parameters. Count: each unit has a weight for each of its inputs, and a bias.",
    ),
    Mistake("no_hidden_layer", "Without a hidden layer the boundary is a straight line, whatever the learning rate."),
    Mistake(
        "no_bend",
        "With the identity as activation every layer is straight, and straight after straight is straight: "
        "the boundary stays a line.",
    ),
    Mistake(
        "rate_too_high",
        "It jumps about: the loss at the end is hardly better than in the beginning, or worse. Take smaller steps.",
    ),
    Mistake("rate_too_low", "It is still on its way: the loss was falling to the last epoch. Take larger steps."),
)
NOT_A_RECIPE, TOO_MANY, NO_HIDDEN, NO_BEND, TOO_HIGH, TOO_LOW = MISTAKES


@cache
def trained(settings: str) -> tuple[Trainer, ...]:
    """A run from each start, the worst first."""
    given = json.loads(settings)
    data = load("moons", n=500, noise=0.2, seed=0)
    runs = []
    for seed in range(STARTS):
        net = Network([2, *given["hidden"], 2], activation=given["activation"], seed=seed)
        runs.append(train(net, data, epochs=EPOCHS, optimizer="adam", lr=given["learning_rate"], batch_size=32))
    return tuple(sorted(runs, key=lambda run: float(run.history.validation_accuracy[-1])))


def parameters(hidden: list[int]) -> int:
    """Weights and biases of the network with these hidden layers."""
    return Network([2, *hidden, 2]).parameters


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    seen = answer()
    if problem := unusable(answer, seen):
        return problem
    given: Any = seen.value
    if not isinstance(given, Mapping) or given.keys() != KEYS or not isinstance(given["hidden"], (list, tuple)):
        return mistake_verdict(answer, seen, NOT_A_RECIPE)
    try:
        count = parameters(list(given["hidden"]))
        if count > PARAMETERS:
            return mistake_verdict(answer, seen, TOO_MANY, f"{count} parameters")
        runs = trained(json.dumps(dict(given)))
    except (SpecError, TypeError) as error:
        return wrong(answer, seen, f"That cannot be trained: {error}.")
    middle = runs[STARTS // 2]
    reached, test = (float(part[-1]) for part in (middle.history.validation_accuracy, middle.history.test_accuracy))
    if reached >= GOOD:
        praise = f"{reached:.1%} on the validation set with {count} parameters; and on the test set, once: {test:.1%}."
        return Verdict("right", praise)
    losses = np.asarray(middle.history.train_loss)
    tail = losses[-len(losses) // 10 :]
    text = f"{reached:.1%} on the validation set; training loss {losses[0]:.3f} at first, {losses[-1]:.3f} at last"
    if not given["hidden"]:
        return mistake_verdict(answer, seen, NO_HIDDEN, text)
    if given["activation"] == "identity":
        return mistake_verdict(answer, seen, NO_BEND, text)
    if not losses[-1] < 0.8 * losses[0] or (losses[-1] > 1.3 * losses.min() and given["learning_rate"] > 0.1):
        slow = given["learning_rate"] < 0.01
        return mistake_verdict(answer, seen, TOO_LOW if slow else TOO_HIGH, text)
    if tail[-1] < 0.98 * tail[0] and given["learning_rate"] < 0.01:
        return mistake_verdict(answer, seen, TOO_LOW, text)
    return wrong(answer, seen, "It learns, but it does not come to 95 %. Change one thing at a time.", text)
