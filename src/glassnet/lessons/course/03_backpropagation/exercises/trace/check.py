"""Checks `trace`: every step of one example, only the first wrong one is looked at."""

from collections.abc import Callable

import numpy as np

from glassnet.lessons.checking import Answer, Mistake, Tolerance, Verdict, judge
from glassnet.nn import MLP, Dense, Gradients, Tape

Steps = dict[str, float]

HIDDEN = Dense(np.array([[0.1, 0.3], [0.2, 0.4]]), np.array([0.01, 0.02]), "sigmoid")
OUTPUT = Dense(np.array([[0.5, 0.6]]), np.array([0.03]), "sigmoid")
X, TARGET = np.array([[0.5, 1.5]]), 0.0


def right(x: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]" = X, target: float = TARGET) -> Steps:
    """The steps as the reference computes them."""
    network = MLP([HIDDEN, OUTPUT])
    tape: Tape = network.forward(x)
    slope = 2 * (tape.output - target)
    gradients: Gradients = network.backward(tape, slope)
    delta1, delta2 = gradients.deltas
    return {
        "z1[0]": tape.z[0][0, 0],
        "a1[0]": tape.a[0][0, 0],
        "a1[1]": tape.a[0][0, 1],
        "z2": tape.z[1][0, 0],
        "a2": tape.a[1][0, 0],
        "loss": float(((tape.output - target) ** 2).mean()),
        "dL/da2": slope[0, 0],
        "delta2": delta2[0, 0],
        "dL/dW2[0]": gradients.dW[1][0, 0],
        "dL/da1[0]": (delta2 @ OUTPUT.W)[0, 0],
        "delta1[0]": delta1[0, 0],
        "dL/dW1[0][1]": gradients.dW[0][0, 1],
    }


def but(step: str, value: Callable[[Steps], float]) -> Callable[[], Steps]:
    """The right steps with one of them made wrongly."""
    return lambda: {**right(), step: value(right())}


MISTAKES = (
    Mistake(
        "lesson_input",
        "This is the value for the lesson's input, x = [1, 2]. Here x is [0.5, 1.5].",
        lambda: right(np.array([[1.0, 2.0]]), 1.0),
    ),
    Mistake(
        "forgot_bias",
        "The bias of the unit is missing in its weighted sum.",
        but("z1[0]", lambda steps: steps["z1[0]"] - 0.01),
    ),
    Mistake(
        "weights_of_the_column",
        "You went down a column of W1. A unit's weights stand in its row: the first hidden unit has the first row.",
        but("z1[0]", lambda steps: 0.1 * 0.5 + 0.2 * 1.5 + 0.01),
    ),
    Mistake(
        "lesson_target",
        "You have used the target 1 of the lesson's example. Here it is 0.",
        but("loss", lambda steps: (steps["a2"] - 1) ** 2),
    ),
    Mistake(
        "half_the_square",
        "You have halved the loss. Here it is the square itself, without ½; then its slope keeps the 2.",
        but("loss", lambda steps: steps["loss"] / 2),
    ),
    Mistake(
        "forgot_factor_two",
        "The slope of a square has a factor: what is the derivative of (a2 − target)² with respect to a2?",
        but("dL/da2", lambda steps: steps["dL/da2"] / 2),
    ),
    Mistake(
        "forgot_activation_derivative",
        "delta2 equals dL/da2. To get from a2 to z2 one more slope is needed, the sigmoid's.",
        but("delta2", lambda steps: steps["dL/da2"]),
    ),
    Mistake(
        "input_for_activation",
        "The gradient of a weight is the delta above it times what the weight was multiplied with in the forward pass. "
        "For W2 that is the hidden activation, not the input.",
        but("dL/dW2[0]", lambda steps: steps["delta2"] * 0.5),
    ),
    Mistake(
        "forgot_hidden_slope",
        "delta1 equals dL/da1. The hidden units have a sigmoid too: its slope is missing.",
        but("delta1[0]", lambda steps: steps["dL/da1[0]"]),
    ),
    Mistake(
        "slope_of_the_output",
        "delta1 has the slope of the output unit. Each unit has its own slope, taken at its own activation.",
        but("delta1[0]", lambda steps: steps["dL/da1[0]"] * steps["a2"] * (1 - steps["a2"])),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer: what was rounded to four decimals on the way is right."""
    return judge(
        answer,
        [()],
        right,
        MISTAKES,
        tolerance=Tolerance(relative=0.0, absolute=2.5e-4),
        show_expected=False,
        stepwise=True,
        praise="Twelve steps, and you have done what a training step does for one example.",
    )
